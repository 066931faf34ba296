"""The pictures of docs/pictures/: what commands print on a terminal, as SVG, and what a browser
shows, as PNG. All of them are made from real runs on invented dumps.

    python tools/pictures.py              make all
    python tools/pictures.py explain      make one, in dark and in light
    python tools/pictures.py --check      exit 1 if one is not what the command prints on a terminal

A terminal picture holds its text as text, so that it can be selected and compared; its colours are
those of a theme, dark or light, and no font is fetched. Pages need Playwright, an installed
Chromium and Pillow (``pip install playwright pillow``), which reduces their colours.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import importlib
import io
import os
import re
import shutil
import sys
import tempfile
import termios
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from dispatchkit.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
# The columns of the terminal. A picture of 100 can still be read where a page is 800 pixels wide.
WIDTH = 100


class Session(NamedTuple):
    """Commands as somebody types them, and how many lines of what they print are shown."""

    commands: Sequence[str]
    lines: int = 60


SESSIONS = {
    "parse": Session(("cat samples/web-page.txt", "dispatchkit parse samples/web-page.txt")),
    "explain": Session(("dispatchkit explain samples/web-page.txt",)),
    "check": Session(("dispatchkit check -f full samples/web-page.txt",)),
}
# Background, foreground, and the eight colours of a terminal; each has a contrast of 4.5 or more to
# the background.
THEMES = {
    "dark": (
        "#0d1117",
        "#e6edf3",
        "#484f58 #ff7b72 #3fb950 #d29922 #58a6ff #bc8cff #39c5cf #b1bac4",
    ),
    "light": (
        "#ffffff",
        "#1f2328",
        "#24292f #cf222e #116329 #7d4e00 #0969da #8250df #1b6c75 #57606a",
    ),
}
# As Console.export_svg fills it, without the fonts that it would fetch.
SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font: {char_height}px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  white-space: pre;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
<g clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</g>
</svg>
"""
_TEXT_RE = re.compile(r'<text [^>]*x="([\d.]+)"[^>]*-line-(\d+)\)">([^<]*)</text>')


class _Terminal(io.TextIOWrapper):
    """Standard output that is a terminal of the pictures' width to those who ask, and keeps what is
    written to it.
    """

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")
        self._ends: tuple[int, ...] = os.openpty()
        termios.tcsetwinsize(self._ends[1], (40, WIDTH))

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._ends[1]

    def close(self) -> None:
        for end in self._ends:
            os.close(end)
        self._ends = ()
        super().close()

    def printed(self) -> str:
        self.flush()
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode()


@contextlib.contextmanager
def _surroundings(**changed: str) -> Iterator[None]:
    """The repository as working folder, and a terminal's environment."""
    kept = dict(os.environ)
    os.environ.pop("NO_COLOR", None)
    os.environ.update(changed)
    try:
        with contextlib.chdir(ROOT):
            yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def output(command: str) -> str:
    """What a command prints on a terminal, with its escapes."""
    name, *words = command.split()
    if name == "cat":
        return (ROOT / words[0]).read_text(encoding="utf-8")
    with _surroundings(FORCE_COLOR="1"), _Terminal() as terminal:
        with (
            contextlib.redirect_stdout(terminal),
            contextlib.redirect_stderr(io.TextIOWrapper(io.BytesIO())),
        ):
            run(words)
        return terminal.printed()


def shown(session: Session) -> Text:
    """The lines of a session, each as long as the terminal is wide or shorter."""
    text = Text()
    for command in session.commands:
        if text:
            text.append("\n")
        text.append("$ ", "dim").append(f"{command}\n", "bold")
        text.append_text(Text.from_ansi(output(command).rstrip("\n"))).append("\n")
    lines = [piece for line in text.split("\n") for piece in _folded(line)]
    return Text("\n").join(map(_spaced, lines[: session.lines]))


def _folded(line: Text) -> Iterator[Text]:
    """A line as a terminal breaks it."""
    yield from line.divide(range(WIDTH, len(line), WIDTH)) if len(line) > WIDTH else (line,)


def _spaced(line: Text) -> Text:
    """A line whose styles reach over the spaces after them: a picture has no text that is nothing
    but spaces, and without them words that are selected would run into each other.
    """
    indented = len(line.plain) - len(line.plain.lstrip(" "))
    for at, span in enumerate(line.spans):
        rest = line.plain[span.end :]
        end = span.end + len(rest) - len(rest.lstrip(" "))
        line.spans[at] = span._replace(start=0 if span.start == indented else span.start, end=end)
    return line


def svg(name: str, theme: str) -> str:
    """The terminal picture of that name."""
    back, front, colours = THEMES[theme]
    eight = [_rgb(colour) for colour in colours.split()]
    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    console.print(shown(SESSIONS[name]), highlight=False, soft_wrap=True)
    picture = console.export_svg(
        title="",
        theme=TerminalTheme(_rgb(back), _rgb(front), eight),
        code_format=SVG,
        unique_id=f"{name}-{theme}",
    )
    # The frame would not be seen on a white page.
    return picture.replace("rgba(255,255,255,0.35)", "#8b949e")


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def text_of(picture: str) -> list[str]:
    """The lines of text in a terminal picture."""
    found: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for left, line, text in _TEXT_RE.findall(picture):
        found[int(line)].append((float(left), html.unescape(text).replace("\xa0", " ")))
    last = max(found, default=-1)
    lines = ["".join(text for _, text in sorted(found[at])) for at in range(last + 1)]
    return [line.rstrip() for line in lines]


def outdated() -> list[Path]:
    """The terminal pictures whose text is not what the commands print now."""
    found = []
    for name, session in SESSIONS.items():
        now = [line.rstrip().replace("\xa0", " ") for line in shown(session).plain.split("\n")]
        for theme in THEMES:
            path = PICTURES / f"{name}-{theme}.svg"
            kept = text_of(path.read_text(encoding="utf-8")) if path.exists() else []
            if "\n".join(kept).strip() != "\n".join(now).strip():
                found.append(path)
    return found


def _corpus_page(folder: Path) -> Path:
    made = folder / "corpus"
    inputs = ("tests/dispatches", "tests/dumps", "samples")
    _quietly("corpus", "-q", *inputs, "--exclude", "*.json", "--output-dir", str(made))
    return made / "report.html"


def _check_page(folder: Path) -> Path:
    made = folder / "check.html"
    _quietly("check", "--isolated", "--report", f"html:{made}", "tests/dumps", "samples")
    return made


def _explain_page(folder: Path) -> Path:
    made = folder / "explain.html"
    _quietly("explain", "-o", str(made), "samples/anadolu-fr.txt")
    return made


def _quietly(*words: str) -> None:
    with (
        _surroundings(),
        contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())),
        contextlib.redirect_stderr(io.TextIOWrapper(io.BytesIO())),
    ):
        run(list(words))


PAGES: dict[str, Callable[[Path], Path]] = {
    "explain-page": _explain_page,
    "corpus-report": _corpus_page,
    "check-report": _check_page,
}


# The keys that are pressed before the picture is taken: eight lines down, to see a reason.
PRESSED = {"explain-page": "jjjjjjjj"}


def photograph(name: str) -> None:
    """Make the pictures of a page, dark and light."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = PAGES[name](Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for theme in THEMES:
            opened = browser.new_page(
                viewport={"width": 1200, "height": 800},
                color_scheme="dark" if theme == "dark" else "light",
            )
            opened.goto(page.as_uri())
            for key in PRESSED.get(name, ""):
                opened.keyboard.press(key)
            _reduced(opened.screenshot(), PICTURES / f"{name}-{theme}.png")
        browser.close()


def _reduced(png: bytes, path: Path) -> None:
    """Write a picture with 64 colours, which a page of text does not exceed to the eye."""
    image = importlib.import_module("PIL.Image")
    image.open(io.BytesIO(png)).convert("RGB").quantize(64).save(path, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join([*SESSIONS, *PAGES]))
    parser.add_argument("--check", action="store_true", help="write nothing")
    asked = parser.parse_args()
    if asked.check:
        wrong = outdated()
        for path in wrong:
            print(f"{path.relative_to(ROOT)} is not what the command prints: run {sys.argv[0]}")
        sys.exit(bool(wrong))
    PICTURES.mkdir(exist_ok=True)
    for name in asked.names or [*SESSIONS, *PAGES]:
        if name in PAGES:
            photograph(name)
            continue
        for theme in THEMES:
            path = PICTURES / f"{name}-{theme}.svg"
            path.write_text(svg(name, theme), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
