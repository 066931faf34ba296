"""Only plain text is mended: in every other format a fix would write into headers, mark-up or
frames.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import check

if TYPE_CHECKING:
    from pathlib import Path

# Blanks, an invisible character, a no-break space beside another, a combining accent, an entity,
# garbled letters, a button: something for every fix.
BODY = (
    "Ferry returns to Valmer  after two months\n\nVALMER, May 3 2021 (Reuters) - The ferry to the"
    " isl\u200band of Va\u0301lmer sailed again  on Monday\u00a0 , it said.\n\nThe harbour office"
    " said that 1,200 people, Marks &amp; Spencer among them, had used the first crossing aprÃ¨s"
    " midi.\n\nRead more\n\nShare this article"
)
CRLF = BODY.replace("\n", "\r\n")
FORMATS = {
    "mail": (
        "From: desk@example.org\nTo: all@example.org\nSubject: Ferry  returns\nDate: Mon, 3 May"
        " 2021 10:00:00 +0000\nMessage-ID: <1@example.org>\n\n" + BODY
    ),
    "mime": (
        "From: desk@example.org\nSubject: Ferry\nMIME-Version: 1.0\nContent-Type: multipart/mixed;"
        ' boundary="xx"\n\n--xx\nContent-Type: text/plain; charset=utf-8\n\n' + BODY + "\n--xx--"
    ),
    "mbox": (
        "From desk@example.org Mon May  3 10:00:00 2021\nFrom: desk@example.org\nSubject:"
        " Ferry\nDate: Mon, 3 May 2021 10:00:00 +0000\n\n" + BODY
    ),
    "html": (
        "<!DOCTYPE html>\n<html><head><title>Ferry</title></head><body>\n<p>"
        + BODY
        + "</p>\n</body></html>"
    ),
    "xml": (
        '<?xml version="1.0" encoding="utf-8"?>\n<item><title>Ferry  returns</title><body>'
        + BODY
        + "</body></item>"
    ),
    "json": json.dumps({"headline": "Ferry  returns", "body": BODY}, ensure_ascii=False, indent=1),
    "jsonl": "\n".join(
        json.dumps({"headline": "Ferry  returns", "body": BODY}, ensure_ascii=False)
        for _ in range(3)
    ),
    "csv": (
        "id,headline,body\n"
        + "\n".join(f'{number},"Ferry  returns","{BODY}"' for number in range(3))
    ),
    "rtf": "{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times;}}\n" + BODY + "\\par\n}",
    "warc": (
        f"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: {len(CRLF.encode())}\r\n\r\n"
        + CRLF
        + "\r\n\r\n"
    ),
    "7901": (
        "\x01abc123 4 i 120 abc 0123\r\n\x02" + CRLF + "\r\n\x03\r\nabc 031000 GMT mai 21\r\n\x04"
    ),
    "anpa": (
        "\x16\x16\x01a0105\x1f\r\nr i \x13\x11 ABC-Ferry 05-03 0120\x1f\r\n\x02"
        + CRLF
        + "\r\n\x03\r\n\x04"
    ),
    "zczc": "ZCZC ABC0123\r\n\r\n" + CRLF + "\r\n\r\nNNNN\r\n",
    "a frame below plain text": (
        BODY + "\n\n" * 3000 + "\x01abc123 4 i 120 abc 0123\n\x02" + BODY + "\n\x03"
    ),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_what_is_not_plain_text_is_never_rewritten(
    name: str, encoding: str, tmp_path: Path
) -> None:
    data = FORMATS[name].encode(encoding, errors="replace")
    path = tmp_path / "dump"
    path.write_bytes(data)
    result = CliRunner().invoke(
        program,
        [
            "check",
            "--isolated",
            "--select",
            "ALL",
            "--fix",
            "--unsafe-fixes",
            "-f",
            "json",
            str(path),
        ],
        catch_exceptions=False,
    )
    assert path.read_bytes() == data
    assert "made" not in result.stderr
    assert "can be fixed" not in result.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_the_finding_says_why(name: str) -> None:
    found = check(FORMATS[name].encode(), select=["ALL"])
    assert not any(one.fix for one in found)
    kept = [one for one in found if one.refused]
    assert all("only plain text is mended" in (one.refused or "") for one in kept)
    assert kept or [one.code for one in found] == ["DK110"]


def test_plain_text_is_mended_and_a_lone_control_is_no_frame() -> None:
    data = BODY.replace("two months", "two\x03 months").encode()
    found = check(data, select=["DK104", "DK105", "DK510"])
    assert {one.code for one in found if one.fix} == {"DK104", "DK105", "DK510"}


# --- wrapped lines -----------------------------------------------------------------------------------------------------------

WRAPPED = (
    "The clock museum on the lake opened a new wing on Saturday, in which three\nhundred travelling"
    " clocks tick, the oldest of them made for a pope, and the\nyoungest for a submarine.\n\nThe"
    " director winds all of them herself, each Monday, and needs four hours for\nit. She says that"
    " she does not hear them any more, unlike visitors.\n"
)


def test_the_lines_of_a_wire_stay_as_its_format_sets_them() -> None:
    dump = "Clock museum opens a new wing\n\nGENEVA, Dec 4 (AP) - " + WRAPPED
    (finding,) = check(dump.encode(), select=["DK209"])
    assert finding.fix is None
    assert "sets the length of its lines" in (finding.refused or "")


def test_lines_that_nobody_sent_in_a_format_are_joined() -> None:
    (finding,) = check(f"Clock museum opens a new wing\n\n{WRAPPED}".encode(), select=["DK209"])
    assert finding.fix
    assert finding.fix.safety == "safe"


@pytest.mark.parametrize(
    "line",
    ["\f", "-----------------------------------------", "##", "-30-", "- 30 -", "NNNN", "* * *"],
)
def test_no_line_that_parts_dispatches_is_joined(line: str, tmp_path: Path) -> None:
    text = (
        f"Clock museum opens a new wing\n\n{WRAPPED}{line}\nHarbour gets a new ferry for its"
        f" islands\n\n{WRAPPED}"
    )
    path = tmp_path / "dump.txt"
    path.write_text(text, encoding="utf-8", newline="")
    CliRunner().invoke(
        program,
        ["check", "--isolated", "--select", "DK209", "--fix", "--unsafe-fixes", str(path)],
        catch_exceptions=False,
    )
    left = path.read_text(encoding="utf-8").split("\n")
    assert line in left
    assert "Harbour gets a new ferry for its islands" in left
