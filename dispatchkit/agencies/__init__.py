"""Who sends dispatches: profiles and phrases as data, their schema, and the matcher that finds in a
line what they know.
"""
