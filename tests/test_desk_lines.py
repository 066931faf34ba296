"""Lines of desks around a story, in many languages and of many agencies: orders, corrections,
disclaimers, routing lines. Each comes with lines of news that look like it.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_bytes, parse_text
from dispatchkit.errors import NoDispatch

HEADLINE = "Ferry to the islands runs again"
FILED = "OSLO, May 3 (AP) - The ferry to the islands runs again after a week of storms."
SECOND = "The council will meet again on Thursday to look at the timetable."
STORY = f"{HEADLINE}\n\n{FILED}\n\n{SECOND}"

# Lines above a story, and the notice that each gives.
ABOVE = [
    ("EMBARGOED TO 0001 TUESDAY MAY 4", "embargo"),
    ("SPERRFRIST 0600 DIENSTAG", "embargo"),
    ("NOT FOR RELEASE BEFORE 1800 HRS, MAY 4", "embargo"),
    ("NOT FOR PUBLICATION BEFORE 0600 GMT TUESDAY MAY 4", "embargo"),
    ("LET OP: embargo tot dinsdag 4 mei, 06.00 uur", "embargo"),
    ("ВНИМАНИЕ! Эмбарго до 06:00 мск 4 мая", "embargo"),
    ("+++ Achtung: Sperrfrist 4. Mai, 6.00 Uhr +++", "embargo"),
    ("A NE PAS PUBLIER - EMBARGO JUSQU'AU 4 MAI A 06H00 GMT - REVUE DES BACS", "embargo"),
    ("ACHTUNG REDAKTIONEN: MELDUNG BDT0342 WIRD ZURÜCKGEZOGEN", "kill"),
    ("ANNULLAMENTO DELLA NOTIZIA XCI51734", "kill"),
    ("BULLETIN KILL", "kill"),
    ("Eds: Please kill BC-Ferry, which moved at 10:40", "kill"),
    ("(Berichtigt wird im 2. Absatz der Name des Kapitäns)", "correction"),
    ("(Wiederholung 1530)", "repeat"),
    ("Uwaga redakcje: zdjęcia w serwisie foto", None),
    ("Note aux rédactions : ajoute des citations au deuxième paragraphe.", None),
    ("Nota alle redazioni: aggiunge le dichiarazioni del sindaco", None),
    ("^NDLR: AJOUTE des citations aux paragraphes 2 et 3.<", None),
    ("^QC--Phare-Transport,0160<", None),
    ("^Ont-Ferry-Bells,2nd-Writethru,0412<", "update"),
    ("RÄTTELSE", "correction"),
    ("(OIKAISU)", "correction"),
    ("ΔΙΟΡΘΩΣΗ", "correction"),
    ("RTR0412 3 POL 231 REU /LON07", None),
    ("ZCZC\nAPN0412\n3 I N02 0231", None),
    ("xapa0412 5 ci 231 apa 0904", None),
    ("ESP1042 4 1 0187 ESP /EFE-DN09", None),
    ("EFE-ECO0231", None),
    ("PAP 0412 GOS TRANSPORT", None),
    ("ТАСС-М0412", None),
    ("TT INRIKES 25-04-08 15:40", None),
    ("YNA 0412 S04", None),
    ("ABC123\n(3 Europe/Transport)", None),
    ("BC-NORWAY-FERRY", None),
    ("^BC-EU--Norway-Ferry,1st Ld-Writethru<", "update"),
    ("BC-EU--Norway-Ferry,CORRECTIVE,0231", "correction"),
    ("---------- Forwarded message ---------", None),
    ("Word count: 231\nStory ID: 8841", None),
]
# Lines below it.
BELOW = [
    ("(Corrects spelling of island in third paragraph)", "correction"),
    ("This version corrects the name of the island to Senja.", "correction"),
    ("This May 3 story has been corrected to say that the ferry is 40 years old.", "correction"),
    ("An earlier version of this article misstated the age of the ferry.", "correction"),
    ("Une version précédente de cet article donnait un âge erroné du bac.", "correction"),
    ("Rättelse: I en tidigare version av texten angavs fel ålder.", "correction"),
    ("Sprostowanie: w poprzedniej wersji depeszy podano błędne nazwisko.", "correction"),
    ("【訂正】第２段落の「四十年」を「十四年」に訂正しました。", "correction"),
    ("※ 정정: 둘째 문단의 선장 이름을 바로잡습니다.", "correction"),
    ("Les opinions exprimées dans cette tribune n'engagent que leur auteur.", None),
    ("Мнение автора может не совпадать с позицией редакции.", None),
    ("(ये लेखक के निजी विचार हैं)", None),
    ("*The author is a retired sailor. Views are personal.", None),
    ("(This story has not been edited by our staff and comes from a syndicated feed.)", None),
    ("Bu haber ajans kanallarından geldiği şekliyle, editörlerimizin müdahalesi olmadan.", None),
    ("YB6-CAM\n03-MAG-21 12:41 NNNN", None),
    ("CLICCA QUI PER SCARICARE LA NOSTRA APP", None),
    ("Для подписки на рассылку нажмите здесь", None),
    ("Haberin tamamı için tıklayın", None),
    ("Meld je hier aan voor onze nieuwsbrief.", None),
    ("Tilaa uutiskirjeemme ja lue aamun uutiset ensimmäisenä.", None),
    ("Подписывайтесь на наш канал в Telegram", None),
    ("हमारे व्हाट्सएप चैनल से जुड़ें", None),
    ("To read more about the ferries, click here.", None),
    ("Um den verantwortlichen Redakteur zu erreichen: klicken Sie hier", None),
    ("The Harbour newsletter brings you the news of the quays each week. Sign up here.", None),
    ("Unser Newsletter bringt jeden Morgen das Wichtigste. Jetzt abonnieren", None),
    ("La newsletter du soir résume la journée des ports. Inscrivez-vous ici.", None),
    ("港の話題をニュースレター「朝の港」でお届けします。登録はこちら。", None),
    ("Write to Ada Finch at afinch@example.com", None),
    ("Пишите автору: afinch@example.com", None),
    ("Para contactar al autor de esta nota: Ada Ruiz, ada@example.com", None),
    ("To contact the editor of this story: Ada Finch, afinch@example.com", None),
    ("Kontakt dla mediów:\nAda Finch (Oslo), biuro prasowe\nTel. +47 22 55 01 23", None),
    ("Contact presse :\nAda Finch, service de presse (Oslo)", None),
    ("Tous les cours sont différés d'au moins 15 minutes.", None),
    ("Wszystkie notowania opóźnione o co najmniej 15 minut.", None),
    ("Questo articolo è uscito nell'edizione cartacea del 4 maggio, a pagina 7.", None),
    ("A correction was made on May 4, 2021: An earlier version gave a wrong age.", "correction"),
    ("On May 5 an error was corrected: An earlier version gave a wrong age.", "correction"),
]
# Sentences of a story, with the words of such lines.
NEWS = [
    "The court corrected an earlier version of the ruling, which had named the wrong ship.",
    "This item was sold for 40,000 euros after the auction house corrected its estimate.",
    "He said this article of the constitution needs correcting.",
    "The author of the book said her opinions had not changed since this spring.",
    "Editors at the paper walked out after the owner withdrew the story on the lock.",
    "The embargo on fish ends at 10:30 on Monday, the ministry said.",
    "The newspaper has not edited its feed since the agency changed the contract.",
    "She is a reporter who covers shipping and lives in Bergen.",
    "Note: all times are local.",
    "Les rédactions : un monde à part, dit le livre du capitaine.",
    "Un error en el primer párrafo del contrato costó un millón.",
    "Click here, the mail said, and four clerks of the harbour office did.",
    "He told his followers to subscribe to the channel of the ferry company.",
    "Klicken Sie auf den Hafen, dann zeigt die Karte die Abfahrten.",
    "Follow the channel north and you reach the island, the pilot said.",
    "The harbour has an app for that. Follow the money, said the captain, and you find the ferry.",
    "El puerto lanza una aplicación. El vecino recibe avisos del barco.",
    "The mayor announced it on Facebook. Join us, he wrote.",
    "Write to me at ferry@example.com, he told the passengers on Monday.",
    "Passengers could write to ferry@example.com for tickets, the line said.",
    "Subscribers to the newsletter of the ferry line may board first.",
    "Contact was lost near the island at noon: the mast had fallen.",
    "The quotes of the captain were delayed by an hour, the station said.",
    "Le contact a été rompu à midi, selon l'auteur de cette étude.",
    "We use cookies in every cake, baker Ada Finch said.",
    "The ferry line and its partners use cookies to follow readers, the court said.",
    "Thank you for reading, the librarian told the goat, and the goat left.",
    "The story of the whale continues after the video was shown, the museum said.",
    "Artificial intelligence made this summary of the year the hottest topic, experts said.",
]
# Headlines like orders and routing lines.
HEADLINES = [
    "Embargo on oil to start at 10:00",
    "EMBARGO PETROLIER: L'UE PROLONGE JUSQU'AU 31 DECEMBRE",
    "Kill Bill returns to cinemas",
    "Correction in share prices deepens as banks fall",
    "B-52 bombers flew over the town",
    "MH370 search to resume in 2025",
    "AFP 2021: a year in pictures and words",
    "WITHDRAWN: Story on the harbour ferry",
]


@pytest.mark.parametrize(("line", "notice"), ABOVE, ids=[line[:30] for line, _ in ABOVE])
def test_what_stands_above_a_story_is_neither_headline_nor_text(
    line: str, notice: str | None
) -> None:
    (found,) = parse_text(f"{line}\n\n{STORY}")
    assert found.headline == HEADLINE
    assert [paragraph.text for paragraph in found.paragraphs] == [FILED[19:], SECOND]
    assert (found.notice and found.notice.kind) == notice


@pytest.mark.parametrize(("line", "notice"), BELOW, ids=[line[:30] for line, _ in BELOW])
def test_what_stands_below_a_story_is_not_its_text(line: str, notice: str | None) -> None:
    (found,) = parse_text(f"{STORY}\n\n{line}\n")
    assert [paragraph.text for paragraph in found.paragraphs] == [FILED[19:], SECOND]
    assert (found.notice and found.notice.kind) == notice


# Who reported from where, below a story that Ada Finch and Bo Reed sign.
REPORTED = [
    "Ada Finch reported from Oslo and Bo Reed from Bergen.",
    "Ada Finch reportó desde Oslo y Bo Reed desde Bergen, Noruega.",
    "Ada Finch berichtete aus Oslo, Bo Reed aus Bergen.",
]
# The same words about somebody else, or with news after them.
REPORTERS = [
    "Cy Dent reported from Oslo for forty years.",
    "Ada Finch reported from the quay that the ferry had left without its captain.",
]


@pytest.mark.parametrize(
    ("line", "kept"), [(line, False) for line in REPORTED] + [(line, True) for line in REPORTERS]
)
def test_who_reported_from_where_is_no_text(line: str, kept: bool) -> None:
    (found,) = parse_text(
        f"{HEADLINE}\n\nBy Ada Finch and Bo Reed\n\n{FILED}\n\n{SECOND}\n\n{line}\n"
    )
    assert [paragraph.text for paragraph in found.paragraphs][2:] == [line] * kept


@pytest.mark.parametrize("line", NEWS)
def test_news_with_the_words_of_desks_stays(line: str) -> None:
    (found,) = parse_text(f"{HEADLINE}\n\n{FILED}\n\n{line}\n\n{SECOND}\n")
    assert line in [paragraph.text for paragraph in found.paragraphs]
    assert found.notice is None


@pytest.mark.parametrize("line", HEADLINES)
def test_headlines_with_the_words_of_desks_stay(line: str) -> None:
    (found,) = parse_text(f"{line}\n\n{FILED}\n\n{SECOND}\n")
    assert found.headline == line


@pytest.mark.parametrize(
    "page",
    [
        "Home\nLog in\nPage not found\nSorry, the page does not exist or was moved.\nTerms\n",
        "Inloggen\nMenu\n404\nDeze pagina is niet gevonden.\nZoek verder op de site.\nContact\n",
        "Menu\nZaloguj się\nBłąd 404\nStrona, której szukasz, nie istnieje.\nKontakt\n",
        "お探しのページは見つかりません\n\nお探しのページは存在しません。ログインして検索してください。\n",
        "Please enable JavaScript\n\nThis site needs JavaScript and cookies in your browser.\n",
    ],
)
def test_a_page_that_says_why_it_holds_no_story_is_no_dispatch(page: str) -> None:
    with pytest.raises(NoDispatch):
        parse_text(page)


@pytest.mark.parametrize(
    "text",
    [
        "The server of the bank broke down on Monday and no customer could log in to the site.",
        "The page you requested could not be found.",
    ],
)
def test_what_stands_in_a_feed_is_no_page_in_place_of_a_story(text: str) -> None:
    with pytest.raises(NoDispatch):
        parse_bytes(f"Nothing works\n\n{text}\n".encode())
    item = f"<item><title>Nothing works</title><description>{text}</description></item>"
    feed = f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>'
    (found,) = parse_bytes(feed.encode())
    assert [one.text for one in found.paragraphs] == [text]


@pytest.mark.parametrize(
    "story",
    [
        "Facebook removes page\n\nThe site said on Monday the page broke its rules.\n",
        "Ferry lost\n\nThe ferry was not found.\n",
        "Search for the ferry ends without results\n",
    ],
)
def test_a_short_story_about_pages_is_a_dispatch(story: str) -> None:
    assert len(parse_text(story)) == 1


def test_a_note_about_the_author_is_no_text() -> None:
    note = "Ada Finch covers ferries and lives in Bergen. She joined the agency in 2016."
    (found,) = parse_text(f"{HEADLINE}\n\nBy Ada Finch\n\n{FILED}\n\n{SECOND}\n\n___\n\n{note}\n")
    assert [paragraph.text for paragraph in found.paragraphs] == [FILED[19:], SECOND]
    other = "Bo Reed covers ferries and lives in Bergen. He joined the line in 2016."
    (found,) = parse_text(f"{HEADLINE}\n\nBy Ada Finch\n\n{FILED}\n\n{SECOND}\n\n___\n\n{other}\n")
    assert other in [paragraph.text for paragraph in found.paragraphs]


def test_a_label_with_nothing_after_it_states_nothing() -> None:
    (found,) = parse_text(f"Headline:\n\n{FILED}\n\n{SECOND}\n")
    assert found.headline is None


@pytest.mark.parametrize(
    ("named", "language"), [("English", "en"), ("Français", "fr"), ("ENGLISH; FRENCH", "en")]
)
def test_a_language_is_stated_in_words(named: str, language: str) -> None:
    (found,) = parse_text(f"Headline: {HEADLINE}\nLanguage: {named}\n\n{FILED}\n\n{SECOND}\n")
    assert found.language == language


@pytest.mark.parametrize(
    ("header", "published"),
    [
        ("dpa 0231 2021-11-09/10:22", "2021-11-09T10:22:00"),
        ("dpa-nrd0231 2021-11-09/10:22", "2021-11-09T10:22:00"),
        ("Reuters 0231 09.11.2021 10.22", "2021-11-09T10:22:00"),
        ("tass 0231 2021-11-09/10:22:15", "2021-11-09T10:22:15"),
        ("dpa 0231", None),
        ("dpa 0231 10:22", None),
    ],
)
def test_a_header_with_day_and_clock_says_when(header: str, published: str | None) -> None:
    story = "LUND (Reuters) - The ferry to the islands runs again after a week of storms."
    (found,) = parse_text(f"{header}\n\nFerry to the islands runs again\n\n{story}\n")
    assert found.to_dict()["published"] == published


# What pages print below the headline or the text, and within it.
OF_PAGES = [
    "We and our 842 partners store and access information on a device, such as cookies.",
    "Nous et nos 142 partenaires stockons des informations sur votre appareil.",
    "Мы и наши партнёры храним файлы cookie на вашем устройстве.",
    "当サイトではクッキーを使用しています。",
    "Artiklen fortsætter under billedet",
    "Juttu jatkuu kuvan alla",
    "Ciąg dalszy artykułu pod zdjęciem",
    "L'article continue sous la photo",
    "The article continues below the picture.",
    "Ce résumé a été généré par une intelligence artificielle. Donnez votre avis",
    "This audio is created with AI assistance",
    "Thank you for reading our article to the end.",
    "Спасибо, что дочитали до конца!",
    "Køb abonnement fra 1 kr.",
    "Ada Lind is a reporter at the Courier. Follow her on Twitter @adalind",
]


@pytest.mark.parametrize("line", OF_PAGES, ids=[line[:30] for line in OF_PAGES])
def test_what_a_page_says_of_itself_is_no_text(line: str) -> None:
    (found,) = parse_text(f"{STORY}\n\n{line}\n")
    assert [paragraph.text for paragraph in found.paragraphs] == [FILED[19:], SECOND]
    assert line in [item.text for item in found.boilerplate]
