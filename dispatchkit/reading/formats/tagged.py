"""Corpora of tagged text (TREC, Gigaword, TDT, CLEF, Reuters-21578, RCV1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.kinds import Format
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Document, Opened
    from dispatchkit.reading.options import ReadOptions

KINDS: tuple[Kind, ...] = (Format.SGML,)
ASKED = 160

# What opens a document, below a prologue, perhaps with declarations of its own, and in an element
# that holds all documents; the elements of other documents are told by ``markup``.
_ROOT_RE = pattern(
    r"\A[\s\ufeff]*+(?:<\?xml[^>]{0,200}\?>\s*+|<!--[^>]{0,2000}-->\s*+|<!DOCTYPE[^>\[]{0,400}"
    r"(?:\[[^\]]{0,8000}\]\s*)?>\s*+){0,5}+(?:<[A-Za-z][\w-]{0,20}>\s*+)??"
    r"<(?P<root>REUTERS|newsitem|DOC|doc(?= id=\"[^\"<>]{1,80}\" (?:url|title|docno)=))[\s>]"
)


def recognise(look: Look) -> tuple[Kind, str] | None:
    """The format and the reason, if *look* begins with the element of a document."""
    found = _ROOT_RE.match(look.head) if "<" in look.head[:4000] else None
    if found is None:
        return None
    return Format.SGML, f"a document of a corpus, <{found['root']}>, line {look.line(found.end())}"


def documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """A document for each element of one."""
    from dispatchkit.reading.tagged import corpus

    return corpus(source.lines, options)
