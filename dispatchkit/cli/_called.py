"""A call of ``parse`` that came the short way past click, as its options."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatchkit.cli._parsing import ParseOptions
    from dispatchkit.startup.short_way import ParseCall


def options_of(call: ParseCall) -> ParseOptions:
    """The options of a call that came the short way past click; the others have their defaults."""
    return {
        "inputs": call.inputs,
        "exclude": (),
        "force_exclude": False,
        "profile": None,
        "encoding": None,
        "date_order": None,
        "received": None,
        "filename_date": False,
        "from_": None,
        "split": None,
        "text_column": None,
        "config": None,
        "isolated": False,
        "jobs": 1,
        "quiet": False,
        "verbose": False,
        "progress": None,
        "colour": None,
        "format_": call.format,
        "output": None,
        "output_dir": None,
        "fields": (),
        "tsv": False,
        "csv": False,
        "null": False,
        "errors": None,
    }
