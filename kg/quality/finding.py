"""What the checks return: one finding per fault, with its place and its mend in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["fault", "warning", "note"]

#: From what must be mended to what is only worth knowing; reports print in this order.
SEVERITIES: Final[tuple[Severity, ...]] = ("fault", "warning", "note")


@dataclass(frozen=True)
class QualityFinding:
    """Something a person should know about the graph.

    `code` names the rule that was broken, `where` is `document:line` or an IRI, `thing` the IRI
    (or term) it is about; `ja`/`en` say what is wrong, `fix_ja`/`fix_en` how to mend it.
    """

    code: str
    severity: Severity
    where: str
    thing: str
    ja: str
    en: str
    fix_ja: str
    fix_en: str


def sort_findings(findings: list[QualityFinding]) -> list[QualityFinding]:
    """The findings in the order of a report: severity, rule, place, thing."""
    return sorted(
        findings,
        key=lambda found: (
            SEVERITIES.index(found.severity),
            found.code,
            _place(found.where),
            found.thing,
            found.ja,
        ),
    )


def _place(where: str) -> tuple[str, int]:
    # Line 9 comes before line 57, so the number after the last colon counts as a number.
    head, _, tail = where.rpartition(":")
    return (head, int(tail)) if tail.isdecimal() else (where, 0)
