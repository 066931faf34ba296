"""DK4: misprints in the phrases of credit lines."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.credits import opening
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.gazetteer import key
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import smooth
from dispatchkit.text.shape import ends_sentence

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.lint.traced import Passage, Story

# A credit line is a phrase and one to three names.
_LONGEST_LINE = 120
# One wrong letter in six, two in fifteen: "arbe" in "Traduit de l'arbe par" has 0.97, "Edited by"
# and "Edits by" 0.82.
_LIKE = 0.85
# In shorter phrases a wrong letter makes another word; a phrase of eight letters is still itself.
_LETTERS = 8
# A label is surer because of its colon: "Muhabr:". In another language it may be right, though
# ("Autor:" beside "Author:").
_LABEL_LETTERS = 6
# How similar a misprinted word must be to the one that is meant, so that no word is taken for
# another ("turc" for "russe").
_WORD_LIKE = 0.7
# One misprint lengthens a phrase by a letter, two by two.
_SLACK = 2
# Beside English, in which many agencies credit their staff, and Turkish, which Anadolu's pages mix
# in.
_EVERYWHERE = ("en", "tr")
_LABELS = frozenset((Label.CREDIT, Label.BYLINE, Label.OTHER, Label.TEXT, Label.CROSSHEAD))
# What stands before the first word of a credit line: "*Traduit", "(Reporting".
_LEADING = "*-–—([#_•·"
_WORD_RE = pattern(r"\S+")


class _Misprint(NamedTuple):
    """The misprinted word of a line: where it stands, what is printed, and what is meant."""

    start: int
    printed: str
    meant: str


@DispatchRule.named("DK407", "credit-typo", severity="info", fix="unsafe", alters=("byline",))
def credit_typo(story: Story) -> Iterator[Hit]:
    r"""A phrase that credits somebody has a misprint: "Traduit de l'arbe par".

    Programs that look for the phrase then find no translator. Only the phrases of a fixed list are
    compared, in the lines below the story; names are never touched. The fix is unsafe, as any
    change of a word is. Newspapers' pages are not looked at.

    Bad:
        Un musée ouvre une aile
        AA/ Genève
        Le musée de l'horloge a ouvert samedi une nouvelle aile, où battent trois cents pendules \
        de voyage.
        *Traduit de l'arbe par Inès Gharbi
    Good:
        Un musée ouvre une aile
        AA/ Genève
        Le musée de l'horloge a ouvert samedi une nouvelle aile, où battent trois cents pendules \
        de voyage.
        *Traduit de l'arabe par Inès Gharbi
    """
    if not story.body or story.part.page:
        return
    language = (story.context.language or "").partition("-")[0]
    last = story.body[-1:] if len(story.body) > 1 else ()
    for passage in (*last, *story.tail):
        if (
            passage.label in _LABELS
            and len(passage.text) <= _LONGEST_LINE
            and not ends_sentence(passage.text)
        ):
            found = _misprint(passage, language, story.context.lexicon)
            if found:
                start = passage.start + found.start
                end = start + len(found.printed)
                yield Hit(
                    start,
                    end,
                    f"misprint in a credit: {found.printed!r} for {found.meant!r}",
                    Fix((Edit(start, end, found.meant),), safe=False),
                )


def _misprint(passage: Passage, language: str, lexicon: Lexicon) -> _Misprint | None:
    """The misprinted word of a line that opens nearly as a credit phrase does; None if there is
    none.
    """
    words, folded = _words(passage.text)
    known = [
        (size, phrases, " ".join(folded[:size]).removesuffix(":"))
        for size, phrases in _phrases(language)
        if len(folded) > size
    ]
    if any(joined in phrases.get(joined[:1], ()) for _, phrases, joined in known):
        return None
    for size, phrases, joined in known:
        labelled = folded[size - 1].endswith(":")
        phrase = _nearest(joined, phrases, labelled=labelled)
        if phrase is None or (labelled and opening(f"{joined}:", lexicon)):
            continue
        if found := _in_one_word(words, joined.split(" "), phrase.split(" ")):
            return found
    return None


def _words(text: str) -> tuple[list[re.Match[str]], list[str]]:
    """The words of a line as printed and as folded, without those that are signs alone before
    them.
    """
    words = list(_WORD_RE.finditer(text))
    folded = [smooth(found[0]).lstrip(_LEADING) for found in words]
    while folded and not folded[0]:
        words, folded = words[1:], folded[1:]
    return words, folded


def _nearest(
    joined: str, phrases: Mapping[str, Mapping[str, bool]], *, labelled: bool
) -> str | None:
    """The phrase that *joined* (words with spaces between) nearly matches; None if there is none,
    or the words are too short to tell. *labelled*: a colon follows them.
    """
    near = [
        phrase
        for phrase, colon in phrases.get(joined[:1], {}).items()
        if (labelled or not colon) and _is_near(joined, phrase)
    ]
    if not near or len(joined) < (_LABEL_LETTERS if labelled else _LETTERS):
        return None
    return max(near, key=lambda phrase: _like(joined, phrase))


def _in_one_word(
    words: Sequence[re.Match[str]], printed: Sequence[str], meant: Sequence[str]
) -> _Misprint | None:
    """The misprint if the *printed* words, folded, differ in one word alone from those *meant*."""
    differs = [
        at for at, (one, other) in enumerate(zip(printed, meant, strict=True)) if one != other
    ]
    return _differing(words[differs[0]], meant[differs[0]]) if len(differs) == 1 else None


def _differing(word: re.Match[str], meant: str) -> _Misprint | None:
    """The misprint of a word that is nearly the one that is *meant*; None if only accents differ,
    or more differs than a misprint explains.
    """
    bare = word[0].lstrip(_LEADING)
    printed = bare.rstrip(":")
    if key(printed) == key(meant) or _like(smooth(printed), meant) < _WORD_LIKE:
        return None
    return _Misprint(word.start() + len(word[0]) - len(bare), printed, _cased(meant, printed))


def _is_near(text: str, phrase: str) -> bool:
    """Whether *text* is *phrase* but for a letter or two. The first letter must be the same:
    misprints rarely hit it, and fewer phrases are compared.
    """
    if abs(len(text) - len(phrase)) > _SLACK or text.count(" ") != phrase.count(" "):
        return False
    return _like(text, phrase) >= _LIKE


def _like(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _cased(word: str, printed: str) -> str:
    """*word* in the case of the word that is printed."""
    if printed.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if printed[0].isupper() else word


@cache
def _phrases(language: str) -> Sequence[tuple[int, Mapping[str, Mapping[str, bool]]]]:
    """The phrases of a language and of those that are mixed in: the number of their words, the most
    first, and by first letter each phrase and whether a colon must follow.
    """
    listed: dict[str, list[str]] = tables.load("data/credit_phrases")["phrases"]
    by_size: dict[int, dict[str, dict[str, bool]]] = {}
    for tag in dict.fromkeys((language, *_EVERYWHERE)):
        for phrase in map(smooth, listed.get(tag, ())):
            by_size.setdefault(phrase.count(" ") + 1, {}).setdefault(phrase[0], {})[
                phrase.removesuffix(":")
            ] = phrase.endswith(":")
    return sorted(by_size.items(), key=lambda item: -item[0])
