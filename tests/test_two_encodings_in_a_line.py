"""Lines in two encodings: words pasted into a line of UTF-8, and words of UTF-8 in a line of
another encoding. All texts are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit.reading.decode import decode

# language | encoding | before | the pasted words | behind
LINES = [
    ("pl", "cp1250", "Latarnia zgasła\n\nLatarnia w Łebie zgasła w niedzielę, powiedział ", "Świętosław Źrebak", ", kapitan łodzi.\n"),
    ("cs", "cp1250", "Maják zhasl\n\nMaják v přístavu zhasl v neděli večer, řekl ", "Jiří Žížala", ", který tam žije už třicet let.\n"),
    ("ru", "cp1251", "Маяк погас\n\nМаяк погас в воскресенье, рассказал ", "Семён Жуков", ", который был смотрителем не один год и не два.\n"),
    ("ru", "koi8-r", "Маяк погас\n\nМаяк погас в воскресенье, рассказал ", "Семён Жуков", ", который был смотрителем не один год и не два.\n"),
    ("ru", "cp1251", "Маяк погас\n\nРассказал смотритель: ", "«Лампа погасла около полуночи, и до самого утра мы жгли костры на берегу, чтобы корабли не сели на мель»", ", и ушёл спать.\n"),
    ("tr", "cp1254", "Fener söndü\n\nFener pazar günü söndü, dedi ", "bekçi Işın Şahbaz", ", kıyıda dolaşırken.\n"),
    ("tr", "cp1254", "Fener söndü\n\nKıyı güvenliği müdürü pazar günü ", "şöyle", " dedi: lamba söndü.\n"),
    ("de", "cp1252", "Leuchtturm für drei Tage dunkel\n\nDer Turm über der Förde ist dunkel, sagte ", "Wärter Jürgen Böhm", " am Sonntag in Büsum.\n\nDie Straße ist frei.\n"),
    ("de", "cp1252", "Turm dunkel\n\nDer Turm bleibt dunkel, sagte ", "Wärter Jürgen Böhm, der früher Küster war, müde und mürrisch,", " und fuhr nach Büsum zu Müller.\n"),
    ("fr", "cp1252", "Le phare éteint\n\nLe phare s'est éteint dimanche, a déclaré ", "Éléonore Lefèvre", ", qui était à l'église.\n"),
    ("es", "cp1252", "El faro se apagó\n\nEl faro se apagó el domingo, dijo ", "Íñigo Peñón", ", según la alcaldía.\n"),
    ("en", "cp1252", "Lighthouse dark\n\nThe keeper said “no” to the mayor, ", "José Muñiz", ", on Sunday night.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding", "before", "pasted", "behind"), LINES)
def test_words_in_another_encoding(
    language: str, encoding: str, before: str, pasted: str, behind: str
) -> None:
    decoded = decode(before.encode() + pasted.encode(encoding) + behind.encode())
    assert decoded.text == before + pasted + behind, language
    assert decoded.encoding == "utf-8"
    assert f"read as {encoding}" in decoded.doubt


def test_a_choice_that_two_letters_leave_open_is_told() -> None:
    decoded = decode(
        "Latarnia zgasła\n\nMówił ".encode()
        + "Łąk".encode("iso-8859-2")
        + ", że zgasła.\n".encode()
    )
    assert "guess" in decoded.doubt


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso-8859-5"])
def test_a_text_in_one_encoding_is_not_parted(encoding: str) -> None:
    text = (
        "Её маяк погас\n\nЕё маяк Fyr погас в воскресенье, рассказала она.\n\nЕё лампа стояла там"
        " сто лет, и её мать её любила.\n"
    )
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding == encoding


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_letters_between_signs_of_two_bytes_are_not_parted(encoding: str) -> None:
    text = (
        "A股收盘上涨B股下跌\n上海A股今日收盘上涨，T恤X光机K歌U盘价格下跌，卡拉OK包厢A级。"
        "\nVIP客户今日不多。\n"
        if encoding == "gb18030"
        else "A股收盤上漲B股下跌\n台北A股今日收盤上漲，T恤X光機K歌價格下跌，卡拉OK包廂A級。\n"
    )
    assert decode(text.encode(encoding)).text == text
