"""DK5: the text itself."""
