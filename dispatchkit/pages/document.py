"""Makes a page: one file of HTML with its style, its scripts and its data in it.

Data are JSON in an element that no browser runs, and the scripts put them on the page as text, so
that nothing in a dump can become mark-up. Should that ever fail, the policy of the page still
forbids all scripts and styles but its own, and every connection.
"""

from __future__ import annotations

import os
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from dispatchkit._version import __version__
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_ASSETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "assets")
_SHARED = "page"


def document(title: str, lead: str, script: str, data: Iterable[str]) -> Iterator[str]:
    """A page in pieces. *lead* is what it says first, *script* the name of the one that draws it,
    which may have a style of the same name, and *data* the pieces of a JSON value, as ``embedded``
    gives them.
    """
    style = _asset(f"{_SHARED}.css")
    if os.path.exists(_path(f"{script}.css")):
        style += _asset(f"{script}.css")
    scripts = _asset(f"{_SHARED}.js") + _asset(f"{script}.js")
    filled = {
        "policy": "; ".join(
            (
                "default-src 'none'",
                f"style-src '{_digest(style)}'",
                f"script-src '{_digest(scripts)}'",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        "version": escape(__version__),
        "title": _text(title),
        "lead": _text(lead),
        "style": style,
        "script": scripts,
    }
    for piece in _asset(f"{_SHARED}.html").split("{{"):
        name, closed, rest = piece.partition("}}")
        if not closed:
            yield piece
        elif name == "data":
            yield from data
            yield rest
        else:
            yield filled[name] + rest


def embedded(value: Any) -> str:
    """*value* as JSON that may stand in an element of a page: no character of it opens a tag."""
    return encode(value).replace("<", "\\u003c")


def _text(text: str) -> str:
    """*text* as HTML that UTF-8 can hold."""
    return escape(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    with open(_path(name), encoding="utf-8", newline="") as file:
        return file.read()


def _path(name: str) -> str:
    return os.path.join(_ASSETS, name)
