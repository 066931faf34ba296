"""The error tree. Odd content is never an error but a finding or ``None``; these are for input that
cannot be read at all.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# A name in somebody else's file may be as long as the file, and no message should fill the screen.
# So many characters are enough: a place has the file first and the key last, a problem the name
# first and what is wrong last.
_FIRST, _LAST = 600, 300


class DispatchkitError(Exception):
    """Every error that dispatchkit raises on purpose. ``path`` is the input that it is about, if
    that is known.
    """

    path: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # All that it knows goes from one process to another, whatever made its message.
        return _again, (type(self), self.args, self.__dict__)


def _again(
    kind: type[DispatchkitError], args: tuple[Any, ...], known: dict[str, Any]
) -> DispatchkitError:
    """An error of that *kind* as it was, made of its arguments and its attributes."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(known)
    return error


class Undecodable(Enum):
    """Why bytes cannot be read as text."""

    # Whatever the encoding: they are empty, blank, or binary.
    NO_TEXT = auto()
    # They are not in the encoding that was asked for.
    NOT_AS_ASKED = auto()
    # No encoding has the name that was asked for.
    UNKNOWN_ENCODING = auto()


class DecodeError(DispatchkitError, ValueError):
    """Bytes that are no text: none at all, binary, or not in the encoding that was asked for.
    ``offset`` is that of the first byte that is wrong, where there is one.
    """

    def __init__(
        self,
        reason: str,
        *,
        offset: int | None = None,
        kind: Undecodable = Undecodable.NO_TEXT,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.kind = kind


class UnreadableFormat(DispatchkitError, ValueError):
    """An input in a format that there is no reader for. ``format`` is its word ("html"), ``title``
    its name, ``reason`` what shows it, with the place.
    """

    def __init__(self, word: str, title: str, reason: str) -> None:
        super().__init__(f"{title} ({reason}); dispatchkit has no reader for it yet")
        self.format = word
        self.title = title
        self.reason = reason


class MissingReader(DispatchkitError, ImportError):
    """An input whose reader needs a library that is not installed. ``format`` is the word of its
    format, ``extra`` the extra that installs what is missing.
    """

    def __init__(self, word: str, extra: str, library: str) -> None:
        super().__init__(word, extra, library)
        self.format = word
        self.extra = extra
        self.library = library

    def __str__(self) -> str:
        return (
            f"reading {self.format} needs {self.library}, which is not installed:"
            f' pip install "dispatchkit[{self.extra}]" (in a checkout: pip install {self.library})'
        )


class MissingWriter(MissingReader):
    """An output whose writer needs a library that is not installed."""

    def __str__(self) -> str:
        return f"writing {super().__str__().removeprefix('reading ')}"


class BrokenItem(DispatchkitError, ValueError):
    """An item of an input that cannot be read, while the others can. ``where`` says which."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where = where
        self.why = why

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


class UnknownColumn(DispatchkitError, ValueError, LookupError):
    """A column or key, named as that of the text, that a table or JSON does not have. ``columns``
    are those that it has.
    """

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        super().__init__(name, columns)
        self.name = name
        self.columns = tuple(columns)

    def __str__(self) -> str:
        shown = _short(", ".join(self.columns))
        return f"there is no column {self.name!r}; there are: {shown}"


class NoDispatch(DispatchkitError, ValueError):
    """Text without a dispatch in it: blank, or boilerplate alone."""


class ProfileError(DispatchkitError, ValueError):
    """A profile or data table that cannot be used. ``place`` is the file, line and column where
    they are known, and the key path (``dpa.toml:12:9: label[1].miss[0]``).
    """

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place = place
        self.problem = problem

    def __str__(self) -> str:
        return f"{_short(self.place)}: {_short(self.problem)}"


class UnknownProfile(ProfileError, LookupError):
    """A name that no profile has."""


class UnknownFormat(DispatchkitError, ValueError, LookupError):
    """A name that no format has, of those that are read or of those that are written."""


class ConfigError(DispatchkitError, ValueError):
    """A configuration that cannot be used. ``place`` is the file, line and column where they are
    known, and the key; or the variable of the environment.
    """

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place = place
        self.problem = problem

    def __str__(self) -> str:
        return f"{_short(self.place)}: {_short(self.problem)}"


class OneDocument(DispatchkitError, ValueError):
    """Several dispatches for one output in a format that has no form for several. ``format`` is its
    name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.format = name

    def __str__(self) -> str:
        return f"a document of {self.format} holds one dispatch, and there are several"


class RecordError(DispatchkitError, ValueError):
    """A record that is no dispatch's. ``place`` is the path of keys (``byline[1].role``)."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place = place
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.place or 'record'}: {self.problem}"


def _short(text: str) -> str:
    """A part of a message, without its middle if it is long."""
    return text if len(text) <= _FIRST + _LAST else f"{text[:_FIRST]}...{text[-_LAST:]}"
