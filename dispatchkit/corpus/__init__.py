"""Corpora: many inputs read in one run that can be taken up again, what they hold in figures, and a
page that shows them.

A run has two halves. First the inputs are read in their order and their records written to shards
(``reading``, ``shards``); after each shard a line is added to a journal (``journal``), so that a
run that was killed goes on after the last whole shard. Then all that concerns the corpus as a
whole is made from the shards (``closing``, ``repeats``, ``summary``). A file appears whole or not
at all (``durable``), and none depends on the clock, on the number of processes or on where a run
was interrupted: the same inputs give the same bytes.
"""
