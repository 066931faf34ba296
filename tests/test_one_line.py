"""Texts whose line breaks became blanks, as in columns of data frames, are no boilerplate."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatchkit import NoDispatch, parse_text

SAMPLES = Path(__file__).parent.parent / "samples"
DISPATCHES = Path(__file__).parent / "dispatches"
FILES = [
    SAMPLES / "web-page.txt",
    DISPATCHES / "aa" / "en-2026-layout.txt",
    DISPATCHES / "aa" / "tr-promo-emoji.txt",
    DISPATCHES / "rt" / "en-page.txt",
    DISPATCHES / "upi" / "en-page.txt",
    DISPATCHES / "lapresse" / "wire-sample.txt",
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_dump_on_one_line_tells_all_it_holds(file: Path) -> None:
    text = " ".join(file.read_text(encoding="utf-8").split())
    (one,) = parse_text(text)
    assert one.text.split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "Copyright 2021 Norlanda Press. All rights reserved. No part of it may be copied.",
        "We use cookies. By using this site you agree. Read our privacy policy to learn more.",
    ],
)
def test_a_line_of_furniture_tells_nothing(text: str) -> None:
    with pytest.raises(NoDispatch):
        parse_text(text)
