"""A small graph whose links rest on none, one, two and three others, written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.documents.folder import DataFolder
from kg.names import BASE, PREFIXES
from kg.text.articles import make_article_label

_ID: Final = f"{BASE}id/"
CODE: Final = "990001"
PLAN: Final = f"{_ID}{CODE}/document/plan"
#: A document that says no period.
NOTE: Final = f"{_ID}{CODE}/document/note"
ORDINANCE: Final = f"{_ID}eli/jp/{CODE}/jorei/2001/2"
ARTICLE: Final = f"{ORDINANCE}/art_3"
#: Another municipality's, with an article of the same number.
OTHER: Final = f"{_ID}eli/jp/990002/jorei/2002/1"

RULE: Final = f"{_ID}{CODE}/instrument/ルール"
GUIDE: Final = f"{_ID}{CODE}/instrument/指針"
FIRST: Final = f"{_ID}{CODE}/project/甲事業"
SECOND: Final = f"{_ID}{CODE}/project/乙事業"
THIRD: Final = f"{_ID}{CODE}/project/丙事業"
DESK: Final = f"{_ID}{CODE}/body/窓口"
NODE: Final = f"{PLAN}/node/1"
MAYBE: Final = f"{_ID}{CODE}/project/丁事業"
REJECTED: Final = f"{_ID}{CODE}/project/戊事業"
RESTING: Final = f"{_ID}{CODE}/project/己事業"
CIRCLE: Final = f"{_ID}{CODE}/project/円事業"
BROKEN: Final = f"{_ID}{CODE}/project/切事業"
ALONE: Final = f"{_ID}{CODE}/project/孤事業"
BUREAU: Final = f"{_ID}{CODE}/body/総務局"
SECTION: Final = f"{_ID}{CODE}/body/市民課"
#: A body with the name of a project.
NAMESAKE: Final = f"{_ID}{CODE}/body/甲事業"
SOURCE: Final = f"{_ID}source/page"

_LINES: Final = {
    "rule": "第3条のためにルールをつくる。",
    "first": "甲事業はルールに基づく。",
    "same": "指針とルールは同じ。",
    "second": "乙事業は指針に基づく。",
    "desk": "1の取組が窓口を置く。",
    "node": "1の取組は第3条による。",
    "third": "丙事業も指針に基づく。",
    "maybe": "丁事業は協働に触れる。",
    "alone": "孤事業(再掲)がある。",
}
_TEXT: Final = "".join(f"{line}\n" for line in _LINES.values())

_LABELS: Final = (
    (RULE, "Instrument", "ルール"),
    (GUIDE, "Instrument", "指針"),
    (FIRST, "Project", "甲事業"),
    (SECOND, "Project", "乙事業"),
    (THIRD, "Project", "丙事業"),
    (DESK, "Body", "窓口"),
    (NODE, "PolicyNode", "取組"),
    (MAYBE, "Project", "丁事業"),
    (REJECTED, "Project", "戊事業"),
    (RESTING, "Project", "己事業"),
    (CIRCLE, "Project", "円事業"),
    (BROKEN, "Project", "切事業"),
    (ALONE, "Project", "孤事業"),
    (BUREAU, "Body", "総務局"),
    (SECTION, "Body", "市民課"),
    (NAMESAKE, "Body", "甲事業"),
)
_IMPLEMENTS: Final = "mpo:implementsArticle"
#: Name, subject, property, object, status, confidence, premises, the line that says it.
_LINKS: Final = (
    ("rule", RULE, _IMPLEMENTS, ARTICLE, "Stated", "1.0", (), "rule"),
    ("follows1", FIRST, "cpsv:follows", RULE, "Stated", "1.0", (), "first"),
    ("first", FIRST, _IMPLEMENTS, ARTICLE, "Inferred", "0.9", ("follows1", "rule"), "first"),
    ("same", GUIDE, "mpo:sameThingAs", RULE, "Inferred", "0.75", (), "same"),
    ("guide", GUIDE, _IMPLEMENTS, ARTICLE, "Inferred", "0.75", ("same", "rule"), "same"),
    ("follows2", SECOND, "cpsv:follows", GUIDE, "Stated", "1.0", (), "second"),
    ("second", SECOND, _IMPLEMENTS, ARTICLE, "Inferred", "0.72", ("follows2", "guide"), "second"),
    ("follows3", THIRD, "cpsv:follows", GUIDE, "Stated", "1.0", (), "third"),
    (
        "third",
        THIRD,
        _IMPLEMENTS,
        ARTICLE,
        "Inferred",
        "0.6",
        ("rule", "same", "follows3"),
        "third",
    ),
    ("sets", NODE, "mpo:carriesOut", DESK, "Stated", "1.0", (), "desk"),
    ("node", NODE, _IMPLEMENTS, ARTICLE, "Stated", "1.0", (), "node"),
    ("desk", DESK, _IMPLEMENTS, ARTICLE, "Inferred", "0.8", ("sets", "node"), "desk"),
    ("maybe", MAYBE, _IMPLEMENTS, ARTICLE, "Candidate", "0.3", (), "maybe"),
    ("rejected", REJECTED, _IMPLEMENTS, ARTICLE, "Rejected", "0.9", (), "maybe"),
    ("follows4", RESTING, "cpsv:follows", RULE, "Rejected", "1.0", (), "maybe"),
    ("resting", RESTING, _IMPLEMENTS, ARTICLE, "Inferred", "0.9", ("follows4", "rule"), "maybe"),
    ("circle1", CIRCLE, _IMPLEMENTS, ARTICLE, "Inferred", "0.5", ("circle2",), "maybe"),
    ("circle2", CIRCLE, "mpo:closeTo", RULE, "Inferred", "0.5", ("circle1",), "maybe"),
    ("broken", BROKEN, _IMPLEMENTS, ARTICLE, "Inferred", "0.5", ("follows1",), "maybe"),
)


def _quote(name: str) -> str:
    start = _TEXT.index(_LINES[name])
    return f"<{PLAN}/passage/{start}-{start + len(_LINES[name])}>"


def _make_passages() -> str:
    found = []
    for number, (name, line) in enumerate(_LINES.items(), 1):
        start = _TEXT.index(line)
        found.append(
            f"{_quote(name)} a mpo:Passage ; oa:hasSource <{PLAN}> ; "
            f'oa:exact "{line}" ; oa:start {start} ; oa:end {start + len(line)} ; '
            f"mpo:startLine {number} ; mpo:endLine {number} .\n"
        )
    found.append(
        f"<{NOTE}/passage/0-2> a mpo:Passage ; oa:hasSource <{NOTE}> ; "
        'oa:exact "指針" ; oa:start 0 ; oa:end 2 ; mpo:startLine 1 ; mpo:endLine 1 ; '
        'mpo:page "4" .\n'
    )
    return "".join(found)


def _make_links() -> str:
    text = ""
    for name, subject, predicate, object_, status, confidence, premises, line in _LINKS:
        if status in ("Stated", "Inferred"):
            text += f"<{subject}> {predicate} <{object_}> .\n"
        rests = "".join(f"mpo:premise link:{premise} ; " for premise in premises)
        text += (
            f"link:{name} a mpo:Link, mpo:Claim, rdf:Statement ; rdf:subject <{subject}> ; "
            f"rdf:predicate {predicate} ; rdf:object <{object_}> ; mpo:status mpo:{status} ; "
            f"{rests}sssom:confidence {confidence} ; prov:wasDerivedFrom {_quote(line)} .\n"
        )
    return text


def _make_document() -> str:
    things = "".join(
        f'<{iri}> a mpo:{kind} ; skos:prefLabel "{label}"@ja ; '
        f"prov:wasDerivedFrom {_find_home(iri)} .\n"
        for iri, kind, label in _LABELS
    )
    row = f"{PLAN}/listing/0"
    return f"""
<{PLAN}> a mpo:SourceDocument ; dct:title "計画"@ja ; mpo:municipality <{_ID}{CODE}> ;
  mpo:periodStart 2011 ; mpo:periodEnd 2012 ; dct:issued "2011-04"^^xsd:gYearMonth ;
  dct:source <https://example.org/plan.pdf> ; mpo:sha256 "abcdef0123456789" .
<{NOTE}> a mpo:SourceDocument ; dct:title "控え"@ja ; mpo:municipality <{_ID}{CODE}> .
<{row}> a mpo:Listing ; dct:isPartOf <{PLAN}> ; mpo:lists <{FIRST}> ; mpo:position 1 ;
  mpo:printedName "甲事業" ; mpo:isReappearance false ; prov:wasDerivedFrom {_quote("first")} ;
  mpo:cell <{row}/cell/2011> .
<{row}/cell/2011> a mpo:PlanCell ; mpo:fiscalYear 2011 ; prov:wasDerivedFrom {_quote("first")} .
<{PLAN}/listing/9> a mpo:Listing ; dct:isPartOf <{PLAN}> ; mpo:lists <{ALONE}> ; mpo:position 9 ;
  mpo:printedName "孤事業(再掲)" ; mpo:isReappearance true ; mpo:originalUnknown true ;
  prov:wasDerivedFrom {_quote("alone")} .
<{NODE}> skos:inScheme <{PLAN}> ; mpo:position 5 .
<{SECOND}> mpo:responsibleBody <{BUREAU}> .
claim:1 a mpo:Claim, rdf:Statement ; rdf:subject <{SECOND}> ;
  rdf:predicate mpo:responsibleBody ; rdf:object <{BUREAU}> ; mpo:status mpo:Stated ;
  prov:wasDerivedFrom {_quote("second")} .
{things}"""


def _find_home(iri: str) -> str:
    return f"<{NOTE}/passage/0-2>" if iri in (GUIDE, THIRD) else _quote("rule")


def _make_articles(ordinance: str, numbers: Iterable[str]) -> str:
    return "".join(
        f'<{ordinance}/art_{number}> a mpo:Article ; eli:number "{number}" ; '
        f'skos:prefLabel "{make_article_label(number)}"@ja ; eli:is_part_of <{ordinance}> ; '
        f"prov:wasDerivedFrom <{SOURCE}> .\n"
        for number in numbers
    )


def _make_curated() -> str:
    return f"""
<{_ID}{CODE}> a mpo:Body ; skos:prefLabel "小市"@ja ; mpo:bodyKind mpo:municipality .
<{_ID}990002> a mpo:Body ; skos:prefLabel "遠市"@ja ; mpo:bodyKind mpo:municipality .
<{SOURCE}> a mpo:ExternalSource ; dct:title "市のページ"@ja ;
  dct:source <https://example.org/page> ; mpo:seen "2026-11"^^xsd:gYearMonth .
<{ORDINANCE}> a mpo:Ordinance, mpo:Legislation, mpo:Instrument ; skos:prefLabel "小市協働条例"@ja .
<{OTHER}> a mpo:Ordinance, mpo:Legislation, mpo:Instrument ; skos:prefLabel "遠市協働条例"@ja .
<{FIRST}> mpo:responsibleBody <{SECTION}> .
claim:2 a mpo:Claim, rdf:Statement ; rdf:subject <{FIRST}> ;
  rdf:predicate mpo:responsibleBody ; rdf:object <{SECTION}> ; mpo:status mpo:Stated ;
  mpo:fiscalYear 2011 ; prov:wasDerivedFrom <{SOURCE}> .
{_make_articles(ORDINANCE, ("2", "3", "30_2"))}{_make_articles(OTHER, ("2", "5"))}"""


def write_trace_data(root: Path) -> DataFolder:
    """Write the data folder below `root`."""
    folder = DataFolder(root)
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    head += f"@prefix link: <{_ID}link/> .\n@prefix claim: <{_ID}claim/> .\n"
    (folder.ttl / CODE).mkdir(parents=True)
    document = head + _make_document() + _make_passages()
    (folder.ttl / CODE / "plan.ttl").write_text(document, encoding="utf-8")
    (folder.ttl / "curated.ttl").write_text(head + _make_curated(), encoding="utf-8")
    (folder.ttl / "inferred.ttl").write_text(head + _make_links(), encoding="utf-8")
    return folder
