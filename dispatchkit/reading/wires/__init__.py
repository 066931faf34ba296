"""Messages in XML as agencies send them (NITF, NewsML, their own): one reader for all, because a
standard is a table (``dialects``) that says where each fact of a story stands.
"""
