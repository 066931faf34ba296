"""What a cold start of the program needs to be fast: nothing is made before it is used.

A command line starts anew for every call, and may take 80 ms for one file; each trick stands here
with what it saves.
"""
