"""What a document's reading says and what the graph says of it, in one form, compared as facts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NotRequired, TypedDict

from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.term import Node as Term

from kg.graph.terms import ELI, MPO, SKOS
from kg.quality.scores import Comparison, Fact, Score, compare
from kg.text.fold import fold_key

#: What is measured, by the name of the fields that `compare` gives.
MEASURES: Final = {
    "nodes": "node parent",
    "projects": "row project",
    "rows in place": "row node",
    "bodies": "row body",
    "reappearances": "row again",
    "originals": "row original",
    "articles": "row article",
    "repeats": "repeat names",
    "years": "row year",
}
#: A year in which nothing is planned, and one in which the year before goes on.
NOTHING, ON = "-", "→"
#: Signs that a scan mistakes for each other.
_SIGNS = {"O": "○"}


class JsonNode(TypedDict):
    """A heading as the files say it; `parent` is the title of the one above."""

    level: str | None
    number: str
    title: str
    parent: str | None


class JsonOriginal(TypedDict):
    """The row that a row 再掲 repeats."""

    name: str
    node: str


class JsonRow(TypedDict):
    """A project where it is listed, as the files say it."""

    name: str
    node: str
    bodies: list[str]
    again: NotRequired[bool]
    original: NotRequired[JsonOriginal | None]
    articles: NotRequired[list[str]]
    years: NotRequired[dict[str, str]]


class JsonReading(TypedDict):
    """A file of `expected/`."""

    nodes: list[JsonNode]
    optional_nodes: list[str]
    rows: list[JsonRow]
    repeats: list[tuple[str, str]]


@dataclass(frozen=True)
class Heading:
    """A node of the hierarchy by its number, its title and the title above, all folded."""

    number: str
    title: str
    parent: str


@dataclass(frozen=True)
class Row:
    """A project where it is listed; `originals` are places in the rows, None is no reading."""

    name: str
    node: str
    bodies: frozenset[str]
    is_again: bool
    originals: frozenset[int]
    articles: frozenset[str]
    years: Mapping[str, str] | None


@dataclass(frozen=True)
class Reading:
    """A document: headings, those that may be read or not, rows, and repeats without a mark."""

    headings: frozenset[Heading]
    optional: frozenset[str]
    rows: tuple[Row, ...]
    repeats: frozenset[tuple[str, str]]


def load_reading(path: Path) -> Reading:
    """A reading of `expected/`."""
    told: JsonReading = json.loads(path.read_text(encoding="utf-8"))
    return make_reading(told)


def make_reading(told: JsonReading) -> Reading:
    """A reading as it was told; a row 再掲 and its original have the articles of both."""
    places = {(row["name"], row["node"]): at for at, row in enumerate(told["rows"])}
    assert len(places) == len(told["rows"]), "one row twice"
    articles = [{fold_key(one) for one in row.get("articles", [])} for row in told["rows"]]
    originals: list[frozenset[int]] = []
    for at, row in enumerate(told["rows"]):
        original = row.get("original")
        place = places[original["name"], original["node"]] if original else None
        originals.append(frozenset() if place is None else frozenset({place}))
        if place is not None:
            articles[place] |= articles[at]
    for at, above in enumerate(originals):
        for place in above:
            articles[at] |= articles[place]
    return Reading(
        frozenset(
            _make_heading(node["number"], node["title"], node["parent"]) for node in told["nodes"]
        ),
        frozenset(map(fold_key, told["optional_nodes"])),
        tuple(
            Row(
                fold_key(row["name"]),
                fold_key(row["node"]),
                frozenset(map(fold_key, row["bodies"])),
                row.get("again", False),
                originals[at],
                frozenset(articles[at]),
                {year: fold_key(sign) for year, sign in row["years"].items()}
                if "years" in row
                else None,
            )
            for at, row in enumerate(told["rows"])
        ),
        frozenset(_make_pair(*pair) for pair in told["repeats"]),
    )


def find_reading(graph: Graph) -> Reading:
    """What a graph of one document says of it."""
    listings = sorted(graph.subjects(RDF.type, MPO.Listing), key=_find_start)
    places = {listing: at for at, listing in enumerate(listings)}
    projects = {one for listing in listings for one in graph.objects(listing, MPO.lists)}
    return Reading(
        frozenset(
            _make_heading(
                _name(graph, node, SKOS.notation),
                _name(graph, node),
                _name(graph, graph.value(node, SKOS.broader)),
            )
            for node in graph.subjects(RDF.type, MPO.PolicyNode)
        ),
        frozenset(),
        tuple(_find_row(graph, listing, places) for listing in listings),
        frozenset(
            _make_pair(_name(graph, one), _name(graph, other))
            for one, other in graph.subject_objects(MPO.possibleDuplicateOf)
            if {one, other} <= projects
        ),
    )


def compare_readings(found: Reading, expected: Reading) -> tuple[Comparison, dict[str, Score]]:
    """The facts that are wrong or missing, and the score of each measure that says anything."""
    names = _pair_rows(found.rows, expected.rows)
    mine = _find_facts(found, expected, names)
    theirs = _find_facts(expected, expected, [_tell(row) for row in expected.rows])
    comparison = compare(set(mine), set(theirs))
    return comparison, {
        name: comparison.fields[field]
        for name, field in MEASURES.items()
        if field in comparison.fields
    }


def _find_row(graph: Graph, listing: Term, places: Mapping[Term, int]) -> Row:
    project = graph.value(listing, MPO.lists)
    articles = {*graph.objects(listing, MPO.implementsArticle)}
    articles |= {*graph.objects(project, MPO.implementsArticle)}
    years: dict[str, str] = {}
    for cell in graph.objects(listing, MPO.cell):
        sign = ON if (cell, MPO.continues, None) in graph else _name(graph, cell, MPO.text)
        years[str(graph.value(cell, MPO.fiscalYear))] = sign
    return Row(
        _name(graph, project),
        _name(graph, graph.value(listing, MPO.under)),
        frozenset(_name(graph, body) for body in graph.objects(listing, MPO.responsibleBody)),
        str(graph.value(listing, MPO.isReappearance)) == "true",
        frozenset(places[one] for one in graph.objects(listing, MPO.reappearanceOf)),
        frozenset(_name_article(graph, article) for article in articles),
        years,
    )


def _pair_rows(found: Sequence[Row], expected: Sequence[Row]) -> list[str]:
    """What each found row is called: as the expected row that it is, else a name of its own.

    Rows are the same where name and node are; what is left is paired by the name alone.
    """
    names = [f"+{at} {_tell(row)}" for at, row in enumerate(found)]
    left = set(range(len(found)))
    open_rows = list(expected)
    for wants_node in (True, False):
        for row in list(open_rows):
            for at in sorted(left):
                other = found[at]
                if other.name == row.name and (not wants_node or other.node == row.node):
                    names[at] = _tell(row)
                    left.remove(at)
                    open_rows.remove(row)
                    break
    return names


def _find_facts(reading: Reading, expected: Reading, names: Sequence[str]) -> Iterator[Fact]:
    """The facts of a reading whose rows have these names; years only of rows that are read so."""
    for heading in reading.headings:
        if heading.title not in expected.optional:
            parent = "" if heading.parent in expected.optional else heading.parent
            yield Fact(f"node:{heading.number} {heading.title}", "parent", parent)
    for pair in reading.repeats:
        yield Fact(f"repeat:{' = '.join(pair)}", "names", "")
    read = {_tell(row): row.years for row in expected.rows if row.years is not None}
    for name, row in zip(names, reading.rows, strict=True):
        thing = f"row:{name}"
        yield Fact(thing, "project", row.name)
        yield Fact(thing, "node", row.node)
        if row.is_again:
            yield Fact(thing, "again", "")
        for field, values in (("body", row.bodies), ("article", row.articles)):
            for value in values:
                yield Fact(thing, field, value)
        for at in row.originals:
            yield Fact(thing, "original", names[at])
        # A year that is read as planning nothing is right where the row has no cell for it.
        silent = {year: NOTHING for year, sign in read.get(name, {}).items() if sign == NOTHING}
        years = {**silent, **(row.years or {})} if name in read else {}
        for year, sign in years.items():
            yield Fact(thing, "year", f"{year} {_SIGNS.get(sign, sign)}")


def _make_heading(number: str, title: str, parent: str | None) -> Heading:
    return Heading(fold_key(number).strip("()").lower(), fold_key(title), fold_key(parent or ""))


def _make_pair(one: str, other: str) -> tuple[str, str]:
    first, second = sorted((fold_key(one), fold_key(other)))
    return first, second


def _tell(row: Row) -> str:
    return f"{row.name} @ {row.node}"


def _name(graph: Graph, thing: Term | None, by: Term = SKOS.prefLabel) -> str:
    """The folded label or other text of a thing, nothing where it has none."""
    value = None if thing is None else graph.value(thing, by)
    return "" if value is None else fold_key(str(value))


def _name_article(graph: Graph, article: Term) -> str:
    """An article by the name of its ordinance and its number."""
    above = _name(graph, graph.value(article, ELI.is_part_of))
    return f"{above}第{_name(graph, article, ELI.number)}条"


def _find_start(listing: Term) -> int:
    """Where a row starts in its document, as its IRI says."""
    return int(str(listing).rpartition("/")[2])
