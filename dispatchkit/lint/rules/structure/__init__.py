"""DK2: the parts of a dispatch."""
