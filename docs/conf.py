"""Sphinx's settings for the site of the documentation, which ``nox -s docs`` builds.

The pages are Markdown; the reference of the library is made from the docstrings, and the pages of
agencies, which are not in the repository, are made of the profiles.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dispatchkit

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import agencies

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


def make_pages(app: Sphinx) -> None:
    """Write the pages of the agencies, before Sphinx looks for pages."""
    agencies.write(Path(app.srcdir) / "agencies")


def setup(app: Sphinx) -> None:
    """Connect ``make_pages`` and ``without_aliases``; Sphinx calls this at its start."""
    app.connect("builder-inited", make_pages)
    app.connect("autodoc-process-docstring", without_aliases)
