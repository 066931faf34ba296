"""A profile to start from: what is known of an agency as TOML, with what else it may say as
comments.

Lines that begin with "#" and no space are TOML that only has to be uncommented.
"""

from __future__ import annotations

import json
from typing import NamedTuple

_TEXT = """\
# What the agency prints. Every key is explained in docs/profile-keys.md, and
# docs/profiles.md shows how a profile is written. `dispatchkit profile check {id}.toml` says what
# is wrong or missing; `dispatchkit explain --profile {id}.toml DUMP` shows what it does.
schema = 1
id = {id_text}  # the name of this file
name = {name}  # the agency's own name
{country}  # ISO 3166
languages = {languages}  # BCP 47, the main one first
{timezone}  # IANA: the zone of its times
# How a dateline or a credit line names it: OSLO, May 3 (NLP) - ...
{credits}
# Credits that are also common words or another agency's: they count once the sender is known.
#ambiguous = ["Norlanda"]
# Datelines that it writes without a credit: line, dash, colon, date or open.
#datelines = ["dash"]

# Rules say what a line of its own is, with a reason, and examples that it must and must not hit.
# Write one only for what `explain` shows as text or other and is neither; in doubt leave it out.
#[[label]]
#id = "rights"
#label = "copyright"  # one of docs/labels.md
#where = "tail"  # head, tail or any
#prefix = ["© Norlanda Press"]  # or line = [...], or regex = '...' with keywords = [...]
#why = "the line of rights below every story"
#match = ["© Norlanda Press 2021"]
#miss = ["Norlanda Press © is a brand, a court found."]

# What only this agency prints, so that a dump without its credit is known to be its own.
#[[detect]]
#id = "footer"
#weight = "proof"  # or hint: two different hints are a proof
#line = ["Norlanda Press on the web"]
#why = "the last line of its pages"
#match = ["Norlanda Press on the web"]
#miss = ["Norlanda Press went on the web in 1999."]
"""


class Known(NamedTuple):
    """What is known of an agency: its id, and what the keys of its profile say; empty is not
    known.
    """

    id: str
    name: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    timezone: str = ""
    credits: tuple[str, ...] = ()


def profile(known: Known) -> str:
    """The text of the profile. What every profile must say and is not known is left empty, for
    ``proof.check`` to name.
    """
    return _TEXT.format(
        id=known.id,
        id_text=_value(known.id),
        name=_value(known.name),
        country=_pair("country", known.country, "NO"),
        languages=_value(known.languages),
        timezone=_pair("timezone", known.timezone, "Europe/Oslo"),
        credits=_pair("credits", known.credits, ("NLP", "Norlanda Press")),
    )


def _pair(key: str, value: str | tuple[str, ...], example: str | tuple[str, ...]) -> str:
    """A key and its value; an *example* as a comment if there is no value."""
    return f"{key} = {_value(value)}" if value else f"#{key} = {_value(example)}"


def _value(value: str | tuple[str, ...]) -> str:
    """A text or a list of texts in TOML, which has the escapes of JSON."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")
