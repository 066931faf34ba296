"""DK3: dates."""
