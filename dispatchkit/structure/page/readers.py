"""How traits are read: as the names of features, or as the sum of the features' weights. Both come
from the same function of the trait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dispatchkit.structure.page.chain import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Read = TypeVar("Read", int, tuple[str, ...])

# A page asks for some 100 values of a trait, most of them again and again. A table that grows
# beyond this is emptied.
_MOST = 1 << 13


class TraitTable(dict[Any, Read]):
    """What is read from the features of one trait, by the values of the trait; computed when first
    asked for.
    """

    _read: Callable[[Iterable[str]], Read]

    def __init__(
        self, names: Callable[..., Sequence[str]], read: Callable[[Iterable[str]], Read]
    ) -> None:
        self._names = names
        self._read = read

    def __missing__(self, values: Sequence[Any]) -> Read:
        if len(self) >= _MOST:
            self.clear()
        self[values] = found = self._read(self._names(*values))
        return found


class TraitReader(Generic[Read]):
    """The tables of all traits under one way of reading. What is read from several traits can be
    added, be it numbers or lists of names.
    """

    _read: Callable[[Iterable[str]], Read]

    def __init__(self, read: Callable[[Iterable[str]], Read]) -> None:
        self._read = read
        self._tables: dict[Callable[..., Sequence[str]], TraitTable[Read]] = {}

    def table(self, names: Callable[..., Sequence[str]]) -> TraitTable[Read]:
        """The table of the trait *names*, a function from values to names of features; made once
        for each function.
        """
        if names not in self._tables:
            self._tables[names] = TraitTable(names, self._read)
        return self._tables[names]


NAMES: TraitReader[tuple[str, ...]] = TraitReader(tuple)
WEIGHTS: TraitReader[int] = TraitReader(weigh)
