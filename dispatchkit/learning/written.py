"""A learned profile as TOML: facts, then rules, with what a profile cannot hold as comments."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import combining, normalize

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, fold_prefix, smooth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.learning.drafts import Draft

# Examples that a rule for several phrases carries.
_EXAMPLES, _MISSES = 8, 3
_SLUG_RE = pattern(r"[a-z0-9]+")
# Letters that are no base letter with an accent.
_PLAIN = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_ID_WORDS = 3
_CONTROL_RE = pattern("[\x00-\x08\x0b-\x1f\x7f]")


class Facts(NamedTuple):
    """What a profile says besides its rules; *notes* are comments."""

    id: str
    name: str
    languages: tuple[str, ...]
    country: str | None = None
    timezone: str | None = None
    extends: str | None = None
    credits: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    source: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the agency, smooth, as lines are searched for them; the id alone is none."""
        named = self.name != self.id and self.name != unnamed(self.id)
        forms = {*self.credits, *((self.name,) if named else ())}
        return tuple(sorted(smooth(form) for form in forms))


def unnamed(id_: str) -> str:
    """The name of an agency that nobody names."""
    return f"Agency {id_}"


class Listed(NamedTuple):
    """A rule as the file has it, with the drafts that it is made of."""

    id: str
    drafts: tuple[Draft, ...]


def profile(facts: Facts, drafts: Sequence[Draft]) -> str:
    """The TOML of a profile."""
    blocks = ["\n".join(_head(facts))]
    blocks += ["\n".join(_block(rule, facts.source)) for rule in listed(drafts)]
    return "\n\n".join(blocks) + "\n"


@contextmanager
def kept_in_file(text: str, name: str) -> Iterator[str]:
    """The path of a file with a profile in it, which is there as long as the context lasts. A
    profile is called as its file is: *name* is its id.
    """
    with TemporaryDirectory(prefix="dispatchkit-learn-") as folder:
        path = os.path.join(folder, f"{name}.toml")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        yield path


def _head(facts: Facts) -> Iterator[str]:
    """The lines of the facts."""
    for note in facts.notes:
        yield f"# {_CONTROL_RE.sub(' ', note)}"
    yield "schema = 1"
    for key, value in facts._asdict().items():
        if key != "notes" and value not in (None, ()):
            yield f"{key} = {_value(value)}"
    if facts.timezone is None:
        yield '# timezone = "Area/City"  # fill in the zone of its times: no dump says for certain'


def listed(drafts: Sequence[Draft]) -> list[Listed]:
    """The rules of a profile: phrases that are the same for all but their words share one."""
    together: defaultdict[tuple[Any, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        shared = draft.form if draft.kind == "regex" or draft.field else ""
        key = (draft.table, draft.kind, draft.label, draft.where, draft.closes, draft.field, shared)
        together[key].append(draft)
    used: set[tuple[str, str]] = set()
    found = []
    for group in together.values():
        name = _name(group)
        number = 1
        while (group[0].table, name) in used:
            number += 1
            name = f"{_name(group)}-{number}"
        used.add((group[0].table, name))
        found.append(Listed(name, tuple(group)))
    order = {"detect": 0, "label": 1, "field": 2}
    return sorted(found, key=lambda rule: order[rule.drafts[0].table])


def _name(group: Sequence[Draft]) -> str:
    """The id of a rule in words: what it labels, and of a single phrase the first words."""
    first = group[0]
    parts = [first.label.word] if first.table != "detect" else ["own"]
    if len(group) == 1:
        parts += _SLUG_RE.findall(_plain(first.about))[:_ID_WORDS]
    else:
        parts.append({"line": "lines", "prefix": "openings"}.get(first.kind, "forms"))
    if len(group) > 1 and first.where != "any":
        parts.append(first.where)
    if first.closes:
        parts.append("closing")
    return "-".join(dict.fromkeys(parts))


def _plain(text: str) -> str:
    """A text in small letters without accents: "Još iz rubrike" is "jos iz rubrike"."""
    parted = normalize("NFKD", smooth(text).translate(_PLAIN))
    return "".join(char for char in parted if not combining(char))


def _block(rule: Listed, source: str | None) -> Iterator[str]:
    """The lines of one rule."""
    first = rule.drafts[0]
    yield f"[[{first.table}]]"
    yield f"id = {_value(rule.id)}"
    if first.table == "detect":
        yield 'weight = "proof"'
    else:
        yield f"label = {_value(first.label.word)}"
    if first.table != "field" and first.where != "any":
        yield f"where = {_value(first.where)}"
    if first.kind == "regex":
        yield f"regex = {_literal(first.form)}"
        yield f"keywords = {_value(first.keywords)}"
    else:
        folding = fold if first.kind == "line" else fold_prefix
        forms = {folding(draft.form): draft.form for draft in rule.drafts}
        yield f"{first.kind} = {_value(tuple(forms.values()))}"
    if first.field:
        yield f"field = {_value(first.field)}"
    if first.closes:
        yield "closes = true"
    yield f"why = {_value(_why(rule.drafts))}"
    if source:
        yield f"source = {_value(source)}"
    yield f"match = {_value(_examples(rule.drafts))}"
    yield f"miss = {_value(_misses(rule.drafts))}"


def _why(drafts: Sequence[Draft]) -> str:
    """The reason of a rule; of one for several phrases that of the rarest and of the commonest."""
    rarest = min(drafts, key=lambda draft: draft.support)
    commonest = max(drafts, key=lambda draft: draft.support)
    if rarest.why == commonest.why:
        return commonest.why
    most, least = commonest.why, rarest.why
    return f"{len(drafts)} phrases, the most frequent {most}; the least frequent {least}"


def _examples(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Examples of a rule: one of each phrase first."""
    firsts = [draft.match[0] for draft in drafts]
    others = [text for draft in drafts for text in draft.match[1:]]
    return tuple(dict.fromkeys([*firsts, *others]))[:_EXAMPLES]


def _misses(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Near misses of a rule, which none of its phrases hits."""
    misses = dict.fromkeys(text for draft in drafts for text in draft.miss)
    rules = [draft.rule() for draft in drafts]
    fine = [text for text in misses if not any(rule.hits(text) for rule in rules)]
    return tuple(fine[:_MISSES]) or ("-",)


def _value(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _literal(text: str) -> str:
    """A pattern as TOML, without escapes where that can be."""
    return f"'{text}'" if "'" not in text and text.isprintable() else _value(text)
