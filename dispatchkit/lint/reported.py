"""Which findings of an input are reported, and how: those grave enough, and boilerplate as one
finding for each rule.

A page has a dozen buttons, notices and links around its story. Each is a finding, so that fixes,
baselines and counts know it; reported one by one they would drown what matters. On raw input, where
they are info, a rule about boilerplate is therefore reported once an input, at its first line, with
the numbers of the other lines. Each finding is reported if these rules are selected by name or a
least severity is given, and for clean text, where they are errors.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dispatchkit.lint.finding import Finding, Remedy, at_least

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.lint.settings import Settings

# The family of rules about boilerplate.
_BOILERPLATE = "DK6"
# How many lines a folded finding names; pages have had sixty, and nobody reads that many.
_LINES = 5


def reported(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """The *findings* of one input that are reported under *settings*, in their order."""
    if settings.min_severity is not None:
        return [
            finding for finding in findings if at_least(finding.severity, settings.min_severity)
        ]
    named = any(
        name.startswith(_BOILERPLATE) for name in (*settings.select, *settings.extend_select)
    )
    return list(findings) if named else _folded(findings)


def _folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with those of each rule about boilerplate folded into one in the place of the
    first.
    """
    groups: defaultdict[object, list[Finding]] = defaultdict(list)
    for number, finding in enumerate(findings):
        folds = finding.code.startswith(_BOILERPLATE) and finding.severity == "info"
        groups[finding.code if folds else number].append(finding)
    return [_fold(group) if len(group) > 1 else group[0] for group in groups.values()]


def _fold(group: Sequence[Finding]) -> Finding:
    """Several findings of one rule as one. Its fix joins the safe fixes of all, or the unsafe ones
    if none is safe.
    """
    first, *others = group
    lines = sorted({finding.line for finding in others})
    named = ", ".join(map(str, lines[:_LINES])) + ", ..." * (len(lines) > _LINES)
    return first._replace(
        message=(
            f"{first.message}; {len(others)} more on {'line' if len(lines) == 1 else 'lines'}"
            f" {named}"
        ),
        fix=_remedy([finding.fix for finding in group if finding.fix]),
    )


def _remedy(fixes: Sequence[Remedy]) -> Remedy | None:
    """The fixes of folded findings as one: the safe ones if there are any, else the others. None
    without any.
    """
    chosen = [fix for fix in fixes if fix.safety == "safe"] or fixes
    return (
        chosen[0]._replace(changes=tuple(change for fix in chosen for change in fix.changes))
        if chosen
        else None
    )
