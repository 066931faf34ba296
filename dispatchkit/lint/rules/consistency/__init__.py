"""DK4: whether agency, places, languages and credits agree."""
