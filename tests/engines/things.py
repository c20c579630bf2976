"""What a graph holds, and what of it a question is asked about by the name of its parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.names import ID, MPO
from kg.store.store import Store
from kg.store.terms import Iri, Text

#: The classes whose things the site lists by their names.
NAMED: Final = ("Instrument", "Service", "Publication", "Facility")
WORDS: Final = ("", "協働", "区民会議", "第32条", "32", "自治基本条例第32条", "総務局", "無い名前")
TRUE: Final = Text("true", datatype="http://www.w3.org/2001/XMLSchema#boolean")
NONE: Final = Iri(ID + "none")
#: Of a class with no more things none is left out.
_FEW: Final = 12
#: Few articles are carried out by anything: none of those is left out either.
_WHOLE: Final = frozenset({MPO + "Article"})


@dataclass(frozen=True)
class Things:
    """What a graph holds, by class, each in order."""

    by_kind: dict[str, tuple[Iri, ...]]

    def thin(self, step: int) -> Things:
        """One in so many of each class that has more than a few; all of some."""
        return Things(
            {
                kind: own if len(own) <= _FEW or kind in _WHOLE else own[::step]
                for kind, own in self.by_kind.items()
            }
        )

    def of(self, *names: str) -> tuple[Iri, ...]:
        """The things of some classes of the ontology."""
        return tuple(iri for name in names for iri in self.by_kind.get(MPO + name, ()))

    @property
    def mixed(self) -> tuple[Iri, ...]:
        """Some things of every class, and what is none."""
        some = {iri for own in self.by_kind.values() for iri in (*own[:2], *own[-2:])}
        return (*sorted(some), NONE)


def find_held(store: Store) -> Things:
    """What a store holds, the ontology aside."""
    by_kind: dict[str, set[Iri]] = {}
    for row in store.select("SELECT DISTINCT ?thing ?kind WHERE { ?thing a ?kind }").rows:
        thing = row["thing"]
        if isinstance(thing, Iri) and thing.startswith(ID):
            by_kind.setdefault(str(row["kind"]), set()).add(thing)
    return Things({kind: tuple(sorted(own)) for kind, own in sorted(by_kind.items())})


def find_about(name: str, things: Things) -> Sequence[object]:
    """What a parameter of a name is given in turn."""
    match name:
        case "document":
            return things.of("SourceDocument")
        case "listing":
            return things.of("Listing")
        case "node" | "about":
            return things.of("PolicyNode")
        case "article":
            return things.of("Article")
        case "part":
            return [*find_parts(things), NONE]
        case "ordinance":
            return things.of("Legislation")
        case "body":
            return things.of("Body")
        case "project":
            return things.of("Project")[::2]
        case "passage":
            return things.of("Passage")[::10]
        case "municipality":
            return [Iri(ID + "141305"), Iri(ID + "261009"), NONE]
        case "kind":
            return [Iri(MPO + name) for name in NAMED]
        case "scope":
            return [TRUE, *things.of("SourceDocument", "Body"), *things.of("PolicyNode")[::5]]
        case "thing":
            return things.mixed
        case "name" | "text":
            return WORDS
    return ()


def find_parts(things: Things) -> tuple[Iri, ...]:
    """The articles, chapters and sections of ordinances."""
    own = (own for kind, own in things.by_kind.items() if kind.endswith("LegalResourceSubdivision"))
    return tuple(iri for each in own for iri in each)
