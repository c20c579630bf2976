"""The build in one piece: every rule over all graphs at once, nothing kept, nothing apart."""

from __future__ import annotations

from pathlib import Path

from kg.building.region import GENERATED
from kg.decisions.load import read_decisions
from kg.documents.folder import DataFolder
from kg.documents.manifest import load_manifest
from kg.graph.acts import Told, find_acts, get_legislation
from kg.graph.curated import Curated
from kg.graph.curated_bodies import make_curated_bodies
from kg.graph.document import make_document_graph, make_doubts
from kg.graph.legislation import make_missing_labels
from kg.graph.load import read_turtle
from kg.graph.municipal_codes import make_municipalities, make_ward_codes
from kg.graph.ntriples import MPO, RDF, Triples, from_graph
from kg.graph.project_names import ProjectNames
from kg.graph.turtle import write_turtle
from kg.layouts.reading import read_document
from kg.links.duplicates import find_duplicates
from kg.links.identity import find_identities
from kg.links.kana import find_kana, load_written
from kg.links.reappearance import find_originals
from kg.named.reading import read_named
from kg.named.shared import DocumentNames, find_shared_names
from kg.names import THING_KINDS, make_document, make_municipality
from kg.records import Thing
from kg.store.rules import find_conclusions


def build_whole(folder: DataFolder) -> dict[Path, str]:
    """All files of the graph."""
    manifest = load_manifest(folder.sources)
    documents = [read_document(folder, manifest, entry) for entry in manifest.documents]
    decisions = read_decisions(folder.ttl)
    files: dict[Path, str] = {}
    graphs = [
        Triples(sorted(from_graph(read_turtle(folder.ttl / name))))
        for name in ("curated.ttl", "decisions.ttl")
        if (folder.ttl / name).exists()
    ]
    codes = {document.entry.municipality for document in documents}
    municipalities = make_municipalities(codes, {s for graph in graphs for s, _, _ in graph})
    graphs.append(municipalities)
    kept = tuple(graphs)
    curated = Curated(triple for graph in graphs for triple in graph)
    labels, inferred, listed = dict(curated.labels), Triples(), ProjectNames()
    more: list[dict[str, Thing]] = [{} for _ in documents]
    for _ in range(2):
        names = [
            read_named(
                one.source,
                one.extraction,
                one.corrections,
                {**extra, **curated.find_things(one.entry.municipality)},
                curated.get_name(one.entry.municipality),
            )
            for one, extra in zip(documents, more, strict=True)
        ]
        if any(more):
            break
        more = find_shared_names(
            [
                DocumentNames(one.entry.municipality, one.source.text, named)
                for one, named in zip(documents, names, strict=True)
            ]
        )
    told = [
        Told(one.entry, one.source, one.extraction, named)
        for one, named in zip(documents, names, strict=True)
    ]
    acts = {
        code: find_acts(code, [one for one in told if one.entry.municipality == code], curated)
        for code in codes
    }
    for own in acts.values():
        labels = own.labels | labels
    made: dict[int, Triples] = {}
    for number in sorted(
        range(len(told)), key=lambda at: get_legislation(told[at].extraction) is None
    ):
        one = documents[number]
        made[number] = make_document_graph(
            one.entry,
            one.source,
            one.extraction,
            one.corrections,
            labels,
            names[number],
            curated,
            inferred,
            listed,
            acts[one.entry.municipality],
        )
    stated = [made[number] for number in range(len(told))]
    graphs += stated
    projects = {s for graph in graphs for s, p, o in graph if (p, o) == (RDF.type, MPO.Project)}
    bodies = make_curated_bodies(folder.responsible_bodies, projects, labels)
    wards = {s for graph in graphs for s, p, o in graph if (p, o) == (RDF.type, MPO.Ward)}
    municipalities.update(make_ward_codes(codes, wards))
    for name, table in (("municipalities", municipalities), ("bodies", bodies)):
        if len(table):
            files[Path(f"curated-{name}.ttl")] = write_turtle(table, None, GENERATED)
    for one in documents:
        inferred.update(make_doubts(one.entry, one.extraction))
    inferred.update(make_missing_labels([*graphs, inferred]))
    decisions = decisions.anchored(stated)
    inferred.update(find_originals(graphs, decisions.is_rejected))
    inferred.update(find_identities(graphs))
    decisions.apply(stated, inferred, kept, restores=False)
    inferred.update(find_conclusions([*graphs, inferred]))
    inferred.update(find_duplicates(graphs, inferred))
    decisions.apply(stated, inferred, kept)
    inferred.update(find_kana([*graphs, bodies], load_written(folder.readings)))
    for one, graph in zip(documents, stated, strict=True):
        entry = one.entry
        files[Path(entry.municipality) / f"{entry.slug}.ttl"] = write_turtle(
            graph,
            make_document(entry.municipality, entry.slug) + "/",
            f"{entry.title}\n{GENERATED}",
            {kind: f"{make_municipality(entry.municipality)}/{kind}/" for kind in THING_KINDS},
        )
    files[Path("inferred.ttl")] = write_turtle(inferred, None, GENERATED)
    return files
