"""What an agency prints around its stories, learned from its own dumps: a profile is proposed that
reads the next ones better.

Furniture shows itself by returning: the same line, or one of the same form, above or below stories
that have nothing else in common. What returns among the paragraphs may be news (a background, a
heading, a formula of quotation), and is left out unless more speaks against it.

The thresholds in these modules are judgement; ``benchmarks/learning.py`` measures what they do
together.
"""
