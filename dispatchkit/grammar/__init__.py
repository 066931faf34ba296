"""What stands in a line: datelines, dates, credits, people, notices and the phrases of profiles,
each found where it is printed.
"""
