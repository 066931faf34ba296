"""Lines that say how long ago a story was published: in every language they belong to the page;
they are no headline, summary or author, and date nothing.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from dispatchkit import parse_text, trace_text

LINES = (
    "vor 14 Minuten", "Vor einer Stunde", "vor 3 Tagen", "Aktualisiert vor 2 Std.", "14 minutes ago", "an hour ago", "Updated 3 days ago", "2h ago",
    "about 5 hours ago", "il y a 3 heures", "Il y a environ une heure", "Publié il y a 2 jours", "hace 20 minutos", "hace una hora", "3 días atrás", "há 2 horas",
    "2 horas atrás", "5 ore fa", "un’ora fa", "14 minuten geleden", "een uur geleden", "för 2 timmar sedan", "for 3 timer siden", "for en time siden", "2 tuntia sitten",
    "tunti sitten", "před 2 hodinami", "před hodinou", "pred 5 minútami", "2 órája", "3 nappal ezelőtt", "acum 3 ore", "în urmă cu 4 zile", "πριν από 2 ώρες", "πριν 5 λεπτά",
    "14 dakika önce", "bir saat önce", "2 godziny temu", "godzinę temu", "5 минут назад", "час назад", "2 години тому", "годину тому", "преди 3 часа", "prije 2 sata", "пре 5 минута",
    "منذ 5 دقائق", "منذ ساعتين", "قبل 3 ساعات", "לפני 5 דקות", "לפני שעה", "۵ دقیقه پیش", "14分钟前", "14分鐘前", "3天前", "14分前", "2時間前", "14분 전", "2시간전",
    "3 jam yang lalu", "5 menit lalu", "5 giờ trước", "14 phút trước", "5 ชั่วโมงที่แล้ว", "5 घंटे पहले", "5 घंटे पूर्व", "3 tundi tagasi", "3 klst. síðan", "Prieš 6 val.", "pirms 3 stundām", "para 3 orë", "3 гадзіны таму", "3 сағат бұрын", "৩ ঘণ্টা আগে", "۳ گھنٹے پہلے",
    "four hours ago", "vor vier Stunden", "hace cuatro horas", "Updated twenty-five minutes ago", "il y a vingt et une minutes", "venticinque minuti fa", "há sete horas",
    "vijf uur geleden", "för fem timmar sedan", "noin neljä tuntia sitten", "dwadzieścia cztery minuty temu", "před čtyřmi hodinami", "pirms piecām stundām", "öt órája",
    "пять часов назад", "πριν από τέσσερις ώρες", "on beş dakika önce", "قبل أربع ساعات", "לפני ארבע שעות", "empat jam yang lalu", "bốn giờ trước", "四小时前", "네 시간 전",
    "just now", "moments ago", "a few minutes ago", "gerade eben", "vor wenigen Minuten", "il y a quelques instants", "hace un momento", "pochi minuti fa", "przed chwilą",
    "только что", "たった今", "刚刚", "방금 전", "az önce", "Aktualisiert jetzt", "Updated now", "Updated 5h", "Publié 23 min", "Aktualisiert 2 Std.",
)  # fmt: skip
STORIES = {
    "en": ("Harbour swaps its ferries for gondolas", "Council wants quieter mornings", [
        "The harbour of Lundvik will replace its two ferries with a string of gondolas before the winter, the council said on the quay.",
        "Passengers had complained for years that the horns of the ferries woke the gulls, and that the gulls then woke everybody else.",
        "The gondolas are to be painted by the pupils of the school above the fish market, who have already chosen the colours."]),
    "de": ("Hafen tauscht seine Fähren gegen Gondeln", "Rat wünscht sich ruhigere Morgen", [
        "Der Hafen von Lundvik ersetzt seine beiden Fähren noch vor dem Winter durch eine Reihe von Gondeln, wie der Rat am Kai mitteilte.",
        "Fahrgäste hatten sich jahrelang beschwert, dass die Hörner der Fähren die Möwen weckten und die Möwen dann alle anderen.",
        "Die Gondeln sollen von den Kindern der Schule über dem Fischmarkt bemalt werden, die die Farben bereits ausgesucht haben."]),
    "fr": ("Le port échange ses bacs contre des gondoles", "La commune veut des matins plus calmes", [
        "Le port de Lundvik remplacera ses deux bacs par une file de gondoles avant l’hiver, a annoncé le conseil sur le quai.",
        "Les passagers se plaignaient depuis des années que les sirènes des bacs réveillent les mouettes, et les mouettes tout le monde.",
        "Les gondoles seront peintes par les élèves de l’école au-dessus du marché aux poissons, qui ont déjà choisi les couleurs."]),
}  # fmt: skip


def page(language: str, line: str, button: str = "Share") -> str:
    """A page that prints *line* between headline and text."""
    headline, _, told = STORIES[language]
    return "\n\n".join([headline, line, button, *told]) + "\n"


@pytest.mark.parametrize(("line", "language"), list(product(LINES, STORIES)))
def test_how_long_ago_is_no_headline_summary_author_or_date(line: str, language: str) -> None:
    (record,) = parse_text(page(language, line), received=date(2031, 5, 6))
    assert record.headline == STORIES[language][0]
    assert record.abstract != line
    assert record.byline == ()
    assert (record.published, record.updated, record.day) == (None, None, None)
    assert [part.text for part in record.paragraphs if part.role != "crosshead"] == STORIES[
        language
    ][2]
    assert line in [item.text for item in record.boilerplate]


@pytest.mark.parametrize("line", LINES)
def test_above_the_headline_it_is_none(line: str) -> None:
    headline, _, told = STORIES["en"]
    (record,) = parse_text("\n".join([line, headline, "", *told]))
    assert record.headline == headline


@pytest.mark.parametrize("line", LINES)
def test_explain_names_the_line(line: str) -> None:
    labelled = {
        text.text: (label.word, rule)
        for part in trace_text(page("en", line)).parts
        for text, label, rule in part.lines
    }
    assert labelled[line] == ("counter", "dates.ago")


def test_it_shows_that_a_text_is_a_page() -> None:
    headline, teaser, told = STORIES["de"]
    around = [
        "Lundvik Nachrichten",
        "Möwen heute live",
        "Hafen im Bild",
        "Sport heute im Netz",
        "Wetter an der Küste",
        "Kurse der Börse",
    ]
    (record,) = parse_text("\n".join(["Küste", headline, teaser, "vor 14 Minuten", *told, *around]))
    assert [part.text for part in record.paragraphs] == told


@pytest.mark.parametrize(
    "line",
    ["2 weeks ago", "vor 3 Wochen", "il y a 2 semaines", "hace dos semanas", "2 недели назад"],
)
def test_between_paragraphs_it_is_of_the_story(line: str) -> None:
    headline, _, told = STORIES["en"]
    (record,) = parse_text("\n\n".join([headline, told[0], line, told[1], told[2]]))
    assert [part.text for part in record.paragraphs] == [told[0], line, told[1], told[2]]
    assert record.boilerplate == ()


@pytest.mark.parametrize(
    "line",
    [
        "A day ago.",
        "Two hours in the rain",
        "14 minutes",
        "In 14 Minuten",
        "Vor dem Hafen",
        "5 Stunden",
        "il y a",
        "Een uur",
        "час пик",
        "1986",
        "Twenty years ago",
        "vor vierzig Jahren",
        "seven minutes",
        "Now",
        "5h",
        "45 min",
        "Updated 5 kg",
    ],
)
def test_what_says_something_else_is_none(line: str) -> None:
    assert "dates.ago" not in [
        rule for part in trace_text(page("en", line)).parts for _, _, rule in part.lines
    ]


@pytest.mark.parametrize("line", ["5h", "23m", "5 h", "2 Std.", "Ada Finch | 5h"])
def test_a_unit_that_is_cut_short_is_no_headline_summary_or_author_of_a_page(line: str) -> None:
    (record,) = parse_text(page("en", line))
    assert record.headline == STORIES["en"][0]
    assert record.abstract is None or line not in record.abstract
    assert (record.published, record.updated, record.day) == (None, None, None)


def test_a_quantity_in_a_story_stays() -> None:
    headline, _, told = STORIES["en"]
    (record,) = parse_text("\n\n".join([headline, told[0], "45 min", "5h", told[1], told[2]]))
    assert [part.text for part in record.paragraphs] == [told[0], "45 min", "5h", told[1], told[2]]
