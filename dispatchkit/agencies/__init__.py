"""Who sends dispatches: profiles and phrases as data, their schema, the matcher that finds in a
line what they know, and the lexicon that holds them all for a reading.
"""
