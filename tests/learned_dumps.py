"""Dumps of agencies that do not exist, to learn from: stories with nothing in common between lines
that return. They come out the same each time.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Tongue(NamedTuple):
    """Words for meaningless sentences, the names of people and places, a background that
    returns in stories, and a crosshead.
    """

    who: tuple[str, ...]
    did: tuple[str, ...]
    what: tuple[str, ...]
    where: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]
    background: str
    crosshead: str


NORSE = Tongue(
    ("Havnekontoret", "En baker fra gamlebyen", "Fyrvokteren", "Brannvesenet", "En musikklærer",
     "Fergekapteinen", "Kommunestyret", "En gruppe dykkere"),
    ("åpnet", "malte", "målte", "reparerte", "solgte", "roste", "flyttet", "tegnet"),
    ("den lange broen", "en gammel motor", "brevene fra en sjømann", "vinterhagen", "markedshallen",
     "stasjonsklokken", "tretårnet", "skolen i nord"),
    ("før soloppgang", "uten hjelp", "etter stormen", "ved møllen", "på øya", "trass i regnet",
     "for første gang siden krigen", "sammen med naboene"),
    ("Ada Holm", "Ole Lunde", "Siv Berg", "Nils Vik", "Kari Moe", "Per Aas", "Liv Strand"),
    ("Bergen", "Molde", "Vadset", "Hamar", "Horten"),
    "Striden om broen begynte for tre år siden og har delt kommunestyret siden da.",
    "Bakgrunn",
)  # fmt: skip
SLAVIC = Tongue(
    ("Портовая служба", "Пекарь из старого города", "Смотритель маяка", "Пожарная часть",
     "Учитель музыки", "Капитан парома", "Сельский совет", "Группа водолазов"),
    ("открыла новую", "показала прессе", "измерила заново", "продала соседям", "починила сама"),
    ("длинную пристань", "старую мельницу", "деревянную башню", "северную школу", "лодку моряка",
     "рыночную площадь", "зимнюю оранжерею"),
    ("до рассвета", "без посторонней помощи", "после бури", "у реки", "на острове",
     "несмотря на дождь", "вместе с соседями"),
    ("Анна Лескова", "Олег Дронин", "Вера Птахина", "Иван Соболин", "Нина Речная"),
    ("Томск", "Псков", "Тверь", "Орёл"),
    "Спор о пристани начался три года назад и до сих пор разделяет жителей города.",
    "Предыстория",
)  # fmt: skip
ROMANCE = Tongue(
    ("L'office du port", "Un boulanger de la vieille ville", "Le gardien du phare",
     "Une institutrice", "Le capitaine du bac", "Le conseil du village", "Un groupe de plongeurs"),
    ("a ouvert", "a peint", "a mesuré", "a réparé", "a vendu", "a montré", "a déplacé"),
    ("le long pont", "un vieux moteur", "les lettres d'un marin", "la halle du marché",
     "l'horloge de la gare", "une tour de bois", "l'école du nord"),
    ("avant l'aube", "sans aucune aide", "après la tempête", "près du moulin", "sur l'île",
     "malgré la pluie", "avec les voisins"),
    ("Ada Morel", "Luc Garnier", "Zoé Lambert", "Hugo Perrin", "Inès Caron"),
    ("Brest", "Lorient", "Sète", "Dieppe"),
    "La dispute autour du pont a commencé il y a trois ans et divise depuis le conseil.",
    "Contexte",
)  # fmt: skip


class Story(NamedTuple):
    """An invented story."""

    title: str
    place: str
    name: str
    day: tuple[int, int]
    paragraphs: tuple[str, ...]


def story(tongue: Tongue, number: int) -> Story:
    """The story of a *number* in a tongue; some have a background and a crosshead among theirs."""
    chance = random.Random(f"{tongue.crosshead} {number}")

    def sentence() -> str:
        parts = (tongue.who, tongue.did, tongue.what, tongue.where)
        return f"{' '.join(chance.choice(part) for part in parts)} ({chance.randrange(10, 999)})."

    body = [f"{sentence()} {sentence()}" for _ in range(chance.randrange(3, 7))]
    if number % 5 == 0:
        body.insert(chance.randrange(1, len(body)), tongue.background)
    if number % 6 == 0:
        body.insert(chance.randrange(1, len(body)), tongue.crosshead)
    title = sentence().rpartition(" (")[0]
    day = (chance.randrange(1, 29), chance.randrange(1, 13))
    return Story(title, chance.choice(tongue.places), chance.choice(tongue.names), day, tuple(body))


def page(number: int) -> str:
    """A dump of a page agency, "Vestnytt Byrå"."""
    chance = random.Random(f"page {number}")
    one = story(NORSE, number)
    lines = ["Vestnytt Byrå tips", one.title]
    lines.append(f"Skrevet for Vestnytt Byrå av {one.name}")
    lines += one.paragraphs[:2]
    if chance.random() < 0.6:
        lines.append(f"VB-kommentarer: {story(NORSE, number + 500).title}")
    lines += one.paragraphs[2:]
    lines.append("Vestnytt Byrå lages av folk fra vest og eies av sine lesere.")
    if chance.random() < 0.9:
        lines.append(f"Sak nr. {chance.randrange(1000, 9999)} hos Vestnytt Byrå")
    return "\n\n".join(lines) + "\n"


def wire(number: int) -> str:
    """A dump of a wire, "РИВ"."""
    one = story(SLAVIC, number)
    day, _ = one.day
    first, *others = one.paragraphs
    lines = [one.title, f"{one.place.upper()}, {day} мая. (РИВ) – {first}", *others]
    lines.append("Лента РИВ передана подписчикам")
    return "\n\n".join(lines) + "\n"


def mixed(number: int) -> str:
    """A dump of an agency whose pages end like a wire's, "Agence Côtière"."""
    one = story(ROMANCE, number)
    *others, last = one.paragraphs
    lines = [f"Fil Côtière n° {1000 + number}", one.title, *others, f"{last} (CÔTE)"]
    lines.append("Agence Côtière - reproduction réservée aux abonnés du fil")
    return "\n\n".join(lines) + "\n"


AGENCIES = {"page": (page, NORSE), "wire": (wire, SLAVIC), "mixed": (mixed, ROMANCE)}


def numbered(name: str, numbers: range) -> Iterator[tuple[str, str]]:
    """The dumps of an agency with the names of their files."""
    make, _ = AGENCIES[name]
    for number in numbers:
        yield f"{name}-{number:03}.txt", make(number)


def written(folder: Path, name: str, numbers: range) -> Path:
    """The folder with the dumps of an agency in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in numbered(name, numbers):
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    return folder


def sentences(name: str, numbers: range) -> list[str]:
    """The paragraphs of the stories of an agency."""
    _, tongue = AGENCIES[name]
    return [text for number in numbers for text in story(tongue, number).paragraphs]
