"""The life of a story: which dispatches are versions of one, which of them is the newest, and
whether it may be used.

What each dispatch says of its place among others is read from its record (``standing``, of which a
card is kept), the cards are linked (``links``), and a ledger sorts them into stories (``ledger``).
"""
