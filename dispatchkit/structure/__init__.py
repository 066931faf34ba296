"""Labels each line as a part of the head, of the body, or as furniture. A dump is read as a
dispatch as its sender prints it (``segment``), or as a web page (``layout``).

The page finder is loaded when it is first needed, because most dispatches do without it (30 ms of a
cold start).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.mails import enveloped
from dispatchkit.structure.segment import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.structure.page import Page
    from dispatchkit.text.units import Unit

# A dump of more lines is looked at as a page before its lines are labelled, so that its menus need
# not be labelled. In a smaller one the labels may show that it is the sender's own, which saves the
# look.
_SMALL = 60
# This many lines that only its sender prints show that a dump is the sender's own, if it has at
# most twenty strange lines for each. A newspaper's page with the agency's words has some fifty for
# each, the agency's own page ten.
_OWN, _STRANGE = 2, 20


def first_look(units: Sequence[Unit]) -> Page | None:
    """The dump as a page, before its lines are labelled; None for a small one."""
    return _look_over(units) if len(units) > _SMALL else None


def page_of(
    page: Page | None,
    units: Sequence[Unit],
    marks: Sequence[Mark],
    context: Context,
) -> Page | None:
    """The page that a dump with these provisional *marks* is; None if it is a dispatch as its
    sender prints it. *page* is the result of the first look, None if there was none.

    Lines that only its sender prints show that it is no page.
    """
    own = sum([mark.hit is not None and mark.hit.table == context.profile for mark in marks])
    if own >= _OWN and len(units) <= _STRANGE * own:
        return None
    from dispatchkit.structure.layout import is_page, kept, strange_lines

    page = page or _look_over(units)
    if own >= _OWN and len(strange_lines(marks, page)) <= _STRANGE * own:
        return None
    return kept(page, marks, context) if is_page(marks, page, context) else None


def _look_over(units: Sequence[Unit]) -> Page:
    """The dump as a page, by the page finder."""
    from dispatchkit.structure.page import read_page

    return read_page(units)


def labelled(marks: Sequence[Mark], page: Page | None, context: Context) -> list[Mark]:
    """The final labels of *marks*, those of a *page* or of a dispatch as its sender prints it."""
    if page is not None:
        from dispatchkit.structure.layout import lay_out

        return lay_out(marks, page, context)
    bare_places = "line" in context.lexicon.facts_of(context.profile).datelines
    return segment(enveloped(marks), context, bare_places=bare_places).marks
