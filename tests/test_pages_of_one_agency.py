"""A second page or message of one agency below its closing footer: cut off if that is certain, else
reported; never swallowed in silence.
"""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import check, parse_text

STORIES = (
    ("Lundvik harbour swaps its ferries for gondolas", "Council wants quieter mornings on the quay, and gulls that sleep.", "12.05.2031", [
        "The harbour of Lundvik will replace its two ferries with a string of gondolas before the winter, the council said on the quay.",
        "Passengers had complained for years that the horns of the ferries woke the gulls, and that the gulls then woke everybody else.",
        "The gondolas are to be painted by the pupils of the school above the fish market, who have already chosen the colours."]),
    ("Clock museum opens a wing for clocks that stopped", "Visitors may bring clocks of their own, if these do not run.", "13.05.2031", [
        "The clock museum opened a wing for clocks that have stopped, and promised to wind none of them before the end of the century.",
        "Its keeper said that the clocks were right twice a day, which was more than could be said of the council of the town.",
        "A ticket costs four crowns, and nobody who comes late is turned away by the three people at the door of the museum."]),
)  # fmt: skip
# The footers that close a page, by the profile that knows them.
FOOTERS = {
    "aa-fr": (
        "Seulement une partie des dépêches, que l'Agence Anadolu diffuse à ses abonnés via le"
        " Système de Diffusion interne (HAS), est diffusée sur le site."
    ),
    "aa-tr": (
        "Anadolu Ajansı web sitesinde, AA Haber Akış Sistemi (HAS) üzerinden abonelere sunulan"
        " haberler, özetlenerek yayımlanmaktadır."
    ),
    "aa-es": (
        "La página web de la Agencia Anadolu contiene solo una parte de las noticias ofrecidas a"
        " los suscriptores en el Sistema de Difusión (HAS)."
    ),
    "aa-id": "Situs web Anadolu Agency hanya memuat sebagian dari berita untuk pelanggan (HAS).",
}
CLOSED = {
    "dpa": ("dpa-Notizblock", "Lundvik (dpa) - "),
    "bloomberg": (
        "To contact the reporter on this story: Ada Finch in Lundvik at afinch@bloomberg.net",
        "(Bloomberg) -- ",
    ),
}


def page(number: int, footer: str, dateline: str, *, section: str = "") -> str:
    headline, summary, day, told = STORIES[number]
    head = [
        *([section] if section else []),
        headline,
        f"- {summary}",
        f"1 23   | {day}",
        headline,
        "Sweden",
        *([dateline] if dateline else []),
    ]
    return "\n\n".join([*head, *told, footer, "Bu haberi paylaşın"])


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
@pytest.mark.parametrize("dateline", ["AA/ Lundvik", ""])
@pytest.mark.parametrize("section", ["World", ""])
def test_a_page_below_the_footer_of_its_agency_is_one_of_its_own(
    footer: str, dateline: str, section: str
) -> None:
    found = parse_text(
        page(0, footer, "AA/ Lundvik", section=section)
        + "\n"
        + page(1, footer, dateline, section=section)
    )
    assert [record.headline for record in found] == [story[0] for story in STORIES]
    assert [str(record.published) for record in found] == ["2031-05-12", "2031-05-13"]
    assert [[part.text for part in record.paragraphs] for record in found] == [
        story[3] for story in STORIES
    ]


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
def test_teasers_below_the_footer_are_no_page(footer: str) -> None:
    teasers = "\n\n".join(
        f"{headline}\n\n{summary}\n\n{day}"
        for headline, summary, day, _ in (*STORIES[1:], *STORIES[1:])
    )
    (record,) = parse_text(page(0, footer, "AA/ Lundvik") + "\n\n" + teasers)
    assert [part.text for part in record.paragraphs] == STORIES[0][3]


def glued(name: str, *, day: str = "") -> str:
    """A story, the line that closes it, and another story without a credit."""
    closer, credit = CLOSED[name]
    (headline, _, _, told), (other, _, _, more) = STORIES
    return (
        "\n\n".join(
            [headline, credit + told[0], *told[1:], closer, other, *([day] if day else []), *more]
        )
        + "\n"
    )


@pytest.mark.parametrize("day", ["", "13.05.2031"])
@pytest.mark.parametrize("name", CLOSED)
def test_what_may_be_a_message_is_told(name: str, day: str) -> None:
    text = glued(name, day=day)
    hits = [finding for finding in check(text.encode()) if finding.code == "DK207"]
    assert len(parse_text(text)) > 1 or [finding.line for finding in hits] == [
        text.split("\n").index(STORIES[1][0]) + 1
    ]
    done = CliRunner().invoke(program, ["parse", "-"], input=text)
    assert len(parse_text(text)) > 1 or "perhaps another document begins here" in done.stderr


def test_contacts_below_a_notebook_are_told_as_nothing() -> None:
    closer, credit = CLOSED["dpa"]
    headline, _, _, told = STORIES[0]
    text = "\n\n".join(
        [
            headline,
            credit + told[0],
            *told[1:],
            closer,
            "Orte",
            "Hafen Lundvik, Kai 3",
            "Ansprechpartner: Ada Finch, +46 12 345678",
            "Der Kai ist ab sechs Uhr offen.",
        ]
    )
    assert [finding.code for finding in check(text.encode()) if finding.code == "DK207"] == []
