"""``dispatchkit profile test``."""

from __future__ import annotations

import difflib
import errno
import io
import os
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

import click

from dispatchkit.agencies.sources import adopted
from dispatchkit.cli._configured import configured, skipped
from dispatchkit.cli._options import complete_profile, configuration_options
from dispatchkit.cli._status import Status
from dispatchkit.config.handed import own_of
from dispatchkit.errors import RecordError
from dispatchkit.files.inputs import expand, reason
from dispatchkit.files.outputs import WholeFile
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain
from dispatchkit.text.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.config.values import Config
    from dispatchkit.expectations.cases import Case
    from dispatchkit.expectations.compared import Difference, Got
    from dispatchkit.expected import Expected


class TestOptions(TypedDict):
    """The options of the command."""

    inputs: tuple[str, ...]
    profile: str | None
    config: str | None
    isolated: bool
    update: bool
    quiet: bool
    verbose: bool


class _Tested(NamedTuple):
    """A case with its expectation, None if there is none yet, and what came out."""

    case: Case
    expected: Expected | None
    found: list[Got]


class _Unfit(Exception):
    """A case that cannot be tested: the message says why, *status* with what the call ends."""

    def __init__(self, message: str, status: Status) -> None:
        super().__init__(message)
        self.status = status


@click.command(
    "test",
    short_help="Whether dumps of yours come out as they should.",
    epilog="""\b
Examples:
  dispatchkit profile test --update dumps/
  dispatchkit profile test dumps/
  dispatchkit profile test --update -v --profile mine.toml dumps/

Exit status: 0 all is as expected, 1 something is not, 2 an expectation, a profile or the call is
wrong, 3 a dump could not be read or there was nothing to test.
""",
)
@click.argument("inputs", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--profile",
    metavar="ID|FILE",
    shell_complete=complete_profile,
    help="Read with this profile instead of finding the agency.",
)
@click.option(
    "--update",
    is_flag=True,
    help="Write into the expectations what comes out now, and name those that change.",
)
@click.option("-v", "--verbose", is_flag=True, help="With --update, print what changes in them.")
@click.option("-q", "--quiet", is_flag=True, help="Print differences only.")
@configuration_options
def test(**options: Unpack[TestOptions]) -> int:
    """Read dumps, and compare what comes out with what is expected.

    Beside a dump (story.txt) lies its expectation (story.json): an object of JSON with what you are
    certain of, such as headline, agency, published, byline, paragraphs, boilerplate_contains,
    body_excludes, and labels (what a line is, by its text). Keys that it lacks are not compared.
    --update writes one for each dump that has none; read what it wrote.

    Dumps are read as the configuration says, or with --profile. If neither names a profile, those
    that lie beside a dump are known besides those that ship.
    """
    config = configured(options, options["inputs"])
    status, tested = _tested(options, config)
    with StandardOutput() as output:
        if options["update"]:
            # All are written before anything is printed, to which nobody may listen.
            for line in list(_updated(tested, options)):
                output.write(line)
            return status
        wrong = 0
        for one in tested:
            found = list(_differences(one))
            wrong += bool(found)
            for difference in found:
                output.write(one_line(f"{one.case.dump}: {_shown(difference)}") + "\n")
        if tested and not options["quiet"]:
            output.write(f"{len(tested)} tested: {len(tested) - wrong} as expected, {wrong} not\n")
    return max(status, Status.FOUND if wrong else Status.DONE)


def _tested(options: TestOptions, config: Config) -> tuple[Status, list[_Tested]]:
    """The cases that can be tested, and the status of the call so far: what cannot is reported on
    standard error.
    """
    from dispatchkit.expectations.cases import cases_of

    status, files = Status.DONE, []
    for item in expand(options["inputs"], skipped(config)):
        if item.problem is None:
            files.append(item.name)
        else:
            complain(f"{item.name}: {item.problem}")
            status = Status.FAILED
    tested = []
    for case in cases_of(files):
        is_new = not os.path.exists(case.expectation)
        if is_new and not options["update"] and case.dump not in options["inputs"]:
            continue
        try:
            tested.append(_read(case, config, is_new=is_new, update=options["update"]))
        except _Unfit as error:
            complain(f"{error}{'; not written' if options['update'] else ''}")
            status = max(status, error.status)
    if not tested and status == Status.DONE:
        complain("nothing to test: no dump has an expectation (NAME.json) beside it")
        status = Status.FAILED
    return status, tested


def _read(case: Case, config: Config, *, is_new: bool, update: bool) -> _Tested:
    """A case with what comes out of its dump. Raises _Unfit, ProfileError."""
    from dispatchkit.expectations import cases

    _verify(case, is_new=is_new, update=update)
    profile, own = adopted(config.of("profile"), own_of(config))
    if profile is None and not own.profiles:
        own = cases.beside(case.dump, own)
    wanted = None if is_new else _expectation(case.expectation, update=update)
    try:
        found = cases.results(
            case.dump,
            profile,
            own,
            encoding=config.of("encoding"),
            date_order=config.of("date-order"),
        )
    except OSError as error:
        raise _Unfit(f"{case.dump}: {reason(error)}", Status.FAILED) from error
    if is_new and not found:
        raise _Unfit(f"{case.dump}: no dispatch comes out of it", Status.FAILED)
    return _Tested(case, wanted, found)


def _verify(case: Case, *, is_new: bool, update: bool) -> None:
    """_Unfit if the dump or its expectation is not there."""
    if not case.dump:
        raise _Unfit(f"{case.expectation}: no dump of this name lies beside it", Status.FAILED)
    if not os.path.lexists(case.dump):
        raise _Unfit(f"{case.dump}: {os.strerror(errno.ENOENT)}", Status.FAILED)
    if is_new and not update:
        raise _Unfit(
            f"{case.dump}: it has no expectation ({case.expectation}); --update writes one",
            Status.FAILED,
        )


def _expectation(path: str, *, update: bool) -> Expected:
    """What a file expects. Raises _Unfit."""
    from dispatchkit import expected
    from dispatchkit.expectations import compared

    try:
        wanted = expected.read(path)
    except RecordError as error:
        raise _Unfit(_placed(path, error), Status.USAGE) from error
    except OSError as error:
        raise _Unfit(f"{path}: {reason(error)}", Status.FAILED) from error
    if not update and compared.expects_nothing(wanted):
        raise _Unfit(f"{path}: it expects nothing; --update fills it in", Status.USAGE)
    return wanted


def _placed(path: str, error: RecordError) -> str:
    """The message about a file that is no expectation: its place is a line and column, or a
    key.
    """
    if not error.place:
        return f"{path}: {error.problem}"
    return f"{path}:{'' if error.place[0].isdigit() else ' '}{error.place}: {error.problem}"


def _differences(one: _Tested) -> Iterator[Difference]:
    """What is not as expected in a case."""
    from dispatchkit.expectations.compared import differences

    return differences(one.expected or {}, one.found)


# Texts that are longer are shown from a little before the place at which they begin to differ.
_MOST, _BEFORE = 100, 20


def _shown(difference: Difference) -> str:
    """A difference on one line."""
    from dispatchkit.writing.json_ import encode

    field, wanted, got = difference
    if isinstance(wanted, str) and isinstance(got, str) and max(len(wanted), len(got)) > _MOST:
        pairs = enumerate(zip(wanted, got, strict=False))
        same = next((at for at, (one, other) in pairs if one != other), min(len(wanted), len(got)))
        start = max(same - _BEFORE, 0)
        wanted, got = _cut(wanted, start), _cut(got, start)
    return f"{field}: expected {encode(wanted)}, got {encode(got)}"


def _cut(text: str, start: int) -> str:
    """The part of a text from *start* that is shown."""
    before = "…" if start else ""
    after = "…" if len(text) > start + _MOST else ""
    return f"{before}{text[start : start + _MOST]}{after}"


def _updated(tested: list[_Tested], options: TestOptions) -> Iterator[str]:
    """Write the expectations anew; the lines that say which, and what changes in them."""
    new = changed = 0
    for one in tested:
        path, after = one.case.expectation, _drawn_up(one)
        if after is None:
            continue
        before = _text_of(path) if options["verbose"] and one.expected is not None else ""
        with WholeFile(path) as file:
            file.write(after)
        new += one.expected is None
        changed += one.expected is not None
        if options["verbose"]:
            yield from _unified(before, after, path)
        elif not options["quiet"]:
            yield one_line(f"{path}: {'new' if one.expected is None else 'changed'}") + "\n"
    if tested and not options["quiet"]:
        same = len(tested) - new - changed
        yield f"{len(tested)} expectations: {new} new, {changed} changed, {same} as before\n"


def _text_of(path: str) -> str:
    """The text of an expectation as it stands in its file."""
    with open(path, encoding="utf-8-sig") as file:
        return file.read()


def _drawn_up(one: _Tested) -> str | None:
    """The text of an expectation that is met; None if that is as before."""
    from dispatchkit.expectations.cases import drafted, written

    draft = drafted(one.expected, one.found)
    return None if draft == one.expected else written(draft)


def _unified(before: str, after: str, path: str) -> Iterator[str]:
    """What changes in an expectation, as ``diff -u`` says it."""
    names = (path if before else os.devnull, path)
    # JSON may hold U+2028, at which str.splitlines would cut.
    old, new = (io.StringIO(text).readlines() for text in (before, after))
    for line in difflib.unified_diff(old, new, *names, n=1):
        yield line if line.endswith("\n") else f"{line}\n"
