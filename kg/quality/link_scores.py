"""What the rules of links earned: their links over reviewed pairs (tests/expected/pairs).

A set is two files, `<set>.entries.tsv` and `<set>.pairs.tsv`. Its rows are made into a graph, the
rules run over it as in a build, and every link is right or wrong by the verdict on its pair; a pair
that no reader has listed is apart.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.errors import ManifestError, locate
from kg.graph.ntriples import (
    DCT,
    MPO,
    PROV,
    RDF,
    RULE,
    SKOS,
    Term,
    Triples,
    get_iri,
    iri,
    ja,
    string,
    truth,
)
from kg.links.duplicates import find_duplicates
from kg.links.reappearance import find_originals
from kg.names import make_document, make_entry, make_node, make_passage, make_thing
from kg.quality.scores import Score
from kg.text.fold import fold_key

#: The relation that each verdict asks for; what is `apart` asks for none.
VERDICTS: Final = {
    "original": MPO.reappearanceOf,
    "repeat": MPO.possibleDuplicateOf,
    "similar": MPO.similarTo,
}
Pair = frozenset[str]
#: What stands in place of an original that cannot be told.
_UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class PairSet:
    """A reviewed set: its rows by their ids, the verdict on each pair that was judged, the
    再掲 rows whose original cannot be told, and the pairs that another reader may judge otherwise.
    """

    name: str
    rows: Mapping[str, Mapping[str, str]]
    verdicts: Mapping[Pair, str]
    unknown: frozenset[str]
    doubted: frozenset[Pair]


@dataclass(frozen=True)
class Found:
    """A link of a set: the rows that it relates, the rule, whether it holds, is right, or only
    offers one of several possible originals."""

    pair: Pair
    relation: str
    rule: str
    holds: bool
    right: bool
    offered: bool


@dataclass(frozen=True)
class SetScore:
    """How a set came out by verdict, with and without the doubted pairs, all links found, and the
    pairs that no link holds."""

    pairs: PairSet
    scores: Mapping[str, Score]
    certain: Mapping[str, Score]
    found: tuple[Found, ...]
    missing: tuple[tuple[str, Pair], ...]


def load_pairs(folder: Path) -> list[PairSet]:
    """All sets of a folder. Raises ManifestError for a pair of unknown rows or verdict."""
    return [
        _load_set(path, path.name.removesuffix(".pairs.tsv"))
        for path in sorted(folder.glob("*.pairs.tsv"))
    ]


def _load_set(path: Path, name: str) -> PairSet:
    rows = {row["id"]: row for row in _read(path.with_name(f"{name}.entries.tsv"))}
    verdicts: dict[Pair, str] = {}
    unknown: set[str] = set()
    doubted: set[Pair] = set()
    for number, row in enumerate(_read(path), start=2):
        if (row["right"], row["verdict"]) == (_UNKNOWN, "original") and row["left"] in rows:
            unknown.add(row["left"])
            continue
        pair = frozenset((row["left"], row["right"]))
        if len(pair) != 2 or not pair <= rows.keys() or row["verdict"] not in {*VERDICTS, "apart"}:
            raise ManifestError(
                "組の行が正しくありません / not a pair of two rows with a verdict",
                where=locate(path, number),
                why=f"{row['left']} {row['right']} {row['verdict']}",
                fix="entries の id と、original・repeat・similar・apart のどれかを書いてください / "
                "write two ids of the entries and a verdict",
            )
        verdicts[pair] = row["verdict"]
        if row["note"].startswith("doubt:"):
            doubted.add(pair)
    return PairSet(name, rows, verdicts, frozenset(unknown), frozenset(doubted))


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def score_set(pairs: PairSet) -> SetScore:
    """The links that the rules make of a set, judged."""
    graph, rows, projects = _make_graph(pairs)
    inferred = find_originals([graph])
    inferred.update(find_duplicates([graph], inferred))
    names = {row: key for key, row in rows.items()}
    first: dict[Term, str] = {}
    for key, project in projects.items():
        first.setdefault(project, key)
    owners = names | first
    wanted: dict[str, set[Pair]] = {verdict: set() for verdict in VERDICTS}
    for pair, verdict in pairs.verdicts.items():
        if verdict == "original":
            wanted[verdict].add(pair)
        elif verdict in wanted:
            wanted[verdict] |= {
                pair for pair in [frozenset(first[projects[key]] for key in pair)] if len(pair) == 2
            }
    relations = {relation: verdict for verdict, relation in VERDICTS.items()}
    offers = Counter(
        subject for subject, verb, *_ in _find_links(inferred) if verb == MPO.reappearanceOf
    )
    found = {
        (pair, verdict, rule): Found(
            pair, verdict, rule, holds, pair in wanted[verdict], offers[subject] > 1
        )
        for subject, predicate, object_, rule, holds in _find_links(inferred)
        for verdict in [relations[predicate]]
        for pair in [frozenset((owners[subject], owners[object_]))]
    }
    # Of rows that list two projects it is concluded that the two are one (rules.ttl).
    same = [
        replace(one, relation="same", rule="project-of-an-original")
        for one in found.values()
        if one.relation == "original"
        and one.holds
        and len({projects[key] for key in one.pair}) == 2
    ]
    doubted = {frozenset(first[projects[key]] for key in pair) for pair in pairs.doubted}
    scores: dict[str, Score] = {}
    certain: dict[str, Score] = {}
    missing: list[tuple[str, Pair]] = []
    for verdict, expected in wanted.items():
        held = {one.pair for one in found.values() if one.relation == verdict and one.holds}
        scores[verdict] = Score(len(held & expected), len(held), len(expected))
        sure = doubted | pairs.doubted
        certain[verdict] = Score(
            len((held & expected) - sure), len(held - sure), len(expected - sure)
        )
        missing += [(verdict, pair) for pair in sorted(expected - held, key=sorted)]
    waiting = {
        names[subject]
        for subject, predicate, _ in inferred
        if predicate == MPO.originalUnknown and subject in names
    }
    told = len(waiting & pairs.unknown)
    scores[_UNKNOWN] = certain[_UNKNOWN] = Score(told, len(waiting), len(pairs.unknown))
    return SetScore(pairs, scores, certain, (*found.values(), *same), tuple(missing))


def count_rules(scores: Iterable[SetScore]) -> dict[str, tuple[int, int]]:
    """How many pairs of each rule were right, and how many were judged beyond doubt.

    Where several rows may be an original the rule has chosen none, and is not judged by them.
    """
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for score in scores:
        for one in score.found:
            if one.pair not in score.pairs.doubted and not one.offered:
                judged[one.rule] += 1
                right[one.rule] += one.right
    return {rule: (right[rule], judged[rule]) for rule in sorted(judged)}


def _find_links(inferred: Triples) -> Iterator[tuple[Term, Term, Term, str, bool]]:
    said: dict[Term, dict[Term, Term]] = defaultdict(dict)
    for subject, predicate, object_ in inferred:
        # What a pointer chose was chosen by it, whatever rule over names agrees.
        if predicate != MPO.rule or said[subject].get(predicate) != RULE["original-pointed-at"]:
            said[subject][predicate] = object_
    for facts in said.values():
        if RDF.predicate in facts:
            yield (
                facts[RDF.subject],
                facts[RDF.predicate],
                facts[RDF.object],
                (get_iri(facts[MPO.rule]) or "").removeprefix(get_iri(RULE[""]) or ""),
                facts[MPO.status] == MPO.Inferred,
            )


def _make_graph(pairs: PairSet) -> tuple[Triples, dict[str, Term], dict[str, Term]]:
    """The rows of a set as a graph, with the listing and the project of each."""
    graph = Triples()
    listings: dict[str, Term] = {}
    projects = _name_projects(pairs)
    for number, (key, row) in enumerate(pairs.rows.items(), start=1):
        document = make_document(row["municipality"], row["where"].split(":")[0] or pairs.name)
        listing = listings[key] = iri(make_entry(document, "listing", number))
        project = projects[key]
        graph.add(listing, RDF.type, MPO.Listing)
        graph.add(listing, DCT.isPartOf, iri(document))
        graph.add(listing, MPO.lists, project)
        graph.add(listing, MPO.isReappearance, truth(row["again"] == "true"))
        graph.add(listing, PROV.wasDerivedFrom, iri(make_passage(document, number, number + 1)))
        graph.add(project, SKOS.prefLabel, ja(row["name"]))
        _add_place(graph, listing, document, row)
        if row["text"]:
            graph.add(listing, DCT.description, ja(row["text"]))
        for kind, predicate in (("body", MPO.responsibleBody), ("ward", MPO.wardScope)):
            for name in filter(None, row["bodies" if kind == "body" else "wards"].split("; ")):
                thing = MPO.allWards if name == "各区" else None
                graph.add(
                    listing, predicate, thing or iri(make_thing(row["municipality"], kind, name))
                )
    return graph, listings, projects


def _add_place(graph: Triples, listing: Term, document: str, row: Mapping[str, str]) -> None:
    """The number of a row, the headings that it stands under, and where its pointer leads; the
    sets without pointers say none of these."""
    if number := row.get("number"):
        graph.add(listing, MPO.note, ja(f"番号：{number}"))
    if pointer := row.get("pointer"):
        graph.add(listing, MPO.pointer, string(pointer))
    path: tuple[str, ...] = ()
    for heading in filter(None, (row.get("under") or "").split(" / ")):
        level, _, notation = heading.partition(":")
        above, path = path, (*path, notation)
        node = iri(make_node(document, path))
        graph.add(node, MPO.level, ja(level))
        graph.add(node, SKOS.notation, string(notation))
        if above:
            graph.add(node, SKOS.broader, iri(make_node(document, above)))
    if path:
        graph.add(listing, MPO.under, iri(make_node(document, path)))


def _name_projects(pairs: PairSet) -> dict[str, Term]:
    """The project of each row, as `kg.graph.project_names` names them."""
    unmarked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, row in pairs.rows.items():
        if row["again"] != "true":
            unmarked[row["municipality"], fold_key(row["name"])].append(key)
    found: dict[str, Term] = {}
    for key, row in pairs.rows.items():
        rivals = unmarked[row["municipality"], fold_key(row["name"])]
        apart = key if key in rivals[1:] else None
        found[key] = iri(make_thing(row["municipality"], "project", row["name"], apart))
    return found
