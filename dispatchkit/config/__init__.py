"""The configuration: what the files of a project and the environment say, before any option does.

``kinds`` are the kinds of values, ``keys`` declares every key once, ``values`` puts file and
environment over the defaults, ``verified`` looks up what the values name, ``trust`` says what a
file that nobody named would hide, and ``handed`` turns all of it into what the library takes. Where
configuration files lie and how they are read is known to ``files.configuration``.
"""
