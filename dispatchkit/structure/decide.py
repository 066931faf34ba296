"""From likelihoods to parts: which line of a dump is taken for which part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import is_text
from dispatchkit.grammar.names import is_person
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.binding import bits, is_unknown, telltale_words
from dispatchkit.structure.chain import STORY, Part
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.text.fold import has_case
from dispatchkit.text.scripts import SOUTHEAST_ASIAN
from dispatchkit.text.shape import CLOSERS, DIGIT_RE, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.around import Ground
    from dispatchkit.structure.look import Look

# The least likelihoods of text, fields and the headline, by cross-validation. Short lines need one
# half, because below it labels and teasers outnumber crossheads.
_TEXT, _FIELD, _HEADLINE = 0.35, 0.3, 0.1
# Above a headline that is as likely as this there is no text: of the pages of three folds 86.7
# instead of 85.5 % have the right headline then.
_LIKELY = 0.4
# A byline needs much less: a line that names nobody is dropped later.
_BYLINE = 0.12
# A line right above the likeliest headline is the headline from this likelihood on: kickers of the
# bench have less. A section of one word has at most fifteen letters.
_DECKED, _SECTION = 0.4, 15
_CRUMB_RE = pattern(r"\s[>»›→/|]\s")
# What a line of the head or a sign-off may be, in this order, and the least likelihood.
_FIELDS = (
    (Part.ABSTRACT, _FIELD),
    (Part.BYLINE, _BYLINE),
    (Part.SIGNED, _BYLINE),
    (Part.DATE, _FIELD),
)
# Sentences without a word of furniture need much less to be text: a lost one is worse than a
# leftover.
_SENTENCE = 0.13
# A short line that stands alone between two paragraphs needs less to be a crosshead. "What the
# ministers of the nine states have agreed on so far" is a long one.
_CROSSHEAD, _CROSSHEAD_WORDS = 0.1, 14
# "* Toll to fall due", "Every herd has its sound" in quotation marks: with a sign before it or
# around it, it needs none.
_MARKED_RE = pattern(r"[-–—*•]\s\S|[\"“„«「‘'][^\"“”„«»「」]+[\"”“»」’']\Z")
# Questions between paragraphs are crossheads if there are at least two; one may be rhetorical.
# The paragraph below one has at least so many words.
_ASKED, _SECTION_WORDS = 2, 10
_QUESTION = ("?", "？", "؟")
# In Greek a semicolon asks.
_GREEK_RE = pattern(r"[α-ωά-ώ];\Z")
_INNER_RE = pattern(r"[.!?…。！？؟۔।](?=\s)")
_SHORT = (Label.OTHER, Label.LIST, Label.TABLE)
# "Who pays for the bridge?" is a headline where text follows; no headline of the bench that asks
# has more words.
_ASKING, _QUESTION_WORDS = ("?", "？", "؟", "!", "！"), 20
# A sentence right after the text that holds no word of furniture belongs to it if it is at least
# this likely: "The saunas remain hot."
_LAST_SENTENCE = 0.05
# The last line of a page's story that is no sentence is likelier text than not.
_LAST = 0.5
# The least words of a summary right below the headline, and the most of any; the likelihood that is
# enough right below the headline, and beside a line of the summary.
_SUMMARY_WORDS, _UNDER_HEADLINE, _BESIDE = (6, 60), 0.1, 0.15
# "MARKETS" is a kicker, "FERRY RAISES ITS DIVIDEND" a headline.
_KICKER_WORDS = 3
# A line between headline and summary that is as likely as this is a date.
_DATED = 0.8
# A line that says the headline again has at most this many words: one of more is a paragraph.
_AGAIN = 30
_AMID = (Label.RELATED, Label.ADVERTISEMENT)
# Kinds of lines that are dates or figures, and how many of them on end are a list.
_FIGURES, _LISTED = frozenset("dn"), 2
# "Foto: Ada Finch/AFP" has at most so many words.
_PICTURED = 8
_CREDITS = (Label.CAPTION, Label.COPYRIGHT)
# A first paragraph set apart from the text by other lines is its summary: 68 of 71 such lines of
# the bench's pages are labelled so.
_SET_APART = 0.02
# One that is not set apart is its summary from this likelihood on: it is text either way. With 0.35
# a third of the summaries that look like the text would be missed, with 0.15 a tenth.
_FIRST = 0.15
# "It rains today." is a sentence, "Inc." is not. Thai, Lao, Burmese and Khmer sentences end with a
# space; a menu's entries are shorter.
_SHORTEST, _LONG = 3, 10
_STOPLESS_RE = pattern(f"[{SOUTHEAST_ASIAN}]")
# "... said. (PNA)": the names of agencies are words of captions too, and do not count against a
# sentence.
_FOREIGN = frozenset(["caption"])
# A sentence about menus or prices holds a word of furniture here and there; of those that ask for
# consent or a subscription, more than every tenth is one.
_FURNISHED = 0.1
# Furniture that may be the last rows of a table.
_ENDING = (Part.INSIDE, Part.AFTER)
# What a line below the headline is that is not of the story.
_LEFT = bits(
    Part.ABOVE, Part.ABSTRACT, Part.BYLINE, Part.DATE, Part.INSIDE, Part.AFTER, Part.SIGNED
)
# If a breadcrumb ends with the headline, the headline stands again at most five lines away and has
# at least four words.
_NEAR, _TITLE = 5, 4


def decide(
    ground: Ground,
    marks: Sequence[Mark],
    odds: Mapping[int, Sequence[float]],
    may: Mapping[int, int],
    *,
    furnished: bool,
) -> tuple[list[Part], int]:
    """The part of each line, and the line of the headline (-1: none). *odds* are the likelihoods of
    the parts for the lines near text, *may* has a bit for each part that the facts allow them.
    """
    looks, words = ground.looks, [look.words for look in ground.looks]
    sentences = {
        at
        for at in odds
        if (marks[at].hit is None or not furnished) and _reads(looks[at], marks[at])
    }
    story = _likely_text(odds, sentences, furnished=furnished)
    likely = max(odds, key=lambda at: odds[at][Part.HEADLINE], default=-1)
    if likely >= 0 and odds[likely][Part.HEADLINE] > _LIKELY:
        story = [at for at in story if at > likely]
    above = [at for at in odds if not story or at < story[0]]
    if not furnished:
        above = [at for at in above if not _names(marks[at], odds[at])]
    twice = _printed_twice(marks, odds, above)
    headline = _headline(marks, odds, (twice if furnished else twice[:1]) or above)
    if headline < 0:
        headline = -1 if furnished else _first_fit(marks, odds, may, story)
        story = [at for at in story if at > headline]
    story = _grown(ground, marks, odds, may, story=story, headline=headline, sentences=sentences)
    story = story[not furnished and _opens_with_deck(marks, odds, story, headline) :]
    first, last = (story[0], story[-1]) if story else (len(words), len(words))
    captions = _captions(marks, words, headline, first)
    passed = {*captions, *_again(marks, odds, headline)}
    if story and _has_begun(ground, marks, first):
        passed.add(first)
    summary = _summary(words, odds, story, headline, passed) or _led(marks, story, passed)
    if not (summary or furnished):
        summary = _sentence(sentences, marks, range(headline + 1, first), passed)
        summary = summary or _below_repeat(marks, headline, story)
    parts = [_part(at, odds.get(at), first, last, headline) for at in range(len(words))]
    for at in captions:
        parts[at] = Part.ABOVE
    asked = _questions(marks, story)
    for at in story:
        headed = parts[at] is Part.CROSSHEAD or at in asked or _heads(marks, odds, at)
        parts[at] = Part.CROSSHEAD if headed else Part.TEXT
    if story:
        first = _end_parts(parts, story, summary)
    for at, part in enumerate(parts):
        if at in summary:
            parts[at] = Part.ABSTRACT
        elif part is Part.ABSTRACT:
            parts[at] = Part.INSIDE if first < at < last else Part.ABOVE
    headline = _bared(ground, parts, headline)
    _add_rows(ground, marks, parts)
    return parts, headline


def _likely_text(
    odds: Mapping[int, Sequence[float]], sentences: Collection[int], *, furnished: bool
) -> list[int]:
    """The lines that are likely enough to be text."""
    found = [
        at
        for at, chances in odds.items()
        if _text(chances) > (_SENTENCE if at in sentences else _TEXT)
    ]
    while furnished and found and found[-1] not in sentences and _text(odds[found[-1]]) <= _LAST:
        found.pop()
    return found


def _end_parts(parts: list[Part], story: Sequence[int], summary: Collection[int]) -> int:
    """Where the text begins below the *summary*; what stands between them is above the text in
    *parts*, and the last line of the *story* is no crosshead, as there is nothing for it to head.
    """
    if parts[story[-1]] is Part.CROSSHEAD:
        parts[story[-1]] = Part.TEXT
    first = story[story[0] in summary and len(story) > 1]
    for at in range(story[0], first):
        if parts[at] is Part.INSIDE:
            parts[at] = Part.ABOVE
    return first


def _grown(
    ground: Ground,
    marks: Sequence[Mark],
    odds: Mapping[int, Sequence[float]],
    may: Mapping[int, int],
    *,
    story: Sequence[int],
    headline: int,
    sentences: Collection[int],
) -> list[int]:
    """The *story* with the lines that the facts do not allow to be furniture, and with the
    *sentences* right after it.
    """
    # What the facts do not allow to be furniture is text, but not what is of other stories.
    forced = [
        at
        for at in odds
        if at > headline
        and not may[at] & _LEFT
        and _text(odds[at])
        and not (at == headline + 1 and _is_deck(marks[at], odds[at]))
    ]
    grown = sorted({*story, *forced})
    while (
        grown
        and (behind := grown[-1] + 1) in sentences
        and behind in odds
        and _text(odds[behind]) > _LAST_SENTENCE
    ):
        grown.append(behind)
    return [*grown, *_ending(ground, marks, grown)]


def _headline(
    marks: Sequence[Mark], odds: Mapping[int, Sequence[float]], above: Collection[int]
) -> int:
    """The headline among the lines *above* the text; -1 if none is likely to be one.

    It is the likeliest, or, of two that both look like one, the upper, as the other is a second
    deck; but no kicker and no breadcrumb over another, and no name of a paper above its menu.
    """
    chances = {at: odds[at][Part.HEADLINE] for at in above}
    menu = max([at for at in above if marks[at].label is Label.MENU], default=-1)
    if any(at > menu and chance > _DECKED for at, chance in chances.items()):
        chances = {at: chance for at, chance in chances.items() if at > menu}
    best = max(chances, key=chances.__getitem__, default=-1)
    if best < 0 or chances[best] < _HEADLINE:
        return -1

    def yields(at: int, least: float) -> bool:
        """Whether the line *at* is a kicker or breadcrumb and the next may be the headline."""
        below = chances.get(at + 1, 0)
        return below > least and _is_over(marks[at].unit.text, marks[at + 1].unit.text)

    while chances.get(best - 1, 0) > _DECKED and is_unknown(marks[best - 1]):
        title = marks[best - 1].unit.text.lstrip("#* ")
        if yields(best - 1, 0) or marks[best].unit.text.endswith(title):
            break
        best -= 1
    while yields(best, _HEADLINE) and is_unknown(marks[best + 1]):
        best += 1
    return best


def _printed_twice(
    marks: Sequence[Mark], odds: Mapping[int, Sequence[float]], above: Sequence[int]
) -> list[int]:
    """The lines *above* the text that are the headline because they are printed twice."""
    lines = [
        at
        for at in above
        if odds[at][Part.HEADLINE] > _HEADLINE
        and (is_unknown(marks[at]) or marks[at].label is Label.HEADLINE)
        and marks[at].unit.weight >= TITLE_WORDS
    ]
    keys = [marks[at].unit.folded.strip("#* ") for at in lines]
    return [at for at, key in zip(lines, keys, strict=True) if keys.count(key) > 1]


def _names(mark: Mark, chances: Sequence[float]) -> bool:
    """Whether a line is somebody's name, and rather a byline than a headline."""
    return chances[Part.BYLINE] > chances[Part.HEADLINE] and is_person(mark.unit.text.split())


def _is_deck(mark: Mark, chances: Sequence[float]) -> bool:
    """Whether a short line right below the headline looks like one itself: it is a second deck."""
    return chances[Part.HEADLINE] > _DECKED and not is_text(mark)


def _opens_with_deck(
    marks: Sequence[Mark], odds: Mapping[int, Sequence[float]], story: Sequence[int], headline: int
) -> bool:
    """Whether the first line of the *story* is a second deck, and less likely to be text."""
    if len(story) < 2 or not 0 <= headline == story[0] - 1:
        return False
    chances = odds[story[0]]
    return _is_deck(marks[story[0]], chances) and chances[Part.HEADLINE] > _text(chances)


def _is_over(text: str, below: str) -> bool:
    """Whether a line that looks like a headline is a kicker in capitals above one that is not, a
    section of one word above several, or a breadcrumb.
    """
    kicker = _is_kicker(text, below)
    section = " " not in text and " " in below and len(text) <= _SECTION
    return kicker or section or len(_CRUMB_RE.findall(text)) > 1


def _is_kicker(text: str, below: str) -> bool:
    """Whether a line in capitals stands above one that is not."""
    return text.isupper() and has_case(below) and not below.isupper()


def _has_begun(ground: Ground, marks: Sequence[Mark], first: int) -> bool:
    """Whether the *first* paragraph is no summary, because it stands below a dateline, or what
    stands among the paragraphs of any story sets it apart, or it heads a list of dates or figures.
    """
    if first and marks[first - 1].label is Label.DATELINE:
        return True
    below = first + 1
    return below < len(marks) and (
        marks[below].label in _AMID
        or "ad" in ground.looks[below].classes
        or all(look.kind in _FIGURES for look in ground.looks[below : below + _LISTED])
    )


def _ending(ground: Ground, marks: Sequence[Mark], story: Sequence[int]) -> Iterable[int]:
    """The sentences after the *story* with which a dump ends, if no other line follows it."""
    after = range(story[-1] + 1, len(marks)) if story else ()
    ends = all(
        is_unknown(marks[at])
        and ends_sentence(marks[at].unit.text)
        and not telltale_words(ground.looks[at])
        for at in after
    )
    return after if ends else ()


def _heads(marks: Sequence[Mark], odds: Mapping[int, Sequence[float]], at: int) -> bool:
    """Whether a short line of the text stands between two paragraphs, and may be a crosshead, or
    has the form of one.
    """
    mark = marks[at]
    return (
        0 < at < len(marks) - 1
        and (odds[at][Part.CROSSHEAD] > _CROSSHEAD or _MARKED_RE.match(mark.unit.text) is not None)
        and mark.label in _SHORT
        and not mark.prose
        and mark.unit.weight <= _CROSSHEAD_WORDS
        and not ends_sentence(mark.unit.text)
        and is_text(marks[at - 1])
        and is_text(marks[at + 1])
    )


def _questions(marks: Sequence[Mark], story: Sequence[int]) -> Collection[int]:
    """The questions that are crossheads: several stand between two paragraphs each."""
    asked = [
        at
        for at in story
        if 0 < at < len(marks) - 1
        and _asks(marks[at])
        and is_text(marks[at - 1])
        and is_text(marks[at + 1])
        and marks[at + 1].unit.weight >= _SECTION_WORDS
    ]
    return asked if len(asked) >= _ASKED else ()


def _asks(mark: Mark) -> bool:
    """Whether a line is one short question, and nobody's words."""
    text = mark.unit.text
    short = mark.hit is None and mark.unit.weight <= _CROSSHEAD_WORDS
    asks = text.endswith(_QUESTION) or _GREEK_RE.search(text) is not None
    return short and asks and text[0].isalnum() and not _INNER_RE.search(text)


def _first_fit(
    marks: Sequence[Mark],
    odds: Mapping[int, Sequence[float]],
    may: Mapping[int, int],
    story: Sequence[int],
) -> int:
    """The first line of a dump without furniture, or the second below a kicker, if it may be the
    headline of text that follows; else -1.
    """
    fit = [at for at in may if is_unknown(marks[at])][:2]
    over = len(fit) > 1 and not is_text(marks[fit[1]])
    if (
        over
        and marks[fit[0]].unit.weight <= _KICKER_WORDS
        and _is_kicker(marks[fit[0]].unit.text, marks[fit[1]].unit.text)
    ):
        fit = fit[1:]
    at = fit[0] if fit else -1
    if at < 0 or not may[at] >> Part.HEADLINE & 1 or all(later <= at for later in story):
        return -1
    if _names(marks[at], odds[at]):
        return -1
    bare = marks[at].unit.text.rstrip(CLOSERS + " ")
    asks = bare[-1:] in _ASKING and marks[at].unit.weight <= _QUESTION_WORDS
    return at if asks or not ends_sentence(bare) else -1


def _reads(look: Look, mark: Mark) -> bool:
    """Whether a line reads like a sentence, or in scripts without stops is long, and holds few
    words of furniture.
    """
    words = sum([count for name, count in look.classes.items() if name not in _FOREIGN])
    if look.phrase is not None or words > _FURNISHED * look.words:
        return False
    if _STOPLESS_RE.search(look.text):
        return look.words >= _LONG
    return look.words >= _SHORTEST and (ends_sentence(look.text) or mark.unit.is_prose)


def _captions(marks: Sequence[Mark], words: Sequence[int], headline: int, first: int) -> list[int]:
    """The lines between the *headline* and the *first* of the text that are captions: the line
    below repeats them and says more, the credit of a picture stands above or below them, or ends
    them. A sentence is one only above a credit, and if a summary follows.
    """
    long = [at for at in range(first) if is_unknown(marks[at]) and words[at] >= _SUMMARY_WORDS[0]]
    found = []
    for at in range(headline + 1, first - 1):
        text, below = marks[at].unit.text, marks[at + 1]
        told = ends_sentence(text)
        led = at not in long or long[-1] > at
        again = below.unit.text.startswith(f"{text} ")
        shown = _credits_picture(below) if not told or led else False
        shown = shown or (not told and _credits_picture(marks[at - 1]))
        if is_unknown(marks[at]) and (again or shown or _names_photographer(text)):
            found.append(at)
    return found


def _credits_picture(mark: Mark) -> bool:
    """Whether a line is the credit of a picture: "Foto: Ada Finch/AFP", "© Example Images"."""
    return mark.label in _CREDITS and mark.unit.weight <= _PICTURED


def _names_photographer(text: str) -> bool:
    """Whether a line ends with a slash and the name of somebody: "The dry harbour / Ada Finch"."""
    before, slash, name = text.rpartition(" / ")
    return bool(slash) and " " in before and is_person(name.split())


def _text(chances: Sequence[float]) -> float:
    """The likelihood that a line is text or a crosshead."""
    return chances[Part.TEXT] + chances[Part.CROSSHEAD]


def _part(at: int, chances: Sequence[float] | None, first: int, last: int, headline: int) -> Part:
    """The part of the line *at* by its likelihoods (*chances*) and its place, the text standing
    from *first* to *last*.
    """
    if at == headline:
        return Part.HEADLINE
    if chances is not None:
        if first <= at <= last and _text(chances) > _TEXT:
            headed = chances[Part.CROSSHEAD] > chances[Part.TEXT]
            return Part.CROSSHEAD if headed else Part.TEXT
        for part, least in _FIELDS:
            if chances[part] > least:
                return part
    if at > last:
        return Part.AFTER
    if at > first:
        return Part.INSIDE
    return Part.BEFORE if at < headline else Part.ABOVE


def _summary(
    words: Sequence[int],
    odds: Mapping[int, Sequence[float]],
    story: Sequence[int],
    headline: int,
    again: Collection[int],
) -> set[int]:
    """The lines of the abstract: the likeliest and those beside it, or a line right below the
    headline, or a first paragraph that is set apart; empty if there is none.

    A line below the headline that looks like one is a second deck, unless it is a caption or the
    headline *again*.
    """
    above = story[0] if story else len(words)
    able = {
        at: odds[at][Part.ABSTRACT] + (odds[at][Part.HEADLINE] if at > headline >= 0 else 0.0)
        for at in odds
        if at < above and at != headline and at not in again
    }
    opening = (
        odds[story[0]][Part.ABSTRACT]
        if len(story) > 1 and words[story[0]] <= _SUMMARY_WORDS[1] and story[0] not in again
        else 0.0
    )
    best = max(able, key=lambda at: able[at], default=-1)
    if best >= 0 and able[best] > max(_FIELD, opening):
        return _joined(best, able)
    under = headline + 1
    while under in odds and odds[under][Part.DATE] > _DATED:
        under += 1
    if (
        headline >= 0
        and able.get(under, 0) > max(_UNDER_HEADLINE, opening)
        and _SUMMARY_WORDS[0] <= words[under] <= _SUMMARY_WORDS[1]
    ):
        return _joined(under, able)
    if opening > (_SET_APART if len(story) > 1 and story[1] - story[0] > 1 else _FIRST):
        return {story[0]}
    return set()


def _led(marks: Sequence[Mark], story: Sequence[int], passed: Collection[int]) -> set[int]:
    """The first paragraph of the *story* if the head goes on below it, so that it is a summary: a
    byline, a date or a dateline stands between it and the second, or opens that.
    """
    if len(story) < 2 or story[0] in passed or marks[story[0]].dateline:
        return set()
    first, second = story[:2]
    told = is_text(marks[first]) and is_text(marks[second])
    headed = marks[second].dateline or any(map(_is_of_head, marks[first + 1 : second]))
    return {first} if told and headed else set()


def _is_of_head(mark: Mark) -> bool:
    """Whether a line is of the head: who wrote the story, when or where."""
    wrote = mark.credited is not None and any(
        person.role == "author" for person in mark.credited.people
    )
    return wrote or mark.label in (Label.BYLINE, Label.DATE, Label.DATELINE)


def _sentence(
    sentences: Collection[int], marks: Sequence[Mark], head: Sequence[int], passed: Collection[int]
) -> set[int]:
    """The one sentence in the *head*, between headline and text, of which nothing else is known: it
    is the summary.
    """
    found = {at for at in head if at in sentences and is_unknown(marks[at]) and at not in passed}
    return found if len(found) == 1 else set()


def _below_repeat(marks: Sequence[Mark], headline: int, story: Sequence[int]) -> set[int]:
    """The second deck right below the *headline* printed again, if text follows it."""
    first = story[0] if len(story) > 1 else 0
    if headline < 0 or first < headline + 2 or is_text(marks[first]):
        return set()
    again = marks[first - 1].unit.folded == marks[headline].unit.folded
    decked = marks[first].unit.weight >= _SUMMARY_WORDS[0] and is_text(marks[first + 1])
    return {first} if again and decked else set()


def _again(marks: Sequence[Mark], odds: Iterable[int], headline: int) -> set[int]:
    """The lines of *odds* that say the headline again, with a kicker before it or without."""
    if headline < 0:
        return set()
    title = marks[headline].unit.folded
    return {at for at in odds if title in marks[at].unit.folded and marks[at].unit.weight <= _AGAIN}


def _joined(best: int, able: Mapping[int, float]) -> set[int]:
    """The line *best* and those beside it that may belong to the same summary."""
    found = {best}
    for step in (-1, 1):
        at = best + step
        while able.get(at, 0) > _BESIDE:
            found.add(at)
            at += step
    return found


def _bared(ground: Ground, parts: list[Part], headline: int) -> int:
    """The line of the headline, moved to where it stands by itself if the line taken for it has
    rubrics before it ("Home / News / Harbour closes"), in *parts* as well.
    """
    if headline < 0:
        return headline
    glued = ground.units[headline].text
    for at in range(max(0, headline - _NEAR), min(headline + _NEAR + 1, len(parts))):
        bare = ground.units[at].text.lstrip("#* ")
        if (
            parts[at] not in STORY
            and ground.looks[at].words >= _TITLE
            and glued.endswith(bare)
            and glued.lstrip("#* ") != bare
        ):
            parts[headline] = Part.ABOVE if headline > at else Part.BEFORE
            parts[at] = Part.HEADLINE
            return at
    return headline


def _add_rows(ground: Ground, marks: Sequence[Mark], parts: list[Part]) -> None:
    """Give the last rows of a table that ends the story to the text: lines with figures, spaced as
    the two above them.
    """
    for at in range(2, len(parts)):
        if (
            parts[at] in _ENDING
            and parts[at - 1] is parts[at - 2] is Part.TEXT
            and is_unknown(marks[at])
            and not ground.looks[at].classes
        ):
            rows = ground.units[at - 2 : at + 1]
            if rows[1].gap == rows[2].gap and all(
                DIGIT_RE.search(row.text) and not row.is_prose for row in rows
            ):
                parts[at] = Part.TEXT
