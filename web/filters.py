"""The filter of a list by municipality and document: read from the request, shown as a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, abort, request
from flask_babel import gettext as _

from kg.names import make_document, make_municipality, parse_document
from kg.questions.evidence import Evidence, find_homes
from kg.questions.reading import Named, parse_code
from kg.store.terms import Iri
from web.site import get_site


@dataclass(frozen=True)
class Choice:
    """One value of a filter with its label in the documents' words."""

    value: str
    label: str


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to, empty for all, and what it can be narrowed to."""

    municipality: str
    document: str
    municipalities: tuple[Choice, ...]
    documents: tuple[Choice, ...]

    @property
    def chosen(self) -> bool:
        """Whether it narrows anything."""
        return bool(self.municipality or self.document)

    @property
    def bindings(self) -> dict[str, tuple[Iri, ...]]:
        """What it narrows to, as variables of a query."""
        return make_bindings(self.municipality, self.document)

    def meets(self, code: str | None, documents: Iterable[Named]) -> bool:
        """Whether a thing of a municipality's code, named in some documents, is let through.

        What is national counts for a municipality whose documents name it.
        """
        values = [value for one in documents if (value := make_value(one.iri))]
        codes = {code, *(value.partition("/")[0] for value in values)}
        return (not self.municipality or self.municipality in codes) and (
            not self.document or self.document in values
        )

    def meets_document(self, iri: str) -> bool:
        """Whether a document is let through."""
        value = make_value(iri)
        return self.document in ("", value) and self.municipality in ("", value.partition("/")[0])

    def meets_proofs(self, iri: str, evidence: Iterable[Evidence]) -> bool:
        """Whether a thing with these proofs is let through."""
        return self.meets(parse_code(iri), find_homes(evidence))


def read_filter() -> Filter:
    """The filter that a request asks for; 400 for what cannot be chosen."""
    site = get_site()
    municipalities: dict[str, str] = {}
    documents: dict[str, str] = {}
    for one in site.documents:
        value = make_value(one.iri)
        documents[value] = one.title
        if one.municipality is not None:
            municipalities[value.partition("/")[0]] = one.municipality.label
    municipality, document = (request.args.get(name, "") for name in ("municipality", "document"))
    if municipality and municipality not in municipalities:
        abort(400, _("「自治体」の値が正しくありません。画面で選び直してください。"))
    if document and document not in documents:
        abort(400, _("「文書」の値が正しくありません。画面で選び直してください。"))
    return Filter(
        municipality,
        document,
        tuple(Choice(value, label) for value, label in sorted(municipalities.items())),
        tuple(Choice(value, label) for value, label in sorted(documents.items())),
    )


def make_bindings(municipality: str, document: str) -> dict[str, tuple[Iri, ...]]:
    """What a list is narrowed to, empty for all, as variables of a query."""
    code, _, slug = document.partition("/")
    return {
        "municipality": (Iri(make_municipality(municipality)),) if municipality else (),
        "document": (Iri(make_document(code, slug)),) if document else (),
    }


def set_up_filters(app: Flask) -> None:
    """Let every template link to a list narrowed to a document."""
    app.jinja_env.filters["document_value"] = make_value


def make_value(document: str) -> str:
    """A document as the value of a parameter: `141305/slug`; empty for what is none."""
    name = parse_document(document)
    return "" if name is None else f"{name.code}/{name.slug}"
