"""What was repaired or ignored in reading an input is told: by ``parse -v`` and by ``explain``. All
texts are invented.
"""

from __future__ import annotations

import io
import zipfile

import pytest

from dispatchkit import trace_bytes
from dispatchkit.files.inputs import Input
from dispatchkit.outcomes import Ending, outcome
from dispatchkit.reading.options import ReadOptions
from dispatchkit.text.repair import Repairs, repairs

STORY = "{}\n\nÉVIAN, 3 mai 2021 (AFP) - La fête a été annulée, a annoncé la mairie.\n\n{}\n"
PLAIN = STORY.format("Fête à Évian", "Les élèves étaient très déçus.")
HEAD = "From: a@b.example\nTo: c@d.example\nSubject: Fete\nContent-Type: text/plain; charset={}\n\n"
QUOTED = (
    b"From: a@b.example\nTo: c@d.example\nSubject: Fete\nContent-Type: text/plain; charset=%s\n"
    b"Content-Transfer-Encoding: quoted-printable\n\n"
    b"\xc9vian f=EAte\n\nEVIAN, 3 mai 2021 (AFP) - La f=EAte a =E9t=E9 annul=E9e, dit la mairie.\n"
)
PAGE = "<!doctype html><meta charset={}><h1>Fête à Évian</h1><p>ÉVIAN, 3 mai 2021 (AFP) - {}</p>"


def read(data: bytes) -> Ending:
    item = Input("x", "x", data)
    (last,) = [one for one in outcome(item, ReadOptions(path="x"), str) if isinstance(one, Ending)]
    return last


TOLD = {
    "mojibake": (PLAIN.encode().decode("cp1252").encode(), "mojibake repaired in 3 lines"),
    "entities": (STORY.format("F&ecirc;te", "Les &amp;").encode(), "HTML entities decoded in 2 lines"),
    "NULs": (PLAIN.encode() + 40 * b"\0", "40 control or invisible characters left out"),
    "mail": (HEAD.format("utf-8").encode() + PLAIN.encode("cp1252"), "declared encoding utf-8 ignored"),
    "coded mail": (QUOTED % b"utf-8", "declared encoding utf-8 ignored"),
    "page": (PAGE.format("shift_jis", "Les élèves.").encode(), "declared encoding shift_jis ignored"),
}  # fmt: skip
QUIET = {
    "text": PLAIN.encode(),
    "mail": HEAD.format("utf-8").encode() + PLAIN.encode(),
    "mail of Windows": HEAD.format("iso-8859-1").encode() + PLAIN.encode("cp1252"),
    "coded mail": QUOTED % b"iso-8859-1",
    "page": PAGE.format("utf-8", "Les élèves.").encode(),
}


@pytest.mark.parametrize(("data", "told"), TOLD.values(), ids=TOLD)
def test_what_was_mended_or_ignored_is_told(data: bytes, told: str) -> None:
    ending = read(data)
    assert ending.read.endswith(f"; {told}")
    assert ending.doubts == ()


@pytest.mark.parametrize("data", QUIET.values(), ids=QUIET)
def test_where_nothing_was_mended_nothing_is_told(data: bytes) -> None:
    assert ";" not in read(data).read


@pytest.mark.parametrize("case", ["mojibake", "entities", "NULs"])
def test_explain_tells_what_was_repaired(case: str) -> None:
    data, told = TOLD[case]
    (part,) = trace_bytes(data).parts
    assert f"repaired: {told}" in part.evidence


def test_a_mail_has_the_encoding_of_its_text() -> None:
    (part,) = trace_bytes(QUOTED % b"iso-8859-2").parts
    assert part.dispatch is not None
    assert part.dispatch.encoding == "iso-8859-2"


def test_the_doubt_about_a_member_of_an_archive_is_told() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", PLAIN)
        archive.writestr("old.txt", PLAIN.upper().encode("cp500", "replace") * 3)
    ending = read(file.getvalue())
    (doubt,) = ending.doubts
    assert doubt.startswith("old.txt: read as ")


def test_repairs_are_counted_and_added() -> None:
    found = repairs(["Caf\xc3\xa9", "a &lt; b", "c", "\0\0\xad"])
    assert found == Repairs(escaped=1, garbled=1, unseen=3)
    assert str(found.plus(Repairs(escaped=1))).startswith("HTML entities decoded in 2 lines, ")
    assert str(Repairs()) == ""
