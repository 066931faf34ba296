"""What must hold for any input: nothing lost, nothing invented, no crash."""

from __future__ import annotations

import pytest
from expectations import SAID_OTHERWISE, unsaid, words
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchkit import DispatchkitError, parse_bytes, trace_bytes, trace_text
from dispatchkit.labels import Label
from dispatchkit.text.lines import is_blank, split_lines
from dispatchkit.text.repair import repair

# Pieces of dispatches and of their frames, so that most examples get beyond the first stage.
PIECES = st.sampled_from(
    [
        "The ferry runs again after ten days, the harbour master said on Monday.",
        "OSLO, May 3 (Reuters) - The ferry runs again after ten days, the harbour master said.",
        "AA/ Bagdad",
        "ANKARA (AA) - Köprü pazar günü açılacak, dedi belediye başkanı.",
        "Ferry runs again after ten days",
        "Talha Demirel   | 12.02.2019 - Update : 13.02.2019",
        "1 23   | 04.12.2021",
        "By Orla Byrne and Can Er",
        "(Reporting by Orla Byrne in Oslo; Editing by Can Er)",
        "- Residents reject the plan",
        "* Liste",
        "Share",
        "Bu haberi paylaşın",
        "Related topics",
        "© 2021 Norlanda Press. All rights reserved.",
        "新华社北京12月4日电（记者王明）会议决定延长开放时间。",
        "(서울=연합뉴스) 김철수 기자 = 정부는 지원 대책을 강화하겠다고 밝혔다.",
        "بغداد/ الأناضول",
        "قال مسؤول إن المدرسة ستفتح يوم الأحد المقبل.",
        "Enditem",
        "NNNN",
        "ZCZC",
        "=====",
        "\x01",
        "\x0c",
        "# Heading",
        "12:30",
        "Team A\t3\t1",
        "&eacute;t&eacute; d&#39;or",
        "Ã©tÃ©",
        "a\u00adb\u200bc\ufeff",
        "",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=25).flatmap(
    lambda pieces: st.sampled_from(["\n", "\n\n", "\r\n", "\r"]).map(
        lambda ending: ending.join(pieces)
    )
)


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


@given(TEXTS)
@settings(max_examples=150)
def test_every_line_has_exactly_one_label_in_order(text: str) -> None:
    lines = [line for part in trace_text(text).parts for line in part.lines]
    assert [line.line for line in lines] == list(split_lines(text))
    for line in lines:
        assert (line.label is Label.BLANK) == is_blank(line.line.text)
        assert line.rule


@given(TEXTS)
@settings(max_examples=150)
def test_nothing_is_lost_and_nothing_invented(text: str) -> None:
    # Entities and mojibake are repaired and wrapped words joined, so words are compared without
    # those pieces.
    if "&" in text or "Ã" in text or "-" in text:
        text = text.replace("&", "").replace("Ã", "").replace("-", " ")
    for part in trace_text(text, format="text").parts:
        if part.dispatch is None:
            continue
        body = [word for paragraph in part.dispatch.paragraphs for word in words(paragraph.text)]
        # What dispatchkit wrote is read back as it stands.
        mended = str if "read back" in part.reason else repair
        assert is_subsequence(
            body, [word for line in part.lines for word in words(mended(line.line.text))]
        )
        assert not [line for line in unsaid(part) if line.label not in SAID_OTHERWISE]


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_no_bytes_raise_but_our_own_errors(data: bytes) -> None:
    try:
        parse_bytes(data)
    except DispatchkitError as error:
        assert str(error).count("\n") == 0


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 300_000,
        b"(" * 100_000,
        b"- " * 60_000,
        ("A (" * 40_000).encode(),
        ("PARIS, 4 " * 20_000).encode(),
        ("4.4.2021 " * 20_000).encode(),
        ("新华社" * 30_000).encode(),
        b"a\n" * 50_000,
        b"Share\n" * 30_000,
        ("By A and B and " * 10_000).encode(),
        ("/".join("ab" for _ in range(50_000))).encode(),
    ],
    ids=lambda data: data[:12].decode("utf-8", "ignore"),
)
def test_long_hostile_lines_end(data: bytes) -> None:
    assert trace_bytes(data).parts


@pytest.mark.parametrize(
    "line",
    [
        "© 2021 AFP. All rights reserved.\n",
        "Subscribe to our newsletter\nShare\n",
        "12 May 2021\nText goes here now.\n",
        "PARIS (AFP) - Text goes on here.\n",
        "AA/ Bagdad\n",
        "By Jane Doe\n",
        "Related stories\nTitle of a story here\n",
        "Headline here again now\n",
        "(Reporting by Jane Doe; Editing by Can Er)\n",
    ],
)
def test_many_lines_of_one_kind_end(line: str) -> None:
    """Two thousand lines that each look like the start or end of a page: whatever looks for pages
    must not look from each to each.
    """
    assert trace_bytes((line * 2000).encode()).parts
