"""DK1: bytes and encoding."""
