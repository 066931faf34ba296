"""Fixes and garbled letters: half of a letter may look like a no-break space, a soft hyphen or a
control character, and without it the letter cannot be repaired.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchkit import check
from dispatchkit.lint.fixes import fix_source
from dispatchkit.lint.settings import ALL, Settings
from dispatchkit.lint.traced import Source

STORIES = {
    "fr": (
        "Le tramway du phare roule à nouveau\n\nPRAIA, 5 sept 2021 (AFP) – Le maire a conduit à"
        " midi la première rame jusqu'à la jetée, où l'île « s'éveille », a dit Ève Noël.\n\nOù"
        " va-t-on ? À bord, voilà déjà cent personnes à l'abri, ç'a été fêté là-bas à"
        " Cœur-sur-Mer.\n"
    ),
    "pt": (
        "O elétrico do farol volta à cidade\n\nPRAIA, 5 set 2021 (Lusa) – O presidente da câmara"
        " levou à tarde a primeira composição até à doca, país que não esquece os órfãos.\n\nJá há"
        " cem pessoas a bordo, diz à rádio o capitão. Índia, Ícaro, aí e saída.\n"
    ),
    "it": (
        "Il tram del faro torna in città\n\nPRAIA, 5 set 2021 (ANSA) - Il sindaco ha guidato la"
        " prima corsa fino al molo, perché la città è così, già di là e più giù.\n\nCosì è andata"
        " la libertà per la città, ha detto lunedì.\n"
    ),
    "es": (
        "El tranvía del faro vuelve a la ciudad\n\nPRAIA, 5 sep 2021 (EFE) - El alcalde condujo el"
        " sábado la primera unidad, según un testigo que subió allí. ¿Qué pasó?\n\nMás de cien"
        " niños subieron en el país; el capitán sonrió y comió piñas.\n"
    ),
    "ru": (
        "Трамвай у маяка снова пошёл\n\nПРАЯ, 5 сентября 2021. /ТАСС/. Мэр провёл в субботу первый"
        " вагон до самого мола, рассказал свидетель. И Рим, и Рига.\n\nБолее ста человек были на"
        " борту, сообщил капитан. НЕ РАНО И НЕ ПОЗДНО.\n"
    ),
    "tr": (
        "Fener tramvayı yeniden çalışıyor\n\nANKARA, 5 Eylül 2021 (AA) - Belediye başkanı cumartesi"
        " günü ilk aracı iskeleye kadar sürdü, dedi İsmail Şahin.\n\nYüzden fazla kişi içerdeydi,"
        " kaptan söyledi. ŞIRNAK, İZMİR, öğün.\n"
    ),
    "pl": (
        "Tramwaj do latarni znów jeździ\n\nGDAŃSK, 5 września 2021 (PAP) - Burmistrz poprowadził w"
        " sobotę pierwszy wagon aż do mola, powiedział świadek.\n\nPonad sto osób było na"
        " pokładzie, mówił kapitan. Źródło, żółć, Łódź, jaźń, Świnoujście.\n"
    ),
}
CODECS = ("cp1252", "latin-1", "cp1251", "mac-roman")


def garbled(text: str, codec: str) -> bytes:
    """*text* as a program writes it that took its UTF-8 for *codec*. What that does not define
    comes through as in browsers, as a control character.
    """
    return "".join(
        bytes([byte]).decode(codec, errors="ignore") or chr(byte) for byte in text.encode()
    ).encode()


def fixed(data: bytes, *codes: str, unsafe: bool) -> bytes:
    return fix_source(
        Source("dump.txt", data, Settings(select=codes or (ALL,))), unsafe=unsafe
    ).data


def letters(data: bytes) -> str:
    return "".join(filter(str.isalnum, data.decode()))


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("spaced", [False, True], ids=["plain", "with no-break spaces"])
def test_safe_fixes_first_cost_nothing(language: str, codec: str, spaced: bool) -> None:
    text = STORIES[language].replace("a ", "a\u00a0 ", 3) if spaced else STORIES[language]
    data = garbled(text, codec)
    after = fixed(fixed(data, unsafe=False), unsafe=True)
    assert after == fixed(data, unsafe=True)
    # Where the letters can be mended at all they are, whatever else was mended before.
    if letters(fixed(data, "DK107", unsafe=True)) == letters(text.encode()):
        assert letters(after) == letters(text.encode())


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1251"])
@pytest.mark.parametrize("word", ["à", "í", "Р", "à la", "Šķ", "né à Là"])
def test_half_a_letter_stays(word: str, codec: str) -> None:
    story = (
        "Le bac du port reprend\n\nPARIS, 4 déc 2021 (AFP) - Le bac a repris ses voyages {word} "
        " samedi vers l'île, a dit la mairie {word}\n"
    )
    data = garbled(story.format(word=word), codec)
    left = fixed(data, unsafe=False).decode()
    assert left.count(garbled(word, codec).decode()) == 2


def test_half_a_letter_that_html_wrote_stays() -> None:
    dump = (
        "Le bac du port reprend\n\nPARIS, 4 dÃ©c 2021 (AFP) - Le bac a repris Ã&nbsp; Paris ses"
        " voyages samedi, a dit la mairie.\n"
    )
    assert "repris à Paris" in " ".join(fixed(dump.encode(), unsafe=True).decode().split())


@given(
    st.lists(
        st.sampled_from(
            [
                "Ã\u00a0",
                "Ã\u00ad",
                "Ð\u00a0",
                "Г\u00a0",
                "РџСЂ",
                "Ã©",
                " ",
                "  ",
                "\u00a0",
                "mot",
                "Mot",
                "\n",
                "\n\n",
                "«",
                "»",
                "\u0093",
                "\u200b",
                "é",
                "КНР\u00a0",
            ]
        ),
        max_size=30,
    )
)
@settings(max_examples=60)
def test_safe_fixes_first_cost_nothing_in_anything(pieces: list[str]) -> None:
    data = "".join(
        ["Le bac du port reprend\n\nPARIS (AFP) - Le bac a repris ses voyages. ", *pieces, "\n"]
    ).encode()
    assert fixed(fixed(data, unsafe=False), unsafe=True) == fixed(data, unsafe=True)


def test_a_letter_before_a_no_break_space_and_a_quotation_mark_is_no_letter_of_chinese() -> None:
    dump = (
        "Le bac du port reprend\n\nPARIS, 4 déc 2021 (AFP) - Le bac « de la cité\u00a0» a repris, «"
        " c'est l'été\u00a0», a dit la mairie.\n"
    )
    assert not check(dump.encode(), select=["DK107"])
    assert check(garbled("中国代表团今天到达巴黎。", "cp1252"), select=["DK107"])
