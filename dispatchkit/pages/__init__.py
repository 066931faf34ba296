"""Pages of HTML to look at: each is one file that needs no network, made of a template, a style and
scripts that ship (``assets``), and of data.
"""
