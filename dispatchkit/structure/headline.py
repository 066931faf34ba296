"""Which line is the headline: of those above the text the likeliest, or what stands above and below
it shows that it is another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import is_of
from dispatchkit.grammar.label import BuiltIn, is_text
from dispatchkit.grammar.names import is_person
from dispatchkit.grammar.pictures import names_photographer
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import STORY, Part
from dispatchkit.structure.furnished import telltale_words
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.structure.regions import STAMPS, is_unknown
from dispatchkit.text.fold import has_case
from dispatchkit.text.scripts import is_unspaced
from dispatchkit.text.shape import CALLS, CLOSERS, ends_sentence, is_heading, without_bullet

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dispatchkit.structure.scene import Scene

# The least likelihood of a headline, by cross-validation.
_LEAST = 0.1
# Above a headline that is as likely as this there is no text: of the pages of three folds 86.7
# instead of 85.5 % have the right headline then.
_LIKELY = 0.4
# A line right above the likeliest headline is the headline from this likelihood on: kickers of the
# bench have less. A section of one word has at most fifteen letters.
_DECKED, _SECTION = 0.4, 15
# Without furniture it is from this likelihood on, if it has more words than kickers have. Of 735
# headlines .25 finds 705 and .15 as many, .4 one less; with 4 words it finds one more, with 7 as
# many.
_LEAST_DECKED, _KICKED = 0.25, 5
# "Finch and Sons Ferries of the Sound, Inc.": the name of a company has at most so many words; 5
# and 9 change nothing in those 735.
_NAME_WORDS = 7
# What a desk is called by the words for desks alone has at most this many.
_DESK_WORDS = 3
# The headline of a series has at least two words.
_FEWEST = 2
_CRUMB_RE = pattern(r"\s[>»›→/|]\s")
# "Who pays for the bridge?" is a headline where text follows; no headline of the bench that asks
# has more words.
_QUESTION_WORDS = 20
# "u i", "r a": the category of a wire; "Text:" is a label.
_TAG_RE = pattern(r"[a-z]{1,2}(?:\s[a-z]{1,2}){0,3}|\S{2,20}(?:\s\S{2,20})?\s?[:：]")
# "MARKETS" is a kicker, "FERRY RAISES ITS DIVIDEND" a headline.
_KICKER_WORDS = 3
# If a breadcrumb ends with the headline, the headline stands again at most five lines away and has
# at least four words.
_NEAR, _TITLE = 5, 4
# What may stand between the headline of a page and the sentence under it.
_BETWEEN = STAMPS | {Label.CAPTION}


def below_likely(scene: Scene, story: Sequence[int]) -> list[int]:
    """The lines of the *story* below the likeliest headline, if that is likely."""
    likely = max(scene.odds, key=lambda at: scene.chance(at, Part.HEADLINE), default=-1)
    sure = scene.chance(likely, Part.HEADLINE) > _LIKELY
    return [at for at in story if at > likely] if sure else list(story)


def headline_of(scene: Scene, story: Sequence[int]) -> int:
    """The headline above the *story*; -1 if there is none. In a dump without furniture the first
    line may be one whatever it looks like, on a page the only one above the date.
    """
    above = [at for at in scene.odds if not story or at < story[0]]
    above = [at for at in above if not _is_label(scene, at)]
    if scene.furnished:
        return _of_page(scene, above)
    above = [at for at in above if not _names(scene, at)]
    headline = _likeliest(scene, _printed_twice(scene, above)[:1] or above)
    return _first_fit(scene, story) if headline < 0 else headline


def _of_page(scene: Scene, above: Sequence[int]) -> int:
    """The headline of a page among the lines *above* the text; -1 if there is none."""
    headline = _likeliest(scene, _printed_twice(scene, above) or above)
    if headline < 0:
        lone = _lone(scene, above)
        return _over_stamp(scene, above) if lone < 0 else lone
    if is_one_word(scene.text(headline)) and _may_title(scene, headline + 1):
        # A rubric of one word stands over the headline, which a desk or a date parts from the text.
        return headline + 1
    return _over_summary(scene, headline)


def _over_summary(scene: Scene, at: int) -> int:
    """The headline above the line *at*, if that was taken for it and is the one sentence below it:
    "Shares slip" above "The index lost 0.4 per cent."; else the line *at*. Date, reporter and
    picture may stand between them. Above a quotation, or two sentences, stands a kicker.
    """
    text, below = scene.text(at), scene.marks[at + 1 : at + 2]
    alone = not any(map(is_text, below))
    quoted = not without_bullet(text)[0].isalnum()
    told = is_text(scene.marks[at]) or any(mark.label in STAMPS for mark in below)
    states = alone and not quoted and told and ends_sentence(text)
    if not states or text.rstrip(CLOSERS + " ").endswith(CALLS):
        return at
    above = at - 1
    while above in scene.odds and scene.marks[above].label in _BETWEEN:
        above -= 1
    return above if _may_title(scene, above) else at


def _over_stamp(scene: Scene, above: Sequence[int]) -> int:
    """The line *above* the text that has the words and the form of a headline and stands right over
    the date or the byline, or over a sentence above these; -1 if there is none.
    """
    stamps = [at for at in above if scene.marks[at].label in STAMPS]
    at = stamps[0] - 1 if stamps else -1
    if at > 0 and is_unknown(scene.marks[at]) and ends_sentence(scene.text(at)):
        at -= 1
    return at if _may_title(scene, at) else -1


def _may_title(scene: Scene, at: int) -> bool:
    """Whether nothing is known of the line *at*, and it has words and form of a headline."""
    if at not in scene.odds or not scene.may[at] >> Part.HEADLINE & 1:
        return False
    mark, text = scene.marks[at], scene.text(at)
    loose = is_unknown(mark) and mark.rule is not BuiltIn.RUBRICS
    plain = loose and not telltale_words(scene.ground.looks[at]) and not is_text(mark)
    return plain and not _is_name(text) and mark.unit.weight >= TITLE_WORDS and is_heading(text)


def is_deck(scene: Scene, at: int) -> bool:
    """Whether a short line right below the headline looks like one itself: it is a second deck."""
    return scene.chance(at, Part.HEADLINE) > _DECKED and not is_text(scene.marks[at])


def bared(scene: Scene, parts: list[Part], headline: int) -> int:
    """The line of the headline, moved to where it stands by itself if the line taken for it has
    rubrics before it ("Home / News / Harbour closes"), in *parts* as well.
    """
    if headline < 0:
        return headline
    glued = scene.text(headline)
    for at in range(max(0, headline - _NEAR), min(headline + _NEAR + 1, len(parts))):
        bare = scene.text(at).lstrip("#* ")
        if (
            parts[at] not in STORY
            and scene.words(at) >= _TITLE
            and glued.endswith(bare)
            and glued.lstrip("#* ") != bare
        ):
            parts[headline] = Part.ABOVE if headline > at else Part.BEFORE
            parts[at] = Part.HEADLINE
            return at
    return headline


def _likeliest(scene: Scene, above: Collection[int]) -> int:
    """The headline among the lines *above* the text; -1 if none is likely to be one.

    It is the likeliest, or, of two that both look like one, the upper, as the other is a second
    deck; but no kicker and no breadcrumb over another, and no name of a paper above its menu.
    """
    marks = scene.marks
    chances = {at: scene.chance(at, Part.HEADLINE) for at in above}
    menu = max([at for at in above if marks[at].label is Label.MENU], default=-1)
    if any(at > menu and chance > _DECKED for at, chance in chances.items()):
        chances = {at: chance for at, chance in chances.items() if at > menu}
    best = max(chances, key=chances.__getitem__, default=-1)
    if best < 0 or chances[best] < _LEAST:
        return -1

    while chances.get(best - 1, 0) > _decked(scene, best - 1) and is_unknown(marks[best - 1]):
        title = scene.text(best - 1).lstrip("#* ")
        if _yields(scene, best - 1, chances, 0) or scene.text(best).endswith(title):
            break
        best -= 1
    while _yields(scene, best, chances, _LEAST) and is_unknown(marks[best + 1]):
        best += 1
    return best - 1 if _is_newsroom(scene, best, chances) else best


def _is_newsroom(scene: Scene, at: int, chances: Mapping[int, float]) -> bool:
    """Whether the line *at* is one word between a title and the date below it, as newsrooms sign:
    "Harbour closes for winter / Newsdesk / Published: ...".
    """
    stamped = any(mark.label in STAMPS for mark in scene.marks[at + 1 : at + 2])
    title = at - 1 if stamped and is_one_word(scene.text(at)) and at - 1 in chances else -1
    if title < 0 or not scene.may[title] >> Part.HEADLINE & 1:
        return False
    mark, titled = scene.marks[title], scene.text(title)
    loose = is_unknown(mark) and mark.rule is not BuiltIn.RUBRICS and not is_text(mark)
    fits = scene.words(title) >= TITLE_WORDS and is_heading(titled)
    return loose and fits and not _is_name(titled)


def is_one_word(text: str) -> bool:
    """Whether a line is one word, in a script that parts words by spaces."""
    return " " not in text and not is_unspaced(text[0])


def _yields(scene: Scene, at: int, chances: Mapping[int, float], least: float) -> bool:
    """Whether the line *at* is a kicker, a breadcrumb or a name and the next may be the headline:
    by *chances* it has to be likelier than *least*, if the line *at* is no name.
    """
    below = chances.get(at + 1, 0)
    if _is_subject(scene, at):
        return below > 0 and scene.words(at + 1) >= TITLE_WORDS
    return below > least and _is_over(scene.text(at), scene.text(at + 1))


def _decked(scene: Scene, at: int) -> float:
    """How likely the line *at*, above a likelier one, has to be to be the headline: a kicker is
    short, and without furniture no line of a menu stands there.
    """
    # "10:15 Ferry sails again" is of a ticker.
    if scene.furnished or scene.words(at) <= _KICKED or scene.text(at)[0].isdigit():
        return _DECKED
    return _LEAST_DECKED


def _is_subject(scene: Scene, at: int) -> bool:
    """Whether a line is the name of a company, or of a section of one word, that the text begins
    with or says twice: "Finch Ferries, Inc." above what that announces.
    """
    text = scene.text(at)
    said = [other for other in scene.odds if other > at + 1 and text in scene.text(other)]
    if " " not in text:
        return len(text) <= _SECTION and any(
            scene.text(other).startswith(f"{text} ") for other in said
        )
    return not scene.furnished and scene.words(at) <= _NAME_WORDS and len(said) > 1


def _printed_twice(scene: Scene, above: Sequence[int]) -> list[int]:
    """The lines *above* the text that are the headline because they are printed twice. Captions
    are, too.
    """
    lines = [
        at
        for at in above
        if scene.chance(at, Part.HEADLINE) > _LEAST
        and (is_unknown(scene.marks[at]) or scene.marks[at].label is Label.HEADLINE)
        and scene.marks[at].unit.weight >= TITLE_WORDS
        and not names_photographer(scene.text(at))
    ]
    keys = [scene.marks[at].unit.folded.strip("#* ") for at in lines]
    return [at for at, key in zip(lines, keys, strict=True) if keys.count(key) > 1]


def _is_label(scene: Scene, at: int) -> bool:
    """Whether a line is the category of a wire, a label, or made of the words for desks: "News
    Desk".
    """
    words = scene.text(at).split()
    desk = len(words) <= _DESK_WORDS and all(is_of(word, "desks") for word in words)
    return desk or _TAG_RE.fullmatch(scene.text(at)) is not None


def _names(scene: Scene, at: int) -> bool:
    """Whether a line is somebody's name, and rather a byline than a headline."""
    signed = scene.chance(at, Part.BYLINE) > scene.chance(at, Part.HEADLINE)
    return signed and is_person(scene.text(at).split())


def _is_over(text: str, below: str) -> bool:
    """Whether a line that looks like a headline is a kicker in capitals above one that is not, a
    section of one word above several, or a breadcrumb.
    """
    section = " " not in text and " " in below and len(text) <= _SECTION
    return _is_kicker(text, below) or section or len(_CRUMB_RE.findall(text)) > 1


def _is_kicker(text: str, below: str) -> bool:
    """Whether a line in capitals stands above one that is not."""
    return text.isupper() and has_case(below) and not below.isupper()


def _lone(scene: Scene, above: Sequence[int]) -> int:
    """The one line *above* the text of a page of which nothing is known, if it has the words of a
    headline and the date stands right below: "연락선 단신", "Ferry briefs"; -1 if there is none.
    """
    lone = [at for at in above if is_unknown(scene.marks[at])]
    if len(lone) != 1 or scene.words(lone[0]) < _FEWEST:
        return -1
    at = lone[0]
    dated = at + 1 < len(scene.marks) and scene.marks[at + 1].label is Label.DATE
    other = _is_name(scene.text(at)) or _is_label(scene, at) or ends_sentence(scene.text(at))
    return at if dated and not other and scene.may[at] >> Part.HEADLINE & 1 else -1


def _is_name(text: str) -> bool:
    """Whether a line of several words has the form of a person's name, which only scripts with
    capitals show.
    """
    return has_case(text) and is_person(text.split())


def _first_fit(scene: Scene, story: Sequence[int]) -> int:
    """The first line of a dump without furniture, or the second below a kicker, if it may be the
    headline of text that follows; else -1.
    """
    fit = [at for at in scene.may if is_unknown(scene.marks[at])][:2]
    if (
        len(fit) > 1
        and not is_text(scene.marks[fit[1]])
        and scene.marks[fit[0]].unit.weight <= _KICKER_WORDS
        and _is_kicker(scene.text(fit[0]), scene.text(fit[1]))
    ):
        del fit[0]
    at = fit[0] if fit else -1
    headed = at >= 0 and scene.may[at] >> Part.HEADLINE & 1 and any(later > at for later in story)
    return at if headed and _may_head(scene, at) else -1


def _may_head(scene: Scene, at: int) -> bool:
    """Whether a line is no label, nobody's name, and no sentence but a short question or call."""
    if _is_label(scene, at) or _names(scene, at):
        return False
    bare = scene.text(at).rstrip(CLOSERS + " ")
    asks = bare[-1:] in CALLS and scene.marks[at].unit.weight <= _QUESTION_WORDS
    return asks or not ends_sentence(bare)
