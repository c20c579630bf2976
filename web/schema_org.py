"""What a page shows, for search engines: schema.org as JSON-LD in a data block of its head.

A data block is no script (HTML, the script element, "data block"): nothing runs and the policy
against scripts stays as it is. No character of it can end the block.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from flask import Flask, g
from flask_babel import gettext as _
from markupsafe import Markup

from kg.names import ID, make_document_graph, parse_document
from kg.questions.catalogue_terms import CREATOR, DATASET, LICENCE
from kg.questions.describe import Fact
from kg.questions.reading import Named
from kg.store.release import STEM
from kg.store.terms import Iri
from web.contexts import (
    ErrorPage,
    HomePage,
    OrdinancePage,
    Page,
    ProjectPage,
)
from web.document_contexts import DocumentPage
from web.figure_contexts import AboutPage
from web.language import get_language
from web.links import Links, is_web_address, make_ascii
from web.origin import get_origin
from web.site import get_site
from web.trace_contexts import ArticlePage

if TYPE_CHECKING:
    Node = dict[str, object]

#: Search engines read so much of a description.
_LONGEST: Final = 5000
_DATASET: Final = DATASET[1:-1]
_ESCAPES: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'\u2028\u2029"}


def set_up_schema_org(app: Flask) -> None:
    """Give the frame of every page what it puts into its head."""
    app.jinja_env.globals["structured_data"] = write_structured_data


def write_structured_data() -> Markup:
    """The data block's text for the page that is being rendered, "" where there is nothing."""
    page: Page | None = g.get("page")
    if page is None or isinstance(page, ErrorPage):
        return Markup("")
    nodes = [*_describe(page), *_make_trail(page)]
    if not nodes:
        return Markup("")
    told = {"@context": "https://schema.org", "@graph": nodes}
    return Markup(json.dumps(told, ensure_ascii=False).translate(_ESCAPES))


def _describe(page: Page) -> list[Node]:
    match page:
        case HomePage() | AboutPage():
            return [_make_dataset()]
        case DocumentPage():
            return [_make_document(page)]
        case ProjectPage():
            return [_make_project(page)]
        case ArticlePage():
            return [_make_article(page)]
        case OrdinancePage():
            return [_make_ordinance(page)]
    return []


def _say_purpose() -> str:
    return str(
        _(
            "Seisaku KG は、自治体の計画・条例・報告書を、根拠となる原文とともに示す"
            "知識グラフです。自治体が公式に提供するものではありません。"
        )
    )


def _make_dataset() -> Node:
    version, links = get_site().version, Links(get_language())
    return _keep(
        {
            "@type": "Dataset",
            "@id": _DATASET,
            "name": "Seisaku KG",
            "description": _say_purpose(),
            "url": _locate(links.home()),
            "license": LICENCE,
            "version": f"{version.release}+{version.digest}",
            "dateModified": version.date,
            "creator": {"@type": "Organization", "name": CREATOR},
            "isAccessibleForFree": True,
            "distribution": {
                "@type": "DataDownload",
                "encodingFormat": "application/n-quads",
                "contentUrl": _locate(links.release_file("", f"{STEM}.nq.gz")),
            },
        }
    )


def _make_document(page: DocumentPage) -> Node:
    facts = page.answer.facts
    name = parse_document(facts.iri)
    return _keep(
        {
            "@type": "Dataset",
            "@id": None if name is None else make_document_graph(name.code, name.slug),
            "name": facts.title,
            "description": f"{facts.title} – {_say_purpose()}",
            "url": _find_page(facts.iri),
            "isPartOf": {"@id": _DATASET},
            "spatialCoverage": _name("City", facts.municipality),
            "license": _only_address(facts.license),
            "isBasedOn": _keep(
                {
                    "@type": "DigitalDocument",
                    "@id": facts.iri,
                    "name": facts.title,
                    "publisher": _name("GovernmentOrganization", facts.publisher),
                    "datePublished": facts.issued,
                    "url": _only_address(facts.source),
                }
            ),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": one.media_type,
                    "contentUrl": _locate(one.href),
                }
                for one in page.data
            ],
        }
    )


def _make_project(page: ProjectPage) -> Node:
    answer = page.answer
    told = [one.text for one in page.main.descriptions] if page.main else []
    told = told or [str(fact.value) for fact in page.descriptions]
    return _keep(
        {
            "@type": "GovernmentService",
            "@id": answer.iri,
            "name": answer.label,
            "description": "\n".join(told)[:_LONGEST],
            "url": _find_page(answer.iri),
            "provider": _name_all("GovernmentOrganization", answer.bodies),
            "areaServed": _name_all("AdministrativeArea", answer.wards)
            or _name("City", answer.municipality),
        }
    )


def _make_article(page: ArticlePage) -> Node:
    answer = page.answer
    return _keep(
        {
            "@type": "Legislation",
            "@id": answer.article.iri,
            "name": page.title,
            "legislationIdentifier": answer.article.number,
            "url": _find_page(answer.article.iri),
            "isPartOf": _name("Legislation", answer.ordinance),
        }
    )


def _make_ordinance(page: OrdinancePage) -> Node:
    answer = page.answer
    return _keep(
        {
            "@type": "Legislation",
            "@id": answer.iri,
            "name": answer.label,
            "url": _find_page(answer.iri),
            "hasPart": [
                _keep(
                    {
                        "@type": "Legislation",
                        "@id": one.iri,
                        "name": one.heading,
                        "legislationIdentifier": one.number,
                    }
                )
                for one in answer.articles
            ],
        }
    )


def _make_trail(page: Page) -> list[Node]:
    """The way to the page; its last step is the page itself."""
    if len(page.trail) < 2:
        return []
    steps = [
        _keep(
            {
                "@type": "ListItem",
                "position": number,
                "name": crumb.label,
                "item": _locate(crumb.href) if crumb.href and number < len(page.trail) else None,
            }
        )
        for number, crumb in enumerate(page.trail, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}]


def _name(kind: str, thing: Named | None) -> Node | None:
    return None if thing is None else {"@type": kind, "@id": thing.iri, "name": thing.label}


def _name_all(kind: str, facts: Iterable[Fact]) -> list[Node]:
    return [
        {"@type": kind, "@id": fact.value, "name": fact.value_label}
        for fact in facts
        if isinstance(fact.value, Iri) and fact.value.startswith(ID) and fact.value_label
    ]


def _find_page(iri: str) -> str | None:
    page = Links(get_language()).page(iri)
    return None if page is None else _locate(page)


def _locate(path: str) -> str:
    return make_ascii(get_origin() + path)


def _only_address(iri: Iri | None) -> Iri | None:
    return iri if iri is not None and is_web_address(iri) else None


def _keep(values: Mapping[str, object]) -> Node:
    """What is known of them."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
