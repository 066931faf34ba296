"""DK7: lifecycle and legal notices."""
