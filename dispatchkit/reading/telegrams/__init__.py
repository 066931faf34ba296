"""Telegrams: messages of the wires as text, in an envelope of lines that machines and desks read.

A message has a header, lines of keywords and titles, a text, notes, and a trailer with its date.
What each line of the envelope is shows by its form and place; the words and signs that dialects
print differently are in ``data/telegrams.toml``.
"""
