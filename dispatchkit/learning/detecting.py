"""What proves the sender of a dump: furniture with the agency's name or own host in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.learning.forms import Slot, host_of, pieces
from dispatchkit.text.fold import smooth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatchkit.learning.drafts import Draft
    from dispatchkit.learning.dumps import Dumps

# A host is the agency's own if this share of the dumps has it in furniture.
_OWN = 0.5
# Names of fewer letters are likely to stand for something else elsewhere.
_SHORTEST = 4
# Labels of lines with names and hosts that others print as well.
_LABELS = frozenset((Label.CAPTION, Label.SHARE, Label.RELATED))


def detects_in(drafts: Sequence[Draft], dumps: Dumps, names: Collection[str]) -> Iterator[Draft]:
    """The rules by which the sender is known: those of the *drafts* in which its name or host is
    always there. What pictures and links to others say is left out: others print it as well.
    """
    hosts = _hosts(drafts, dumps.count)
    long = [name for name in names if len(name) >= _SHORTEST]
    for draft in drafts:
        if draft.table != "label" or draft.label in _LABELS:
            continue
        proved = _proof(draft, long, hosts)
        if proved is not None:
            yield draft._replace(
                table="detect",
                field=None,
                closes=False,
                why=f"{draft.why}; it contains the agency's name or host {proved!r}",
            )


def _proof(draft: Draft, names: Collection[str], hosts: Collection[str]) -> str | None:
    """The name or host that stands in all lines of a rule."""
    fixed = f" {' '.join(piece.key for piece in pieces(draft.about))} "
    found = [name for name in names if f" {name} " in fixed]
    found += [host for host in hosts if _always(draft, host)]
    return found[0] if found else None


def _hosts(drafts: Sequence[Draft], count: int) -> list[str]:
    """The hosts that furniture of many dumps leads to."""
    found: Counter[str] = Counter()
    for draft in drafts:
        hosts = {
            host_of(piece.text)
            for piece in pieces(draft.match[0])
            if piece.slot in (Slot.LINK, Slot.MAIL)
        }
        for host in hosts:
            found[host] = max(found[host], draft.support)
    return sorted(host for host, support in found.items() if support >= _OWN * count)


def _always(draft: Draft, host: str) -> bool:
    """Whether a host stands in what a rule looks for."""
    return smooth(host) in smooth(draft.form.replace("\\", ""))
