"""The findings where a passage does not say what its source says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.errors import locate
from kg.names import MPO as MPO_BASE
from kg.names import PREFIXES, make_passage
from kg.quality.finding import QualityFinding, sort_findings
from kg.quality.place import get_document_name

MPO: Final = Namespace(MPO_BASE)
OA: Final = Namespace(PREFIXES["oa"])

_REBUILD_JA: Final = (
    "kg build で作り直してください。原文が変わったのなら、新しい slug で登録してください。"
)
_REBUILD_EN: Final = "Run kg build again; if the source changed, register it under a new slug."


@dataclass(frozen=True)
class _Source:
    """A source text with the offsets of its line ends."""

    name: str
    text: str
    line_ends: tuple[int, ...]

    def get_line(self, offset: int) -> int:
        """The line, from 1, that the character at `offset` stands on."""
        return bisect_left(self.line_ends, offset) + 1


def check_evidence(
    graph: Graph, texts: Mapping[str, str], *, files: Mapping[str, str] | None = None
) -> list[QualityFinding]:
    """One finding per passage or document that disagrees with its source text.

    `texts` maps a document's IRI to its text as decoded (no newline translation, a BOM is
    character 0, lines end at LF only). `files` gives the path to print for a document's IRI.
    """
    sources = {
        document: _Source(
            get_document_name(document, files),
            text,
            tuple(offset for offset, character in enumerate(text) if character == "\n"),
        )
        for document, text in texts.items()
    }
    findings = [
        found
        for document, source in sources.items()
        if (URIRef(document), None, None) in graph
        for found in _check_length(graph, document, source)
    ]
    for passage, document in graph.subject_objects(OA.hasSource):
        source = sources.get(str(document))
        if source is None:
            findings.append(_make(
                "evidence-source", str(document), passage,
                "出典の文書の本文が手元になく、引用を確かめられません。",
                "The text of the source is not at hand, so the quotation cannot be checked.",
                "documents.toml に文書を登録し、data/sources に原文を置いてください。",
                "List the document in documents.toml and put its file into data/sources.",
            ))
        else:
            findings.extend(_check_passage(graph, passage, str(document), source))
    return sort_findings(findings)


def check_hashes(
    graph: Graph, digests: Mapping[str, str], *, files: Mapping[str, str] | None = None
) -> list[QualityFinding]:
    """One finding per document whose `mpo:sha256` is not the digest of its bytes as received.

    `digests` maps a document's IRI to the SHA-256 of its file in lower-case hex.
    """
    documents = {str(document) for document in graph.subjects(RDF.type, MPO.SourceDocument)}
    findings = []
    for document in sorted(documents | set(digests)):
        said = sorted(str(term) for term in graph.objects(URIRef(document), MPO.sha256))
        found = digests.get(document)
        if found is None or said != [found]:
            findings.append(_make(
                "evidence-sha256", get_document_name(document, files), URIRef(document),
                f"原文のハッシュ値がグラフと違います(グラフ: {', '.join(said) or 'なし'}、"
                f"原文: {found or 'なし'})。",
                f"The hash of the source is not the graph's (graph: {', '.join(said) or 'none'}, "
                f"source: {found or 'none'}).",
                "受け取ったままの原文を戻すか、新しい slug で登録して作り直してください。",
                "Put the file as received back, or register it under a new slug and run kg build.",
            ))
    return sort_findings(findings)


def _check_length(graph: Graph, document: str, source: _Source) -> Iterator[QualityFinding]:
    said = _find_integers(graph, URIRef(document), MPO.characters)
    if said != [len(source.text)]:
        yield _make(
            "evidence-characters", source.name, URIRef(document),
            f"文書の文字数(mpo:characters)が {said} ですが、原文は {len(source.text)} 文字です。",
            f"mpo:characters is {said}, but the source has {len(source.text)} characters.",
            _REBUILD_JA, _REBUILD_EN,
        )


def _check_passage(
    graph: Graph, passage: Node, document: str, source: _Source
) -> Iterator[QualityFinding]:
    starts = _find_integers(graph, passage, OA.start)
    ends = _find_integers(graph, passage, OA.end)
    if len(starts) != 1 or len(ends) != 1 or not 0 <= starts[0] < ends[0] <= len(source.text):
        yield _make(
            "evidence-offsets", source.name, passage,
            f"引用の位置が原文の中の一続きを指していません(oa:start {starts}、oa:end {ends}、"
            f"原文 {len(source.text)} 文字)。",
            f"The offsets are no stretch of the source (oa:start {starts}, oa:end {ends}, "
            f"source {len(source.text)} characters).",
            _REBUILD_JA, _REBUILD_EN,
        )
        return
    start, end = starts[0], ends[0]
    first, last = source.get_line(start), source.get_line(end - 1)
    where = locate(source.name, first)
    said = [str(term) for term in graph.objects(passage, OA.exact)]
    if said != [source.text[start:end]]:
        yield _make_misquote(source, passage, where, said, start, end)
    lines = (
        _find_integers(graph, passage, MPO.startLine), _find_integers(graph, passage, MPO.endLine)
    )
    if lines != ([first], [last]):
        yield _make(
            "evidence-lines", where, passage,
            f"行番号が {lines[0]}–{lines[1]} ですが、原文では {first}–{last} 行目です。",
            f"The lines are given as {lines[0]}–{lines[1]}, in the source they are {first}–{last}.",
            _REBUILD_JA + "行は LF だけで数えます。", _REBUILD_EN + " Lines end at LF only.",
        )
    name = make_passage(document, start, end)
    if str(passage) != name:
        yield _make(
            "evidence-iri", where, passage,
            f"引用の IRI が位置と合いません(正しくは {name})。",
            f"The passage's IRI does not agree with its offsets (it should be {name}).",
            _REBUILD_JA, _REBUILD_EN,
        )


def _make_misquote(
    source: _Source, passage: Node, where: str, said: list[str], start: int, end: int
) -> QualityFinding:
    quoted = said[0] if len(said) == 1 else ""
    elsewhere = source.text.find(quoted) if quoted else -1
    line = source.get_line(elsewhere) if elsewhere >= 0 else None
    hint_ja = f"同じ文は {line} 行目にあります。" if line else ""
    hint_en = f" The same words stand on line {line}." if line else ""
    return _make(
        "evidence-exact", where, passage,
        f"引用が原文と一致しません(引用「{_cut(' / '.join(said))}」、"
        f"原文「{_cut(source.text[start:end])}」)。{hint_ja}",
        f'The quotation is not what the source says (quoted "{_cut(" / ".join(said))}", '
        f'source "{_cut(source.text[start:end])}").{hint_en}',
        _REBUILD_JA, _REBUILD_EN,
    )


def _cut(text: str, limit: int = 40) -> str:
    shown = text.replace("\n", "⏎").replace("\r", "␍")
    return shown if len(shown) <= limit else shown[:limit] + "…"


def _find_integers(graph: Graph, subject: Node, predicate: URIRef) -> list[int]:
    return sorted(
        term.value
        for term in graph.objects(subject, predicate)
        if isinstance(term, Literal) and isinstance(term.value, int)
    )


def _make(
    code: str, where: str, thing: Node, ja: str, en: str, fix_ja: str, fix_en: str
) -> QualityFinding:
    return QualityFinding(code, "fault", where, str(thing), ja, en, fix_ja, fix_en)
