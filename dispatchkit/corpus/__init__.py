"""Corpora: many inputs read in one run that can be taken up again, what they hold in figures, and a
page that shows them.
"""
