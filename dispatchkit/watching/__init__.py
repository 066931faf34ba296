"""Folders in which inputs arrive: each is read once it is whole, and its outputs are made.

What is there is found by looking; what the system reports of changes only says when to look. So no
event can be missed for good, and a program that was killed goes on by looking again.
"""
