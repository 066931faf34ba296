"""Lines of a page that are news or its headline, though they look like furniture: the last sentence
with the mark of its end, the sentence below a link to another story, what somebody calls out, the
title below an entry of the menu. All texts are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import Dispatch, parse_text
from dispatchkit.agencies.desk import is_spoken

# For each page its menu, headline and day; its paragraphs; what stands below them. A paragraph in
# a tuple is a line that is no news.
Page = tuple[tuple[str, ...], str, tuple[str | tuple[str], ...], tuple[str, ...]]
ENDED: dict[str, Page] = {
    "de": (("Startseite", "Panorama", "Dorf baut Haltestelle aus Kirchenbänken", "12.03.2021, 14:10 Uhr"), " (dpa/lno)", ("Einwohner von Rohrdorf haben aus sechs Bänken eine Haltestelle gebaut.", "Der Pfarrer segnete sie am Freitag.", "Der Bus hält wieder."), ("Artikel teilen", "Mehr zum Thema")),
    "it": (("Home", "Cronaca", "Un pastore trova una campana nel bosco", "3 maggio 2022 - 10:15"), " (ANSA).", ("Un pastore di Feltre ha trovato nel bosco una campana di bronzo.", "La campana pesa quaranta chili, ha detto il sindaco.", "Resta in municipio."), ("Condividi", "Leggi anche")),
    "no": (("Til forsiden", "Nyheter", "Seilbåten satte seg fast under brygga", "12.07.2020 kl. 18.40"), "(©NTB)", ("En seilbåt satte seg søndag fast under en brygge i Tarnvik.", "Eieren måtte sage av to bord.", "Ingen ble skadd."), ("Del på Facebook", "Les også")),
    "zh": (("新华网 > 时政 > 正文", "村民用旧船搭起乡村书屋", "2023-04-23 10:15:08"), "（完）", ("贵州省一座苗寨的村民用废弃木船搭起一间书屋，23日正式开放。", "书屋有图书三千余册，船板就是阅读桌。", "当地计划在另外五个村寨推广。"), ("【纠错】", "阅读下一篇：")),
    "tr": (("Anasayfa", "Gündem", "Köylüler eski otobüsü kütüphane yaptı", "04.03.2021 10:20"), " (SON)", ("Rize'nin bir köyünde yaşayanlar eski otobüsü kütüphaneye dönüştürdü.", "Kütüphanede iki bin kitap bulunuyor.", "Çocuklar sevindi."), ("Paylaş", "İlgili Haberler")),
    "cs": (("Hlavní strana", "Domácí", "Z majáku je knihovna", "12. května 2021 10:30"), " (ČTK)", ("Starý maják v Lipně se změnil v knihovnu.", "Knih je tři sta.", "Otevře v úterý."), ("Sdílet", "Související články")),
    "ru": (("Главная", "Общество", "Жители села открыли почту в трамвае", "14.05.2021 12:30"), " (конец)", ("Жители села под Тулой открыли почту в старом трамвае.", "Почта работает два дня в неделю.", "Очередей нет."), ("Поделиться", "Читайте также")),
    "nl": (("Home", "Regio", "Molen van Zutphen draait weer op oude zeilen", "5 april 2019, 12:30"), " (ANP)", ("De molen van Zutphen draait weer, op zeilen die de buren naaiden.", "Het werk duurde twee jaar.", "Hij maalt morgen."), ("Deel dit artikel", "Lees ook")),
}  # fmt: skip
LINKED: dict[str, Page] = {
    "uk": (("Головна", "Регіони", "У Карпатах хату накрили соломою", "18.08.2021 12:47"), "", ("У Карпатах майстри накрили стару хату вівсяною соломою.", "Про це повідомив заповідник.", ("Читайте також: На Закарпатті відкрили стежку",), "Хату планують відкрити у вересні."), ("Поділитися",)),
    "pl": (("Strona główna", "Region", "Mieszkańcy zbudowali most z wioseł", "12.05.2021 10:30"), "", ("Mieszkańcy Helu zbudowali most z czterystu starych wioseł.", "Most jest wąski, powiedział wójt.", ("Czytaj także: Muzeum w Łodzi czynne nocą",), "Otwarcie planują na czerwiec."), ("Udostępnij",)),
    "it": (("Home", "Cronaca", "Un faro di Ancona diventa biblioteca", "4 maggio 2021 - 10:30"), "", ("Il vecchio faro di Ancona è diventato una biblioteca.", "I libri sono trecento.", ("Leggi anche: Il museo di Jesi apre di notte",), "Si entra dal martedì."), ("Condividi",)),
    "hi": (("होम", "राज्य", "पुराने लाइटहाउस में खुला पुस्तकालय", "12 मई 2021 10:30"), "", ("कोच्चि के पास पुराने लाइटहाउस में पुस्तकालय खोला गया है।", "इसमें तीन सौ किताबें हैं।", ("ये भी पढ़ें: भोपाल का संग्रहालय रात में खुलेगा",), "पुस्तकालय जून में खुलेगा।"), ("शेयर करें",)),
}  # fmt: skip
LISTED: dict[str, Page] = {
    "de": (("Startseite", "Region", "Biber legt Radweg trocken", "12.05.2021, 10:30 Uhr"), "", ("Ein Biber hat den Radweg bei Emden trockengelegt, teilte der Kreis mit.", ("Meistgelesen\n1. Eule im Rathaus\n2. Der Fährmann geht",), "Verletzt wurde niemand."), ("Teilen",)),
    "es": (("Inicio", "Sociedad", "Una cigüeña toma el ayuntamiento", "12/05/2021 10:30"), "", ("Una cigüeña anidó el lunes en el reloj del ayuntamiento de Soria.", "El reloj se ha parado.", ("Noticias relacionadas\nUn burro en la biblioteca\nEl faro busca dueño",), "El alcalde no quiere moverla."), ("Compartir",)),
    "sv": (("Start", "Inrikes", "Älg badade i hamnen", "12.05.2021 10.30"), "", ("En älg badade på måndagen i hamnen i Luleå, säger kommunen.", "Bogserbåten fick vänta.", ("Mest läst\nUggla i brevlådan\nFyren målades om",), "Älgen simmade vidare."), ("Dela",)),
}  # fmt: skip
SPOKEN: dict[str, Page] = {
    "no": (("Til forsiden", "Baker leter etter nøklene", "12.07.2020 kl. 18.40"), "", ("En baker i Tarnvik har lett etter nøklene siden mandag.", "– Tips oss gjerne om en større ovn, sa han til naboene.", "Nøklene lå i ovnen."), ("Del på Facebook", "Les også")),
    "es": (("Inicio", "Sociedad", "El faro de Llanes busca a su dueño", "12/04/2021 10:30"), "", ("El faro de Llanes busca a su dueño desde el lunes.", "—Suscríbanse a mi boletín y les contaré el resto —dijo el farero.", "Nadie lo hizo."), ("Compartir", "Suscríbete")),
    "en": (("Home", "News", "Baker asks the town for stale bread", "May 4, 2021 10:30 am"), "", ("A baker in Whitby has asked the town for its stale bread.", "Sign up for our choir, she told visitors, and sing badly.", "Subscribe, the master shouted to the gulls, or leave."), ("Share this", "Related stories")),
    "fr": (("Accueil", "Régions", "Le boulanger cherche ses clés", "Publié le 4 mai 2021 à 10h30"), "", ("Le boulanger de Vannes cherche les clés de son four depuis lundi.", "— Abonnez-vous à notre pain, a-t-il lancé aux passants.", "Les clés étaient dans le four."), ("Partager", "Lire aussi")),
}  # fmt: skip
PAGES = {f"{name} {kind}": page for kind, pages in (("ended", ENDED), ("linked", LINKED), ("listed", LISTED), ("spoken", SPOKEN)) for name, page in pages.items()}  # fmt: skip


def printed(page: Page) -> str:
    """A page with a blank line between its paragraphs, and its mark behind the last."""
    head, mark, paragraphs, foot = page
    lines = [line if isinstance(line, str) else line[0] for line in paragraphs]
    return "\n".join([*head, "", "\n\n".join(lines) + mark, "", *foot]) + "\n"


def read(text: str) -> Dispatch:
    """The one record of a text."""
    (dispatch,) = parse_text(text)
    return dispatch


def told(dispatch: Dispatch) -> list[str]:
    """The texts of the paragraphs."""
    return [paragraph.text for paragraph in dispatch.paragraphs]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_no_sentence_of_the_story_and_no_headline_is_lost(page: Page) -> None:
    dispatch = read(printed(page))
    assert told(dispatch) == [line for line in page[2] if isinstance(line, str)]
    assert dispatch.headline == page[0][-2]


@pytest.mark.parametrize("page", LINKED.values(), ids=LINKED.keys())
def test_a_sentence_below_a_link_is_kept_where_no_blank_lines_part_paragraphs(page: Page) -> None:
    dispatch = read(printed(page).replace("\n\n", "\n"))
    assert told(dispatch) == [line for line in page[2] if isinstance(line, str)]


@pytest.mark.parametrize(
    "below",
    [
        ("Mehr zum Thema", "Ein Leuchtturm wird Bibliothek. (dpa)", "Der Hafen schweigt. (AFP)"),
        ("Die Haltestelle in Rohrdorf. (Foto: dpa)",),
        ("Meistgelesen", "1. Eule im Rathaus", "2. Der Fährmann geht", "", "Jetzt abonnieren!"),
        ("Lesen Sie auch: Ein Leuchtturm wird Bibliothek", "", "Jetzt den Newsletter abonnieren!"),
    ],
)
def test_what_is_of_other_stories_stays_out(below: tuple[str, ...]) -> None:
    head, _, paragraphs, foot = ENDED["de"]
    dispatch = read(printed((head, "", paragraphs, (*below, *foot))))
    assert told(dispatch) == list(paragraphs)


HEADS = {
    "an entry of the menu": ("Till startsidan\nFyren i Smögen målades om av misstag\nPublicerad: 12.07.2020 kl. 18.40", "Fyren i Smögen målades om av misstag"),
    "entries of the menu": ("Haberler\nGüncel\nRize\nÇay bahçesine düşen taş kalemlik oldu\n11.04.2023 09:42", "Çay bahçesine düşen taş kalemlik oldu"),
    "titles of others": ("Startseite\nLeuchtturm in Büsum wird Bibliothek\n12.07.2020, 18:40 Uhr\n\nMehr zum Thema\nEin Hafen ohne Uhr\n11.07.2020", "Leuchtturm in Büsum wird Bibliothek"),
    "a newsroom": ("முகப்பு\nதமிழ்நாடு\nதஞ்சாவூரில் பனை ஓலையில் அழைப்பிதழ்\nசெய்திப்பிரிவு\nPublished : 12 Feb 2022 06:15 AM", "தஞ்சாவூரில் பனை ஓலையில் அழைப்பிதழ்"),
    "the key of a template": ("Начало\nБългария\nСело пази гласа на последния си свирач в стар буркан\nshare.modal.header\n12.07.2020 18:40", "Село пази гласа на последния си свирач в стар буркан"),
    "a day in another script": ("หน้าแรก\nเศรษฐกิจ\nตลาดน้ำเปิดแพร้านหนังสือลอยน้ำแห่งแรกของจังหวัดสมุทรสงคราม\nวันที่ 12 มกราคม 2565 เวลา 09.45 น.", "ตลาดน้ำเปิดแพร้านหนังสือลอยน้ำแห่งแรกของจังหวัดสมุทรสงคราม"),
}  # fmt: skip
TEXTS = {
    "ா": "தஞ்சாவூர் அருகே உள்ள கிராமத்தில் மாணவர்கள் பனை ஓலைகளில் அழைப்பிதழ் எழுதினர்.\n\nமொத்தம் 640 ஓலைகள் தயாரிக்கப்பட்டன என்று கமலா தெரிவித்தார்.\n\nFOLLOW US\n",
    "ห": "ตลาดน้ำสมุทรสงครามเปิดแพร้านหนังสือลอยน้ำแห่งแรก มีหนังสือสามพันเล่ม\n\nเจ้าของร้านกล่าวว่าลูกค้าพายเรือมาซื้อหนังสือทุกเช้าวันเสาร์\n\nแชร์ข่าวนี้\n",
    "С": "Жители на родопско село записаха гласа на последния гайдар на восък.\n\nЦилиндърът може да се пусне двайсет пъти, каза учителката.\n\nСподели\n",
    "": "The old lighthouse was opened as a library on Sunday, the town said.\n\nIt holds three hundred books, a teacher told visitors.\n\nShare this\nRelated stories\n",
}  # fmt: skip


@pytest.mark.parametrize(("head", "headline"), HEADS.values(), ids=HEADS.keys())
def test_the_title_above_the_day_is_the_headline(head: str, headline: str) -> None:
    text = next(text for sign, text in TEXTS.items() if sign in head)
    assert read(f"{head}\n\n{text}").headline == headline


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("“Write to us about it.”", True),
        ("– Skriv gerne til os, siger direktøren.", True),
        ("Follow us, the keeper joked, and mind the stairs.", True),
        ("— Подписывайтесь на наш хлеб, — пошутил он.", True),
        ("– Iratkozzanak fel a kenyerünkre – mondta a pék.", True),
        ("Sign up for our newsletter, delivered every morning.", False),
        ("- Follow us on the networks", False),
        ("Subscribe now and read what the keeper said.", False),
    ],
)
def test_speech_is_told_by_the_words_behind_it(text: str, *, spoken: bool) -> None:
    assert is_spoken(text) == spoken


@pytest.mark.parametrize(
    ("rights", "agency"),
    [
        ("جميع الحقوق محفوظة © وكالة المغرب العربي للأنباء", "map"),
        ("© 2021 Agence France-Presse", "afp"),
        ("© 2021 Brackwater News", None),
        ("© 2021 Agence France-Presse, Thai News Agency", None),
    ],
)
def test_the_owner_of_a_page_is_its_agency(rights: str, agency: str | None) -> None:
    dispatch = read(f"Home\nLighthouse opens as a library\nMay 4, 2021\n\n{TEXTS['']}{rights}\n")
    assert (dispatch.agency and dispatch.agency.id) == agency


def test_a_dash_and_a_credit_close_a_paragraph() -> None:
    dispatch = read(f"{HEADS['a day in another script'][0]}\n\n{TEXTS['ห']}".replace("วันเสาร์", "วันเสาร์ - สำนักข่าวไทย"))  # fmt: skip
    assert dispatch.agency is not None
    assert (dispatch.agency.id, told(dispatch)[-1][-4:]) == ("tna", "สาร์")
