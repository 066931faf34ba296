"""What each line is: a part of the head, of the body, or furniture. A dump is read as a dispatch
as its sender prints it (``segment``), or as a web page (``layout``).
"""
