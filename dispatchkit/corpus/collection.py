"""The records of whole corpora, one after another as they are there, each with how it stands to the
others: what it repeats, and whether it is the newest of its story.
"""

from __future__ import annotations

import json
import os
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.corpus.closing import MANIFEST, REJECTS, REPEATS, closed
from dispatchkit.corpus.durable import Draft, failing
from dispatchkit.corpus.folder import is_corpus, place_of
from dispatchkit.corpus.repeats import write_repeats
from dispatchkit.corpus.shards import Form, records
from dispatchkit.files.failures import Failure
from dispatchkit.lifecycle.ledger import Ledger
from dispatchkit.lifecycle.standing import card_of
from dispatchkit.model import Dispatch
from dispatchkit.writing._columns import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatchkit.corpus.shards import Place

# The kinds of repeats that say nothing new.
COPIES = ("same", "near")


class Kept(NamedTuple):
    """A record that is kept: the dispatch, and how it stands among all."""

    dispatch: Dispatch
    standing: Standing


class _Repeat(NamedTuple):
    """How a record repeats that of another number."""

    kind: str
    of: int


class Collection:
    """The corpora in *folders* as one, numbered from 0 from the first record of the first.
    Failure if one is not whole, or does not hold whole records any more.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self._shards = [shard for folder in folders for shard in _shards(folder)]
        self._repeats = _repeats(folders, self._shards)
        self._statuses: dict[int, str] | None = None

    def choose_newest(self) -> None:
        """Keep the newest record of each story alone, as ``dispatchkit latest`` finds it. Memory
        holds a card of each record meanwhile.
        """
        cards = [card_of(one) for one in self._dispatches()]
        numbers = {id(card): number for number, card in enumerate(cards)}
        stories = Ledger(cards).stories
        self._statuses = {numbers[id(story.newest)]: story.status for story in stories}

    def kept(self, *, unique: bool = False) -> Iterator[Kept]:
        """The records; if they are to be *unique*, without those that repeat the text of another
        one that is kept, or nearly so. Failure if one cannot be read.
        """
        for number, dispatch in enumerate(self._dispatches()):
            found = self._repeats.get(number)
            if self._statuses is not None and number not in self._statuses:
                continue
            if unique and found and self._is_copy(number):
                continue
            status = (self._statuses or {}).get(number)
            kind, of = found or (None, None)
            yield Kept(dispatch, Standing(number, kind, of, status))

    def _is_copy(self, number: int) -> bool:
        """Whether a record has the text, or nearly that, of another one that is kept."""
        seen = set()
        while number not in seen:
            seen.add(number)
            found = self._repeats.get(number)
            if found is None or found.kind not in COPIES:
                return False
            number = found.of
            if self._statuses is None or number in self._statuses:
                return True
        return False

    def _dispatches(self) -> Iterator[Dispatch]:
        return map(Dispatch.from_dict, records(*self._shards))


def rejects(folders: Iterable[str]) -> Iterator[dict[str, Any]]:
    """What was not read of the inputs of corpora, as they list it. Failure if one is not whole."""
    for folder in folders:
        _place(folder)
        path = os.path.join(folder, REJECTS)
        with failing(path), open(path, "rb") as file:
            yield from map(json.loads, file)


def _place(folder: str) -> Place:
    """The place of a corpus that is whole; Failure for anything else."""
    if not is_corpus(folder):
        raise Failure(f"{folder}: no corpus, as dispatchkit corpus makes one")
    place = place_of(folder)
    closed(place)
    return place


def _shards(folder: str) -> list[str]:
    """The files of the whole records of a corpus."""
    place = _place(folder)
    path = os.path.join(folder, MANIFEST)
    with failing(path), open(path, "rb") as file:
        manifest = json.load(file)
    options: Mapping[str, object] = manifest["options"]
    form = Form(str(options["format"]), packed=bool(options["gzip"]), size=0)
    found = [place.lines(shard["file"], form) for shard in manifest["shards"]]
    for shard in found:
        if not os.path.isfile(shard):
            raise Failure(
                f"{shard}: gone; a corpus in {form.format} has its whole records there, one of"
                " JSON Lines in its shards"
            )
    return found


def _repeats(folders: Sequence[str], shards: Sequence[str]) -> dict[int, _Repeat]:
    """What repeats what: as a single corpus has it; of several, compared anew."""
    if len(folders) == 1:
        return _read(os.path.join(folders[0], REPEATS))
    with TemporaryDirectory() as work:
        path = os.path.join(work, REPEATS)
        with Draft(f"{path}.draft", path) as file:
            write_repeats(file, work, shards, lambda: None)
        return _read(path)


def _read(path: str) -> dict[int, _Repeat]:
    with failing(path), open(path, "rb") as file:
        lines = map(json.loads, file)
        return {one["record"]: _Repeat(one["kind"], one["of"]["record"]) for one in lines}
