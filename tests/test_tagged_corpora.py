"""Corpora of tagged text: each document a record, whatever its mark-up looks like."""

from __future__ import annotations

import gc
import json
import tracemalloc
from itertools import islice
from typing import TYPE_CHECKING

import corpora
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lost import lost
from work import HELD, calls, held

from dispatchkit import DispatchkitError, iter_parse, parse_bytes, parse_text, trace_text
from dispatchkit.reading.options import ReadOptions
from dispatchkit.reading.tagged import corpus
from dispatchkit.text.lines import is_blank, split_lines

if TYPE_CHECKING:
    from pathlib import Path

LAMP = "The harbour of Gull Point has had no lamp since the storm, said the keeper."
NEWS = "The council will pay for a new bulb before the autumn, it decided on Monday."

# What stands in a file, and what its records hold of it.
CORPORA: dict[str, tuple[str, list[dict[str, object]]]] = {
    "a document of a wire": (
        f"""\
<DOC id="AFP_ENG_20040619.0312" type="story" >
<HEADLINE>
Lamp to be lit
</HEADLINE>
<DATELINE>
OSLO, June 19 (AFP)
</DATELINE>
<TEXT>
<P>
The harbour of Gull Point has had no lamp
since the storm, said the keeper.
</P>
<P>
{NEWS}
</P>
</TEXT>
</DOC>
""",
        [
            {
                "headline": "Lamp to be lit",
                "agency": "afp",
                "published": "2004-06-19",
                "place": "OSLO",
                "altid": "AFP_ENG_20040619.0312",
                "paragraphs": [LAMP, NEWS],
            }
        ],
    ),
    "all on one line": (
        (
            f"<DOC><DOCNO>XY-1</DOCNO><TITLE>Lamp lit</TITLE><TEXT><P>{LAMP}</P><P>{NEWS}</P></TEXT></DOC>"
            f"<DOC><DOCNO>XY-2</DOCNO><TITLE>Bulb bought</TITLE><TEXT>{NEWS}</TEXT></DOC>"
        ),
        [
            {"headline": "Lamp lit", "altid": "XY-1", "paragraphs": [LAMP, NEWS]},
            {"headline": "Bulb bought", "altid": "XY-2", "paragraphs": [NEWS]},
        ],
    ),
    "ends that are missing": (
        (
            f"<DOC>\n<DOCNO> XY-1\n<HEADLINE> Lamp lit\n<TEXT>\n{LAMP}\n"
            f"<DOC>\n<DOCNO> XY-2\n<HEADLINE> Bulb bought\n<TEXT>\n{NEWS}\n"
        ),
        [
            {"headline": "Lamp lit", "altid": "XY-1", "paragraphs": [LAMP]},
            {"headline": "Bulb bought", "altid": "XY-2", "paragraphs": [NEWS]},
        ],
    ),
    "entities and CDATA": (
        (
            "<DOC>\n<DOCNO>XY-1</DOCNO>\n<TITLE><![CDATA[Lamp &AMP; bulb]]></TITLE>\n<TEXT>&#3;&UR;\n"
            "<![CDATA[The lamp &lt;of 1901&gt; is lit &MD; again, said the keeper of Gull Point.]]>\n"
            "</TEXT>\n</DOC>\n"
        ),
        [
            {
                "headline": "Lamp & bulb",
                "paragraphs": ["The lamp <of 1901> is lit — again, said the keeper of Gull Point."],
            }
        ],
    ),
    "the number tells which figure is the month": (
        (
            f"<DOC>\n<DOCNO>NH19940103-0001</DOCNO>\n<TI>Lamp lit</TI>\n<DT>03-01-1994</DT>\n"
            f"<AU>Ada Finch</AU>\n<TE>{LAMP}</TE>\n</DOC>\n"
        ),
        [{"published": "1994-01-03", "byline": ["Ada Finch"], "paragraphs": [LAMP]}],
    ),
    "six figures": (
        (
            f"<DOC>\n<DOCNO> XY-1 </DOCNO>\n<DATE> 910514 </DATE>\n<HL> Lamp lit </HL>\n"
            f"<TEXT>\n{LAMP}\n</TEXT>\n</DOC>\n"
        ),
        [{"published": "1991-05-14", "headline": "Lamp lit"}],
    ),
    "lines of a headline": (
        (
            "<DOC>\n<DOCNO> WSJ870324-0003 </DOCNO>\n<HL> Lamp lit\n---\nA second line\n----\n"
            f"By Ada Finch </HL>\n<DD> 03/24/87</DD>\n<TEXT>\n{LAMP}\n</TEXT>\n</DOC>\n"
        ),
        [{"headline": "Lamp lit", "byline": ["Ada Finch"], "published": "1987-03-24"}],
    ),
    "a lead beside its text": (
        (
            f"<DOC>\n<DOCNO> XY-1 </DOCNO>\n<LEADPARA>  {LAMP}\n</LEADPARA>\n<SECTION> Local </SECTION>\n"
            f"<HEADLINE> LAMP LIT </HEADLINE>\n<TEXT>    {NEWS}\n</TEXT>\n</DOC>\n"
        ),
        [{"headline": "LAMP LIT", "section": "Local", "paragraphs": [LAMP, NEWS]}],
    ),
    "text above the element of the text": (
        (
            "<DOC>\n<DOCNO> APW19980625.1046 </DOCNO>\n<DATE_TIME> 1998-06-25 23:14 </DATE_TIME>\n"
            "<BODY>\n<HEADLINE>\nLamp lit\n</HEADLINE>\n   HOFN, Iceland (AP) _ The lamp is lit again.\n"
            f"<TEXT>\n   {LAMP}\n</TEXT>\n</BODY>\n<TRAILER>\nAPW-06-25-98 2314EDT\n</TRAILER>\n</DOC>\n"
        ),
        [
            {
                "agency": "ap",
                "place": "HOFN",
                "published": "1998-06-25T23:14:00",
                "paragraphs": ["The lamp is lit again.", LAMP],
            }
        ],
    ),
    "what is none of the text": (
        (
            f"<DOC>\n<DOCNO>XY-1</DOCNO>\n<TITLE>Lamp lit</TITLE>\n<TEXT><IMAGE>/1/x.jpg</IMAGE>\n{LAMP}\n"
            "</TEXT>\n</DOC>\n"
        ),
        [{"paragraphs": [LAMP]}],
    ),
    "Chinese": (
        (
            "<DOC>\n<DOCNO>XIN20001105.1130.0042</DOCNO>\n<TEXT>\n"
            "新华社昆明十一月五日电（记者罗例）昆明市五日开始更换全部路灯。\n</TEXT>\n</DOC>\n"
        ),
        [
            {
                "agency": "xinhua",
                "place": "昆明",
                "byline": ["罗例"],
                "paragraphs": ["昆明市五日开始更换全部路灯。"],
            }
        ],
    ),
    "documents without text": (
        (
            "<DOC>\n<DOCNO>XY-0</DOCNO>\n</DOC>\n"
            f"<DOC>\n<DOCNO>XY-1</DOCNO>\n<TEXT>\n{LAMP}\n</TEXT>\n</DOC>\n<DOC>\n</DOC>\n"
        ),
        [{"altid": "XY-1", "paragraphs": [LAMP]}],
    ),
    "a headline of the Financial Times": (
        (
            "<DOC>\n<DOCNO>FT942-1</DOCNO>\n<DATE>940415\n</DATE>\n<HEADLINE>\nFT  15 APR 94 / Lamp lit:"
            f" Keeper glad\n</HEADLINE>\n<TEXT>\n{LAMP}\n</TEXT>\n</DOC>\n"
        ),
        [{"headline": "Lamp lit: Keeper glad", "published": "1994-04-15"}],
    ),
    "notes to editors among headlines": (
        (
            "<DOC>\n<DOCNO>AP880212-0001</DOCNO>\n<HEAD>Lamp lit</HEAD>\n<HEAD>Eds: UPDATES with"
            f" details</HEAD>\n<TEXT>\n   {LAMP}\n</TEXT>\n</DOC>\n"
        ),
        [{"headline": "Lamp lit", "ednote": "Eds: UPDATES with details", "agency": "ap"}],
    ),
    "the dump of a wiki": (
        (
            '<doc id="12" url="https://wiki.example/12" title="Gull Point">\nGull Point\n\n'
            f"{LAMP}\n\n{NEWS}\n\n</doc>\n"
        ),
        [{"headline": "Gull Point", "altid": "12", "paragraphs": [LAMP, NEWS]}],
    ),
    "text in no element": (
        f"<DOC>\n<DOCNO>XY-1</DOCNO>\nLamp lit\n\n{LAMP}\n\n{NEWS}\n</DOC>\n",
        [{"headline": "Lamp lit", "paragraphs": [LAMP, NEWS]}],
    ),
    "text in an element that nobody knows": (
        (
            "<DOC>\n<DOCNO>XY-1</DOCNO>\n<TITLE>Lamp lit</TITLE>\n<PAGE>3</PAGE>\n<RAPPORT>\n"
            f"{LAMP}\n\n{NEWS}\n</RAPPORT>\n</DOC>\n"
        ),
        [{"headline": "Lamp lit", "paragraphs": [LAMP, NEWS]}],
    ),
    "an author as catalogues write one": (
        (
            "<DOC>\n<DOCNO> XY-1 </DOCNO>\n<TITLE>Lamp lit</TITLE>\n<AUTHOR>Finch, Ada.\n</AUTHOR>\n"
            f"<TEXT>\n{LAMP}\n</TEXT>\n</DOC>\n"
        ),
        [{"byline": ["Ada Finch"]}],
    ),
    "what a page of Reuters holds": (
        (
            '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="YES" NEWID="1">\n'
            "<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TOPICS><D>lamps</D></TOPICS>\n<TEXT>&#2;\n"
            "<TITLE>LAMP REVIEW</TITLE>\n<DATELINE>    OSLO, Feb 26 - </DATELINE><BODY>"
            f"{LAMP}\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
        ),
        [
            {
                "agency": "reuters",
                "headline": "LAMP REVIEW",
                "place": "OSLO",
                "published": "1987-02-26T15:01:01",
                "paragraphs": [LAMP],
            }
        ],
    ),
}


@pytest.mark.parametrize("name", CORPORA)
def test_every_document_is_a_record(name: str) -> None:
    text, expected = CORPORA[name]
    found = [one.to_dict() for one in parse_text(text)]
    assert len(found) == len(expected)
    for record, fields in zip(found, expected, strict=True):
        shown = {
            **record,
            "agency": record["agency"] and record["agency"]["id"],
            "place": record["dateline"] and record["dateline"]["place"],
            "byline": [person["name"] for person in record["byline"]],
            "paragraphs": [paragraph["text"] for paragraph in record["paragraphs"]],
        }
        assert {key: shown[key] for key in fields} == fields


@pytest.mark.parametrize("name", CORPORA)
def test_a_file_that_was_cut_off_is_read_or_refused(name: str) -> None:
    data = CORPORA[name][0].encode()
    for end in range(0, len(data), 3):
        try:
            found = parse_bytes(data[:end])
        except DispatchkitError:
            continue
        assert all("</" not in json.dumps(one.to_dict()["paragraphs"]) for one in found)


TAGS = ("DOC", "DOCNO", "HEADLINE", "DATE", "TEXT", "BODY", "P", "BR", "IMAGE", "CORRECT")
PIECES = st.one_of(
    st.sampled_from([f"<{name}>" for name in TAGS] + [f"</{name}>" for name in TAGS]),
    st.sampled_from(["\n", "\n\n", " ", "&AMP;", "&#3;", "<!-- x -->", "<", "<![CDATA[", "]]>"]),
    st.sampled_from([f"{LAMP}\n", f"\n{NEWS}", "lamp", "03/24/87", "x < y", "By Ada Finch\n"]),
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_every_line_is_told_once(text: str) -> None:
    text = f"<DOC>\n<TEXT>\n{LAMP}\n</TEXT>\n{text}"
    numbers = [
        line.line.number
        for part in trace_text(text).parts
        for line in part.lines
        if not is_blank(line.line.text)
    ]
    lines = text.split("\n")
    told = {number for number, line in enumerate(lines, 1) if not is_blank(line)}
    assert set(numbers) == told


@pytest.mark.parametrize(
    "unit",
    [
        "<TEXT>",
        "<P>",
        "<HEADLINE>",
        "<P>\nx\n",
        "<DOC>\n",
        "</TEXT>",
        "<a ",
        "&#3;&",
        "<!",
        "<B a=b ",
    ],
)
def test_hostile_mark_up_takes_linear_work(unit: str) -> None:
    def taken(size: int) -> int:
        text = f"<DOC>\n<TEXT>\n{LAMP}\n" + unit * size
        return calls(lambda: parse_text(text))

    taken(10)
    assert taken(200) < 2.4 * taken(100) + 3_000


@pytest.mark.parametrize("name", CORPORA)
def test_five_hundred_documents_of_each_form_are_as_many(name: str) -> None:
    text, expected = CORPORA[name]
    lines = split_lines((text.rstrip() + "\n") * 500)
    assert sum(1 for _ in corpus(lines, ReadOptions())) == 500 * len(expected)


@pytest.mark.parametrize("name", CORPORA)
def test_documents_are_held_one_at_a_time(name: str) -> None:
    text, expected = CORPORA[name]
    lines = split_lines((text.rstrip() + "\n") * 62)
    assert held(lambda: corpus(lines, ReadOptions()), len(expected)) < HELD


@pytest.mark.parametrize("name", CORPORA)
def test_twice_the_documents_take_twice_the_work(name: str) -> None:
    def taken(times: int) -> int:
        lines = split_lines((CORPORA[name][0].rstrip() + "\n") * times)
        return calls(lambda: list(corpus(lines, ReadOptions())))

    taken(2)
    assert taken(40) < 2.2 * taken(20)


def test_a_file_of_ten_megabytes_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "corpus.sgm"
    count = corpora.write(path, 10)
    seen = 0
    tracemalloc.start()
    for seen, _ in enumerate(islice(iter_parse(path), 40), 1):
        if seen == 20:
            gc.collect()
            before = tracemalloc.get_traced_memory()[0]
    after = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count > seen == 40
    assert after < before + 8_000_000


# The words of a line that two documents share are in two records.
PARTED = [name for name in CORPORA if name != "all on one line"]


@pytest.mark.parametrize("name", PARTED)
def test_no_word_of_a_corpus_is_lost(name: str) -> None:
    assert list(lost(trace_text(CORPORA[name][0]))) == []
