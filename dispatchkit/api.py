"""The library's functions. They add to the pipeline only files, folders and processes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from dispatchkit import arguments, proof
from dispatchkit.agencies.sources import NOTHING, Own, adopted
from dispatchkit.errors import BrokenItem, DispatchkitError, NoDispatch, ProfileError
from dispatchkit.files.inputs import Input, Skipped, expand
from dispatchkit.pipeline import ALONE, Sharing, flow, load, run
from dispatchkit.reading.options import ReadOptions
from dispatchkit.reading.recognise import kind_of
from dispatchkit.text.visible import one_line
from dispatchkit.trace import Trace, whole, with_broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime
    from typing import Literal

    from dispatchkit.lint.finding import Finding, Severity
    from dispatchkit.lint.settings import Settings, Stage
    from dispatchkit.model import Dispatch

    class PathError(OSError):
        """An OSError as a callback gets it. At run time it is the system's own, with an attribute
        more.
        """

        path: str

    InputError = DispatchkitError | PathError
    # What an input gives: its dispatches, or why it has none.
    Outcome = Dispatch | DispatchkitError | OSError
    Errors = Literal["raise", "skip"] | Callable[[InputError], object]
else:
    # What a callback of ``iter_parse`` gets: every one has the ``path`` of its input.
    InputError = DispatchkitError | OSError


def parse_bytes(
    data: bytes,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> list[Dispatch]:
    """The dispatches in the raw bytes of one input, in order; at least one.

    *path* is what records call the input. *profile* is an agency's id or the path of a profile
    file; without it the sender is found. *received* is the day the input came in: it fills years
    that are not printed. *encoding* is what the bytes are in; without it that is found.
    *date_order* ("dmy", "mdy", "ymd") reads numeric dates. *own* adds profiles and phrases of
    yours. *format* ("text") is what the input is, whatever it looks like; without it that is found.
    *split* is a regular expression: a line that it is found in begins a new dispatch. *text_column*
    is the column of a table, or the key of JSON, that holds the texts. An item of a container that
    cannot be read, such as a row that holds no story, is left out where others can, which a
    UserWarning says; ``trace_bytes`` and ``iter_parse`` tell each. Raises
    UnreadableFormat (mark-up and the like), DecodeError (no text), NoDispatch (no dispatch in it),
    UnknownColumn, UnknownProfile or ProfileError; TypeError or ValueError, naming the argument, for
    a value that cannot be meant.
    """
    asked = ReadOptions(
        path, profile, received, encoding, date_order, own, split=split, text_column=text_column
    )
    return _listed(arguments.of_type("data", data, bytes), checked(asked, format))


def parse_text(
    text: str,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> list[Dispatch]:
    """As ``parse_bytes``, for text. Lone surrogates in it stand for nothing that UTF-8 can hold:
    they become U+FFFD, and ``trace_text`` says so.
    """
    asked = ReadOptions(
        path, profile, received, None, date_order, own, split=split, text_column=text_column
    )
    return _listed(arguments.of_type("text", text, str), checked(asked, format))


def trace_bytes(
    data: bytes,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> Trace:
    """As ``parse_bytes``, with everything that was seen: each source line's label and rule, and the
    evidence. Never NoDispatch.
    """
    asked = ReadOptions(
        path, profile, received, encoding, date_order, own, split=split, text_column=text_column
    )
    return run(arguments.of_type("data", data, bytes), checked(asked, format))


def trace_text(
    text: str,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> Trace:
    """As ``trace_bytes``, for text."""
    asked = ReadOptions(
        path, profile, received, None, date_order, own, split=split, text_column=text_column
    )
    return run(arguments.of_type("text", text, str), checked(asked, format))


def parse_file(
    path: str | os.PathLike[str],
    *,
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> list[Dispatch]:
    """As ``parse_bytes``, for a file. Also raises OSError; errors carry the ``path``."""
    asked = ReadOptions(
        "-", profile, received, encoding, date_order, own, split=split, text_column=text_column
    )
    name = arguments.path("path", path)
    return _warned(_parsed(name, checked(asked, format)), name, 3)


def _listed(data: bytes | str, options: ReadOptions) -> list[Dispatch]:
    """The dispatches of an input."""
    source = flow(data, options)
    return _warned(with_broken(source.parts, source.broken), options.path, 4)


def _warned(found: Iterable[Dispatch | BrokenItem], name: str, level: int) -> list[Dispatch]:
    """The dispatches among what was *found* in an input, whose *name* is in the warning if others
    are left out. *level*: so far up is the line that called the library.
    """
    read, left_out = whole(found)
    if left_out:
        import warnings

        warnings.warn(f"{one_line(name)}: {left_out}", stacklevel=level)
    return read


def iter_parse(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    errors: Errors = "raise",
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> Iterator[Dispatch]:
    """The dispatches of a file, a folder, or many of them, in the order of *paths* whatever the
    number of *jobs* (processes; 0: one for each processor), which share the rows of a table or
    whatever is in a single file. *paths* may be an iterator without an end: it is asked for few
    more than those whose dispatches are out.

    A folder is walked as on the command line: sorted, without links and hidden files. *errors* says
    what becomes of an input that cannot be read or holds no dispatch: "raise" raises what
    ``parse_bytes`` raises, or OSError, at that input (what came before is out by then); "skip"
    leaves it out and says nothing, even of a path that is not there; a function is called with the
    error (an ``InputError``), and the next input follows. Every such error has the ``path`` of its
    input. A profile that cannot be used is no matter of one input:
    UnknownProfile and ProfileError are always raised. In this process each dispatch comes as soon
    as it is read, so that neither many inputs nor many dispatches in one take more memory.
    """
    if errors not in ("raise", "skip") and not callable(errors):
        raise ValueError(f'errors: expected "raise", "skip" or a function, found {errors!r}')
    if arguments.of_type("jobs", jobs, int) < 0:
        raise ValueError(f"jobs: expected 0 or more, found {jobs}")
    asked = ReadOptions(
        "-", profile, received, encoding, date_order, own, split=split, text_column=text_column
    )
    options = checked(asked, format)
    return _parsed_all(_names("paths", paths), jobs, errors, options)


def _parsed_all(
    names: Iterable[str], jobs: int, errors: Errors, options: ReadOptions
) -> Iterator[Dispatch]:
    for found in _outcomes(names, jobs, options):
        if not isinstance(found, (DispatchkitError, OSError)):
            yield found
        elif errors == "raise" or isinstance(found, ProfileError):
            raise found
        elif callable(errors):
            errors(cast("InputError", found))


def _names(
    name: str, paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
) -> Iterable[str]:
    """The argument *name*, one path or several."""
    if isinstance(paths, (str, os.PathLike)):
        return [os.fspath(paths)]
    return arguments.paths(name, paths)


def _inputs(names: Iterable[str]) -> Iterator[Input]:
    """The files that *names* stand for. "-" is a file of that name here: a library does not read
    standard input by itself.
    """
    for name in names:
        if os.path.isdir(name):
            yield from expand([name], Skipped())
        else:
            yield Input(name, os.path.basename(name))


def _outcomes(names: Iterable[str], jobs: int, options: ReadOptions) -> Iterator[Outcome]:
    """What became of each input, in order. Several processes share the inputs or, of a single file,
    what is in it.
    """
    from functools import partial
    from itertools import chain

    single = isinstance(names, list) and len(names) == 1 and not os.path.isdir(names[0])
    inputs = _inputs(names)
    if jobs == 1 or single:
        read = partial(_outcome, options=options, sharing=Sharing(jobs))
        yield from chain.from_iterable(map(read, inputs))
        return
    from dispatchkit.files.processes import shared_out

    work = partial(_whole_outcome, options=options)
    yield from chain.from_iterable(shared_out(inputs, work, jobs, load))


def _whole_outcome(item: Input, options: ReadOptions) -> list[Outcome]:
    """As ``_outcome``, all at once: what a process can hand on to another."""
    return list(_outcome(item, options))


def _outcome(item: Input, options: ReadOptions, sharing: Sharing = ALONE) -> Iterator[Outcome]:
    """The dispatches of an input, and last why there are none, or no more."""
    try:
        if item.problem is not None:
            raise _unread(item)
        yield from _parsed(item.name, options, sharing)
    except (DispatchkitError, OSError) as error:
        yield error


def _unread(item: Input) -> OSError | NoDispatch:
    """The error for what a walk could not read: a folder that is shut, or has nothing in it."""
    error = item.error or NoDispatch(item.problem or "")
    _carry_path(error, item.name)
    return error


def _contents(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each input; errors carry its name."""
    for item in _inputs(_names("inputs", inputs)):
        if item.problem is not None:
            raise _unread(item)
        try:
            yield item.name, item.read()
        except OSError as error:
            _carry_path(error, item.name)
            raise


def _parsed(
    name: str, options: ReadOptions, sharing: Sharing = ALONE
) -> Iterator[Dispatch | BrokenItem]:
    """The dispatches in a file, and the items of it that cannot be read; errors carry its name."""
    try:
        content = Input(name, "").content()
        source = flow(content, options._replace(path=name), sharing)
        for found in with_broken(source.parts, source.broken):
            if isinstance(found, BrokenItem):
                _carry_path(found, name)
            yield found
    except (DispatchkitError, OSError) as error:
        _carry_path(error, name)
        raise


def _carry_path(error: DispatchkitError | OSError, name: str) -> None:
    """Say in an error which input it is about, as ``path`` also in those of the system, which have
    it as ``filename`` besides. A traceback shows it in a note, unless its message has it.
    """
    # OSError takes any attribute, but declares no ``path``.
    error.path = name  # type: ignore[union-attr]
    if name not in str(error):
        error.add_note(f"input: {one_line(name)}")


def checked(asked: ReadOptions, word: str | None) -> ReadOptions:
    """The options of a call, each value looked at before anything is read. A profile file that they
    name is one of the user's own; *word* names the format.
    """
    own = arguments.of_type("own", asked.own, Own)
    profile, own = adopted(arguments.profile(asked.profile), own)
    proof.prove(own)
    if own.formats:
        from dispatchkit.reading.exports.own import prove

        prove(own.formats)
    return ReadOptions(
        path=arguments.path("path", asked.path),
        profile=profile,
        received=arguments.received(asked.received),
        encoding=arguments.encoding(asked.encoding),
        date_order=arguments.date_order(asked.date_order),
        own=own,
        format=kind_of(word, own.formats) if word else None,
        split=asked.split,
        text_column=arguments.text_column(asked.text_column),
    )


def check(
    inputs: bytes | str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    path: str = "-",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    stage: str = "raw",
    min_severity: Severity | None = None,
    now: datetime | None = None,
    language: str | None = None,
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> list[Finding]:
    """What the rules of ``dispatchkit check`` find: in the bytes of one input, which findings call
    *path*, or in a file, a folder, or several of them.

    A folder is walked as ``iter_parse`` walks it.

    *select* and *ignore* hold codes or beginnings of codes ("DK1"). *stage* "clean" makes
    boilerplate an error. Without *min_severity* a rule about boilerplate that is only info gives
    one finding an input, unless *select* names it; with it every finding that is as grave ("error",
    "warning", "info") comes by itself. *now* (aware) is the time that dates are held against, else
    the clock; *language* the one that every dispatch should have. The rest is as in
    ``parse_bytes``. Findings come in the order of the inputs and of their places, those about
    several inputs last. Raises OSError and, for a folder without a file, NoDispatch, both with the
    ``path``; UnknownProfile, ProfileError, and ValueError for an unknown severity.
    """
    from datetime import UTC, datetime

    from dispatchkit.lint.finding import SEVERITIES
    from dispatchkit.lint.settings import Settings

    asked = ReadOptions(
        path, profile, received, encoding, date_order, own, split=split, text_column=text_column
    )
    reading = checked(asked, format)
    if min_severity not in (None, *SEVERITIES):
        raise ValueError(
            f"min_severity: expected one of {', '.join(SEVERITIES)}, found {min_severity!r}"
        )
    settings = Settings(
        select=_rules("select", select),
        ignore=_rules("ignore", ignore),
        stage=_stage(stage),
        min_severity=min_severity,
        now=arguments.now(now) or datetime.now(UTC),
        language=arguments.language(language),
        reading=reading,
    )
    named = [(reading.path, inputs)] if isinstance(inputs, bytes) else _contents(inputs)
    return _findings(named, settings)


def _findings(named: Iterable[tuple[str, bytes]], settings: Settings) -> list[Finding]:
    """What is found in inputs, each with its name: in each alone, then across all of them."""
    from dispatchkit.lint.across import check_across
    from dispatchkit.lint.engine import check_source
    from dispatchkit.lint.reported import reported
    from dispatchkit.lint.traced import Source

    checked = [check_source(Source(name, data, settings)) for name, data in named]
    across = check_across((card for one in checked for card in one.cards), settings)
    return [
        *(finding for one in checked for finding in reported(one.findings, settings)),
        *reported(across, settings),
    ]


def _rules(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """Codes of rules, each known."""
    from dispatchkit.lint.settings import known_rules

    try:
        return known_rules(arguments.texts(name, values))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _stage(value: str) -> Stage:
    """The argument *stage* of ``check``."""
    from dispatchkit.lint.settings import Stage

    try:
        return Stage(arguments.of_type("stage", value, str))
    except ValueError:
        raise ValueError(f"stage: {value!r} is none of {', '.join(Stage)}") from None
