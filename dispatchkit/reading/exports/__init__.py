"""Exports of press databases: one TOML a database (``databases/``) says how its articles look, and
one reader reads them all.
"""
