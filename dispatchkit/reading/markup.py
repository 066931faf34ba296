"""Whether an input is HTML, XML or SGML, rather than a text with some tags in it.

What stands first decides: a document type, a declaration or a root element that is closed again. A
fragment has none of these; there the question is how much of it stands between tags. A story about
HTML has tags inside its sentences, a text copied from a page a few beside its paragraphs: both are
text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.reading.kinds import Format
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match

    from dispatchkit.reading.look import Look

_BLANK_RE = pattern("[\\s\ufeff\u00a0\u200b\\0]*+")
_DOCTYPE_RE = pattern(r"<!DOCTYPE\s+([\w:.-]{1,60})", 2)
# "<!ENTITY" and the like open a document type definition, "<![CDATA[" what was cut out of XML.
_DECLARATION_RE = pattern(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\s|<!\[CDATA\[")
_ROOT_RE = pattern(r"<([A-Za-z_][\w:.-]{0,60})(?=[\s/>]|\Z)[^<>]*(>?)")
_TAG_RE = pattern(r"<(/?)([A-Za-z][A-Za-z0-9]{0,14})(?:\s[^<>]*)?/?>")
_PAIR_RE = pattern(r"<([A-Za-z_][\w:.-]{0,60})(?:\s[^<>]*)?>[^<>]*</\1\s*>")
_LATE_RE = pattern(
    r"^(?:<\?xml\s|<!DOCTYPE\s|<html[\s>]|<(?:rss|feed|nitf|newsItem|newsMessage|NewsML)\s)", 8 | 2
)
_LATE = 400
# White space around a tag that stands at the edge of a line.
_INDENT = 80
# The end of a declaration whose beginning was cut off; a closing tag at the end; lines with one at
# their end.
_CUT_RE = pattern(r"\A[^<>\n]{0,200}\?>\s{0,20}<[A-Za-z!]")
_CLOSING_RE = pattern(r"</[A-Za-z_][\w:.-]{0,60}>\s*\Z")
_CLOSED_LINE_RE = pattern(r"(</[A-Za-z_][\w:.-]{0,60}>)[ \t\r]{0,20}$", 8)
# Corpora open each document with <DOC> on a line of its own; a licence or a list may stand above
# the first.
_CORPUS_RE = pattern(r"^[ \t]*(<DOC(?:\s[^<>\n]{0,200})?>)\s*<(?:/?[A-Z0-9_]{2,20})[\s>]", 8)
_CORPUS_HEAD = 4_096

# A fragment has two tags that break the line at least ("<p>" and "</p>"), and half of its text
# stands between such tags or on lines with them. One that begins with text is a fragment only if it
# is full of them, or if nearly every line begins or ends with one.
_TAGS, _MANY_TAGS = 2, 6
_SHARE, _NEARLY_ALL = 0.5, 0.8
# How far down the stack the element that a tag closes is looked for: pages nest some thirty deep,
# and what is never closed (<p>, <li>) piles up.
_DEPTH = 60
# Two elements that hold text and are closed make XML of what has no closing root: a file that was
# cut off.
_PAIRS = 2


def markup(look: Look) -> tuple[Format, str] | None:
    """The format and the reason, if *look* is mark-up as a whole; else None."""
    if "<" not in look.head:
        return None
    at, declared = _prologue(look.head)
    found = _declared(look, at) or _root(look, at) or _late(look)
    if found is None and declared is not None:
        return Format.XML, f"an XML declaration, line {look.line(declared)}"
    return found or _corpus(look) or _fragment(look, at) or _torn(look)


def escaped_markup(look: Look) -> tuple[Format, str] | None:
    """As ``markup``, if the mark-up of *look* is written in entities, which a repair would turn
    into tags.
    """
    if "&lt;" not in look.head:
        return None
    from html import unescape  # its table of entities is long

    found = markup(look._replace(head=unescape(look.head), tail=unescape(look.tail)))
    return (found[0], f"{found[1]}, in entities") if found else None


# How a comment and a processing instruction begin and end.
_PASSED_OVER = (("<!--", "-->"), ("<?", "?>"))


def _prologue(text: str) -> tuple[int, int | None]:
    """The index of the first character after white space, comments and processing instructions, and
    the index of an XML declaration, or None.
    """
    at, declared = 0, None
    while True:
        blank = _BLANK_RE.match(text, at)
        at = blank.end() if blank else at
        closing = next((end for start, end in _PASSED_OVER if text.startswith(start, at)), None)
        if closing is None:
            return at, declared
        if text[at : at + 5].lower() == "<?xml":
            declared = at
        end = text.find(closing, at)
        if end < 0:
            return at, declared
        at = end + len(closing)


def _declared(look: Look, at: int) -> tuple[Format, str] | None:
    """The format and the reason, by a document type; None if there is none."""
    found = _DOCTYPE_RE.match(look.head, at)
    if found:
        return _rooted(found[1]) or Format.XML, f"a doctype, line {look.line(at)}"
    if _DECLARATION_RE.match(look.head, at):
        return Format.XML, f"a declaration of XML, line {look.line(at)}"
    return None


def _root(look: Look, at: int) -> tuple[Format, str] | None:
    """The format and the reason, by the first element. A name in angle brackets is an element only
    if it is a root that we know, or is closed again: wires print "<IBM.N>".
    """
    found = _ROOT_RE.match(look.head, at)
    if found is None:
        return None
    name = found[1]
    why = f"<{name}> at its beginning, line {look.line(at)}"
    known = _rooted(name)
    closed = _closes(name, look.head) or _closes(name, look.tail)
    if known is not None and (closed or _stands_alone(look, found)):
        return known, why
    if name.lower() in _elements() or known is not None:
        is_own = closed and _has_headline(look)
    else:
        is_own = closed or _is_declared(look, found)
    return (Format.XML, why) if is_own else None


def _is_declared(look: Look, root: Match[str]) -> bool:
    """Whether a root that is never closed declares a namespace, or elements in it are closed."""
    return "xmlns" in root.group() or len([*_pairs(look.head)]) >= _PAIRS


def _has_headline(look: Look) -> bool:
    """Whether one of the first elements is one for a headline that HTML does not have: "article" is
    the name of an element in HTML, and of the root of much else.
    """
    headlines = {*tables.load("data/keys")["fields"]["headline"]} - {"title"} - _elements()
    return any(found[1].lower() in headlines for found in _pairs(look.head))


def _closes(name: str, text: str) -> bool:
    """Whether the element *name* is closed at the beginning or the end of a line of *text*, as in
    mark-up but not in sentences.
    """
    closing = f"</{name}>"
    at = text.find(closing)
    while at >= 0:
        before, after = (
            text[max(0, at - _INDENT) : at],
            text[at + len(closing) : at + len(closing) + _INDENT],
        )
        if (
            not before.rpartition("\n")[2].strip()
            or not after.partition("\n")[0].strip()
            or before.rstrip().endswith(">")
            or after.lstrip().startswith("<")
        ):
            return True
        at = text.find(closing, at + 1)
    return False


def _stands_alone(look: Look, tag: Match[str]) -> bool:
    """Whether a tag has attributes, a line of its own or another tag after it, or is cut off:
    "<html> is the word" goes on as a sentence.
    """
    if not tag[2]:
        return "\n" not in tag.group() or not look.whole
    line, _, below = look.head[tag.end() : tag.end() + _LATE].partition("\n")
    return (
        "=" in tag.group()
        or (not line.strip() and bool(below or not look.whole or look.head.strip() == tag.group()))
        or line.lstrip().startswith("<")
    )


def _torn(look: Look) -> tuple[Format, str] | None:
    """XML and the reason, by closing tags at the ends of lines, the last line among them: what is
    left if the beginning was cut off.
    """
    cut = _CUT_RE.match(look.head)
    if cut:
        return Format.XML, "the end of an XML declaration, line 1"
    if not _CLOSING_RE.search(look.tail):
        return None
    ends = _CLOSED_LINE_RE.findall(look.head)
    if len(ends) < _TAGS or len(ends) < _SHARE * sum(1 for _ in _lines(look.head, 0)):
        return None
    return Format.XML, f"{len(ends)} lines that end with tags such as {ends[0]}"


def _late(look: Look) -> tuple[Format, str] | None:
    """The format and the reason, by a declaration or root below a line of text, as browsers print
    one above the source of a page; the end has to be a tag too.
    """
    found = _LATE_RE.search(look.head, 0, _LATE) if look.tail.rstrip().endswith(">") else None
    return (
        _declared(look, found.start())
        or _root(look, found.start())
        or (Format.XML, f"an XML declaration, line {look.line(found.start())}")
        if found
        else None
    )


def _pairs(text: str) -> Iterator[Match[str]]:
    """The first elements of *text* that hold text and are closed, as many as make XML of it."""
    for number, found in enumerate(_PAIR_RE.finditer(text)):
        if number == _PAIRS:
            return
        yield found


def _rooted(name: str) -> Format | None:
    """The format whose root element is *name*; None if no known format has it."""
    roots: dict[str, Sequence[str]] = tables.load("data/formats")["roots"]
    if name.lower() in roots["html"]:
        return Format.HTML
    return next((Format(word) for word, names in roots.items() if name in names), None)


def _elements() -> set[str]:
    """The names of the elements of HTML."""
    names: dict[str, list[str]] = tables.load("data/formats")["html"]
    return {*names["block"], *names["inline"]}


def _corpus(look: Look) -> tuple[Format, str] | None:
    """SGML and the reason, by the document element of a corpus below a few lines of text."""
    found = _CORPUS_RE.search(look.head[:_CORPUS_HEAD])
    return (Format.SGML, f"{found[1][:40]} at line {look.line(found.start(1))}") if found else None


def _fragment(look: Look, at: int) -> tuple[Format, str] | None:
    """HTML and the reason, by how much of the text stands between tags that break the line."""
    blocks = frozenset(tables.load("data/formats")["html"]["block"])
    tags = [tag for tag in _TAG_RE.finditer(look.head, at) if tag[2].lower() in blocks]
    first = _TAG_RE.match(look.head, at)
    begins = first is not None and first[2].lower() in _elements()
    if len(tags) < _TAGS:
        return None
    text = look.head[at:]
    lined = _lined(look.head, at, tags, edges=not begins)
    few = not begins and len(tags) < _MANY_TAGS
    if (lined if few else max(_enclosed(tags) / len(text.rstrip()), lined)) < (
        _NEARLY_ALL if few else _SHARE
    ):
        return None
    return (
        Format.HTML,
        f"{len(tags)} tags such as {tags[0].group()[:40]}, line {look.line(tags[0].start())}",
    )


def _enclosed(tags: Sequence[Match[str]]) -> int:
    """How many characters stand in elements that are closed, tags included."""
    stack: list[Match[str]] = []
    spans: list[tuple[int, int]] = []
    for tag in tags:
        if not tag[1]:
            stack.append(tag)
            continue
        name = tag[2].lower()
        place = next(
            (
                place
                for place in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEPTH), -1)
                if stack[place][2].lower() == name
            ),
            None,
        )
        if place is not None:
            spans.append((stack[place].start(), tag.end()))
            del stack[place:]
    total, end = 0, 0
    for start, stop in sorted(spans):
        total += max(0, stop - max(start, end))
        end = max(end, stop)
    return total


def _lined(text: str, at: int, tags: Sequence[Match[str]], *, edges: bool) -> float:
    """The share of the lines that hold tags; with *edges*, of those that begin or end with one, as
    lines of mark-up do and sentences do not.
    """
    begins, ends = {tag.start() for tag in tags}, {tag.end() for tag in tags}
    total = tagged = 0
    places = iter(tag.start() for tag in tags)
    place = next(places, -1)
    for start, end in _lines(text, at):
        total += 1
        held = False
        while place >= 0 and place < end:
            held = held or place >= start
            place = next(places, -1)
        tagged += (start in begins or end in ends) if edges else held
    return tagged / total if total else 0.0


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Begin and end of each line that is not blank, without the white space around it."""
    for line in text[at:].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + len(line) - len(line.lstrip())
            yield start, start + len(bare)
        at += len(line)
