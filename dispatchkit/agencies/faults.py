"""All that is wrong with a file of rules: each value is checked on its own, and a fault in one does
not keep the others from being looked at.

A check notes what is wrong and returns something of the right type in its place, so that the
reading can go on; whoever reads must not use what it made if anything was noted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from dispatchkit.data.key_places import shown_key
from dispatchkit.errors import ProfileError
from dispatchkit.meant import hint, shown
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_Choice = TypeVar("_Choice", bound=str)

_LETTER_RE = pattern(r"[^\W\d_]")


class Faults:
    """The faults of the file *file*, in the order in which they are met. Keys are named by their
    path (``label[1].miss[0]``); the file itself is "".
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self.noted: list[ProfileError] = []

    def note(self, key: str, problem: str) -> None:
        """Note a *problem* at the path *key*."""
        self.noted.append(ProfileError(": ".join(filter(None, (self._file, key))), problem))

    def known(
        self, table: Mapping[str, Any], keys: Mapping[str, type], key: str = ""
    ) -> dict[str, Any]:
        """What *table* says by the *keys* that it may have, with values of their types. *key* is
        the path of the table itself.
        """
        found = {}
        for name, value in table.items():
            place = inside(key, name)
            if name not in keys:
                self.note(
                    place,
                    f"unknown key {name!r}{hint(name, keys)}; known: {', '.join(sorted(keys))}",
                )
            elif not isinstance(value, keys[name]) or (
                isinstance(value, bool) and keys[name] is int
            ):
                self.note(place, f"expected {keys[name].__name__}, found {type(value).__name__}")
            else:
                found[name] = value
        return found

    def needed(
        self,
        table: Mapping[str, Any],
        stated: Mapping[str, Any],
        keys: Iterable[str],
        key: str = "",
    ) -> None:
        """Note which of the *keys* are missing or empty. *table* is the table as the file has it,
        *stated* what is known and right of it.
        """
        for name in keys:
            if name not in table:
                self.note(key, f"the key {name!r} is missing")
            elif name in stated and not stated[name]:
                self.note(inside(key, name), f"the key {name!r} is empty")

    def one_of(self, value: Any, allowed: Sequence[_Choice], key: str) -> _Choice:
        """*value*, which has to be one of those *allowed*."""
        if value in allowed:
            return allowed[allowed.index(value)]
        self.note(key, f"{shown(value)} is none of {', '.join(allowed)}{hint(str(value), allowed)}")
        return allowed[0]

    def texts(self, values: Sequence[Any], key: str, *, blank: bool = False) -> tuple[str, ...]:
        """A list of texts, with "" for what is none. A *blank* one is allowed among keywords: it
        stands in every line, for patterns that no word announces.
        """
        found = []
        for number, value in enumerate(values):
            is_right = isinstance(value, str) and (blank or value.strip())
            if not is_right:
                self.note(f"{key}[{number}]", f"expected a text, found {shown(value)}")
            found.append(value if is_right else "")
        return tuple(found)

    def lettered(self, forms: Sequence[Any], key: str) -> tuple[str, ...]:
        """A list of texts, each of which must hold a letter."""
        texts = self.texts(forms, key)
        for number, form in enumerate(texts):
            if form:
                self.with_letter(form, f"{key}[{number}]")
        return texts

    def with_letter(self, form: str, key: str) -> str:
        """*form*, a name or credit. It is looked for by its words, so one without a letter is a
        fault, because it would be found nowhere.
        """
        if not _LETTER_RE.search(fold(form)):
            self.note(key, f"{form!r} has no letter in it")
        return form


def inside(key: str, name: str) -> str:
    """The path of the key *name* in the table at the path *key*."""
    return f"{key}.{shown_key(name)}" if key else shown_key(name)
