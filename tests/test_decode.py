"""Which encoding bytes are in, and the reason that is given for it. All texts are invented."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.errors import DecodeError
from dispatchkit.reading.decode import decode
from dispatchkit.text.lines import is_blank

HEADLINES = [
    ("cp1254", "Cumhurbaşkanı açıkladı: köprü pazartesi açılıyor"),
    ("cp1254", "İstanbul'da sağanak yağış ulaşımı aksattı"),
    (
        "cp1254",
        (
            "Bakanlık, yeni okul yılı için hazırlıkların sürdüğünü ve öğretmenlerin göreve"
            " başladığını bildirdi."
        ),
    ),
    ("cp1252", "Pérou : un train de montagne transporte désormais des livres"),
    ("cp1252", "Die Brücke über die Weser wird für drei Monate gesperrt, teilte die Behörde mit."),
    ("cp1252", "La ciudad celebrará el año próximo su décimo festival de música"),
    ("cp1252", "O governo anunciou que as eleições da região serão em março"),
    ("cp1252", "Þingið samþykkti lögin í gær og þau taka gildi á morgun"),
    ("cp1252", "Rekordmånga båtar på sjön"),
    ("cp1252", "The café’s owner said “we’re open” – again."),
    ("cp1252", "L’été"),
    ("cp1250", "Rząd zdecydował o wsparciu dla gmin dotkniętych powodzią, poinformował minister."),
    ("cp1250", "Vláda schválila návrh rozpočtu na příští rok, řekl ministr."),
    ("cp1250", "Vlada je usvojila zakon o željeznici, rekao je ministar u četvrtak"),
    (
        "iso-8859-2",
        "Rząd zdecydował o wsparciu dla gmin, jeśli będzie śnieg, poinformował minister.",
    ),
    ("cp1251", "МОСКВА, 4 дек - РИА Новости."),
    ("cp1251", "Россия"),
    ("cp1251", "Президент підписав закон про освіту"),
    ("cp1251", "Правителството прие бюджета за следващата година"),
    ("koi8-r", "Министр сообщил о подписании договора в Москве"),
    ("cp866", "Министр сообщил о подписании договора в Москве"),
    ("iso-8859-5", "Россия и Казахстан подписали соглашение"),
    ("cp1253", "Η κυβέρνηση ανακοίνωσε νέα μέτρα για την ενέργεια"),
    ("cp1255", "הממשלה אישרה את התקציב לשנה הבאה"),
    ("cp1255", "ירושלים"),
    ("cp1256", "أعلنت وزارة التعليم عن افتتاح مدارس جديدة في العاصمة"),
    ("cp1256", "أنقرة / الأناضول"),
    ("cp1257", "Vyriausybė patvirtino kitų metų biudžetą, pranešė ministras"),
    ("cp874", "รัฐบาลอนุมัติงบประมาณปีหน้าแล้ว รัฐมนตรีกล่าว"),
    ("gb18030", "新华社北京十二月四日电 记者从铁路部门获悉，新线路将于明年开通。"),
    ("gb18030", "上海港吞吐量创新高"),
    ("big5", "颱風逼近 台北停班停課"),
    ("cp932", "東京の地下鉄が始発から運転見合わせ"),
    ("euc-jp", "政府は四日、来年度の予算案を決定したと発表した。"),
    ("cp949", "서울 지하철 운행 중단"),
    ("mac-roman", "La ville célébrera l’année prochaine son dixième festival à Genève"),
    ("cp850", "La ville célébrera l'année prochaine son festival à Genève"),
]


@pytest.mark.parametrize(("encoding", "text"), HEADLINES)
def test_a_headline_alone(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.reason.startswith("not UTF-8 (byte 0x")


@pytest.mark.parametrize(("encoding", "text"), HEADLINES)
def test_an_article(encoding: str, text: str) -> None:
    article = "\r\n\r\n".join([text] * 20)
    assert decode(article.encode(encoding)).text == article


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_marks(mark: bytes, name: str) -> None:
    assert decode(mark + "Köprü açıldı".encode(name))[:3] == (
        "Köprü açıldı",
        name,
        "byte-order mark",
    )


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text",
    [
        "Plain text here\nand more",
        "Министр сообщил о договоре",
        "أعلنت وزارة التعليم عن",
        "新华社北京四日电 记者获悉，新线路",
        "政府は、来年度の予算案",
    ],
)
def test_wide_without_mark(name: str, text: str) -> None:
    decoded = decode(text.encode(name))
    assert (decoded.text, decoded.encoding) == (text, name)


def test_iso_2022_jp() -> None:
    assert decode("ニュース\n".encode("iso2022_jp"))[:2] == ("ニュース\n", "iso-2022-jp")


@given(st.text())
def test_utf8_comes_back(text: str) -> None:
    if (
        "\0" in text
        or is_blank(text)
        or any(character < " " and character not in "\t\n\r" for character in text)
    ):
        return
    data = text.encode()
    if (
        not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        and b"\x7f" not in data
        and not data.startswith(b"%PDF-")
    ):
        assert decode(data)[:2] == (text, "utf-8")


@given(st.binary() | st.text().map(lambda text: text.encode("cp1252", errors="ignore")))
def test_only_our_own_errors(data: bytes) -> None:
    try:
        decoded = decode(data)
    except DecodeError as error:
        reason, encoding = error.reason, ""
    else:
        reason, encoding = decoded.reason, decoded.encoding
        assert not is_blank(decoded.text)
    assert reason
    assert "\n" not in reason
    assert encoding == encoding.lower()


def test_a_few_stray_bytes() -> None:
    decoded = decode("Köprü açıldı. ".encode() * 10 + b"\x93So\x94, caf\xe9")
    assert decoded.text.endswith("“So”, café")
    assert decoded.encoding == "utf-8"
    assert decoded.reason == "UTF-8 but for 3 stray bytes read as cp1252, the first 0x93 at 190"


def test_cut_off_within_a_character() -> None:
    decoded = decode("Köprü açıldı ş".encode()[:-1])
    assert decoded.text == "Köprü açıldı \ufffd"
    assert "cut off" in decoded.reason


def test_undefined_bytes_are_said() -> None:
    decoded = decode(b"Die Br\xfccke \xfcber die Weser wird f\xfcr drei Monate gesperrt \x81\n")
    assert decoded.encoding == "cp1252"
    assert "\x81" in decoded.text
    assert "1 bytes that it does not define" in decoded.reason


def test_wire_controls_are_text() -> None:
    data = (
        b"\x16\x16\x01W1234\x1fasian\nu i\x14\x12 BC-EX--Ferry  11-13 0895\n\x02Ferry\n\tText of"
        b" the story.\n\x03\x04"
    )
    assert decode(data).text == data.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "nothing but white space"),
        (codecs.BOM_UTF8, "nothing but white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10", "PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "JPEG image"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "PDF document"),
        (b"%PDF-1.4\nplain\n", "PDF document"),
        (b"PK\x03\x04\x14\0\0\0\x08\0", "zip archive"),
        (b"GIF89a\x01\0\x01\0", "GIF image"),
        (b"text\0with\0nothing to see", "NUL bytes"),
        (bytes(range(1, 32)) * 9, "control characters"),
    ],
)
def test_no_text(data: bytes, words: str) -> None:
    with pytest.raises(DecodeError, match=words):
        decode(data)


def test_padding_is_no_binary() -> None:
    assert decode(b"Text.\n" + b"\0" * 50).text.startswith("Text.")


def test_asked_for() -> None:
    assert decode(b"caf\xe9", encoding="Latin-1")[:3] == ("café", "iso-8859-1", "as asked for")
    assert decode(b"a\xfe", encoding="windows-1254")[:2] == ("aş", "cp1254")
    assert decode(codecs.BOM_UTF8 + b"a", encoding="utf-8")[:2] == ("a", "utf-8")
    assert decode("é".encode("utf-16"), encoding="utf-16").text == "é"


@pytest.mark.parametrize("encoding", ["nope", "hex", "rot13", "\0", ""])
def test_unknown_encoding(encoding: str) -> None:
    with pytest.raises(DecodeError, match="unknown encoding"):
        decode(b"abc", encoding=encoding)


def test_not_in_the_encoding_asked_for() -> None:
    with pytest.raises(DecodeError, match="not in utf-8: byte 0xe9 at offset 3") as caught:
        decode(b"caf\xe9 au lait", encoding="utf-8")
    assert caught.value.offset == 3


def test_hostile_input_is_linear() -> None:
    for data in (
        b"\xe9" * 300_000,
        b"\xc3\xa9\xe9" * 100_000,
        b"\x1b$B%K" * 50_000,
        b"a\xff" * 100_000,
    ):
        assert decode(data).text
