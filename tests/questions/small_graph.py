"""A small data folder with every case that questions and pages meet, written by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from kg.documents.folder import DataFolder
from kg.names import BASE, PREFIXES
from tests.questions.small_named import LINES, make_named

CODE: Final = "990001"
SLUG: Final = "small-plan"
HOSTILE: Final = '"><script>alert(1)</script>=HYPERLINK("x")\u202e'

TEXT: Final = (
    """\
1 まちをつくる
1-(1) 道をなおす
道が古い。
だから直す。
道路事業	道を直す	今は古い	調査 設計	→	完成
道路事業(再掲)	道を直す
公園事業(各区)(再掲)	公園を守る
橋事業[再掲]
橋事業	北局
橋事業	南局
第1条のために道路事業を行う。
終わりに
"""
    + LINES
)

_ID: Final = f"{BASE}id/"
DOCUMENT: Final = f"{_ID}{CODE}/document/{SLUG}"
ORDINANCE: Final = f"{_ID}eli/jp/{CODE}/jorei/2001/2"
ROAD: Final = f"{_ID}{CODE}/project/道路事業"
PARK: Final = f"{_ID}{CODE}/project/公園事業%28各区%29"
BRIDGE: Final = f"{_ID}{CODE}/project/橋事業"
NORTH: Final = f"{_ID}{CODE}/body/北局"
ODD: Final = f"{_ID}{CODE}/project/odd"


def quote(text: str, nth: int = 0) -> str:
    """The passage of the nth place where a text stands."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return f"<{DOCUMENT}/passage/{start}-{start + len(text)}>"


def row(text: str, nth: int = 0) -> str:
    """The listing that begins where a text stands."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return f"<{DOCUMENT}/listing/{start}>"


def _write_passages(turtle: str) -> str:
    """Every passage that a Turtle text mentions."""
    found = []
    for piece in sorted({part.split(">")[0] for part in turtle.split(f"<{DOCUMENT}/passage/")[1:]}):
        start, end = map(int, piece.split("-"))
        exact = TEXT[start:end].replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
        found.append(
            f"<{DOCUMENT}/passage/{piece}> a mpo:Passage, oa:SpecificResource, "
            "oa:TextPositionSelector, oa:TextQuoteSelector ; "
            f"oa:hasSource <{DOCUMENT}> ; oa:hasSelector <{DOCUMENT}/passage/{piece}> ; "
            f'oa:exact "{exact}" ; oa:start "{start}"^^xsd:nonNegativeInteger ; '
            f'oa:end "{end}"^^xsd:nonNegativeInteger ; '
            f"mpo:startLine {TEXT.count(chr(10), 0, start) + 1} ; "
            f"mpo:endLine {TEXT.count(chr(10), 0, end - 1) + 1} .\n"
        )
    return "".join(found)


def _make_document() -> str:
    road, again, park = row("道路事業"), row("道路事業(再掲)"), row("公園事業")
    bridge, north, south = row("橋事業[再掲]"), row("橋事業\t北局"), row("橋事業\t南局")
    line = quote(TEXT.splitlines()[4])
    cells = f"{road[1:-1]}/cell"
    return f"""
<{DOCUMENT}> a mpo:SourceDocument, foaf:Document, prov:Entity, skos:ConceptScheme ;
  dct:title "小さな計画"@ja ; dct:publisher id:{CODE} ; mpo:municipality id:{CODE} ;
  mpo:sha256 "{hashlib.sha256(TEXT.encode()).hexdigest()}" ; mpo:characters {len(TEXT)} ;
  mpo:periodStart 2011 ; mpo:periodEnd 2012 ; dct:source <javascript:alert(1)> .
<{DOCUMENT}/node/1> a mpo:PolicyNode, skos:Concept ; skos:prefLabel "まちをつくる"@ja ;
  skos:notation "1" ; mpo:level "政策"@ja ; skos:inScheme <{DOCUMENT}> ;
  skos:topConceptOf <{DOCUMENT}> ; mpo:position 1 ; prov:wasDerivedFrom {quote("1 まちをつくる")} .
<{DOCUMENT}/node/1/1-(1)> a mpo:PolicyNode, skos:Concept ; skos:prefLabel "道をなおす"@ja ;
  skos:notation "1-(1)" ; mpo:level "施策"@ja ; skos:inScheme <{DOCUMENT}> ; mpo:position 2 ;
  skos:broader <{DOCUMENT}/node/1> ; prov:wasDerivedFrom {quote("1-(1) 道をなおす")} ;
  mpo:issue "道が古い。"@ja ; mpo:approach "だから直す。"@ja ;
  mpo:part <{DOCUMENT}/node/1/1-(1)/part/3>, <{DOCUMENT}/node/1/1-(1)/part/4> .
<{DOCUMENT}/node/1/1-(1)/part/3> a mpo:TextPart ; mpo:role mpo:issue ; mpo:position 3 ;
  rdf:value "道が古い。"@ja ; prov:wasDerivedFrom {quote("道が古い。")} .
<{DOCUMENT}/node/1/1-(1)/part/4> a mpo:TextPart ; mpo:role mpo:approach ; mpo:position 4 ;
  rdf:value "だから直す。"@ja ; prov:wasDerivedFrom {quote("だから直す。")} .
<{DOCUMENT}/section/{TEXT.index("終わりに")}> a mpo:OtherSection ; skos:prefLabel "終わりに"@ja ;
  mpo:position 99 ; dct:isPartOf <{DOCUMENT}> ; prov:wasDerivedFrom {quote("終わりに")} .
{road} a mpo:Listing, prov:Entity ; dct:isPartOf <{DOCUMENT}> ; mpo:lists <{ROAD}> ;
  mpo:under <{DOCUMENT}/node/1/1-(1)> ; mpo:position 5 ; mpo:printedName "道路事業" ;
  mpo:isReappearance false ; dct:description "道を直す"@ja ; mpo:currentState "今は古い"@ja ;
  mpo:mark mpo:New ; mpo:printedMark "○" ;
  mpo:note "対象者：市民"@ja ; prov:wasDerivedFrom {line} ;
  mpo:cell <{cells}/2011>, <{cells}/2012>, <{cells}/2013+> .
<{cells}/2011> a mpo:PlanCell ; mpo:fiscalYear 2011 ; mpo:text "調査 設計"@ja ;
  mpo:milestone "設計"@ja, "調査"@ja ; prov:wasDerivedFrom {quote("調査 設計")} .
<{cells}/2012> a mpo:PlanCell ; mpo:fiscalYear 2012 ; mpo:continues <{cells}/2011> ;
  prov:wasDerivedFrom {line} .
<{cells}/2013+> a mpo:PlanCell ; mpo:fiscalYear 2013 ; mpo:openEnded true ; mpo:text "完成"@ja ;
  mpo:milestone "完成"@ja ; mpo:continues <{cells}/2011> ; mpo:partial true ;
  prov:wasDerivedFrom {quote("完成")} .
{again} a mpo:Listing, prov:Entity ; dct:isPartOf <{DOCUMENT}> ; mpo:lists <{ROAD}> ;
  mpo:under <{DOCUMENT}/node/1> ; mpo:position 6 ; mpo:printedName "道路事業(再掲)" ;
  mpo:isReappearance true ; dct:description "道を直す"@ja ;
  prov:wasDerivedFrom {quote(TEXT.splitlines()[5])} .
{park} a mpo:Listing, prov:Entity ; dct:isPartOf <{DOCUMENT}> ; mpo:lists <{PARK}> ;
  mpo:under <{DOCUMENT}/node/1> ; mpo:position 7 ; mpo:printedName "公園事業(各区)(再掲)" ;
  mpo:isReappearance true ; dct:description "公園を守る"@ja ; mpo:wardScope mpo:allWards ;
  prov:wasDerivedFrom {quote(TEXT.splitlines()[6])} .
{bridge} a mpo:Listing, prov:Entity ; dct:isPartOf <{DOCUMENT}> ; mpo:lists <{BRIDGE}> ;
  mpo:under <{DOCUMENT}/node/1> ; mpo:position 8 ; mpo:printedName "橋事業[再掲]" ;
  mpo:isReappearance true ; prov:wasDerivedFrom {quote("橋事業[再掲]")} .
{north} a mpo:Listing, prov:Entity ; dct:isPartOf <{DOCUMENT}> ; mpo:lists <{BRIDGE}~北局> ;
  mpo:position 9 ; mpo:printedName "橋事業" ; mpo:isReappearance false ;
  mpo:responsibleBody <{NORTH}> ; prov:wasDerivedFrom {quote(TEXT.splitlines()[8])} .
{south} a mpo:Listing, prov:Entity ; dct:isPartOf <{DOCUMENT}> ; mpo:lists <{BRIDGE}~南局> ;
  mpo:position 10 ; mpo:printedName "橋事業" ; mpo:isReappearance false ;
  prov:wasDerivedFrom {quote(TEXT.splitlines()[9])} .
<{ROAD}> a mpo:Project ; skos:prefLabel "道路事業"@ja ; skos:altLabel "ミチ事業"@ja ;
  prov:wasDerivedFrom {quote("道路事業")}, {quote("道路事業", 1)} .
<{PARK}> a mpo:Project ; skos:prefLabel "公園事業(各区)"@ja ; mpo:wardScope mpo:allWards ;
  prov:wasDerivedFrom {quote("公園事業(各区)")} .
<{BRIDGE}> a mpo:Project ; skos:prefLabel "橋事業"@ja ; prov:wasDerivedFrom {quote("橋事業")} .
<{BRIDGE}~北局> a mpo:Project ; skos:prefLabel "橋事業"@ja ; mpo:responsibleBody <{NORTH}> ;
  prov:wasDerivedFrom {quote("橋事業", 1)} .
<{BRIDGE}~南局> a mpo:Project ; skos:prefLabel "橋事業"@ja ;
  prov:wasDerivedFrom {quote("橋事業", 2)} .
<{ODD}> a mpo:Project ; skos:prefLabel {_literal(HOSTILE)} ; rdfs:seeAlso <javascript:alert(2)> ;
  prov:wasDerivedFrom {quote("終わり")} .
<{NORTH}> a mpo:Body, org:Organization ; skos:prefLabel "北局"@ja ; mpo:bodyKind mpo:bureau ;
  org:subOrganizationOf id:{CODE} ; prov:wasDerivedFrom {quote("北局")} .
claim:1 a mpo:Claim, rdf:Statement ; rdf:subject <{BRIDGE}~北局> ;
  rdf:predicate mpo:responsibleBody ; rdf:object <{NORTH}> ; mpo:status mpo:Stated ;
  sssom:confidence 1.0 ; prov:wasDerivedFrom {quote("北局")} .
claim:2 a mpo:Claim, rdf:Statement ; rdf:subject <{ROAD}> ; rdf:predicate skos:prefLabel ;
  rdf:object "道路事業"@ja ; mpo:status mpo:Stated ; sssom:confidence 1.0 ;
  prov:wasDerivedFrom {quote("道路事業")}, {quote("道路事業", 1)} .
"""


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@ja'


def _make_curated() -> str:
    articles = "".join(
        f"<{ORDINANCE}/art_{number}> a mpo:Article, eli:LegalResourceSubdivision ; "
        f'eli:number "{number}" ; skos:prefLabel "{label}"@ja ; eli:is_part_of <{part}> ; '
        f"prov:wasDerivedFrom <{_ID}source/page> .\n"
        for number, label, part in (
            ("31", "第31条", f"{ORDINANCE}/chp_2/sec_1"),
            ("30_2", "第30条の2", f"{ORDINANCE}/chp_2/sec_1"),
            ("30", "見出し", f"{ORDINANCE}/chp_2/sec_1"),
            ("1", "目的", ORDINANCE),
        )
    )
    return f"""
id:{CODE} a mpo:Body, org:Organization ; skos:prefLabel "小市"@ja ;
  mpo:bodyKind mpo:municipality ; prov:wasDerivedFrom <{_ID}source/page> .
<{_ID}source/page> a mpo:ExternalSource, prov:Entity ; dct:title "市のページ"@ja ;
  dct:source <https://example.org/page> ; mpo:seen "2026-11"^^xsd:gYearMonth .
<{ORDINANCE}> a mpo:Ordinance, mpo:Legislation, mpo:Instrument, eli:LegalResource ;
  skos:prefLabel "小市条例"@ja ; eli:number "2" ; eli:date_document "2001-04-01"^^xsd:date ;
  dct:creator id:{CODE} ; prov:wasDerivedFrom <{_ID}source/page> .
<{ORDINANCE}/chp_2> a eli:LegalResourceSubdivision ; eli:number "2" ; skos:prefLabel "第2章"@ja ;
  eli:is_part_of <{ORDINANCE}> ; prov:wasDerivedFrom <{_ID}source/page> .
<{ORDINANCE}/chp_2/sec_1> a eli:LegalResourceSubdivision ; eli:number "1" ;
  skos:prefLabel "参加"@ja ; eli:is_part_of <{ORDINANCE}/chp_2> ;
  prov:wasDerivedFrom <{_ID}source/page> .
<{ORDINANCE}/art_1> mpo:intent "まちのために定める。"@ja .
{articles}"""


def _make_inferred() -> str:
    def link(name: str, subject: str, predicate: str, object_: str, status: str, more: str) -> str:
        return (
            f"link:{name} a mpo:Link, mpo:Claim, rdf:Statement ; rdf:subject {subject} ; "
            f"rdf:predicate {predicate} ; rdf:object {object_} ; mpo:status mpo:{status} ; "
            f"{more} .\n"
        )

    first = f"<{ORDINANCE}/art_1>"
    said = quote("第1条のために道路事業を行う。")
    rule = f"mpo:rule <{BASE}rule/same-folded-name>"
    return (
        f"{row('道路事業(再掲)')} mpo:reappearanceOf {row('道路事業')} .\n"
        f"{row('公園事業')} mpo:originalUnknown true .\n"
        f"{row('橋事業[再掲]')} mpo:originalUnknown true .\n"
        f"<{ROAD}> mpo:implementsArticle {first} .\n"
        f"<{PARK}> mpo:implementsArticle {first} .\n"
        + link(
            "1",
            row("道路事業(再掲)"),
            "mpo:reappearanceOf",
            row("道路事業"),
            "Inferred",
            f"sssom:confidence 0.9 ; {rule} ; prov:wasDerivedFrom {said}",
        )
        + link(
            "2",
            row("橋事業[再掲]"),
            "mpo:reappearanceOf",
            row("橋事業\t北局"),
            "Candidate",
            f"sssom:confidence 0.49 ; {rule} ; prov:wasDerivedFrom {said}",
        )
        + link(
            "3",
            row("橋事業[再掲]"),
            "mpo:reappearanceOf",
            row("橋事業\t南局"),
            "Candidate",
            f"sssom:confidence 0.49 ; {rule} ; prov:wasDerivedFrom {said}",
        )
        + link(
            "4",
            f"<{ROAD}>",
            "mpo:implementsArticle",
            first,
            "Stated",
            f"sssom:confidence 1.0 ; prov:wasDerivedFrom {said}",
        )
        + link(
            "5",
            f"<{PARK}>",
            "mpo:implementsArticle",
            first,
            "Inferred",
            f"sssom:confidence 0.6 ; mpo:via <{ROAD}> ; {rule} ; prov:wasDerivedFrom {said}",
        )
        + link(
            "6",
            f"<{BRIDGE}>",
            "mpo:implementsArticle",
            first,
            "Candidate",
            f"sssom:confidence 0.3 ; {rule} ; prov:wasDerivedFrom {said}",
        )
        + link(
            "7",
            f"<{ODD}>",
            "mpo:implementsArticle",
            first,
            "Rejected",
            f"sssom:confidence 0.9 ; prov:wasDerivedFrom {said}",
        )
    )


def write_small_data(root: Path, *, with_sources: bool = True) -> DataFolder:
    """Write the small data folder below `root`."""
    folder = DataFolder(root)
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    head += f"@prefix id: <{_ID}> .\n@prefix claim: <{_ID}claim/> .\n@prefix link: <{_ID}link/> .\n"
    document = _make_document() + make_named(quote, ORDINANCE)
    inferred = _make_inferred()
    (folder.ttl / CODE).mkdir(parents=True)
    text = head + document + _write_passages(document + inferred)
    (folder.ttl / CODE / f"{SLUG}.ttl").write_text(text, encoding="utf-8")
    (folder.ttl / "curated.ttl").write_text(head + _make_curated(), encoding="utf-8")
    (folder.ttl / "inferred.ttl").write_text(head + inferred, encoding="utf-8")
    if with_sources:
        (folder.sources / CODE).mkdir(parents=True)
        (folder.sources / CODE / f"{SLUG}.txt").write_text(TEXT, encoding="utf-8", newline="")
        sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
        (folder.sources / "documents.toml").write_text(
            f'[document.{SLUG}]\nfile = "{CODE}/{SLUG}.txt"\nmunicipality = "{CODE}"\n'
            f'title = "小さな計画"\nlayout = "none-of-ours"\nsha256 = "{sha256}"\n',
            encoding="utf-8",
        )
    return folder
