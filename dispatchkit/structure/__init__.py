"""What each line is: a part of the head, of the body, or furniture. A message is read as its sender
prints it, or as a page.
"""
