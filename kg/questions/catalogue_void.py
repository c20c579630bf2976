"""What the graph is, as VoID and DCAT 3 say it: its size and parts, its files, its rights."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.graph.ntriples import (
    DCAT,
    DCT,
    FOAF,
    RDF,
    Term,
    Triples,
    Vocabulary,
    count,
    en,
    integer,
    iri,
    ja,
    string,
    typed,
)
from kg.names import BASE, ID, MPO, PREFIXES
from kg.questions.catalogue import CatalogueFigures, ClassFigures, GraphFigures
from kg.questions.catalogue_terms import (
    CREATOR,
    DATASET,
    FORMAT_NAMES,
    FORMATS,
    GRAPH_STORE,
    LICENCE,
    SPARQL,
    SPDX,
    VOID,
    VOID_PAGE,
    Addresses,
    name_part,
)
from kg.store.release import LIST, UNION, ReleaseFile
from kg.store.terms import Text
from kg.store.version import DataVersion

_RDFS: Final = Vocabulary(PREFIXES["rdfs"])
_MEDIA_TYPE: Final = "https://www.iana.org/assignments/media-types/"
_LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/JPN"
#: A thing of each of these shows what the graph is about.
_SHOWN: Final = tuple(
    MPO + name for name in ("Project", "Article", "Body", "SourceDocument", "Passage", "Link")
)
_TITLE: Final = (
    "政策ナレッジグラフ（Seisaku KG）",
    "Seisaku KG, a knowledge graph of municipal policy",
)
_ABOUT: Final = (
    "自治体の計画、条例、報告書を、根拠となる原文の箇所が付いた知識グラフにしたもの。"
    "文書が述べたこと、プログラムが導いたこと、人が決めたことを、名前付きグラフで分けている。",
    "Plans, ordinances and reports of Japanese municipalities as a knowledge graph in which every "
    "fact carries the passage that proves it. What documents state, what the program concluded "
    "and what people decided are kept apart as named graphs.",
)
_RIGHTS: Final = (
    "注記は CC BY 4.0 で利用できる。原文の引用の権利は、それぞれの発行者にある。",
    "The annotations are under CC BY 4.0. The rights in the quotations stay with the publishers "
    "of the documents.",
)
_DUMPS: Final = {
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
    "text/csv": "CSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF/XML",
    "application/ld+json": "JSON-LD",
}


def describe_catalogue(
    figures: CatalogueFigures,
    version: DataVersion,
    files: Sequence[ReleaseFile],
    addresses: Addresses,
) -> Triples:
    """All that the catalogue says."""
    told = Triples()
    _add_frame(told, version, addresses)
    _add_dataset(told, figures, version, addresses)
    _add_services(told, addresses)
    for one in figures.classes:
        part = name_part(f"class-{_shorten(one.iri)}")
        told.add(DATASET, VOID.classPartition, part)
        told.add(part, VOID["class"], iri(one.iri))
        told.add(part, VOID.entities, integer(one.entities))
    for of_property in figures.properties:
        part = name_part(f"property-{_shorten(of_property.iri)}")
        told.add(DATASET, VOID.propertyPartition, part)
        told.add(part, VOID.property, iri(of_property.iri))
        told.add(part, VOID.triples, integer(of_property.triples))
        told.add(part, VOID.distinctSubjects, integer(of_property.subjects))
        told.add(part, VOID.distinctObjects, integer(of_property.objects))
    for graph in figures.graphs:
        _add_graph(told, graph, version)
    known = {graph.iri for graph in figures.graphs}
    for file in files:
        if file.graph in known:
            _add_file(told, iri(file.graph), file, addresses)
        elif file.graph in ("", UNION) and file.name != LIST:
            _add_file(told, DATASET, file, addresses)
    return told


def _add_frame(told: Triples, version: DataVersion, addresses: Addresses) -> None:
    """The document itself, the catalogue, and who publishes it."""
    page, catalogue, publisher = iri(VOID_PAGE), name_part("catalogue"), name_part("publisher")
    told.add(page, RDF.type, VOID.DatasetDescription)
    told.add(page, DCT.title, en("VoID and DCAT description of Seisaku KG"))
    told.add(page, FOAF.primaryTopic, DATASET)
    told.add(page, DCT.creator, publisher)
    told.add(publisher, RDF.type, FOAF.Agent)
    told.add(publisher, FOAF.name, string(CREATOR))
    told.add(catalogue, RDF.type, DCAT.Catalog)
    told.add(catalogue, DCT.title, ja("Seisaku KG の目録"))
    told.add(catalogue, DCT.title, en("Catalogue of Seisaku KG"))
    told.add(catalogue, DCT.description, ja("データセット、その部分、一括データ、問合せの窓口。"))
    told.add(catalogue, DCT.description, en("The dataset, its parts, its dumps, its services."))
    told.add(catalogue, DCT.publisher, publisher)
    told.add(catalogue, DCT.license, iri(LICENCE))
    told.add(catalogue, DCT.language, iri(_LANGUAGE))
    told.add(catalogue, FOAF.homepage, iri(addresses.home))
    told.add(catalogue, DCAT.dataset, DATASET)
    for service in (SPARQL, GRAPH_STORE):
        told.add(catalogue, DCAT.service, iri(service))
    if version.date:
        told.add(catalogue, DCT.modified, typed(version.date, "date"))


def _add_dataset(
    told: Triples, figures: CatalogueFigures, version: DataVersion, addresses: Addresses
) -> None:
    told.add(DATASET, RDF.type, VOID.Dataset)
    told.add(DATASET, RDF.type, DCAT.Dataset)
    for title, about, say in zip(_TITLE, _ABOUT, (ja, en), strict=True):
        told.add(DATASET, DCT.title, say(title))
        told.add(DATASET, DCT.description, say(about))
    told.add(DATASET, DCT.identifier, string(BASE))
    told.add(DATASET, DCT.publisher, name_part("publisher"))
    told.add(DATASET, DCT.creator, name_part("publisher"))
    told.add(DATASET, DCT.language, iri(_LANGUAGE))
    told.add(DATASET, DCT.bibliographicCitation, string(cite(version)))
    told.add(DATASET, FOAF.homepage, iri(addresses.home))
    told.add(DATASET, DCAT.landingPage, iri(addresses.about))
    told.add(DATASET, DCAT.keyword, ja("自治体"))
    told.add(DATASET, DCAT.keyword, ja("政策"))
    told.add(DATASET, DCAT.keyword, en("municipal policy"))
    _add_version(told, DATASET, version)
    told.add(DATASET, DCT.license, iri(LICENCE))
    _add_rights(told, DATASET)
    told.add(DATASET, VOID.triples, integer(figures.triples))
    told.add(DATASET, VOID.entities, integer(figures.entities))
    told.add(DATASET, VOID.distinctSubjects, integer(figures.subjects))
    told.add(DATASET, VOID.distinctObjects, integer(figures.objects))
    told.add(DATASET, VOID.classes, integer(len(figures.classes)))
    told.add(DATASET, VOID.properties, integer(len(figures.properties)))
    told.add(DATASET, VOID.uriSpace, string(ID))
    told.add(DATASET, VOID.uriRegexPattern, string(f"^{re.escape(ID)}"))
    told.add(DATASET, VOID.sparqlEndpoint, iri(addresses.sparql))
    for name in FORMAT_NAMES.values():
        if not name.startswith("SPARQL"):
            told.add(DATASET, VOID.feature, FORMATS[name])
    for vocabulary in figures.vocabularies:
        told.add(DATASET, VOID.vocabulary, iri(vocabulary))
    for example in _find_examples(figures.classes):
        told.add(DATASET, VOID.exampleResource, iri(example))


def cite(version: DataVersion) -> str:
    """How to cite the data."""
    made = f"{version.digest}, {version.date}" if version.date else version.digest
    return f"{CREATOR}, Seisaku KG, {version.release} ({made}), CC BY 4.0. {BASE}"


def _find_examples(classes: Iterable[ClassFigures]) -> list[str]:
    examples = {str(one.iri): one.example for one in classes}
    return [examples[kind] for kind in _SHOWN if kind in examples]


def _add_version(told: Triples, dataset: Term, version: DataVersion) -> None:
    # As Semantic Versioning 2.0.0 (10) adds what a build was made of.
    told.add(dataset, DCAT.version, string(f"{version.release}+{version.digest}"))
    if version.date:
        told.add(dataset, DCT.modified, typed(version.date, "date"))


def _add_rights(told: Triples, dataset: Term) -> None:
    rights = name_part("rights")
    told.add(dataset, DCT.rights, rights)
    told.add(rights, RDF.type, DCT.RightsStatement)
    for text, say in zip(_RIGHTS, (ja, en), strict=True):
        told.add(rights, _RDFS.label, say(text))


def _add_services(told: Triples, addresses: Addresses) -> None:
    for name, address, title, rules in (
        (SPARQL, addresses.sparql, "SPARQL 1.1", "sparql11-protocol/"),
        (
            GRAPH_STORE,
            addresses.graph_store,
            "SPARQL 1.1 Graph Store HTTP Protocol",
            "sparql11-http-rdf-update/",
        ),
    ):
        service = iri(name)
        told.add(service, RDF.type, DCAT.DataService)
        told.add(service, DCT.title, en(title))
        told.add(service, DCT.publisher, name_part("publisher"))
        told.add(service, DCT.license, iri(LICENCE))
        told.add(service, DCT.conformsTo, iri(f"https://www.w3.org/TR/{rules}"))
        told.add(service, DCAT.endpointURL, iri(address))
        # The endpoint describes itself to who asks nothing.
        told.add(service, DCAT.endpointDescription, iri(addresses.sparql))
        told.add(service, DCAT.servesDataset, DATASET)


def _add_graph(told: Triples, graph: GraphFigures, version: DataVersion) -> None:
    """A named graph: what it holds, of which document, and under which rights."""
    subset, source = iri(graph.iri), graph.source
    told.add(DATASET, VOID.subset, subset)
    told.add(DATASET, DCT.hasPart, subset)
    told.add(name_part("catalogue"), DCAT.dataset, subset)
    told.add(subset, RDF.type, VOID.Dataset)
    told.add(subset, RDF.type, DCAT.Dataset)
    told.add(subset, DCT.title, ja(graph.title))
    told.add(subset, DCT.isPartOf, DATASET)
    told.add(subset, DCT.publisher, name_part("publisher"))
    told.add(subset, VOID.triples, integer(graph.triples))
    _add_version(told, subset, version)
    if source is None:
        told.add(subset, DCT.title, en(graph.title_en or graph.title))
        told.add(subset, DCT.description, ja(f"{graph.title}。名前付きグラフの一つ。"))
        told.add(subset, DCT.license, iri(LICENCE))
        return
    document = iri(source.iri)
    told.add(subset, DCT.description, ja(f"「{source.title}」が述べること。"))
    told.add(subset, DCT.source, document)
    _add_rights(told, subset)
    told.add(document, DCT.title, ja(source.title))
    if source.publisher is not None:
        publisher = iri(source.publisher.iri)
        told.add(document, DCT.publisher, publisher)
        told.add(publisher, RDF.type, FOAF.Agent)
        told.add(publisher, FOAF.name, ja(source.publisher.label))
    if source.license is not None:
        told.add(document, DCT.license, iri(source.license))
    if isinstance(source.issued, Text):
        issued = typed(source.issued, source.issued.datatype.rpartition("#")[2])
        told.add(document, DCT.issued, issued)


def _add_file(told: Triples, dataset: Term, file: ReleaseFile, addresses: Addresses) -> None:
    """A dump as a distribution, with its size and checksum."""
    part, checksum = name_part(f"dump/{file.name}"), name_part(f"checksum/{file.name}")
    address = iri(addresses.files + file.name)
    if file.media_type != "text/csv":
        # VoID, section 3.5: a dump holds RDF.
        told.add(dataset, VOID.dataDump, address)
    told.add(dataset, DCAT.distribution, part)
    told.add(part, RDF.type, DCAT.Distribution)
    told.add(part, DCT.title, en(f"{_DUMPS[file.media_type]}: {file.name}"))
    told.add(part, DCT.license, iri(LICENCE))
    told.add(part, DCAT.accessURL, address)
    told.add(part, DCAT.downloadURL, address)
    told.add(part, DCAT.mediaType, iri(_MEDIA_TYPE + file.media_type))
    if file.packed:
        told.add(part, DCAT.compressFormat, iri(f"{_MEDIA_TYPE}application/gzip"))
    told.add(part, DCAT.byteSize, count(file.size))
    told.add(part, SPDX.checksum, checksum)
    told.add(checksum, RDF.type, SPDX.Checksum)
    told.add(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    told.add(checksum, SPDX.checksumValue, typed(file.sha256, "hexBinary"))


def _shorten(name: str) -> str:
    """A term as an anchor: `mpo-Project`; one without a prefix of ours by its hash."""
    for prefix, namespace in PREFIXES.items():
        local = name.removeprefix(namespace)
        if local != name and re.fullmatch(r"[\w.-]+", local):
            return f"{prefix}-{local}"
    return hashlib.sha256(name.encode()).hexdigest()[:16]
