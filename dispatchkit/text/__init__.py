"""Letters and lines: what any text is made of, whoever wrote it."""
