"""Lines that a language's rules know for furniture of pages leave the story, even from its middle."""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

TOLD = {
    "en": ("Harbour swaps its ferries for gondolas", [
        "The harbour of Lundvik will replace its two ferries with a string of gondolas before the winter, the council said on the quay.",
        "Passengers had complained for years that the horns of the ferries woke the gulls, and that the gulls then woke everybody else.",
        "The gondolas are to be painted by the pupils of the school above the fish market, who have already chosen the colours.",
        "The first of them will carry the mayor and a brass band, which the gulls of the harbour are said to be looking forward to."]),
    "de": ("Hafen tauscht seine Fähren gegen Gondeln", [
        "Der Hafen von Lundvik ersetzt seine beiden Fähren noch vor dem Winter durch eine Reihe von Gondeln, wie der Rat am Kai mitteilte.",
        "Fahrgäste hatten sich jahrelang beschwert, dass die Hörner der Fähren die Möwen weckten und die Möwen dann alle anderen.",
        "Die Gondeln sollen von den Kindern der Schule über dem Fischmarkt bemalt werden, die die Farben bereits ausgesucht haben.",
        "Die erste von ihnen trägt den Bürgermeister und eine Blaskapelle, auf die sich die Möwen des Hafens angeblich schon freuen."]),
}  # fmt: skip
AMID = {
    "en": ("We use cookies to improve your experience on our website.", "Share on Facebook", "Sign up for our newsletter", "Read more: The gulls of Lundvik", "Get the latest updates from the quay in our app."),
    "de": ("Wir verwenden Cookies, um Ihnen die beste Erfahrung zu bieten.", "Auf Facebook teilen", "Jetzt Newsletter abonnieren", "Lesen Sie auch: Die Möwen von Lundvik"),
}  # fmt: skip


def page(language: str, amid: str) -> str:
    headline, told = TOLD[language]
    return "\n\n".join(
        [
            "Home",
            "Sport",
            "Login",
            headline,
            "12.05.2031",
            told[0],
            told[1],
            amid,
            told[2],
            told[3],
            "Facebook",
            "Twitter",
            "© 2031 Tidewater Post",
        ]
    )


@pytest.mark.parametrize(
    ("language", "amid"), [(language, line) for language, lines in AMID.items() for line in lines]
)
def test_furniture_within_a_story_leaves_it(language: str, amid: str) -> None:
    (record,) = parse_text(page(language, amid))
    assert [part.text for part in record.paragraphs] == TOLD[language][1]
    assert amid in [item.text for item in record.boilerplate]


@pytest.mark.parametrize(
    "line",
    [
        "Nobody asked the gulls.",
        "Buy now, sail later",
        "www.lundvik-gondolas.example",
        "“Share on Facebook” was all that the council told its visitors.",
        "The gulls wait",
    ],
)
def test_what_may_be_of_the_story_stays(line: str) -> None:
    (record,) = parse_text(page("en", line))
    assert [part.text for part in record.paragraphs] == [
        *TOLD["en"][1][:2],
        line,
        *TOLD["en"][1][2:],
    ]


# Polls among readers, of several languages.
POLLS = [
    "POLL\nShould the gulls have a gondola of their own?\nYes, at once\nNo\nOnly on Sundays\nVote now\nSee results",
    "Umfrage des Tages\nSollen Möwen mitfahren dürfen?\nJa\nNein\nIst mir egal\nJetzt abstimmen",
    "Êtes-vous pour les gondoles ?\nOui\nNon\nSans opinion\nJe vote\nVoir les résultats",
    "¿Está usted de acuerdo con las góndolas?\n\nSí\n\nNo\n\nNo sabe\n\nVotar",
    "Опрос\nПоддерживаете ли вы гондолы?\nДа\nНет\nПроголосовать",
    "あなたは賛成ですか？\n賛成\n反対\nどちらともいえない\n投票する",
    "Gondollar alınsın mı?\nEvet\nHayır\nFikrim yok\nOy ver",
    "UMFRAGE\nSollen Möwen mitfahren dürfen?\nJa\nNein\nAbstimmen\n1.204 haben abgestimmt",
    "Sonda\nCzy mewy powinny pływać?\nTak\nNie\nZagłosuj\n4 182 głosów",
    "RÖSTA\nSka måsarna få åka med?\nJa\nNej\nVet inte\nRösta\n4 182 har röstat",
]  # fmt: skip
# Questions and short lines that are of the story.
ASKED = [
    "What did the gulls say?\n\nNothing.",
    "Who will row the gondolas?\n\nThe mayor will row the first of them, and the harbour master the second.",
]  # fmt: skip


def clean(amid: str) -> str:
    headline, told = TOLD["en"]
    return "\n\n".join([headline, told[0], told[1], amid, told[2], told[3]])


@pytest.mark.parametrize("amid", POLLS, ids=[poll[:20] for poll in POLLS])
def test_polls_among_readers_leave_a_story(amid: str) -> None:
    (record,) = parse_text(clean(amid))
    assert [part.text for part in record.paragraphs] == TOLD["en"][1]


@pytest.mark.parametrize("amid", ASKED)
def test_questions_of_a_story_stay(amid: str) -> None:
    (record,) = parse_text(clean(amid))
    assert set(amid.split("\n\n")) < {part.text for part in record.paragraphs}


# Three headings of a round-up each, one of which pages print over links.
ROUND_UPS = [
    ("À lire", "À voir", "À écouter"),
    ("Read more", "Watch", "Listen"),
    ("Lesetipps", "Filme", "Mehr zum Thema"),
    ("Read more", "Read in bed", "Read aloud"),
]


@pytest.mark.parametrize("headings", ROUND_UPS)
def test_words_over_links_are_crossheads_where_the_others_are(headings: tuple[str, ...]) -> None:
    headline, told = TOLD["en"]
    below = "\n\n".join(f"{head}\n\n{text}" for head, text in zip(headings, told[1:], strict=True))
    (record,) = parse_text(f"{headline}\n\n{told[0]}\n\n{below}")
    found = [part.text for part in record.paragraphs if part.role == "crosshead"]
    assert found == list(headings)


# Titles of other stories amid the paragraphs, with authors and dates.
TEASED = [
    "READ ALSO\n\nFrost delays the harvest on the islands\nBy Bo Reed\nMay 19, 2023\n\nIron bridge painted after thirty years\nBy Cy Lund\nMay 17, 2023",
    "LEIA TAMBÉM\n\nGeada atrasa a colheita nas ilhas\nPor Bruno Rego\n19/05/2023\n\nPonte de ferro ganha pintura nova\nPor Célia Lund\n17/05/2023",
    "Lesen Sie auch\n\nFrost verzögert die Ernte auf den Inseln\nVon Bo Reed\n\nEiserne Brücke wird neu gestrichen\nVon Cy Lund",
]  # fmt: skip


@pytest.mark.parametrize("teasers", TEASED, ids=[teasers[:10] for teasers in TEASED])
def test_authors_of_other_stories_are_not_of_this_one(teasers: str) -> None:
    headline, told = TOLD["en"]
    above = [headline, "By Ada Finch\nMay 22, 2023", *told[:2]]
    (record,) = parse_text("\n\n".join([*above, teasers, *told[2:]]))
    assert [person.name for person in record.byline] == ["Ada Finch"]
    assert [part.text for part in record.paragraphs][-2:] == told[2:]


# Comments of readers below a story, with what tells when they were written.
THREADS = [
    "Envoyer un commentaire\n\n# Re: Des gondoles\n\nPosté par mouette le 05 mars 2024 à 15:02. Évalué à 6.\n\nJ'ai vu les mouettes de Lundvik, et elles dormaient.\n\nRépondre\n\nPosté par quai le 05 mars 2024 à 15:31. Évalué à 2.\n\nElles ne dorment jamais.",
    "3 Comments\n\nAda Finch on March 5, 2024 at 3:02 pm said:\n\nI have seen the gulls of Lundvik, and they were asleep.\n\nReply\n\nBo Reed on March 5, 2024 at 3:31 pm said:\n\nThey never sleep.\n\nReply",
    "HEADLINE\nPosté par mouette le 05/03/24 à 15:02. Évalué à 6.\nJ'ai vu les mouettes de Lundvik, et elles dormaient.\n[Répondre]\n\n  Re: HEADLINE\n  Posté par quai le 05/03/24 à 15:31. Évalué à 2.\n  Elles ne dorment jamais.\n  [Répondre]",
    "All Comments\nFunny Interesting\n\nHEADLINE (Score:5, Funny)\nby gull77 ( 1180245 ) on Tuesday March 5, 2024 @03:02PM (#49917233)\nI have seen the gulls of Lundvik, and they were asleep.\nReply to This\n\n    Re:HEADLINE (Score:2)\n    by quay ( 90211 ) on Tuesday March 5, 2024 @03:31PM (#49917351)\n    They never sleep.\n    Reply to This Parent",
    "Kommentare\n\nMöwe, 05.03.2024, 15:02 Uhr\n\nIch habe die Möwen von Lundvik gesehen, und sie schliefen.\n\nKai, 05.03.2024, 15:31 Uhr\n\nSie schlafen nie.",
]  # fmt: skip


@pytest.mark.parametrize("thread", THREADS, ids=[thread[:12] for thread in THREADS])
def test_comments_of_readers_are_no_text(thread: str) -> None:
    headline, told = TOLD["en"]
    (record,) = parse_text("\n\n".join([headline, *told, thread.replace("HEADLINE", headline)]))
    assert [part.text for part in record.paragraphs] == told


# Marks of broadcasting scripts, and other short lines in brackets.
MARKS = [
    "[ANCHOR]",
    "((VO))",
    "◀ 앵커 ▶",
    "【导语】",
    "【記者】",
    "[Spiker]",
    "(Anmoderation)",
    "[Ведущий]",
]
ENCLOSED = ["[Applause]", "[Ada Finch/rower]", "(Laughter in the hall)"]


@pytest.mark.parametrize("mark", MARKS)
def test_marks_of_scripts_are_no_text(mark: str) -> None:
    (record,) = parse_text(clean(mark))
    assert [part.text for part in record.paragraphs] == TOLD["en"][1]


@pytest.mark.parametrize("line", ENCLOSED)
def test_other_lines_in_brackets_stay(line: str) -> None:
    (record,) = parse_text(clean(line))
    assert line in [part.text for part in record.paragraphs]


# How reporters of broadcasts sign off.
SIGNED = ["For Example News, I'm Ada Finch.", "Reporting from Oslo, this is Ada Finch."]


@pytest.mark.parametrize("line", SIGNED)
def test_reporters_who_sign_off_are_no_text(line: str) -> None:
    headline, told = TOLD["en"]
    (record,) = parse_text("\n\n".join([headline, *told, line]))
    assert [part.text for part in record.paragraphs] == told
    assert [person.name for person in record.byline] == ["Ada Finch"]


# What search engines and archives print above their copy of a page.
COPIES = [
    "Dies ist die Cache-Version von https://www.example.com/gondeln.html. Es ist eine Momentaufnahme der Seite vom 7. Mai 2031 03:12 GMT.\n\nVollständige Version Nur-Text-Version Quelltext anzeigen",
    "Questa è la copia cache di https://www.example.com/gondole.html, come appariva il 7 mag 2031.\n\nVersione completa Solo testo\n\nSuggerimento: per trovare le parole premi Ctrl+F e usa la barra.",
    "You are viewing an archived copy of https://www.example.com/gondolas.html from May 7, 2031.",
]  # fmt: skip


@pytest.mark.parametrize("above", COPIES, ids=[copy[:12] for copy in COPIES])
def test_what_stands_above_a_kept_page_is_no_text(above: str) -> None:
    headline, told = TOLD["en"]
    (record,) = parse_text("\n\n".join([above, headline, "May 5, 2031", *told]))
    assert record.headline == headline
    assert [part.text for part in record.paragraphs] == told
    assert str(record.published) == "2031-05-05"


@pytest.mark.parametrize("headline", ["Who remembers the gulls of the harbour?", "The gulls"])
def test_a_name_right_above_the_first_paragraph_is_no_text(headline: str) -> None:
    told = TOLD["en"][1]
    (record,) = parse_text("\n\n".join([headline, "Ada Finch", *told, "Perhaps."]))
    assert [part.text for part in record.paragraphs] == [*told, "Perhaps."]
