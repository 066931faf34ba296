"""``dispatchkit learn --interactive``: shows each rule with its lines and asks what to do."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from typing import TYPE_CHECKING

from dispatchkit.files.terminal import say
from dispatchkit.labels import Label
from dispatchkit.learning.drafts import Draft, settled
from dispatchkit.learning.measured import counted
from dispatchkit.meant import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dispatchkit.learning.dumps import Dumps

# So many dumps are shown, with so many lines on either side of the one in question; who asks for
# help sees more of both.
_SHOWN, _AROUND = 2, 1
_MORE, _FURTHER = 4, 4
_LONGEST = 100


class Answer(StrEnum):
    """What may be done with a rule."""

    TAKE = "t"
    LEAVE = "l"
    OTHER = "o"
    EDIT = "e"
    ALL = "a"
    QUIT = "q"
    HELP = "?"


_CHOICE = "[t]ake, [l]eave, [o]ther label, [e]dit, take [a]ll the rest, [q]uit, [?] help"
_HELP = """\
t  take the rule as it is
l  leave it out
o  take it with another label, which is asked for
e  take it with another phrase or pattern, which is asked for
a  take this rule and all that follow
q  quit: the rules taken so far are written, this one and the rest are left out; so does the end
   of input (Ctrl-D)
?  this help, with more dumps and more of their lines

Ctrl-C ends the command, and no file is written. A rule that turns out to take text of a story is
dropped in the end, whoever took it."""


def chosen(
    drafts: Sequence[Draft], dumps: Dumps, ask: Callable[[str], str] | None = None
) -> list[Draft]:
    """The *drafts* that a person takes, perhaps changed. Who quits, or ends the input, keeps what
    was taken so far, and is told how much that is. *ask* puts a question and returns the answer.
    """
    put = ask or _prompt
    found: list[Draft] = []
    for number, draft in enumerate(drafts, 1):
        say(f"\n{number} of {len(drafts)}")
        for line in shown(draft, dumps):
            say(line)
        try:
            answer, kept = _answered(draft, dumps, put)
        except EOFError:
            answer, kept = Answer.QUIT, None
        if answer is Answer.QUIT:
            say(f"{counted(len(found), 'rule')} taken; {len(drafts) - number + 1} not looked at")
            break
        if kept is not None:
            found.append(kept)
        if answer is Answer.ALL:
            return [*found, *drafts[number:]]
    return found


def shown(draft: Draft, dumps: Dumps, most: int = _SHOWN, around: int = _AROUND) -> Iterator[str]:
    """A rule as it is shown: what it looks for, why, and its lines in at *most* so many dumps, with
    so many lines *around* them.
    """
    place = "anywhere" if draft.where == "any" else f"in the {draft.where} of a dump"
    yield f"{draft.label.word}: {draft.kind} {draft.form!r}, {place}"
    yield f"  {draft.why}"
    met: set[int] = set()
    for number, at in draft.spots:
        if number in met or len(met) == most:
            continue
        met.add(number)
        dump = dumps.dumps[number]
        yield f"  {dump.path}"
        for other in range(max(0, at - around), min(len(dump.lines), at + around + 1)):
            line = dump.lines[other]
            mark = ">" if other == at else " "
            yield f"  {mark} {line.number:>4}  {line.label.word:12} {line.text[:_LONGEST]}"


def _prompt(question: str) -> str:
    """The answer that a person types at the terminal. EOFError where the input ends."""
    sys.stderr.write(f"{question}: ")
    sys.stderr.flush()
    typed = sys.stdin.buffer.readline()
    if not typed:
        sys.stderr.write("\n")
        raise EOFError
    return typed.decode("utf-8", "replace")


def _answered(draft: Draft, dumps: Dumps, put: Callable[[str], str]) -> tuple[Answer, Draft | None]:
    """What a person says to a rule, asked until it is understood, and the rule that comes of it."""
    while True:
        typed = put(_CHOICE).strip().lower()[:1]
        if typed not in frozenset(Answer):
            continue
        answer = Answer(typed)
        if answer is Answer.HELP:
            _help(draft, dumps)
            continue
        if answer is Answer.OTHER:
            return answer, _relabelled(draft, put)
        if answer is Answer.EDIT:
            return answer, _edited(draft, put)
        return answer, draft if answer in (Answer.TAKE, Answer.ALL) else None


def _help(draft: Draft, dumps: Dumps) -> None:
    """Say what each answer does, and show more of the lines in question."""
    for line in (*_HELP.split("\n"), "", *shown(draft, dumps, _MORE, _FURTHER)):
        say(line)


def _relabelled(draft: Draft, put: Callable[[str], str]) -> Draft:
    """The rule with another label."""
    words = {label.word: label for label in Label}
    while True:
        typed = put(f"label [{draft.label.word}]").strip().lower() or draft.label.word
        if typed in words:
            return draft._replace(label=words[typed])
        say(f"there is no label {typed!r}{meant(typed, list(words))}")


def _edited(draft: Draft, put: Callable[[str], str]) -> Draft:
    """The rule with another phrase or pattern, which must still hit one of its lines."""
    while True:
        typed = put(f"{draft.kind} [{draft.form}]").strip() or draft.form
        try:
            changed = settled(draft._replace(form=typed))
        except re.error as error:
            say(f"not a regular expression: {error}")
            continue
        if changed is not None:
            return changed
        say("it hits none of the lines that the rule was made of")
