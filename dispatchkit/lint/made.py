"""Makes findings: of hits in an input, of matches across inputs, of stale entries of a baseline."""

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

# Bytes of a fingerprint: one in 10**19 pairs of findings is taken for the same.
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
    """The finding of *rule* that *message* states. It is as grave as the settings say, else as
    *severity* says, else as the rule says.
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
    """The name of the *number*-th finding of a *key* (code and text of the line) in an input: the
    same wherever its line moves.
    """
    return blake2b(
        f"{key}\0{number}".encode("utf-8", "surrogatepass"), digest_size=_FINGERPRINT
    ).hexdigest()
