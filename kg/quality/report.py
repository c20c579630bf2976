"""Findings as a text a clerk can act on, as JSON, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, fields
from itertools import groupby
from typing import Final, Literal

from kg.quality.finding import SEVERITIES, QualityFinding, Severity, sort_findings

Lang = Literal["ja", "en"]
Format = Literal["text", "json", "csv"]

_HEADINGS: Final[dict[Lang, dict[Severity, str]]] = {
    "ja": {"fault": "不備", "warning": "注意", "note": "参考"},
    "en": {"fault": "Faults", "warning": "Warnings", "note": "Notes"},
}
# A spreadsheet reads a cell that begins like this as a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def render_report(findings: Sequence[QualityFinding], lang: Lang, format: Format) -> str:
    """The findings in one of the formats, each ending in a line end.

    `text` is grouped by severity and rule and ends in a summary line; `json` is a list of
    objects and `csv` a table (UTF-8, header) with every field in both languages.
    """
    ordered = sort_findings(list(findings))
    if format == "json":
        return json.dumps([asdict(found) for found in ordered], ensure_ascii=False, indent=2) + "\n"
    if format == "csv":
        return _render_csv(ordered)
    if format == "text":
        return _render_text(ordered, lang)
    raise ValueError(f"unknown format: {format!r}")


def _render_csv(findings: list[QualityFinding]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.name for field in fields(QualityFinding)])
    for found in findings:
        writer.writerow([_defuse(cell) for cell in astuple(found)])
    return out.getvalue()


def _defuse(cell: str) -> str:
    # The csv module does not quote a lone CR, which many readers take for the end of a row.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(_FORMULA) else text


def _render_text(findings: list[QualityFinding], lang: Lang) -> str:
    lines: list[str] = []
    for severity, group in groupby(findings, key=lambda found: found.severity):
        members = list(group)
        lines += [f"■ {_HEADINGS[lang][severity]} ({len(members)})", ""]
        for code, same in groupby(members, key=lambda found: found.code):
            lines += [*_render_rule(code, list(same), lang), ""]
    return "\n".join([*lines, _render_summary(findings, lang)]) + "\n"


def _render_rule(code: str, findings: list[QualityFinding], lang: Lang) -> list[str]:
    """One rule: its findings with their places, then each mend once."""
    lines = [f"[{code}] ({len(findings)})"]
    mends: list[str] = []
    for found in findings:
        what, mend = (found.ja, found.fix_ja) if lang == "ja" else (found.en, found.fix_en)
        lines.append(f"  - {_one_line(found.where)}: {_one_line(what)}")
        if found.thing and found.thing != found.where:
            lines.append(f"      {_one_line(found.thing)}")
        if mend and mend not in mends:
            mends.append(mend)
    head = "対処" if lang == "ja" else "Fix"
    return lines + [f"  {head}: {_one_line(mend)}" for mend in mends]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _render_summary(findings: list[QualityFinding], lang: Lang) -> str:
    numbers = {
        severity: sum(found.severity == severity for found in findings) for severity in SEVERITIES
    }
    if lang == "ja":
        counts = "、".join(f"{_HEADINGS['ja'][key]} {number} 件" for key, number in numbers.items())
        verdict = "不備を直してから公開してください。" if numbers["fault"] else "公開できます。"
        return f"まとめ: {counts}。{verdict}"
    counts = ", ".join(f"{_HEADINGS['en'][key].lower()} {n}" for key, n in numbers.items())
    verdict = "Mend the faults before publishing." if numbers["fault"] else "Fit to be published."
    return f"Summary: {counts}. {verdict}"
