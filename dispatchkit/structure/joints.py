"""Where web pages were pasted together.

Rulers stand between sections of a page as well as between pages, and the words at the top of a page
recur at its foot. So these places are only tried: the input is cut there if what stands on both
sides is a story of its own, with a headline, a date and a text, and the one below begins as pages
do, with menus. Another language alone is no sign: pages print translations below a ruler.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.model import Label
from dispatchkit.reading.blocks import is_ruler
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatchkit.model import Dispatch
    from dispatchkit.text.units import Unit

# The text of a page has at least this many lines of prose; a part with fewer beside a ruler is the
# foot of a page.
_PROSE = 2
# The least paragraphs and characters of a page's story. Briefs have one paragraph, but so have
# teasers.
_PARAGRAPHS, _CHARACTERS = 2, 200
# The least lines of furniture above a headline: the foot of a page has no headline below its menus,
# comments have no menus above them.
_FURNITURE = 3
_TOP = frozenset(
    label.word
    for label in (
        Label.MENU,
        Label.LOGIN,
        Label.SUBSCRIPTION,
        Label.COOKIE,
        Label.SHARE,
        Label.SECTION,
        Label.ADVERTISEMENT,
        Label.CONTACT,
    )
)
# The first line of a dump, if it has this many words ("Skip to main content"), or its first two
# lines, may recur at the top of the next page.
_TELLING = 3
# No such link is longer ("Skip to main content").
_LONGEST_LINK = 60
# If more places than this are found, they are not the tops of pages.
_MOST = 2_000


def page_starts(units: Sequence[Unit], story: Callable[[int, int], Dispatch | None]) -> list[int]:
    """The indices of units at which pages begin that were pasted below the first one. *story* reads
    the units from one index to another by themselves.
    """
    places = _joints(units)
    found: list[int] = []
    above: Dispatch | None = None
    for begin, end in pairwise([0, *places, len(units)] if places else []):
        below = story(begin, end)
        if below is None or not _is_story(below):
            continue
        if above is not None and _begins_anew(above, below):
            found.append(begin)
        above = below
    return found


def _joints(units: Sequence[Unit]) -> list[int]:
    """The indices of units at which another page may begin."""
    tops = _tops(units)
    found = [at for at, unit in enumerate(units) if at and (is_ruler(unit.text) or tops(at))]
    if not found or len(found) > _MOST:
        return []
    prose = [0]
    for unit in units:
        prose.append(prose[-1] + unit.is_prose)
    kept: list[int] = []
    for at in found:
        if min(prose[at] - prose[kept[-1] if kept else 0], prose[-1] - prose[at]) >= _PROSE:
            kept.append(at)
    return kept


def _tops(units: Sequence[Unit]) -> _Tops:
    """What tells the tops of pages that were pasted below the first lines of *units*."""
    return _Tops([unit.folded for unit in units[:2]], units)


class _Tops:
    """Whether a unit is the first line of a page: a link to skip its menus, or the first line of
    the input again.
    """

    def __init__(self, first: list[str], units: Sequence[Unit]) -> None:
        self._first = first
        self._units = units
        self._skip = tuple(tables.words("data/skip_links", "skip"))
        self._alone = bool(units) and units[0].weight >= _TELLING and not units[0].is_prose

    def __call__(self, at: int) -> bool:
        unit = self._units[at]
        if len(unit.text) <= _LONGEST_LINK and unit.text.lower().startswith(self._skip):
            return True
        if not self._first or unit.folded != self._first[0]:
            return False
        return self._alone or (
            at + 1 < len(self._units)
            and len(self._first) > 1
            and self._units[at + 1].folded == self._first[1]
        )


def _is_story(dispatch: Dispatch) -> bool:
    """Whether *dispatch* is the story of a page: a headline, a day, a text."""
    if dispatch.published is None or weight(dispatch.headline or "") < _TELLING:
        return False
    body = [paragraph.text for paragraph in dispatch.paragraphs if paragraph.role == "body"]
    return len(body) >= _PARAGRAPHS and sum(map(len, body)) >= _CHARACTERS


def _begins_anew(above: Dispatch, below: Dispatch) -> bool:
    """Whether *below* is another page than *above*: not its headline again, and with menus of its
    own above the text.
    """
    if above.headline == below.headline:
        return False
    first = min(paragraph.lines[0] for paragraph in below.paragraphs)
    return (
        sum(entry.label in _TOP and entry.lines[0] < first for entry in below.boilerplate)
        >= _FURNITURE
    )
