"""The errors: each keeps all that it knows on its way between processes, and a traceback names the
input.
"""

from __future__ import annotations

import copy
import pickle
import traceback
from typing import TYPE_CHECKING

import pytest

from dispatchkit import BrokenItem, DispatchkitError, errors, iter_parse, parse_file

if TYPE_CHECKING:
    from pathlib import Path

# What the errors that take more than a message are made of.
_ARGUMENTS: dict[type[DispatchkitError], tuple[object, ...]] = {
    errors.UnreadableFormat: ("png", "PNG", "8 bytes of a picture"),
    errors.MissingReader: ("docx", "word", "a library"),
    errors.MissingWriter: ("parquet", "parquet", "a library"),
    errors.BrokenItem: ("line 3", "no story"),
    errors.UnknownColumn: ("txet", ["text", "id"]),
    errors.ProfileError: ("mine.toml:3:1: id", "not a name"),
    errors.UnknownProfile: ("mine", "there is none"),
    errors.ConfigError: ("here.toml", "not a table"),
    errors.RecordError: ("byline[0]", "not an object"),
}
_KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, DispatchkitError)
]


@pytest.mark.parametrize("kind", _KINDS)
def test_an_error_keeps_what_it_knows(kind: type[DispatchkitError]) -> None:
    error = kind(*_ARGUMENTS.get(kind, ("a reason",)))
    error.path = "dumps/a.txt"
    error.add_note("input: dumps/a.txt")
    if isinstance(error, errors.DecodeError):
        error.offset, error.kind = 7, errors.Undecodable.NOT_AS_ASKED
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is kind
        assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_traceback_names_the_input(tmp_path: Path, jobs: int) -> None:
    names = [tmp_path / "a.png", tmp_path / "empty.txt", tmp_path / "none.txt"]
    names[0].write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    names[1].write_bytes(b"")
    found: list[Exception] = []
    assert list(iter_parse(names, jobs=jobs, errors=found.append)) == []
    assert [getattr(error, "path", None) for error in found] == [str(name) for name in names]
    for name, error in zip(names, found, strict=True):
        assert "".join(traceback.format_exception_only(error)).count(str(name)) == 1


def test_a_traceback_of_an_item_names_its_input(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,x\n2,Share this article\n", encoding="utf-8")
    with pytest.raises(BrokenItem) as raised:
        parse_file(path, text_column="text")
    assert str(path) in "".join(traceback.format_exception_only(raised.value))
