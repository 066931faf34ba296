"""``dispatchkit formats``."""

from __future__ import annotations

import textwrap
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

import click

from dispatchkit.cli._configured import configured
from dispatchkit.cli._options import configuration_options, format_option
from dispatchkit.cli._status import Status
from dispatchkit.config.handed import own_of
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.model import RECORD_KEYS
from dispatchkit.reading.listed import listed, refused
from dispatchkit.writing import RENDERERS, carries, stored, suffix, title

if TYPE_CHECKING:
    from collections.abc import Iterator

# Longer lines are hard to read, however wide the terminal is; shorter ones leave no room beside the
# words.
_WIDEST, _NARROWEST = 100, 60


class FormatsOptions(TypedDict):
    """The options of the command."""

    config: str | None
    isolated: bool
    format_: str
    json_: bool


class _Row(NamedTuple):
    """A format: its word and title, what shows it or what its files are called, its extra; of one
    that is written, the keys of the record that it *carries*.
    """

    word: str
    title: str
    about: str
    extra: str | None
    carries: tuple[str, ...] = ()


@click.command(
    short_help="The formats that are read and written.",
    epilog="""\b
Examples:
  dispatchkit formats
  dispatchkit formats --json
  dispatchkit formats | grep -A1 nexis
""",
)
@format_option("text", "json")
@click.option("--json", "json_", is_flag=True, help="The same as -f json.")
@configuration_options
def command(**options: Unpack[FormatsOptions]) -> int:
    """Print the formats that are read, as --from names them, and those that are written (-f).

    For each that is read: what an input is recognised by, and the extra that its reader needs.
    Those of your own that the configuration names come first. For each that is written: the endings
    of its files, and which keys of the record it carries.
    """
    own = own_of(configured(options, ())).formats
    read = [_Row(one.word, one.title, one.shown, one.extra) for one in listed(own)]
    as_json = options["json_"] or options["format_"] == "json"
    with StandardOutput() as output:
        output.write(_json(read) if as_json else "".join(_text(read)))
    return Status.DONE


def _written() -> list[_Row]:
    """The formats that are written."""
    texts = [_Row(name, title(name), suffix(name), None, carries(name)) for name in RENDERERS]
    files = [
        _Row(name, form.TITLE, " ".join(form.SUFFIXES), form.EXTRA, form.CARRIES)
        for name in stored.names()
        for form in [stored.format_of(name)]
    ]
    return sorted([*texts, *files])


def _text(read: list[_Row]) -> Iterator[str]:
    """The lists for people, as wide as the terminal."""
    written = _written()
    width = max(len(row.word) for row in (*read, *written))
    columns = max(min(get_terminal_size().columns, _WIDEST), _NARROWEST)
    wrap = textwrap.TextWrapper(
        columns, initial_indent=" " * (width + 4), subsequent_indent=" " * (width + 4)
    )
    endings = [
        row._replace(title=f"{row.title} ({row.about})", about=f"carries {_carried(row.carries)}")
        for row in written
    ]
    for heading, rows in (("Read (--from):", read), ("Written (-f):", endings)):
        yield f"{heading}\n\n"
        for row in rows:
            extra = f' (pip install "dispatchkit[{row.extra}]")' if row.extra else ""
            first = wrap.fill(f"{row.title}{extra}")
            yield f"  {row.word:{width}}  {first.lstrip()}\n"
            if row.about:
                yield f"{wrap.fill(row.about)}\n"
        yield "\n"
    told = ", ".join(kind.title for kind in refused())
    yield textwrap.fill(f"Recognised and refused, for want of a reader: {told}.", columns) + "\n"


def _carried(keys: tuple[str, ...]) -> str:
    """The keys of the record that a format carries, in few words."""
    lost = [key for key in RECORD_KEYS if key not in keys]
    if not lost:
        return "the whole record"
    if len(lost) < len(keys):
        return f"all but {', '.join(lost)}"
    return ", ".join(keys)


def _json(read: list[_Row]) -> str:
    """The formats as an array: those that are read, then those that are only written."""
    from dispatchkit.writing.json_ import encode

    written = {row.word: row for row in _written()}
    found: list[dict[str, Any]] = [
        _object(row, reads=True, files=written.pop(row.word, None)) for row in read
    ]
    found += [_object(row._replace(about=""), reads=False, files=row) for row in written.values()]
    return encode(found, indent=1) + "\n"


def _object(row: _Row, *, reads: bool, files: _Row | None) -> dict[str, Any]:
    """A format for programs; *files* says how it is written."""
    return {
        "word": row.word,
        "title": row.title,
        "shown": row.about or None,
        "extra": row.extra,
        "reads": reads,
        "writes": files is not None,
        "suffixes": files.about.split() if files else [],
        "carries": list(files.carries) if files else [],
    }
