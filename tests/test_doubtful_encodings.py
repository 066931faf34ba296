"""Encodings of which a person should be told: text that is cut off within a character, and bytes
that are read as text of no language.
"""

from __future__ import annotations

import codecs

import pytest

from dispatchkit.errors import DecodeError
from dispatchkit.reading.decode import decode

STORIES = {
    "de": "Fähre fährt wieder\n\nOSLO, 3. Mai 2021 (dpa) - Die Fähre zu den Inseln fährt wieder.\n",
    "ru": "Паром снова ходит\n\nОСЛО, 3 мая 2021 (ТАСС) - Паром на острова снова ходит.\n",
    "ja": "フェリー再開\n\n【オスロ共同】島へのフェリーが３日、運航を再開した。港湾局が発表した。",
}


@pytest.mark.parametrize("cut", [1, 3])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("language", STORIES)
def test_text_that_is_cut_off_within_a_character_is_text(
    language: str, codec: str, cut: int
) -> None:
    mark = "\ufeff".encode(codec)
    data = STORIES[language].encode(codec)[:-cut]
    unit = len(mark)
    whole = STORIES[language][: len(data) // unit] + "\ufffd"
    for found in (decode(mark + data), decode(data, encoding=codec)):
        assert (found.text, found.encoding) == (whole, codec)
        assert "cut off" in found.doubt


@pytest.mark.parametrize("codec", ["utf-8", "shift_jis", "gb18030", "euc_jp"])
def test_so_it_is_in_an_encoding_that_was_asked_for(codec: str) -> None:
    found = decode(STORIES["ja"].encode(codec)[:-1], encoding=codec)
    assert found.text == STORIES["ja"][:-1] + "\ufffd"
    assert found.doubt.endswith("the input is cut off")


@pytest.mark.parametrize("data", [b"caf\xe9 noir", b"\xff\xfea\x00\x00\xdcb\x00"])
def test_what_is_wrong_before_the_end_is_no_cut(data: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(data, encoding="utf-16" if data.startswith(codecs.BOM_UTF16_LE) else "utf-8")


@pytest.mark.parametrize("codec", ["cp037", "cp500", "cp273", "cp1026"])
@pytest.mark.parametrize("times", [1, 40])
def test_text_of_mainframes_is_a_guess_that_is_doubted(codec: str, times: int) -> None:
    data = (STORIES["de"] * times).encode(codec, errors="replace")
    assert "--encoding" in decode(data).doubt or "no characters" in decode(data).doubt
    assert decode(data, encoding=codec).doubt == ""


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (STORIES["de"] * 3, "cp1252"),
        (STORIES["ru"] * 3, "koi8-r"),
        (STORIES["ja"] * 3, "shift_jis"),
        ("Tabelle\n\n" + "1. FC Köln   3  2  1  0   7:2    7\n" * 9, "cp1252"),
        (f"┌{'─' * 76}┐\n│ {STORIES['de'].strip()} │\n└{'─' * 76}┘\n", "cp850"),
    ],
)
def test_text_of_a_language_is_not(text: str, codec: str) -> None:
    found = decode(text.encode(codec))
    assert found.text == text
    assert "of no language" not in found.doubt
