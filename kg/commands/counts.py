"""What was read of a file, in counts: plans, legislation and review sheets alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.layouts.ledger import UNPLACED
from kg.layouts.review_records import ReviewExtraction
from kg.legislation_records import LegislationExtraction
from kg.records import Extraction


@dataclass(frozen=True)
class Counted:
    """What was read of a file, in counts; `notices` are those of its reader."""

    nodes: int
    rows: int
    reappearances: int
    bodies: int
    articles: int
    unplaced: int
    findings: int
    notices: int


def count_read(extraction: Extraction, notices: int = 0) -> Counted:
    """The counts of what was made of a document."""
    rows = extraction.listings
    return Counted(
        len(extraction.nodes),
        len(rows),
        sum(row.reappearance for row in rows),
        _count_bodies(extraction),
        _count_articles(extraction),
        sum(usage.kind == UNPLACED for usage in extraction.usages),
        len(extraction.findings),
        notices,
    )


def _count_bodies(extraction: Extraction) -> int:
    names: set[tuple[str, ...]] = {
        (body.name,) for row in extraction.listings for body in row.bodies
    }
    if isinstance(extraction, ReviewExtraction):
        names |= {
            tuple(one.name for one in organisation.chain)
            for sheet in extraction.sheets
            for organisation in sheet.organisations
        }
    return len(names)


def _count_articles(extraction: Extraction) -> int:
    if isinstance(extraction, LegislationExtraction) and extraction.legislation is not None:
        return len(extraction.legislation.articles)
    return len(extraction.articles)


def say_parts(extraction: Extraction) -> str:
    """The parts of a piece of legislation with their counts, "" for what is none."""
    if not isinstance(extraction, LegislationExtraction) or extraction.legislation is None:
        return ""
    read = extraction.legislation
    main = Counter(one.level for one in read.units if not one.path[0].startswith("suppl"))
    divisions = Counter(one.kind for one in read.divisions)
    told = [*divisions.items(), *main.items(), ("附則", len(read.supplements))]
    told += Counter(one.kind for one in read.annexes).items()
    return "、".join(f"{name} {number}" for name, number in told)
