"""What the running text of the small document names: a rule, a body, figures, events, opinions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.names import BASE

_ID: Final = f"{BASE}id/990001"
DOCUMENT: Final = f"{_ID}/document/small-plan"
RULE: Final = f"{_ID}/instrument/みちの指針"
RULE_PROJECT: Final = f"{_ID}/project/みちの指針"
COUNCIL: Final = f"{_ID}/body/みち会議"
TERM: Final = f"{_ID}/body/第2期みち会議"
LEAFLET: Final = f"{_ID}/publication/みちだより"
OLD: Final = f"{_ID}/project/旧みち事業"
NEW: Final = f"{_ID}/project/新みち事業"
NEWEST: Final = f"{_ID}/project/次みち事業"
NODE: Final = f"{DOCUMENT}/node/1"

#: The lines that follow the tables of the small document.
LINES: Final = """\
みちの指針(平成20年2月策定)に基づく。
みち事例の数 20年度 10 21年度 12
予算は各区500万円程度
第2回みち会議(平成21年1月開催)
みち会議を4回程度開く予定
みちはもっと
みちはよい。
旧みち事業を平成20年度に新みち事業へ改めた。
新みち事業を平成22年度に次みち事業へ改めた。
第2期みち会議はみちだよりを出す。=1+1
"""


def make_named(quote: Callable[[str], str], ordinance: str) -> str:
    """The named things as Turtle; `quote` makes the passage of a text."""

    def statistic(name: str, value: int, year: int) -> str:
        printed = quote(f"{year % 100 + 12}年度 {value}")
        return (
            f"<{DOCUMENT}/statistic/{name}> a mpo:Statistic ; rdf:value {value} ; "
            f'mpo:printedValue "{value}" ; mpo:unit "事例"@ja ; mpo:fiscalYear {year} ; '
            f"mpo:indicator <{DOCUMENT}/indicator/みち事例の数> ; mpo:about <{RULE}> ; "
            f"dct:isPartOf <{DOCUMENT}> ; prov:wasDerivedFrom {printed} .\n"
        )

    def link(name: str, subject: str, predicate: str, value: str, proof: str) -> str:
        return (
            f"<{subject}> {predicate} <{value}> .\n"
            f"link:n{name} a mpo:Link, mpo:Claim, rdf:Statement ; rdf:subject <{subject}> ; "
            f"rdf:predicate {predicate} ; rdf:object <{value}> ; mpo:status mpo:Stated ; "
            f"sssom:confidence 1.0 ; prov:wasDerivedFrom {quote(proof)} .\n"
        )

    based, event = quote("みちの指針(平成20年2月策定)"), f"{DOCUMENT}/event"
    article = f"{ordinance}/art_30"
    return f"""
<{DOCUMENT}/indicator/みち事例の数> a skos:Concept ; skos:prefLabel "みち事例の数"@ja .
<{DOCUMENT}/indicator/予算> a skos:Concept ; skos:prefLabel "予算"@ja .
{statistic("1", 10, 2008)}{statistic("2", 12, 2009)}
<{DOCUMENT}/statistic/3> a mpo:Statistic ; rdf:value 5000000 ; mpo:printedValue "500万円" ;
  mpo:unit "円"@ja ; mpo:per "各区"@ja ; mpo:approximate true ; dct:isPartOf <{DOCUMENT}> ;
  mpo:indicator <{DOCUMENT}/indicator/予算> ; prov:wasDerivedFrom {quote("500万円程度")} .
<{RULE}> a mpo:Instrument, prov:Entity ; skos:prefLabel "みちの指針"@ja ;
  mpo:instrumentKind mpo:guideline ; dct:issued "2008-02"^^xsd:gYearMonth ;
  prov:wasDerivedFrom {based} .
<{RULE_PROJECT}> a mpo:Project ; skos:prefLabel "みちの指針"@ja ; prov:wasDerivedFrom {based} .
<{COUNCIL}> a mpo:Body, org:Organization ; skos:prefLabel "みち会議"@ja ;
  mpo:bodyKind mpo:council ; prov:wasDerivedFrom {quote("みち会議を")} .
<{TERM}> a mpo:Body, org:Organization ; skos:prefLabel "第2期みち会議"@ja ;
  mpo:bodyKind mpo:council ; mpo:termOf <{COUNCIL}> ; prov:wasDerivedFrom {quote("第2期みち会議")} .
<{LEAFLET}> a mpo:Publication, foaf:Document ; skos:prefLabel "みちだより"@ja ;
  skos:altLabel "=1+1"@ja ; prov:wasDerivedFrom {quote("みちだより")} .
<{event}/1> a mpo:Event, schema:Event ; skos:prefLabel "第2回みち会議"@ja ;
  mpo:eventStatus mpo:Held ; mpo:number 2 ; dct:date "2009-01"^^xsd:gYearMonth ;
  mpo:of <{COUNCIL}> ;
  prov:wasDerivedFrom {quote("第2回みち会議(平成21年1月開催)")} .
<{event}/2> a mpo:Event, schema:Event ; skos:prefLabel "みち会議"@ja ;
  mpo:eventStatus mpo:Planned ; mpo:sessions 4 ; mpo:approximate true ; mpo:of <{COUNCIL}> ;
  prov:wasDerivedFrom {quote("みち会議を4回程度開く予定")} .
<{DOCUMENT}/opinion/1> a mpo:Opinion, prov:Entity ; mpo:text "みちはもっと"@ja ;
  mpo:about <{NODE}> ; mpo:incomplete true ; mpo:position 20 ; dct:isPartOf <{DOCUMENT}> ;
  prov:wasDerivedFrom {quote("みちはもっと")} .
<{DOCUMENT}/opinion/2> a mpo:Opinion, prov:Entity ; mpo:text "みちはよい。"@ja ;
  mpo:about <{NODE}> ; mpo:position 21 ; dct:isPartOf <{DOCUMENT}> ;
  prov:wasDerivedFrom {quote("みちはよい。")} .
<{OLD}> a mpo:Project ; skos:prefLabel "旧みち事業"@ja ; prov:wasDerivedFrom {quote("旧みち事業")} .
<{NEW}> a mpo:Project ; skos:prefLabel "新みち事業"@ja ; mpo:validFrom 2008 ;
  prov:wasDerivedFrom {quote("新みち事業")} .
<{NEWEST}> a mpo:Project ; skos:prefLabel "次みち事業"@ja ; mpo:validFrom 2010 ;
  prov:wasDerivedFrom {quote("次みち事業")} .
""" + "".join(
        (
            link("1", OLD, "dct:isReplacedBy", NEW, "旧みち事業を平成20年度に新みち事業へ改めた"),
            link(
                "2", NEW, "dct:isReplacedBy", NEWEST, "新みち事業を平成22年度に次みち事業へ改めた"
            ),
            link("3", RULE, "mpo:implementsArticle", article, "みちの指針(平成20年2月策定)"),
            link("4", RULE, "cpsv:implements", article, "に基づく。"),
            link(
                "5", RULE_PROJECT, "mpo:implementsArticle", article, "みちの指針(平成20年2月策定)"
            ),
            link("6", f"{event}/1", "mpo:implementsArticle", article, "第2回みち会議"),
            link("7", COUNCIL, "mpo:implementsArticle", article, "みち会議を"),
            link("8", NODE, "mpo:mentions", RULE, "みちの指針"),
        )
    )
