"""Reads inputs: what an input is, and the documents that it holds.

``read`` is the one way in. It recognises the format, decodes the bytes, and leaves the cutting into
documents to the module of the format (``reading/formats/``). It gives each document, with what its
envelope states, as a ``Message``.
"""
