"""The configuration: what a project's files and the environment say; options of a call override it.

``kinds`` holds the kinds of values, ``keys`` declares every key once, ``values`` replaces defaults
by what file and environment state, ``verified`` looks up what the values name, ``trust`` says what
a file that was found, not named, would hide, and ``handed`` turns all of it into what the library
takes. ``files.configuration`` finds and reads the files.
"""
