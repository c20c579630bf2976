"""All projects, each with what a list of them is narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    collect,
    collect_named,
    collect_texts,
    get_iri,
    group_rows,
    is_true,
    parse_code,
    read_integer,
    read_iri,
)
from kg.store.store import Store
from kg.store.terms import Iri, Row


@dataclass(frozen=True)
class ProjectEntry:
    """A project of the list. `rows` are its rows, `again` those with a 再掲 mark.

    `code` is its municipality's; bodies, wards, years and marks are those of the project and of all
    its rows.
    """

    iri: Iri
    label: str
    code: str | None
    rows: tuple[Iri, ...]
    again: tuple[Iri, ...]
    documents: tuple[Named, ...]
    bodies: tuple[Named, ...]
    wards: tuple[Named, ...]
    years: tuple[int, ...]
    marks: tuple[Iri, ...]


@dataclass(frozen=True)
class ProjectFilter:
    """What a list of projects is narrowed to, None for all."""

    code: str | None = None
    document: Iri | None = None
    body: Iri | None = None
    ward: Iri | None = None
    year: int | None = None
    mark: Iri | None = None

    def meets(self, one: ProjectEntry) -> bool:
        """Whether a project is let through."""
        return (
            self.code in (None, one.code)
            and _holds(self.document, (each.iri for each in one.documents))
            and _holds(self.body, (each.iri for each in one.bodies))
            and _holds(self.ward, (each.iri for each in one.wards))
            and _holds(self.year, one.years)
            and _holds(self.mark, one.marks)
        )


def _holds(wanted: object, own: Iterable[object]) -> bool:
    return wanted is None or wanted in own


def find_projects(store: Store) -> tuple[ProjectEntry, ...]:
    """All projects, by municipality and name."""
    bodies, wards, years = (
        group_rows(store.select(get_query(f"projects-{name}")).rows, "thing")
        for name in ("bodies", "wards", "years")
    )
    grouped = group_rows(store.select(get_query("projects")).rows, "project")
    found = [_read(project, rows, bodies, wards, years) for project, rows in grouped.items()]
    return tuple(sorted(found, key=lambda one: (one.code or "", one.label, one.iri)))


def _read(
    project: Iri,
    rows: list[Row],
    bodies: dict[Iri, list[Row]],
    wards: dict[Iri, list[Row]],
    years: dict[Iri, list[Row]],
) -> ProjectEntry:
    again = {get_iri(row, "listing"): is_true(row, "again") for row in rows if "listing" in row}
    own = (project, *again)
    return ProjectEntry(
        iri=project,
        label=min(collect_texts(rows, "label")),
        code=parse_code(project),
        rows=tuple(sorted(again)),
        again=tuple(sorted(one for one, marked in again.items() if marked)),
        documents=collect_named(rows, "document"),
        bodies=collect_named((row for one in own for row in bodies.get(one, ())), "body"),
        wards=collect_named((row for one in own for row in wards.get(one, ())), "ward"),
        years=tuple(
            sorted(
                {
                    year
                    for one in own
                    for row in years.get(one, ())
                    if (year := read_integer(row, "year")) is not None
                }
            )
        ),
        marks=tuple(sorted(collect(read_iri(row, "mark") for row in rows))),
    )
