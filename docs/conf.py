"""Sphinx's settings for the site of the documentation, which ``nox -s docs`` builds.

The pages are Markdown; the reference of the library is made from the docstrings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dispatchkit

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "dispatchkit"
author = project_copyright = "The dispatchkit authors"
version = release = dispatchkit.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"dispatchkit {release}"

# Anchors of headings down to the third level, as GitHub makes them: links to them are checked.
myst_heading_anchors = 3
# Code blocks without a language are what a terminal or a TOML file shows.
highlight_language = "none"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"


def without_aliases(*event: Any) -> None:
    """Clear the docstrings that Python itself gives the fields of a NamedTuple."""
    lines = event[-1]
    if lines and lines[0].startswith("Alias for field number"):
        lines.clear()


def setup(app: Sphinx) -> None:
    """Connect ``without_aliases``; Sphinx calls this at its start."""
    app.connect("autodoc-process-docstring", without_aliases)
