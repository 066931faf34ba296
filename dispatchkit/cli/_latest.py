"""``dispatchkit latest``: what it does, once its options are known."""

from __future__ import annotations

import sys
from functools import partial
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.cli._configured import (
    asked_reading,
    configured,
    expanded,
    refuse_together,
    skipped,
)
from dispatchkit.cli._endings import errors_format, format_named
from dispatchkit.cli._failures import Failures
from dispatchkit.cli._loading import load, sharing_of
from dispatchkit.cli._parsing import OutputOptions, check_stored, save_records, stored_format
from dispatchkit.cli._rendering import Request, rendered
from dispatchkit.cli._replaced import Replaced
from dispatchkit.cli._status import Status
from dispatchkit.cli._stories import objects, table
from dispatchkit.errors import OneDocument, ProfileError
from dispatchkit.files.failures import Failure, Usage
from dispatchkit.files.made import Made
from dispatchkit.files.outputs import WholeFile, is_standard_output, refuse_overwriting, save_whole
from dispatchkit.files.processes import spread
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal, wants_colour
from dispatchkit.lifecycle.ledger import Ledger
from dispatchkit.lifecycle.standing import card_of
from dispatchkit.outcomes import Ending, outcome
from dispatchkit.writing import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.compare.card import Card
    from dispatchkit.config.values import Config
    from dispatchkit.files.inputs import Input
    from dispatchkit.lifecycle.ledger import Story
    from dispatchkit.model import Dispatch
    from dispatchkit.pipeline import Sharing

# The formats that tell of stories; all others hold the newest dispatches themselves.
TABLE, JSONL = "table", "jsonl"
OWN = (TABLE, JSONL)


class Carded(NamedTuple):
    """What is made of a dispatch: its card, and itself as text in the format of the call, "" where
    that tells of stories.
    """

    card: Card
    text: str


class _Texts:
    """The dispatches as text, kept in a temporary file: memory holds the cards alone."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed by ``close``
        self._places: dict[tuple[str, int], tuple[int, int]] = {}

    def add(self, card: Card, text: str) -> None:
        """Keep the *text* of the dispatch that *card* is of."""
        data = text.encode("utf-8", "surrogatepass")
        self._places[card.path, card.index] = self._file.tell(), len(data)
        self._file.write(data)

    def of(self, cards: Iterable[Card]) -> Iterator[str]:
        """The texts of the dispatches that *cards* are of."""
        for card in cards:
            begin, size = self._places[card.path, card.index]
            self._file.seek(begin)
            yield self._file.read(size).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Give the file up."""
        self._file.close()


def tell_latest(options: OutputOptions) -> int:
    """Read all inputs, sort them into stories and write the newest of each; returns the exit
    status. Raises Usage before anything is written, and ConfigError, ProfileError, Failure,
    ClosedPipe.
    """
    if options["output"] is not None and is_standard_output(options["output"]):
        options["output"] = None
    refuse_together(options, ("quiet", "verbose"))
    if options["errors"] is not None and options["errors"] in ("-", options["output"]):
        raise Usage("--errors takes a file of its own")
    errors = errors_format(options["errors"])
    form = options["format_"] = _format(options)
    config = configured(options, options["inputs"])
    if form not in OWN:
        check_stored(options)
    inputs = expanded(
        options["inputs"],
        skipped(config, options["output"], options["errors"], forced=options["force_exclude"]),
    )
    for path in (options["output"], options["errors"]):
        if path is not None:
            refuse_overwriting(inputs, options["inputs"], path)
    request = _request(options, config, form)
    failures = Failures(options["errors"], errors)
    texts = _Texts()
    try:
        ledger = Ledger(_read(inputs, request, options, (failures, texts)))
        _write(ledger, texts, options, request, inputs)
    except Failure:
        # The output has failed; the inputs that had failed before are listed all the same.
        failures.write()
        raise
    finally:
        texts.close()
    failures.write()
    if not options["quiet"]:
        failures.sum_up(len(inputs))
    return Status.FAILED if failures else Status.DONE


def _format(options: OutputOptions) -> str:
    """The format that is written: that of the option, else of the output's extension, else the
    table.
    """
    named = format_named(options["format_"], options["output"])
    # The table is text as well.
    return named if named and (named != "text" or options["format_"]) else TABLE


def _request(options: OutputOptions, config: Config, form: str) -> Request:
    """What the workers need to know."""
    reading = asked_reading(options, config)
    stored = stored_format(options) if form not in OWN else None
    to_stdout = options["output"] is None
    coloured = wants_colour(options["colour"], sys.stdout) if to_stdout else bool(options["colour"])
    shown = coloured or (to_stdout and is_terminal(sys.stdout))
    return Request(
        reading=reading,
        format="jsonl" if stored else form,
        fields=(),
        table=None,
        terminal=shown and not stored,
        coloured=coloured and not stored,
        stored=stored,
    )


def _read(
    inputs: list[Input], request: Request, options: OutputOptions, into: tuple[Failures, _Texts]
) -> Iterator[Card]:
    """The cards of all dispatches; the inputs that failed, and the texts of the others, go *into*
    what keeps them.
    """
    failures, texts = into
    count = Made()
    sharing = sharing_of(inputs, options["jobs"])
    results: Iterator[Iterable[Carded | Ending]] = spread(
        inputs,
        partial(_carded, request=request, sharing=sharing)
        if sharing
        else partial(_whole, request=request),
        1 if sharing else options["jobs"],
        prepare=load,
        busy=options["quiet"],
        progress=options["progress"],
        made=count,
    )
    for item, made in zip(inputs, results, strict=True):
        for one in made:
            if isinstance(one, Carded):
                count.count += 1
                if one.text:
                    texts.add(one.card, one.text)
                yield one.card
            else:
                _end(item.name, one, failures, options)


def _end(name: str, ending: Ending, failures: Failures, options: OutputOptions) -> None:
    """Tell what is known of an input at its end. ProfileError if that ends the call."""
    if ending.profile is not None:
        raise ProfileError(*ending.profile)
    if ending.problem is not None:
        failures.add(name, ending.problem)
    if options["verbose"] and ending.read:
        complain(f"{name}: {ending.read}")
    if not options["quiet"]:
        for doubt in ending.doubts:
            complain(f"{name}: {doubt}")


def _carded(
    item: Input, request: Request, sharing: Sharing | None = None
) -> Iterator[Carded | Ending]:
    """The cards of the dispatches of one input, with their texts, and its ending; *sharing* says
    whether several processes read it.
    """
    return outcome(item, request.reading, partial(_card, request=request), sharing=sharing)


def _whole(item: Input, request: Request) -> list[Carded | Ending]:
    """As ``_carded``, all at once: what a process can hand on to another."""
    return list(_carded(item, request))


def _card(dispatch: Dispatch, request: Request) -> Carded:
    """The card of a dispatch with its text, if the dispatch itself may be written."""
    text = "" if request.format in OWN and not request.stored else rendered(dispatch, request)
    return Carded(card_of(dispatch), text)


def _write(
    ledger: Ledger, texts: _Texts, options: OutputOptions, request: Request, inputs: list[Input]
) -> None:
    """Write the stories of the *ledger*, or the newest dispatch of each, where the options say."""
    stories = ledger.stories
    newest = texts.of(story.newest for story in stories)
    target = options["output"]
    if request.stored and target:
        from dispatchkit.writing.stored import format_of

        form = format_of(request.stored)
        if stories:
            before = Replaced(target, request.stored)
            save_whole(target, partial(save_records, newest, form.save), form.is_own)
            if not options["quiet"]:
                before.tell(inputs)
        return
    with StandardOutput() if target is None else WholeFile(target) as output:
        try:
            for piece in _pieces(ledger, stories, newest, request):
                output.write(piece)
        except OneDocument as error:
            raise Usage(f"{error}: -f newsml-g2 makes a message of several") from error


def _pieces(
    ledger: Ledger, stories: list[Story], newest: Iterator[str], request: Request
) -> Iterator[str]:
    """The pieces of the output."""
    if request.format == TABLE:
        return table(ledger, coloured=request.coloured)
    if request.format == JSONL:
        return objects(stories)
    return join(newest, request.format)
