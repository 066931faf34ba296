"""How captions end: with the credit of their picture."""

from __future__ import annotations

from dispatchkit.grammar.credits import role_of, words_of
from dispatchkit.grammar.names import is_person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

# "... (Foto: Ada Finch/AFP)"
_BRACKET_RE = pattern(r"[(（\[]\s?([^\W\d_]+)\s?[:：/.][^()（）\[\]]{2,60}[)）\]]\s*\Z")
# The one sentence of a caption and its credit, which is all that stands after the word for it.
_LABELLED_RE = pattern(
    r"^[^.!?]{8,240}[.!?]['\"”’]?\s(?P<word>[^\W\d_]{3,20}):\s[^\W\d_][\w.'’-]*"
    r"(?:[\s/]{1,3}[^\W\d_][\w.'’-]*){0,7}$"
)
# "The barn on Monday. Ada Finch (AFP)", "ADA FINCH (AFP)": a name and in brackets its agency.
_NAMED_RE = pattern(r"(?:^|[.!?…»”]\s)(?P<name>[^.!?()]{5,40})\s\([^()]{2,30}\)$")
# "... on Monday. (Ada Finch/AFP)", "(Ada Finch / Example Images)".
_PAIRED_RE = pattern(r"[(（](?P<name>[^()（）/|.!?]{5,40}?)\s?[/|]\s?[^()（）/|.!?]{2,30}[)）]\.?$")
# The caption of a picture ends with its credit: "... (Can Er/AA)", "... /AFP".
_CREDITED_RE = pattern(r"[)）]\s*$|/\s?[A-ZÀ-Ý]{2,5}\s*$")


def bracketed_credit(text: str) -> bool:
    """Whether a line ends with the credit of a picture in brackets: "... (Foto: Ada Finch/AFP)"."""
    credit = _BRACKET_RE.search(text)
    word = fold(credit[1]) if credit else ""
    return word in words_of("pictures") or role_of(word) == "photographer"


def labelled_credit(text: str) -> int | None:
    """Where in a caption of one sentence the credit begins that follows it: "The barn. Photograph:
    Ada Finch/Example Images"; None if none does.
    """
    credit = _LABELLED_RE.search(text)
    told = credit is not None and role_of(credit["word"]) == "photographer"
    return credit.start("word") if credit and told else None


def names_photographer(text: str) -> bool:
    """Whether a line ends with a slash and the name of somebody ("The dry harbour / Ada Finch"), or
    with a name and its agency, of which that or both stand in brackets.
    """
    before, slash, name = text.rpartition(" / ")
    if slash and not name.endswith((")", "）", ").")):
        return " " in before and is_person(name.split())
    credit = _PAIRED_RE.search(text) or _NAMED_RE.search(text)
    return credit is not None and is_person(credit["name"].split())


def may_end_with_credit(text: str) -> bool:
    """Whether a line that begins with the headline may go on with the credit of the picture: it
    ends with a bracket, or a slash and initials.
    """
    return _CREDITED_RE.search(text) is not None
