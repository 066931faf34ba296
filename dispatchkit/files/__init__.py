"""The outside world: inputs and where they lie, outputs that appear whole or not at all, processes,
signals and the terminal.
"""
