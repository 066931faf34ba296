"""What ``check --fix`` does to files: afterwards it is the same file with all its attributes, or it
is untouched and the reason is given.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from patience import PATIENCE
from program import program

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Ferry returns to Valmer after two months\n\nVALMER, May 3 (Reuters) - The ferry to the island"
    " of Valmer sailed again on Monday  , the harbour office said, after a storm.\n"
)
MENDED = STORY.replace("  ,", " ,")


def fix(*names: str | Path, codes: str = "DK510,DK104") -> Result:
    return CliRunner().invoke(
        program,
        ["check", "--isolated", "--select", codes, "--fix", *map(str, names)],
        catch_exceptions=False,
    )


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_the_file_stays_the_same_file(dump: Path) -> None:
    hard, soft = dump.with_name("hard.txt"), dump.with_name("soft.txt")
    os.link(dump, hard)
    soft.symlink_to(dump.name)
    dump.chmod(0o640)
    before = dump.stat()
    assert fix(soft).exit_code == 0
    after = dump.stat()
    assert dump.read_text(encoding="utf-8") == hard.read_text(encoding="utf-8") == MENDED
    assert soft.is_symlink()
    assert (after.st_ino, after.st_mode, after.st_uid, after.st_gid, after.st_nlink) == (
        before.st_ino,
        before.st_mode,
        before.st_uid,
        before.st_gid,
        2,
    )
    assert sorted(path.name for path in dump.parent.iterdir()) == [
        "dump.txt",
        "hard.txt",
        "soft.txt",
    ]


@pytest.mark.skipif(
    not hasattr(os, "setxattr"), reason="extended attributes are set by Linux alone"
)
def test_extended_attributes_stay(dump: Path) -> None:
    try:
        os.setxattr(dump, "user.source", b"desk")
    except OSError as error:
        pytest.skip(f"the file system of the tests has none: {error}")
    fix(dump)
    assert dump.read_text(encoding="utf-8") == MENDED
    assert os.getxattr(dump, "user.source") == b"desk"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser gives files away"
)
def test_the_owner_stays(dump: Path) -> None:
    os.chown(dump, 1000, 1000)
    fix(dump)
    assert dump.read_text(encoding="utf-8") == MENDED
    assert (dump.stat().st_uid, dump.stat().st_gid) == (1000, 1000)


def test_a_write_protected_file_is_left_and_told(dump: Path) -> None:
    dump.chmod(0o444)
    result = fix(dump)
    assert result.exit_code == 3
    assert dump.read_text(encoding="utf-8") == STORY
    assert stat.S_IMODE(dump.stat().st_mode) == 0o444
    assert "protected" in result.stderr or "denied" in result.stderr
    # What is told is what is there: nothing was mended.
    assert "made" not in result.stderr
    assert "DK510" in result.stdout


def test_two_names_of_a_file_in_one_call(dump: Path) -> None:
    hard = dump.with_name("hard.txt")
    os.link(dump, hard)
    for jobs in ("1", "2"):
        dump.write_text(STORY, encoding="utf-8")
        assert fix("-j", jobs, dump, hard, dump).exit_code == 0
        assert hard.read_text(encoding="utf-8") == MENDED


def test_what_is_no_file_is_not_mended(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    result = fix(pipe)
    assert result.exit_code == 3
    assert "not a regular file" in result.stderr
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("change", ["appended", "replaced"])
def test_a_file_that_changed_since_it_was_read_is_left(change: str, dump: Path) -> None:
    from dispatchkit.files.failures import Failure
    from dispatchkit.files.rewriting import digest, rewrite

    known = digest(dump.read_bytes())
    new = STORY + "One more line.\n" if change == "appended" else "Another story.\n"
    dump.write_text(new, encoding="utf-8")
    with pytest.raises(Failure, match="changed while it was being checked"):
        rewrite(str(dump), MENDED.encode(), known)
    assert dump.read_text(encoding="utf-8") == new
    assert [path.name for path in dump.parent.iterdir()] == ["dump.txt"]


def test_a_line_appended_while_fixes_are_sought_is_kept(tmp_path: Path) -> None:
    dump = tmp_path / "long.txt"
    dump.write_text(
        STORY
        + "".join(
            f"\nLine {number} of the  harbour office, it said on Monday after the storm.\n"
            for number in range(1500)
        ),
        encoding="utf-8",
    )
    call = [
        sys.executable,
        "-m",
        "dispatchkit",
        "check",
        "--isolated",
        "--select",
        "DK510",
        "--fix",
        str(dump),
    ]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        # Whenever this comes, before the reading, between it and the writing, or after, it must be
        # there in the end.
        written = 0
        while process.poll() is None:
            with dump.open("a", encoding="utf-8") as file:
                file.write("APPENDED\n")
            written += 1
            time.sleep(0.05)
        process.communicate(timeout=PATIENCE)
    assert dump.read_text(encoding="utf-8").count("APPENDED") == written > 0


@pytest.mark.parametrize(
    "encoding", ["utf-8", "cp1252", "cp1251", "utf-16-le", "shift_jis", "koi8-r"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_encoding_mark_and_line_ends_stay(encoding: str, ending: str, dump: Path) -> None:
    words = {
        "cp1252": "Le maire a été à l'île",
        "cp1251": "Мэр провёл первый вагон",
        "shift_jis": "市長は土曜日に島へ行った。",
        "koi8-r": "Мэр провёл первый вагон",
    }.get(encoding, "Våler")
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    text = (STORY + f"\n{words}\n").replace("\n", ending)
    dump.write_bytes(mark + text.encode(encoding))
    options = () if encoding == "utf-16-le" else ("--encoding", encoding)
    fix(*options, dump, codes="DK510")
    assert dump.read_bytes() == mark + text.replace("  ,", " ,").encode(encoding)


def test_a_byte_order_mark_stays_where_it_is_not_asked_about(dump: Path) -> None:
    dump.write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    fix(dump, codes="DK510")
    assert dump.read_bytes() == b"\xef\xbb\xbf" + MENDED.encode()


# --- the patch ---------------------------------------------------------------------------------------------------------------

LINES = "".join(
    f"\nLine {number} of the harbour office, it said on Monday after the storm.\n"
    for number in range(12)
)
FILES = {
    "plain.txt": STORY.encode(),
    "cp1252.txt": (
        (STORY + "\nÀ l'île, dit  le maire d'Épinal, où l'été a été gâché.\n").encode("cp1252")
    ),
    "mark.txt": b"\xef\xbb\xbf" + STORY.encode(),
    "crlf.txt": STORY.replace("\n", "\r\n").encode(),
    "mixed.txt": STORY.replace("\n", "\r\n", 2).encode(),
    "cr.txt": STORY.replace("\n", "\r").encode(),
    "open.txt": STORY.rstrip("\n").encode(),
    "two places.txt": (
        (STORY + LINES + "\nThe  end, said the harbour office on Monday, is near.").encode()
    ),
    "feed/a b/c d.txt": STORY.encode(),
    "feed/tab\there.txt": STORY.encode(),
    'feed/quo"te.txt': STORY.encode(),
    "feed/é.txt": STORY.encode(),
    "rows.txt": (
        ("Read more\n\n" + STORY + LINES + "\nRead more\n\nShare this article\n\n\n").encode()
    ),
    "garbled.txt": (
        (
            STORY + "\nÃ\u00a0 Paris, dit le maire dâ€™Ã‰pinal, oÃ¹ lâ€™Ã©tÃ© a Ã©tÃ© gÃ¢chÃ©.\n"
        ).encode()
    ),
}


def lay(folder: Path) -> None:
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.mark.parametrize("program_", ["patch", "git"])
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_a_diff_is_a_patch(program_: str, unsafe: bool, tmp_path: Path) -> None:
    if shutil.which(program_) is None:
        pytest.skip(f"{program_} is not installed")
    patched, fixed = tmp_path / "patched", tmp_path / "fixed"
    for folder in (patched, fixed):
        folder.mkdir()
        lay(folder)
    options = ["--select", "ALL", *(["--unsafe-fixes"] if unsafe else [])]
    run = [sys.executable, "-m", "dispatchkit", "check", "--isolated", *options]
    shown = subprocess.run([*run, "--diff", *FILES], cwd=patched, capture_output=True, check=False)
    assert shown.returncode == 1
    how = (
        ["git", "apply", "-p0", "-"]
        if program_ == "git"
        else ["patch", "-p0", "--binary", "--silent"]
    )
    applied = subprocess.run(
        how,
        cwd=patched,
        input=shown.stdout,
        capture_output=True,
        check=False,
        env=os.environ | {"GIT_CEILING_DIRECTORIES": str(tmp_path)},
    )
    assert applied.returncode == 0, applied.stderr
    subprocess.run([*run, "--fix", *FILES], cwd=fixed, capture_output=True, check=False)
    for name, data in FILES.items():
        assert (patched / name).read_bytes() == (fixed / name).read_bytes(), name
        assert (fixed / name).read_bytes() != data or not unsafe, name


def test_what_cannot_be_a_patch_is_told(dump: Path) -> None:
    dump.write_bytes(b"\xff\xfe" + STORY.encode("utf-16-le"))
    result = CliRunner().invoke(
        program,
        ["check", "--isolated", "--select", "DK510", "--diff", str(dump)],
        catch_exceptions=False,
    )
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no patch: UTF-16-LE" in result.stderr
