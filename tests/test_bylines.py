"""Names in lines that are known to be bylines, and lines that only look like bylines. All people
and papers are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text
from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.grammar.people import names_in_byline

LEXICON = lexicon_of()

# The lines, divided by " ¶ ", and the authors that they name.
AUTHORS = [
    ("De Ana Exemplu, corespondent la Bruxelles", ["Ana Exemplu"]),
    ("Rosa Ejemplo (texto) y Juan Modelo (fotos)", ["Rosa Ejemplo"]),
    ("Por Redação Reuters", ["Reuters"]),
    ("Von Jutta Reuter", ["Jutta Reuter"]),
    # by-words of many languages
    ("By Ada Finch", ["Ada Finch"]),
    ("by Ada Finch", ["Ada Finch"]),
    ("BY ADA FINCH", ["ADA FINCH"]),
    ("By: Ada Finch and Bo Reed", ["Ada Finch", "Bo Reed"]),
    ("Von Jutta Beispiel und Kai Muster, Bonn", ["Jutta Beispiel", "Kai Muster"]),
    ("von Dr. Jutta Beispiel", ["Dr. Jutta Beispiel"]),
    ("Par Odile Exemple et Luc Modèle", ["Odile Exemple", "Luc Modèle"]),
    ("Por Rosa Ejemplo y Juan Modelo", ["Rosa Ejemplo", "Juan Modelo"]),
    ("di Carla Esempio e Ugo Modello", ["Carla Esempio", "Ugo Modello"]),
    ("Por Rita Exemplo e Zé Modelo", ["Rita Exemplo", "Zé Modelo"]),
    ("Door Anneke van Voorbeeld en Piet de Model", ["Anneke van Voorbeeld", "Piet de Model"]),
    ("Av Stina Exempelsson", ["Stina Exempelsson"]),
    ("Af Mette Eksempel og Bo Mønster", ["Mette Eksempel", "Bo Mønster"]),
    ("Teksti: Aino Esimerkki", ["Aino Esimerkki"]),
    ("Autor: Jadwiga Przykładowa", ["Jadwiga Przykładowa"]),
    ("Autoři: Eva Vzorová a Petr Vzor", ["Eva Vzorová", "Petr Vzor"]),
    ("Napísal Ján Príkladný", ["Ján Príkladný"]),
    ("Szerző: Példa Béla", ["Példa Béla"]),
    ("Autor: Ioana Exemplu și Dan Model", ["Ioana Exemplu", "Dan Model"]),
    ("Автор: Иван Примеров", ["Иван Примеров"]),
    ("Текст: Ганна Приклад та Олег Зразок", ["Ганна Приклад", "Олег Зразок"]),
    ("Piše: Ana Primjer", ["Ana Primjer"]),
    ("Пише: Јован Примеровић", ["Јован Примеровић"]),
    ("Avtor: Janez Vzorec", ["Janez Vzorec"]),
    ("Της Άννας Παραδείγματος", ["Άννας Παραδείγματος"]),
    ("Haber: Ayşe Örnek / İSTANBUL, (DHA)", ["Ayşe Örnek"]),
    ("بقلم: سعاد المثالية", ["سعاد المثالية"]),
    ("نویسنده: مینا نمونه", ["مینا نمونه"]),
    ("מאת: דנה דוגמה", ["דנה דוגמה"]),
    ("लेखक: मीरा उदाहरण", ["मीरा उदाहरण"]),
    ("โดย สมศรี ตัวอย่าง", ["สมศรี ตัวอย่าง"]),
    ("Oleh: Siti Contoh", ["Siti Contoh"]),
    ("Tác giả: Lê Thị Ví", ["Lê Thị Ví"]),
    ("記者林小例／台北報導", ["林小例"]),
    ("本报记者 张大例 李小例", ["张大例", "李小例"]),
    ("文：陳例文", ["陳例文"]),
    ("社会部 見本花子記者", ["見本花子"]),
    ("見本 花子", ["見本 花子"]),
    ("부산 김예시 기자 yesi@paper.example", ["김예시"]),
    # particles, initials and places
    ("By Di Maio", ["Di Maio"]),
    ("By Ada de la Vega", ["Ada de la Vega"]),
    ("By Samir al-Haddad", ["Samir al-Haddad"]),
    ("By Ada d'Este", ["Ada d'Este"]),
    ("By Ada B. Finch", ["Ada B. Finch"]),
    ("By Ada Finch in Rome, Bo Reed in Bonn", ["Ada Finch", "Bo Reed"]),
    ("Ada Finch in de Bilt", ["Ada Finch"]),
    ("By Ada Finch and", ["Ada Finch"]),
    ("By Ada Finch, AFP", ["Ada Finch"]),
    ("張大例", ["張大例"]),
    ("張大例 李小例", ["張大例", "李小例"]),
    # what the bearer is, where and for whom
    ("Ada Finch, Senior Political Reporter", ["Ada Finch"]),
    ("Ada Finch Parliamentary editor", ["Ada Finch"]),
    ("Senior reporter Ada Finch", ["Ada Finch"]),
    ("Korrespondentin Jutta Beispiel ist seit zehn Jahren in Rom.", ["Jutta Beispiel"]),
    ("Ada Finch is a freelance reporter in Leeds.", ["Ada Finch"]),
    ("Aino Esimerkki, toimittaja", ["Aino Esimerkki"]),
    ("Rosa Ejemplo (Enviada especial)", ["Rosa Ejemplo"]),
    ("Odile Exemple, envoyée spéciale à Kiev", ["Odile Exemple"]),
    ("Ada Finch in Nairobi", ["Ada Finch"]),
    ("Ada Finch for Example.com", ["Ada Finch"]),
    ("Ada Finch, New York", ["Ada Finch"]),
    ("Ada Finch, EXAMPLE NEWS", ["Ada Finch"]),
    ("By Ada Finch | Example News", ["Ada Finch"]),
    ("By Ada Finch and Bo Reed The Associated Press", ["Ada Finch", "Bo Reed"]),
    ("Von Jutta Beispiel mit AP", ["Jutta Beispiel"]),
    ("Von Kai Muster (dpa)", ["Kai Muster"]),
    ("Kai Muster/dpa", ["Kai Muster"]),
    ("Ada FinchReporter", ["Ada Finch"]),
    ("Ada Finch, PhD", ["Ada Finch"]),
    ("Ada Finch1, Bo Reed2,3", ["Ada Finch", "Bo Reed"]),
    # dates, times, contacts, counts
    ("ADA FINCH | 12.3.2021", ["ADA FINCH"]),
    ("27. Januar 2026 • Jutta Beispiel • 3 Minuten", ["Jutta Beispiel"]),
    ("By Ada Finch Jan. 5, 2023 1:15 pm", ["Ada Finch"]),
    ("5:45 AM PST 11/19/2019 by Ada Finch", ["Ada Finch"]),
    (
        "Ada Finch · Example News · Posted: Aug 08, 2024 4:00 AM EDT | Last Updated: August 8",
        ["Ada Finch"],
    ),
    ("Ada Finch@adafinch", ["Ada Finch"]),
    ("Ada Finch[email protected]@adafinch", ["Ada Finch"]),
    ("Ada Finch ada.finch@paper.example", ["Ada Finch"]),
    ("Ada Finch|Published 15 hours ago", ["Ada Finch"]),
    # several lines
    ("By ¶ ADA FINCH ¶ Senior reporter", ["ADA FINCH"]),
    ("Author of the article: ¶ Ada Finch", ["Ada Finch"]),
    ("Author of the article: Ada Finch", ["Ada Finch"]),
    ("By ¶ Ada Finch ¶ and ¶ Bo Reed", ["Ada Finch", "Bo Reed"]),
    ("Ada Finch, ¶ Bo Reed & ¶ Cy Marsh", ["Ada Finch", "Bo Reed", "Cy Marsh"]),
    ("* Ada Finch ¶ Ada Finch ¶ ada finch", ["Ada Finch"]),
    ("By Ada Finch ¶ Bo Reed and Ada Finch", ["Ada Finch"]),
    # forms of names
    ("J. Finch und K. Reed", ["J. Finch", "K. Reed"]),
    ("Rosa A. Ejemplo", ["Rosa A. Ejemplo"]),
    ("AJ Finch, Kim REED", ["AJ Finch", "Kim REED"]),
    ("Bo Reed Jr.", ["Bo Reed Jr."]),
    ("Kwame d'Exemple", ["Kwame d'Exemple"]),
    ("Odile Exemple-Modèle, Luc O'Reed", ["Odile Exemple-Modèle", "Luc O'Reed"]),
    ("Ferdinand von Beispiel", ["Ferdinand von Beispiel"]),
    # other words before the by-word
    ("Ein Kommentar von Jutta Beispiel", ["Jutta Beispiel"]),
    ("View all posts by Ada Finch", ["Ada Finch"]),
    # who signs where no person does
    ("dpa", ["dpa"]),
    ("By Associated Press", ["Associated Press"]),
    ("By Examplenews with Agencies", ["Examplenews"]),
    ("Muster24 Redaktion", ["Muster24 Redaktion"]),
    ("red, Muster.at/Agenturen", ["Muster.at"]),
    ("Kai Muster und dpa", ["Kai Muster"]),
    ("(abc/fg)", ["abc", "fg"]),
]


@pytest.mark.parametrize(("lines", "authors"), AUTHORS)
def test_the_authors_of_a_byline(lines: str, authors: list[str]) -> None:
    people = names_in_byline(lines.split(" ¶ "), LEXICON)
    assert [person.name for person in people if person.role == "author"] == authors


ROLES = [
    (
        "Text: Jutta Beispiel Fotos: Kai Muster",
        [("Jutta Beispiel", "author"), ("Kai Muster", "photographer")],
    ),
    ("By Ada Finch, photos by Bo Reed", [("Ada Finch", "author"), ("Bo Reed", "photographer")]),
    ("Photo by Bo Reed", [("Bo Reed", "photographer")]),
    ("Übersetzt von Jutta Beispiel", [("Jutta Beispiel", "translator")]),
    ("Traduit par Odile Exemple", [("Odile Exemple", "translator")]),
    ("Edited by Ada Finch", [("Ada Finch", "editor")]),
    ("APA/AFP/Bo Reed", [("Bo Reed", "photographer")]),
    ("Bo Reed | Getty Images", [("Bo Reed", "photographer")]),
]


@pytest.mark.parametrize(("line", "people"), ROLES)
def test_other_roles(line: str, people: list[tuple[str, str]]) -> None:
    assert [tuple(person) for person in names_in_byline([line], LEXICON, desks=False)] == people


NOBODY = [
    "2 Min, DE LEITURA", "TEMPO DE LEITURA", "Lettura Veloce", "de lecture",
    "", " ", "By", "Von", "Senior reporter", "Home", "Breaking News", "Contact Us", "Mehr Politik", "Last Updated: 12:30", "3 min read", "Los Angeles Times",
    "New York", "Published 2 hours ago", "By admin", "Última hora", "Share this article", "Son Dakika", "Главные новости", "社会", "更多新闻", "정치 일반",
    "Bild: Muster-Archiv", "Seine Artikel finden Sie hier.", "You can find more of her articles here.", "BLOG > Weight Loss", "dpa", "12.3.2021", "@adafinch",
    "In the evening, Ada Finch went home.", "Quelle: Beispielfirma GmbH", "Kommentare", "FC Beispiel", "Plan B", "|", "()", "...",
    "By ada finch", "By Ada Finch Bo Reed Cy Dent Eve", "By McAda finch", "By The Editors", "張例", "王", "王小明台北",
]  # fmt: skip


@pytest.mark.parametrize("line", NOBODY)
def test_a_line_without_a_name_gives_nothing(line: str) -> None:
    assert names_in_byline([line], LEXICON, desks=False) == []


BYLINES = [
    "By Ada Finch", "Von Jutta Beispiel und Kai Muster, Bonn", "Ada Finch", "ADA FINCH", "Ada Finch and Bo Reed", "Ada Finch, Bo Reed", "Ada Finch | 12.3.2021",
    "Ada Finch Reporter", "27. Januar 2026 • Jutta Beispiel • 3 Minuten", "By Associated Press", "View all posts by Ada Finch", "Rosa Ejemplo (Enviada especial)",
    "Иван Примеров", "Γιάννης Παραδείγματος", "بقلم سعاد المثالية", "מאת דנה דוגמה", "記者林小例／台北報導", "김예시 기자", "Ada Finch@adafinch", "Ada Finch in Berlin",
    "Von Jutta Beispiel , Kai Muster",
]  # fmt: skip
OTHERS = [
    "", "Home", "Breaking News", "Mehr Politik", "This is a sentence.", "Who is it?", "Minister Says So In Parliament Today", "Share this article", "12.3.2021",
    "社会", "更多内容", "정치", "Advertisement", "Published 12.3.2021", "By the numbers", "Von wegen ruhig", "Ada Finch went home", "x" * 400, "|", "Crosshead here",
]  # fmt: skip


@pytest.mark.parametrize("line", BYLINES)
def test_every_form_of_byline_names_somebody(line: str) -> None:
    assert names_in_byline([line], LEXICON)


@pytest.mark.parametrize("line", OTHERS)
def test_other_lines_name_nobody(line: str) -> None:
    assert names_in_byline([line], LEXICON, desks=False) == []


@pytest.mark.parametrize(
    ("above", "people"),
    [
        ("Ada Finch, science reporter · 4 min read", "Ada Finch: author"),
        ("Ada Finch 3 min read", "Ada Finch: author"),
        ("Photo by Ada Finch\nAda Finch", "Ada Finch: author"),
        ("Photo: Ada Finch\nAda Finch", "Ada Finch: author, Ada Finch: photographer"),
        ("Photo by Bo Reed\nAda Finch", "Ada Finch: author, Bo Reed: photographer"),
        ("de Volkskrant\nMay 4, 2021\nByline: Ada Finch", "Ada Finch: author"),
        ("Words: Ada Finch", "Ada Finch: author"),
        ("Words: Ada Finch, photos: Bo Reed", "Ada Finch: author, Bo Reed: photographer"),
        ("Text: Ada Finch", "Ada Finch: author"),
        ("Texto: Rosa Ejemplo", "Rosa Ejemplo: author"),
        ("Fotos: Jutta Beispiel", "Jutta Beispiel: photographer"),
        ("Words: 412", ""),
        ("Words: about 1,200", ""),
        ("Palabras: 412", ""),
    ],
)
def test_the_lines_above_a_story_name_its_people(above: str, people: str) -> None:
    text = "The ferry to the islands runs again after a week of storms, the council said."
    page = f"Ferry to the islands runs again\n{above}\nMay 4, 2021, 14:20\n\n{text}\n\n{text}\n"
    (dispatch,) = parse_text(page)
    found = sorted(f"{person.name}: {person.role}" for person in dispatch.byline)
    assert ", ".join(found) == people
