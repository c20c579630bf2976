"""Pages in other states than their plainest: filtered, on their second page, empty, refused."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from kg.names import ID, MPO
from kg.questions.kinds import find_kinds
from kg.questions.reappearances import State
from kg.store.terms import Iri
from web.filters import make_value
from web.site import Site

_QUERIES: Final = {
    "rows": "SELECT * { ?s ?p ?o } LIMIT 20",
    "graph": "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 20",
    "truth": "ASK {}",
    "no rows": "SELECT * { ?s ?p <urn:none> }",
    "fault": "SELECT * {\n  ?s ?p ?o .\n  ?s ) ?o\n}",
}
#: Kinds whose address sends its reader on to the place on the page of the whole.
PARTS: Final = ("Listing", "PlanCell", "TextPart")
#: The first thing of each class of ours, among those that have a page.
_FIRST: Final = f"""
SELECT ?kind (MIN(?thing) AS ?first) {{
  ?thing a ?kind FILTER(STRSTARTS(STR(?kind), "{MPO}") && STRSTARTS(STR(?thing), "{ID}"))
}} GROUP BY ?kind ORDER BY ?kind
"""


def find_firsts(site: Site) -> dict[str, Iri]:
    """A thing of each kind of thing that the graph holds, by the kind's name."""
    rows = site.store.select(_FIRST).rows
    return {row["kind"].removeprefix(MPO): Iri(row["first"]) for row in rows}


def make_page(iri: str) -> str:
    """The address of the page of a thing."""
    return f"/page/{iri.removeprefix(ID)}"


def find_states(site: Site, places: dict[str, str]) -> dict[str, str]:
    """An address of each further state of the page types, named by the page type and the state."""
    value = make_value(site.documents[0].iri)
    code = value.partition("/")[0]
    narrowed = urlencode({"municipality": code, "document": value})
    again = next(row for row in site.reappearances if row.state is State.FOUND)
    cluster = site.clusters[0]
    ends = urlencode(
        {
            "from": cluster.members[0].iri.removeprefix(ID),
            "to": cluster.members[-1].iri.removeprefix(ID),
        }
    )
    way = urlencode({"from": again.appearance.project.label, "to": site.ordinances[0].label})
    document = places["document"].replace("/page/", "/text/")
    kinds = {
        kind
        for place in places.values()
        if place.startswith("/page/")
        for kind in find_kinds(site.store, Iri(ID + place.removeprefix("/page/")))
    }
    return {
        **{
            f"thing: {name}": make_page(iri)
            for name, iri in find_firsts(site).items()
            if MPO + name not in kinds and name not in PARTS
        },
        "editions: second page": f"{places['editions']}&page=2",
        "search: everything": "/search?q=",
        "search: of one kind": "/search?q=区&kind=Project",
        "search: an article by its number": "/search?q=第32条",
        "search: hostile": "/search?" + urlencode({"q": "<script>alert(1)</script>\u202e=A1"}),
        "search: second page": "/search?q=区&page=2",
        "search: too long": "/search?q=" + "区" * 201,
        "text: from its start": document,
        "text: second page": f"{document}?page=2",
        "quality: second page": "/quality?page=2",
        "reappearances: second page": "/reappearances?page=2",
        "reappearances: drifted": "/reappearances?state=drifted",
        "reappearances: unknown": "/reappearances?state=unknown",
        "repeats: narrowed": "/repeats?kind=duplicate&status=candidate",
        "clusters: a way": f"/repeats/clusters?{ends}",
        "gaps: second page": "/gaps?kind=project&page=2",
        "gaps: projects": f"/gaps?kind=project&municipality={code}",
        "paths: a way": f"/paths?{way}",
        "paths: several": "/paths?" + urlencode({"from": "区", "to": "市"}),
        "paths: unknown": "/paths?" + urlencode({"from": "zzzz", "to": "yyyy"}),
        "instruments: narrowed": f"/instruments?{narrowed}&sort=name",
        "statistics: narrowed": f"/statistics?{narrowed}",
        "events: narrowed": f"/events?{narrowed}",
        "around: an article": places["article"].replace("/page/", "/around/"),
        "names: narrowed": f"/names?kind=facility&{narrowed}",
        "article: narrowed": places["article"] + "?status=inferred",
        "error: a page that no list has": "/reappearances?page=9999",
        "error: near matches": "/page/" + again.appearance.project.label,
        "error: a wrong value": "/reappearances?state=zzzz",
        **{f"query: {name}": "/query?" + urlencode({"query": q}) for name, q in _QUERIES.items()},
        "query: an unknown example": "/query?example=none",
    }
