"""The door: what an input is, and the documents that it holds.

``read`` is the one way in. It recognises the format, decodes the bytes, and leaves the cutting into
documents to the module of the format (``reading/formats/``); what each document is, and what its
envelope states, it gives as a ``Message``.
"""
