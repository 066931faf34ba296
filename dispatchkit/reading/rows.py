"""Whether an input is JSON, JSON Lines or a table with a header (CSV, TSV), rather than a text with
figures parted by commas in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.reading.kinds import Format
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.reading.look import Look

# An object with a key, or a list of such objects, of lists or of values: a text may begin with "{"
# alone, or with "[" and words. JSONP has the name of a function before it, a script the name of a
# variable or a comment, a text sequence (RFC 7464) a record separator.
_KEY = r"""\{\s*+(?:"(?:[^"\\\n]|\\.){0,200}+(?:"|\Z)|'[\w$@.:-]{1,80}')\s*+(?::|\Z)"""
_VALUE = r"""(?:"(?:[^"\\]|\\.)*+"|-?\d[\d.eE+-]*+|true|false|null)"""
_NAMED = r"(?:(?://[^\n]{0,200}|/\*[^*]{0,400}\*/)\s*+){0,5}+(?:(?:(?:export|default|var|let|const)\s++){0,2}+(?:[\w$.]{1,60}+\s*+=\s*+)?+)?+"
_JSON_RE = pattern(
    rf"\A[\s\ufeff\x1e]*+{_NAMED}(?:[\w$.]{{1,60}}+\(\s*+|\)\]\}}'[,\s]*+)?+(\[[\s\[]*+{_KEY}|{_KEY}|\[[\s\[]*+{_VALUE}\s*+(?:,\s*+{_VALUE}\s*+)*+[,\]]\s*+[\[\]\s,]*+(?=\Z|{_VALUE})|(?:\{{\s*+\}}|\[\s*+\])\s*\Z)"
)
# Values that say nothing: what a program writes, a line each, for stories that it does not have.
_EMPTY = ("null", "true", "false", '""')
# What is left where the beginning was cut off: lines with a key and a value, or members and a
# closing brace.
_MEMBER_RE = pattern(
    rf'^[ \t]{{0,40}}"[\w@$.:-]{{1,60}}"[ \t]{{0,4}}:[ \t]{{0,4}}(?:{_VALUE[3:-1]}|[\[{{])['
    r" \t]{0,4},?[ \t\r]{0,4}$",
    8,
)
_INNER_RE = pattern(r'["\]}\d],\s{0,40}"[\w@$.:-]{1,60}"\s{0,4}:\s{0,4}["\d\[{tfn-]')
_SHUT_RE = pattern(r'["\d\]}el]\s{0,40}[}\]]\s{0,40}[;,)]{0,3}\s{0,40}\Z')
_MEMBERS, _TORN = 2, 2
_NINJS_RE = pattern(
    r'"(?:versioncreated|versionCreated|body_(?:text|html|xhtml|sections|unhyphenated)|pubstatus|pubStatus|\$standard|bodies|headlines)"\s*:'
)
_URI_RE = pattern(r'"(?:uri|guid)"\s*:')

# The least records below the header of a table, all with as many cells, and the least columns.
_RECORDS, _COLUMNS = 2, 3
# A header cell is a name.
_LONGEST_NAME = 40
# A table with columns that are fields of an article needs one record and two of these.
_FIELDS = 2
_FITTING = 0.95
# Headers of exports with all that an interface tells have some sixty names.
_LONGEST_HEADER = 2_000
# With three such columns only this share of the records has to have the cells of the header.
_HALF = 0.5
_PARTERS = (
    ("\t", Format.TSV, "tabs"),
    (",", Format.CSV, "commas"),
    (";", Format.CSV, "semicolons"),
    ("|", Format.CSV, "bars"),
)
# The semicolon of an entity ("&eacute;") separates no cells.
_ENTITY_RE = pattern(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
# A cell in quotes after another one; a day as databases write it.
_QUOTED_RE = pattern(r'^[^"\n]{0,200}[,;\t|]"', 8)
_DAY_RE = pattern(r"\d{4}-\d\d-\d\d\b")
# How many records are looked at; more would tell no more.
_LOOKED_AT = 200


def json(look: Look) -> tuple[Format, str] | None:
    """The format and the reason, if *look* is JSON; else None."""
    # The expression takes 2 ms to compile, and few texts have a brace.
    braced = "{" in look.head or "[" in look.head
    begin = _past_empty(look.head)
    found = _JSON_RE.match(look.head[begin:]) if braced else None
    if found is None:
        return _bare(look)
    start = begin + found.start(1)
    where = f"line {look.line(start)}"
    what = "an object" if look.head[start] == "{" else "a list"
    first, _, rest = look.head[start:].partition("\n")
    if _is_one_a_line(first, rest):
        return Format.JSONL, f"{what} a line, {where}"
    if begin and first.rstrip().endswith(("}", "]")):
        return Format.JSONL, f"values a line, then {what}, {where}"
    if what == "an object" and _NINJS_RE.search(look.head) and _URI_RE.search(look.head):
        return Format.NINJS, f"an object with fields of ninjs, {where}"
    return Format.JSON, f"{what} at its beginning, {where}"


def _is_one_a_line(first: str, rest: str) -> bool:
    """Whether the *first* line is a whole object or list, and the *rest* begins with another."""
    opening = first[0]
    return (
        opening == first.rstrip()[-1:].translate({ord("}"): "{", ord("]"): "["})
        and rest[_past_empty(rest) :].lstrip(" \t\r\n\x1e")[:1] == opening
        and len(first.strip()) > 1
    )


def _bare(look: Look) -> tuple[Format, str] | None:
    """As ``json``, if *look* is nothing but values that stand for none, a line each."""
    if look.whole and look.head.strip() and not look.head[_past_empty(look.head) :].strip():
        return Format.JSONL, f"a value a line, {look.head.split(maxsplit=1)[0]} on the first"
    return None


def _past_empty(text: str) -> int:
    """Where the lines end that are values of JSON without anything in them."""
    past = 0
    start = 1 if text.startswith("\ufeff") else 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        value = text[start:end].strip(" \t\r\n")
        if value in _EMPTY:
            past = end
        elif value:
            break
        start = end
    return past


def json_torn(look: Look) -> tuple[Format, str] | None:
    """As ``json``, if the beginning of *look* was cut off."""
    first = look.head.lstrip()
    members = _MEMBER_RE.match(first) and len(_MEMBER_RE.findall(look.head))
    if members and members >= _MEMBERS:
        return Format.JSON, f"{members} lines with a key and a value"
    inner = _INNER_RE.search(look.head) if _SHUT_RE.search(look.tail) else None
    # JSON has no line breaks in its strings, so what was torn ends on the first line; pages print
    # an object of their scripts as their last line.
    line = look.line(inner.start()) if inner else 0
    if not 1 <= line <= _TORN:
        return None
    return Format.JSON, f"members of an object up to its end, line {line}"


def stories_table(look: Look) -> tuple[Format, str] | None:
    """As ``table``, if columns have the names of what a story has: the cells may be HTML."""
    first = look.head.lstrip("\ufeff\r\n").partition("\n")[0].partition("\r")[0]
    if "<" in first or len(first) > _LONGEST_HEADER:
        return None
    for parter, _, _ in _PARTERS:
        cells = first.split(parter)
        if len(cells) > 1 and _fields([cell.strip().strip('"') for cell in cells]) >= _FIELDS:
            return table(look)
    return None


def table(look: Look) -> tuple[Format, str] | None:
    """The format (CSV, TSV) and the reason, if *look* is a table from its first line to its last;
    else None.
    """
    text = _ENTITY_RE.sub("&", look.head.lstrip("\ufeff\r\n"))
    first = text.partition("\n")[0].partition("\r")[0]
    for parter, kind, name in _PARTERS:
        if parter in first and (why := _why(text, parter, name, whole=look.whole)):
            return kind, why
    return None


def _why(text: str, parter: str, name: str, *, whole: bool) -> str:
    """Why the text is a table whose cells *parter*, called *name*, separates; empty if it is
    not.
    """
    records = _records(text, parter, whole=whole)
    if len(records) < 2:
        return ""
    header, rows = (
        [cell.strip().strip("\ufeff\u00ef\u00bb\u00bf") for cell in records[0]],
        records[1:],
    )
    fields = _fields(header)
    needed, columns = (1, 2) if fields >= _FIELDS else (_RECORDS, _COLUMNS)
    if len(rows) < needed or len(header) < columns or not _may_open(header, records, text):
        return ""
    fitting = sum(len(row) == len(header) for row in rows)
    if fitting < (_FITTING if fields < _COLUMNS else _HALF) * len(rows):
        return ""
    return f"{len(header)} columns parted by {name}, line 1: {parter.join(header)[:60].strip()}"


def _may_open(header: Sequence[str], records: Sequence[Sequence[str]], text: str) -> bool:
    """Whether the first record may open a table: its cells are names or, in enough columns, quoted
    ones or those of a table without a header.
    """
    quoted = len(header) >= _COLUMNS and (text.startswith('"') or _is_headless(records, text))
    # The column of numbers that some programs write first has no name.
    names = header if header[0] else header[1:]
    return quoted or all(map(_is_name, names))


def _is_headless(records: Sequence[Sequence[str]], text: str) -> bool:
    """Whether all records are numbered and dated or quoted: a table without a header, as a database
    writes it.
    """
    numbered = all(record[0].strip().isdigit() for record in records)
    return (
        numbered
        and len(records) > _RECORDS
        and (
            _QUOTED_RE.search(text) is not None
            or all(any(_DAY_RE.match(cell) for cell in record) for record in records)
        )
    )


def _fields(header: Sequence[str]) -> int:
    """How many columns have the names of an article's fields."""
    known = tables.load("data/formats")["fields"]["columns"]
    found = sum(cell.lower().replace(" ", "_") in known for cell in header)
    if found >= _FIELDS or not all(len(cell) <= _LONGEST_NAME for cell in header):
        return found
    from dispatchkit.reading.keys import fields_of

    return len({field for cell in header for field in fields_of(_spelled(cell))})


def _spelled(cell: str) -> str:
    """A cell as it was meant: the look has the bytes of UTF-8 as one character each."""
    try:
        return cell if cell.isascii() else cell.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return cell


def _is_name(cell: str) -> bool:
    """Whether a cell of the first line may name a column."""
    return (
        0 < len(cell) <= _LONGEST_NAME
        and not cell.endswith((".", "!", "?", ":"))
        and any(map(str.isalpha, cell))
    )


def _records(text: str, parter: str, *, whole: bool) -> list[list[str]]:
    """The records of a table, without a last one that the look cuts off; empty if it is no such
    table.
    """
    import csv  # a millisecond that most inputs need not pay

    found: list[list[str]] = []
    reader = csv.reader(text.replace("\0", "").splitlines(keepends=True), delimiter=parter)
    try:
        for record in reader:
            if record:
                found.append(record)
            if len(found) == _LOOKED_AT:
                return found
    except csv.Error:
        return []
    return found if whole else found[:-1]
