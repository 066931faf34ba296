"""The proof that a fix does no harm: the whole record is the same before and after, or the fix is
refused and reported as refused.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from program import program

from dispatchkit import check, parse_bytes

# Who issued each of these stands in the footer alone, or in another line that a fix would take out.
ONLY_IN_THE_FOOTER = {
    "agency": (
        "Le musée de l'horloge ouvre une aile\n\nLe musée de l'horloge a ouvert samedi une nouvelle"
        " aile, où battent trois cents pendules de voyage, a dit sa directrice.\n\nElle les remonte"
        " toutes elle-même, chaque lundi, et il lui faut quatre heures pour cela.\n\nSeulement une"
        " partie des dépêches, que l'Agence Anadolu diffuse à ses abonnés via le Système de"
        " Diffusion interne (HAS), est diffusée sur le site de l'AA, de manière résumée."
        " Contactez-nous s'il vous plaît pour vous abonner.\n"
    ),
    "cookies above a dateline": (
        "We use cookies to improve your experience.\n\nClock museum opens a new wing.\n\nAA/"
        " Geneva\n\nThe clock museum opened a new wing on Saturday.\n"
    ),
}


def call(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["check", "--isolated", *arguments], catch_exceptions=False)


def record(data: bytes) -> list[dict[str, Any]]:
    """The records of a dump without places, white space and what was taken out."""

    def plain(value: Any) -> Any:
        if isinstance(value, str):
            return " ".join(
                unicodedata.normalize("NFC", value)
                .replace("\u200b", "")
                .replace("\u00ad", "")
                .split()
            )
        if isinstance(value, dict):
            return {
                key: plain(item)
                for key, item in value.items()
                if key not in ("lines", "boilerplate", "encoding")
            }
        return [plain(item) for item in value] if isinstance(value, list) else value

    return [plain(dispatch.to_dict()) for dispatch in parse_bytes(data)]


@pytest.mark.parametrize("name", ONLY_IN_THE_FOOTER)
def test_a_fix_that_changes_the_record_is_refused_and_told_so(name: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(ONLY_IN_THE_FOOTER[name], encoding="utf-8")
    before = path.read_bytes()
    result = call("--fix", "--select", "DK6", str(path))
    assert path.read_bytes() == before
    assert "not fixed: it would change the" in result.stdout
    assert "1 fix refused" in result.stderr
    assert "made" not in result.stderr
    assert "can be fixed" not in result.stderr
    (finding,) = [one for one in check(before, select=["DK6"]) if one.refused]
    assert finding.fix is None
    assert json.loads(json.dumps(finding.to_dict()))["refused"] == finding.refused
    full = call("-f", "full", "--select", "DK6", str(path))
    assert "not fixed: it would change the" in full.stdout


DUMPS = [
    path
    for folder in ("dispatches", "adversarial", "pages")
    for path in sorted((Path(__file__).parent / folder).rglob("*.txt"))
]


@pytest.mark.parametrize("path", DUMPS[::4], ids=lambda path: path.name)
def test_the_record_is_the_same_in_every_field(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    copy = tmp_path / "dump.txt"
    copy.write_bytes(data)
    said = call("--select", "ALL", str(copy)).stderr
    fixed = call("--select", "ALL", "--fix", str(copy)).stderr
    # What check says can be fixed is what --fix mends, and then nothing is left.
    offered = int(said.partition("can be fixed: ")[2].partition(" ")[0] or 0)
    made = (
        int(fixed.partition(" made")[0].rpartition("; ")[2].split(" ")[0])
        if " made" in fixed
        else 0
    )
    assert offered == made
    again = call("--select", "ALL", "--fix", str(copy)).stderr
    assert " made" not in again
    assert "can be fixed" not in again or "can be fixed: 0 with --fix" in again
    if made:
        assert record(copy.read_bytes()) == record(data)


def test_an_edit_that_the_encoding_cannot_hold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(
        "Le bac du port reprend\n\nPARIS, 4 déc 2021 (AFP) - Le bac a repris ses voyages ; c'est la"
        " mairie qui le dit, après une semaine de tempête.\n".encode("latin-1")
    )
    before = path.read_bytes()
    result = call(
        "--select", "DK505", "--encoding", "latin-1", "--fix", "--unsafe-fixes", str(path)
    )
    assert path.read_bytes() == before
    assert "not fixed: iso-8859-1 has no U+202F" in result.stdout
