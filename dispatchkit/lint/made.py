"""Makes findings from hits in an input, from matches across inputs, and from stale entries of a
baseline.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from dispatchkit.lint.finding import Finding
from dispatchkit.lint.settings import severity_of

if TYPE_CHECKING:
    from dispatchkit.lint.finding import Remedy, Severity
    from dispatchkit.lint.rule import Rule
    from dispatchkit.lint.settings import Settings
    from dispatchkit.text.places import Excerpt, Place

# Bytes of a fingerprint: one in 10**19 pairs of findings has the same by chance.
_FINGERPRINT = 8


def finding_of(
    rule: Rule,
    message: str,
    settings: Settings,
    *,
    path: str,
    place: Place,
    excerpt: Excerpt,
    fingerprint: str,
    severity: Severity | None = None,
    index: int | None = None,
    agency: str | None = None,
    fix: Remedy | None = None,
    refused: str | None = None,
) -> Finding:
    """The finding of *rule* that *message* states. Its severity is that of the settings, else
    *severity*, else the rule's own.
    """
    return Finding(
        path=path,
        code=rule.code,
        name=rule.name,
        severity=severity_of(rule, settings) or severity or rule.severity,
        message=message,
        place=place,
        index=index,
        agency=agency,
        excerpt=excerpt,
        fingerprint=fingerprint,
        fix=fix,
        refused=refused,
    )


def fingerprint(key: str, number: int) -> str:
    """The fingerprint of the *number*-th finding with a *key* (code and text of the line) in an
    input: it stays the same wherever the line moves.
    """
    return blake2b(
        f"{key}\0{number}".encode("utf-8", "surrogatepass"), digest_size=_FINGERPRINT
    ).hexdigest()
