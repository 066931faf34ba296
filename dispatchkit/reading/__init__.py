"""The door: what an input is, before anything is parsed."""
