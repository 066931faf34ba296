"""Inputs in two encodings: UTF-8 with lines in an older encoding, and the reverse. All texts are
invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import check, parse_bytes
from dispatchkit.reading.decode import decode, reads_back

if TYPE_CHECKING:
    from pathlib import Path

# A headline, a paragraph under a dateline, and one more, by language.
TEXTS = {
    "de": (
        "Straßenbahn fährt wieder bis zum Hafen",
        (
            "Rostock (dpa) - Die Straßenbahn fährt seit Montag wieder bis zum Hafen, wie die Stadt"
            " mitteilte. Für die Fahrgäste gab es Kuchen."
        ),
        (
            "Die Brücke über den Fluss war zwei Jahre lang gesperrt, weil die Träger rosteten und"
            " niemand die Kosten übernehmen wollte."
        ),
    ),
    "fr": (
        "Le four à pain rallumé après un siècle",
        (
            "DINAN, 6 nov 2021 (AFP) - Le four à pain du village a été rallumé samedi, a annoncé la"
            " mairie, qui avait fêté l'événement dès la veille."
        ),
        (
            "Les habitants ont apporté leur pâte dès l'aube et sont restés jusqu'à la nuit, malgré"
            " la pluie et le gel."
        ),
    ),
    "es": (
        "El faro de la bahía vuelve a encenderse",
        (
            "CÁDIZ, 6 nov (EFE).- El faro de la bahía volvió a encenderse el sábado después de dos"
            " años de obras, según informó la Diputación."
        ),
        (
            "La lámpara, que había costado más de lo previsto, se apagó tres veces durante la noche"
            " y nadie supo por qué razón."
        ),
    ),
    "pt": (
        "Ponte pedonal reabre após dois anos",
        (
            "Amarante, 06 nov 2021 (Lusa) - A ponte pedonal sobre o rio reabriu no sábado após"
            " obras que não estavam previstas, disse a câmara."
        ),
        (
            "Os habitantes atravessaram-na a pé, de bicicleta e até de cavalo, e não faltou pão nem"
            " música até à manhã."
        ),
    ),
    "it": (
        "Il mulino riaprirà già a metà maggio",
        (
            "(ANSA) - TREVISO, 6 NOV - Il mulino sul Sile riaprirà già a metà maggio: così ha"
            " deciso la società che lo gestirà."
        ),
        (
            "La comunità però è divisa: c'è chi vorrebbe un caffè e chi, invece, una libertà più"
            " grande per i pesci."
        ),
    ),
    "pl": (
        "Tramwaj wraca na nabrzeże po dwóch latach",
        (
            "Gdynia, 6.11.2021 (PAP) - Tramwaj wrócił w sobotę na nabrzeże, poinformował urząd"
            " miasta. Jeździć będzie również w święta."
        ),
        (
            "Mieszkańcy przynieśli ciasto, a orkiestra grała aż do późnej nocy, choć padał śnieg i"
            " wiał bardzo silny wiatr znad zatoki."
        ),
    ),
    "ru": (
        "Трамвай снова ходит до порта",
        (
            "МУРМАНСК, 6 ноя - РИА Новости. Трамвай снова ходит до порта после двух лет ремонта,"
            " сообщила мэрия города в субботу."
        ),
        (
            "Жители принесли пироги, и оркестр играл до самой ночи, хотя шел снег и дул сильный"
            " ветер с моря."
        ),
    ),
    "tr": (
        "Tramvay iki yıl sonra yeniden limana gidiyor",
        (
            "İZMİR (AA) - Tramvay iki yıllık çalışmanın ardından yeniden limana gidiyor. Belediye,"
            " yolculara çay dağıtıldığını açıkladı."
        ),
        (
            "Köprünün ışıkları ise hâlâ yanmıyor, çünkü kabloları değiştirecek işçiler için bütçe"
            " ayrılmadığı öğrenildi."
        ),
    ),
}
ENCODINGS = {
    "de": ("cp1252", "latin-1"),
    "fr": ("cp1252", "latin-1"),
    "es": ("cp1252", "latin-1"),
    "pt": ("cp1252", "latin-1"),
    "it": ("cp1252", "latin-1"),
    "pl": ("cp1250", "iso-8859-2"),
    "ru": ("cp1251", "koi8-r", "iso-8859-5", "cp866"),
    "tr": ("cp1254", "iso-8859-9"),
}
PAIRS = [
    (language, encoding) for language, encodings in ENCODINGS.items() for encoding in encodings
]


def put_together(
    language: str, encoding: str, places: tuple[int, ...], end: str = "\n"
) -> tuple[bytes, str]:
    """The text of *language* in UTF-8 but for the paragraphs at *places*; and as it should be read."""
    texts = TEXTS[language]
    gap = end + end
    data = gap.encode().join(
        text.encode(encoding if at in places else "utf-8") for at, text in enumerate(texts)
    )
    return data + end.encode(), gap.join(texts) + end


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("places", [(2,), (1,), (0,)])
@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_a_paragraph_in_another_encoding(
    language: str, encoding: str, places: tuple[int, ...], end: str
) -> None:
    data, text = put_together(language, encoding, places, end)
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.encoding == "utf-8"
    assert decoded.reason.startswith("two encodings: UTF-8, and line")
    assert decoded.doubt


@pytest.mark.parametrize("places", [(0, 1), (0, 2), (1, 2)])
@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_a_paragraph_in_utf8(language: str, encoding: str, places: tuple[int, ...]) -> None:
    data, text = put_together(language, encoding, places)
    assert decode(data).text == text


@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_an_input_in_one_older_encoding_stays_one(language: str, encoding: str) -> None:
    data, text = put_together(language, encoding, (0, 1, 2))
    decoded = decode(data)
    assert decoded.text == text
    assert "two encodings" not in decoded.reason


EAST = {
    "gb18030": (
        "新华社北京十二月四日电\n记者从铁路部门获悉，新线路将于明年开通。"
        "\n上海港\n目前已有三万人报名参加\n"
    ),
    "big5": "颱風逼近\n台北停班停課\n市府表示，明日恢復正常。\n",
    "cp932": "東京の地下鉄\n始発から運転見合わせ\n都は明日から再開すると発表した。\n",
    "euc-jp": "政府は四日、来年度の予算案を決定したと発表した。\n大阪\n京都の寺\n",
    "cp949": "서울 지하철\n운행 중단\n시는 내일부터 다시 운행한다고 밝혔다.\n",
    "cp1256": "أعلنت وزارة التعليم\nعن افتتاح مدارس جديدة في العاصمة، وفق بيان.\n",
    "cp1253": "Η κυβέρνηση ανακοίνωσε\nνέα μέτρα για την ενέργεια, «όπως είπε».\n",
    "cp1251": "«Ёлка» в Пензе\nМинистр сообщил о подписании договора «Пенза — Ёль» в Москве\n",
}


@pytest.mark.parametrize("encoding", EAST)
def test_lines_that_are_valid_by_chance_do_not_make_two_encodings(encoding: str) -> None:
    for text in (
        EAST[encoding],
        "\n".join(EAST[encoding].replace("\n", "")) + "\n" + EAST[encoding],
    ):
        decoded = decode(text.encode(encoding))
        assert decoded.text == text
        assert "two encodings" not in decoded.reason


def test_the_language_of_the_valid_part_decides() -> None:
    """ "Işık" alone could be Icelandic; beside Turkish it is Turkish."""
    head = "\n".join(TEXTS["tr"]).encode() + b"\n"
    assert decode(head + "Kayıp çocuğun annesi konuştu\n".encode("cp1254")).text.endswith(
        "Kayıp çocuğun annesi konuştu\n"
    )
    head = "\n".join(TEXTS["pl"]).encode() + b"\n"
    assert decode(head + "Źródło: Błażej Żak\n".encode("cp1250")).text.endswith(
        "Źródło: Błażej Żak\n"
    )


def test_hard_wrapped_lines() -> None:
    lines = [
        "La liaison avec l'île d'Arvor reprend après six jours de tempête",
        "et les pêcheurs ont été prévenus",
        "dès mardi, a dit le maire, qui",
        "n'avait rien décidé.",
    ]
    data = lines[0].encode() + b"\n" + "\n".join(lines[1:]).encode("cp1252")
    assert decode(data).text == "\n".join(lines)
    assert "lines 2 to 4 in cp1252" in decode(data).reason


def test_pasted_quotes_and_cut_ends_are_no_second_encoding() -> None:
    assert (
        "stray"
        in decode(
            "Köprü açıldı. ".encode() * 10 + b"\n\x93So\x94, caf\xe9 \xc3\xa9\xc3\xa8\xc3\xa7"
        ).reason
    )
    decoded = decode("Köprü açıldı ş".encode()[:-1])
    assert "cut off" in decoded.reason
    assert "cut off" in decoded.doubt


def test_parse_says_what_is_uncertain_and_what_was_lost(tmp_path: Path) -> None:
    def said(data: bytes) -> str:
        (tmp_path / "a.txt").write_bytes(data)
        return CliRunner().invoke(program, ["parse", "--isolated", str(tmp_path / "a.txt")]).stderr

    assert "two encodings in one input: line 5 read as cp1252" in said(
        put_together("de", "cp1252", (2,))[0]
    )
    assert "cut off" in said("Köprü açıldı ş".encode()[:-1])
    assert "1 byte is no character in cp1252" in said(
        b"Die Br\xfccke \xfcber die Weser wird f\xfcr drei Monate gesperrt \x81\n"
    )
    assert "guess" in said(b"Mr \xb0\xb1\xb2\n")
    assert said("\n\n".join(TEXTS["de"]).encode()) == ""
    assert said("\n\n".join(TEXTS["de"]).encode("cp1252")) == ""
    assert said("\n\n".join(TEXTS["ru"]).encode("koi8-r")) == ""


def test_no_fix_is_offered_for_what_does_not_read_back(tmp_path: Path) -> None:
    data, _ = put_together("de", "cp1252", (2,))
    assert not reads_back(decode(data), data)
    assert [one.fix for one in check(data, select=["DK101"])] == [None]
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    CliRunner().invoke(
        program, ["check", "--isolated", "--select", "ALL", "--fix", "--unsafe-fixes", str(path)]
    )
    assert path.read_bytes() == data
    whole, _ = put_together("de", "cp1252", (0, 1, 2))
    assert reads_back(decode(whole), whole)


def test_the_record_is_read_from_both() -> None:
    (dispatch,) = parse_bytes(put_together("fr", "cp1252", (2,))[0])
    assert (dispatch.headline, dispatch.language, dispatch.encoding) == (
        TEXTS["fr"][0],
        "fr",
        "utf-8",
    )
    assert dispatch.paragraphs[-1].text == TEXTS["fr"][2]


def test_hostile_input_is_read() -> None:
    for data in (
        b"\xe9\n\xc3\xa9\n" * 60_000,
        b"\xc3\xa9\xe9\n" * 60_000,
        b"\xe9\n" * 100_000 + "é".encode(),
        "é\n".encode() * 100_000 + b"\xe9",
    ):
        assert decode(data).text
