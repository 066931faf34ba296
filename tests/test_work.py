"""Twice the input means about twice the work: counted in rounds of loops and in what slices copy,
never by the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from work import counted

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = (
    "Council opens bridge\n\nLISBON, Dec 4 2021 (AFP) - The council opened a bridge on Saturday,"
    " officials said.\n\n"
)
STORY = (
    "ZCZC DK{0:07d} 4 I POL /AFP-AA01\r\nCouncil number {0} opens bridge over the"
    " river\r\n\r\nLISBON, Dec 4 2021 (AFP) - The council of ward {0} opened a bridge on Saturday,"
    " officials said.\r\n\r\n"
    + "Work on the crossing took two years and cost less than planned, the mayor told reporters at"
    " the site.\r\n" * 12 + "\r\nNNNN\r\n\r\n"
)
SENTENCE = "The council said that the bridge was open again.\n\n"
# Twice the input may cost so much more. Work that does not grow with the input, like reading
# tables, only makes it less.
GROWN = 2.2
# A module that does less than so much for the larger input is not looked at.
SMALL = 5_000

CASES: dict[str, tuple[str, Callable[[int], str], int]] = {
    "no-break spaces in lines of their own": ("check", lambda n: HEAD + "The council said so.\n\u00a0\n" * n, 250),
    "no-break spaces between words": ("check", lambda n: HEAD + "a\u00a0b\n" * n, 250),
    "no-break spaces in sentences": ("fix", lambda n: HEAD + "The council\u00a0said that the bridge was \u00a0open again.\n\n" * n, 75),
    "no-break spaces of one line": ("check", lambda n: HEAD + "Text " + "a\u00a0" * n + "x\n", 600),
    "buttons": ("check", lambda n: HEAD + "Share\n" * n, 375),
    "buttons below a story": ("check", lambda n: HEAD + SENTENCE * 3 + "Share\n\nPrint this page\n\n" * n, 250),
    "tags alone": ("check", lambda n: HEAD + "<b>\n" * n, 250),
    "tags in lines": ("check", lambda n: HEAD + "The council said <b>that</b> the bridge &amp; the road were open.\n\n" * n, 70),
    "buttons below a story, mended": ("fix", lambda n: HEAD + SENTENCE * 3 + "Share\n\nPrint this page\n\n" * n, 220),
    "buttons between paragraphs": ("check", lambda n: HEAD + (SENTENCE + "Share\n\n") * n, 75),
    "links": ("parse", lambda n: HEAD + 'Read <a href="http://x.y/z">more</a> here.\n' * n, 50),
    "credits of one after another": ("check", lambda n: HEAD + SENTENCE + "By Ada Finch\n" * n + SENTENCE, 150),
    "entries above a headline": ("parse", lambda n: "- Home page\n" * n + "\n" + HEAD + SENTENCE * 3, 150),
    "repeated headlines": ("check", lambda n: "Council opens bridge\n" * n + "\n" + HEAD + SENTENCE * 3, 150),
    "repeated paragraphs": ("check", lambda n: HEAD + "".join(f"{part % n} {SENTENCE}" for part in range(2 * n)), 75),
    "messages that say nothing": ("parse", lambda n: HEAD + "NNNN\n" + "ZCZC A1\nNNNN\n" * n, 40),
    "form feeds": ("parse", lambda n: HEAD + "The council said so.\n\f\n" * n, 150),
    "numbered documents": ("parse", lambda n: "".join(f"{at + 1} of {n} DOCUMENTS\n{HEAD}" for at in range(n)), 30),
    "headers": ("parse", lambda n: f"npf001 3 res 0070 f\n{HEAD}" * n, 30),
    "records": ("parse", lambda n: f"Title: Bridge\nDate: 3 May 2001\n{HEAD}" * n, 30),
    "tagged text": ("parse", lambda n: HEAD + "Text <DOC>\nThe council said so.\n" * n, 150),
    "blank lines": ("check", lambda n: HEAD + SENTENCE * 3 + "\n" * n + "Share\n", 750),
    "closing brackets": ("check", lambda n: f"{HEAD}Text {')' * n}x\n", 5_000),
    "bidi controls": ("check", lambda n: "\u202eabc\u2066\u200f" * n, 1_250),
    "stories": ("check", lambda n: "".join(map(STORY.format, range(n))), 40),
    "paragraphs of a page": ("parse", lambda n: HEAD + "The town has opened its parks again on Saturday, said the mayor, and the works had lasted for two years.\n\n" * n, 400),
    "keys of a page": ("parse", lambda n: f"{HEAD}{'news_' * n}!\n", 5_000),
    "blanks": ("check", lambda n: f"{HEAD}Text{' ' * n}x\n", 20_000),
}  # fmt: skip


def test_twice_the_input_is_twice_the_work() -> None:
    """All cases in one process, for compiling the package with counters takes longer than they do."""
    runs = [
        (command, made(times * size)) for command, made, size in CASES.values() for times in (1, 2)
    ]
    taken = iter(counted(runs))
    grown = {}
    for name in CASES:
        before, after = next(taken), next(taken)
        grown[name] = {
            module: (before[module], count)
            for module, count in after.items()
            if count > max(GROWN * before[module], SMALL)
        }
    assert {name: modules for name, modules in grown.items() if modules} == {}
