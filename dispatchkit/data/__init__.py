"""The tables that ship: words, names and codes as TOML, and the one loader that reads them."""
