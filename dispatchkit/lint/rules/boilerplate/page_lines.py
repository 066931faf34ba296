"""DK6: lines of the page or service that carried a dispatch, and are no part of the dispatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dates import find_dates
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.furniture import is_apart, is_proved, runs, without_furniture
from dispatchkit.lint.evidence.removal import removal
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.lint.settings import Stage
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.finding import Severity
    from dispatchkit.lint.traced import Passage, Story

_DATED = (Label.DATE, Label.UPDATED)
# "1 23 \u00a0| 04.12.2021": figures, then a bar, before a date. No slash, dash or colon, which
# scores and clocks have.
_COUNTER_RE = pattern(r"[\d\s.,KkMm+•·]{0,20}\d[\s.,KkMm+•·]{0,10}\|\s{0,10}(?=\S)")
_SHOWN = 60
_NOTICES = {
    Label.SUBSCRIPTION: "newsletter or subscription",
    Label.COOKIE: "cookie",
    Label.LOGIN: "log-in",
    Label.PROMO: "promotion",
    Label.ADVERTISEMENT: "advertisement",
    Label.PRINT: "print or size",
    Label.COMMENT: "comment",
    Label.MENU: "menu",
}


@DispatchRule.named("DK601", "subscription-footer", severity="info", fix="safe")
def subscription_footer(story: Story) -> Iterator[Hit]:
    r"""The agency's own footer about subscriptions stands below the story.

    It is addressed to readers of the agency's site, not to those of its clients. In text that is
    ready for print ("--stage clean") it is an error. A story about an agency and its subscribers is
    left alone: only lines below the story count, and only known phrases.

    Bad:
        Musée de l'horloge : une nouvelle aile
        AA/ Genève
        Le musée de l'horloge a ouvert samedi une nouvelle aile, où battent trois cents pendules \
        de voyage.

        Seulement une partie des dépêches, que l'Agence Anadolu diffuse à ses abonnés via le \
        Système de Diffusion interne (HAS), est diffusée sur le site de l'AA, de manière résumée. \
        Contactez-nous s'il vous plaît pour vous abonner.
    Good:
        Le musée de la presse ouvre une aile sur les agences
        AA/ Genève
        Le musée de la presse a ouvert samedi une aile sur les agences et leurs abonnés, qui \
        payaient le mot au XIXe siècle.
    """
    for first, last in runs(story, Label.SUBSCRIPTION, zones=("tail",)):
        yield _hit(story, first, last, "subscription footer")


@DispatchRule.named("DK602", "related-links", severity="info", fix="safe")
def related_links(story: Story) -> Iterator[Hit]:
    r"""A line announces other stories, or links to one of them.

    "Read more" leads nowhere in print. The fix is safe above and below the story; between its
    paragraphs, where a link may be read as part of it, it is unsafe. So is the fix for lines that
    are taken for links only because they follow "Read more": they may be a credit, a correction or
    results. The same words inside a sentence are left alone.

    Bad:
        Clock museum opens a new wing
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
        Read more
    Good:
        Pupils want to read more, survey finds
        AA/ Geneva
        Pupils want to read more on paper, a survey of the clock museum found on Saturday, and \
        less on screens.
    """
    for first, last in runs(story, Label.RELATED):
        yield _hit(story, first, last, "link to other stories")


@DispatchRule.named("DK603", "share-line", severity="info", fix="safe")
def share_line(story: Story) -> Iterator[Hit]:
    r"""A button to share or follow was copied with the story.

    Whole lines count, in all languages that sites print them in, even if the story is in another
    ("Bu haberi paylaşın" under French text). Sentences with "share" in them are left alone.

    Bad:
        Clock museum opens a new wing
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
        Bu haberi paylaşın
    Good:
        Farmers share one tractor
        AA/ Geneva
        Forty farmers share one tractor in a valley above the lake, the clock museum's newsletter \
        said on Saturday.
    """
    for first, last in runs(story, Label.SHARE):
        yield _hit(story, first, last, "share or follow button")


@DispatchRule.named("DK604", "counter-or-crumb", severity="info", fix="safe")
def counter_or_crumb(story: Story) -> Iterator[Hit]:
    r"""Counters of views and shares, or links of the menu, stand above the story.

    Without their icons they are figures that mean nothing. A date on the same line stays. Only the
    head of a story is looked at, for results and market tables are figures too; a score above the
    text ("3-0") is left alone. The fix is not safe for figures alone: they may be the dead of a
    fire.

    Bad:
        Clock museum opens a new wing
        1 23 \u00a0 | 04.12.2021
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
    Good:
        Clock museum opens a new wing
        04.12.2021
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
    """
    for first, last in runs(story, Label.COUNTER, Label.MENU, zones=("head",)):
        yield _hit(story, first, last, "counter" if first.label is Label.COUNTER else "menu line")
    if not story.body:
        return
    for passage in story.head:
        found = _COUNTER_RE.match(passage.text) if "|" in passage.text else None
        if (
            found
            and passage.label in _DATED
            and find_dates(passage.text[found.end() :], language=story.context.language)
        ):
            start, end = passage.start, passage.start + found.end()
            yield Hit(
                start,
                end,
                f"counter {found[0].rstrip(' |' + chr(160))!r} before the date",
                Fix((Edit(start, end, ""),)),
                _severity(story),
            )


@DispatchRule.named("DK605", "site-notice", severity="info", fix="safe")
def site_notice(story: Story) -> Iterator[Hit]:
    r"""A notice of the site stands beside the story: cookies, log-in, newsletter, advertisement,
    comments, menu.

    Only whole lines or paragraphs count, known from sites in dozens of languages. A story that
    quotes a cookie notice is left alone. The fix is safe above and below the story, not between its
    paragraphs.

    Bad:
        We use cookies to improve your experience.
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
    Good:
        Court bans cookies on clock museum's site
        AA/ Geneva
        "We use cookies to improve your experience" was all that the clock museum told its \
        visitors, a court found on Saturday.
    """
    for first, last in runs(
        story, *(label for label in _NOTICES if label not in (Label.SUBSCRIPTION, Label.MENU))
    ):
        yield _hit(story, first, last, f"{_NOTICES[first.label]} notice")
    for first, last in runs(story, Label.SUBSCRIPTION, zones=("head", "inside")):
        yield _hit(story, first, last, f"{_NOTICES[first.label]} notice")
    for first, last in runs(story, Label.MENU, zones=("inside", "tail")):
        yield _hit(story, first, last, "menu line")


def _hit(story: Story, first: Passage, last: Passage, what: str) -> Hit:
    """The hit for the lines from *first* to *last*, with the fix that takes them out."""
    text = " ".join(first.text.split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}..."
    more = "" if first is last else ", and what follows"
    safe = is_apart(story, first) and is_proved(story, first, last)
    fix = (
        removal(story.source, first, last, without_furniture(story), safe=safe)
        if story.dispatch
        else None
    )
    return Hit(first.start, last.end, f"{what}: {shown!r}{more}", fix, _severity(story))


def _severity(story: Story) -> Severity:
    return "error" if story.settings.stage is Stage.CLEAN else "info"
