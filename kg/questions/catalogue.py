"""The size of the graph as its catalogue tells it: by graph, class and property (VoID)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.names import (
    GRAPH_CURATED,
    GRAPH_CURATED_BODIES,
    GRAPH_CURATED_MUNICIPALITIES,
    GRAPH_DECISIONS,
    GRAPH_INFERRED,
    GRAPH_ONTOLOGY,
)
from kg.questions.query import get_query
from kg.questions.reading import (
    Named,
    get_iri,
    make_short,
    read_integer,
    read_iri,
    read_named,
    read_text,
)
from kg.store.store import Store
from kg.store.terms import Iri, Row, Term

#: What the graphs beside those of documents hold, in Japanese and English.
_TITLES: Final = {
    GRAPH_CURATED: ("人が書いた事実と、その典拠", "Facts written by people, with their sources"),
    GRAPH_CURATED_BODIES: ("人が書いた担当", "Who runs what, written by people"),
    GRAPH_CURATED_MUNICIPALITIES: (
        "自治体の名前と団体コード",
        "Names and codes of municipalities and wards",
    ),
    GRAPH_INFERRED: ("プログラムが導いたこと", "What the program concluded"),
    GRAPH_DECISIONS: ("人が決めたこと", "What people decided"),
    GRAPH_ONTOLOGY: ("語彙、コード、推論の規則", "The vocabulary, its codes and rules"),
}


@dataclass(frozen=True)
class SourceFacts:
    """The document behind a named graph, as the graph tells it."""

    iri: Iri
    title: str
    publisher: Named | None
    license: Iri | None
    issued: Term | None


@dataclass(frozen=True)
class GraphFigures:
    """A named graph. `title_en` is None where the title is a document's own."""

    iri: Iri
    title: str
    title_en: str | None
    triples: int
    source: SourceFacts | None


@dataclass(frozen=True)
class ClassFigures:
    """How many things are of a class, and one of them."""

    iri: Iri
    entities: int
    example: Iri


@dataclass(frozen=True)
class PropertyFigures:
    """How many triples have a property, with how many subjects and objects."""

    iri: Iri
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True)
class CatalogueFigures:
    """The whole graph, all named graphs together, and its parts."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: tuple[ClassFigures, ...]
    properties: tuple[PropertyFigures, ...]
    graphs: tuple[GraphFigures, ...]

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """The vocabularies, ours and others', that the classes and properties are of."""
        used = [*(one.iri for one in self.classes), *(one.iri for one in self.properties)]
        names = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in used}
        return tuple(sorted(names - {""}))


def count_catalogue(store: Store) -> CatalogueFigures:
    """The figures of a store."""
    totals = store.select(get_query("catalogue-totals")).rows[0]
    entities = store.select(get_query("catalogue-entities")).rows[0]
    return CatalogueFigures(
        triples=_count(totals, "triples"),
        entities=_count(entities, "entities"),
        subjects=_count(totals, "subjects"),
        objects=_count(totals, "objects"),
        classes=tuple(
            ClassFigures(get_iri(row, "class"), _count(row, "entities"), Iri(row["example"]))
            for row in store.select(get_query("catalogue-classes")).rows
        ),
        properties=tuple(
            PropertyFigures(
                get_iri(row, "property"),
                _count(row, "triples"),
                _count(row, "subjects"),
                _count(row, "objects"),
            )
            for row in store.select(get_query("catalogue-properties")).rows
        ),
        graphs=_find_graphs(store),
    )


def _count(row: Row, name: str) -> int:
    return read_integer(row, name) or 0


def _find_graphs(store: Store) -> tuple[GraphFigures, ...]:
    sources = {
        get_iri(row, "graph"): SourceFacts(
            get_iri(row, "document"),
            read_text(row, "title") or "",
            read_named(row, "publisher"),
            read_iri(row, "license"),
            row.get("issued"),
        )
        for row in store.select(get_query("catalogue-documents")).rows
    }
    graphs = []
    for row in store.select(get_query("catalogue-graphs")).rows:
        iri = get_iri(row, "graph")
        source = sources.get(iri)
        title, title_en = _TITLES.get(iri, (make_short(iri), None))
        if source is not None:
            title, title_en = source.title, None
        graphs.append(GraphFigures(iri, title, title_en, _count(row, "triples"), source))
    return tuple(graphs)
