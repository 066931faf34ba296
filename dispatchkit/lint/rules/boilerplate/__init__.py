"""DK6: boilerplate."""
