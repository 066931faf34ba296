"""DK9: the parse itself."""
