"""Which dispatches repeat others: the same text, a near one, a version of it, or a part of it.

Of each dispatch a card is kept (``card``), cards are compared by the words that they share
(``alike``), and a deck of all cards says how each dispatch stands to the others (``deck``).
"""
