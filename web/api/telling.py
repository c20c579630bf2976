"""What many answers tell of things: names, addresses, proofs, rows."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import request

from kg.questions.describe import Fact
from kg.questions.evidence import Evidence as Proof
from kg.questions.evidence import Proofs, Saying
from kg.questions.neighbours import find_first_proofs
from kg.questions.path import Step as PathStep
from kg.questions.reading import Named
from kg.questions.tree import Count as Counted
from kg.questions.vocabulary import Word
from kg.store.terms import Iri
from web.api.problem import ApiError
from web.api.route import Asked
from web.api.shapes import Code, Count, Evidence, Label, Said, Step, Thing
from web.links import LANGUAGES, Links, make_ascii
from web.origin import get_origin
from web.site import get_site


def make_url(address: str | None) -> str:
    """An address of this site as programs follow it."""
    if address is None:
        return ""
    return make_ascii(address if "://" in address else get_origin() + address)


def find_url(iri: str) -> str:
    """The address of the page about a thing; of what has none, its IRI."""
    return make_url(get_links().page(iri)) or make_ascii(iri)


def get_links() -> Links:
    """The addresses of the Japanese pages: they lead on to the English ones."""
    return Links(LANGUAGES[0])


def tell_thing(one: Named) -> Thing:
    """A thing with its page."""
    return Thing(one.iri, find_url(one.iri), Label(one.label, None))


def tell_things(found: Iterable[Named]) -> list[Thing]:
    """Several."""
    return [tell_thing(one) for one in found]


def tell_word(word: Word) -> Code:
    """A term in both languages."""
    return Code(word.iri, Label(word.ja, word.en))


def tell_step(node: PathStep) -> Step:
    """A node of a hierarchy."""
    label = Label(node.label, None)
    return Step(node.iri, find_url(node.iri), label, node.notation, node.level)


def tell_count(count: Counted) -> Count:
    """延べ, 実 and 再掲."""
    return Count(count.listings, count.projects, count.reappearances)


def tell_evidence(proofs: Iterable[Proof]) -> list[Evidence]:
    """Proofs with the words that stand there, in which edition, and where."""
    return [_tell_proof(one) for one in proofs]


def _tell_proof(one: Proof) -> Evidence:
    site, links = get_site(), get_links()
    facts = None if one.document is None else site.document_facts.get(one.document)
    document = None if one.document is None else tell_thing(Named(one.document, one.title))
    sources = site.sources
    return Evidence(
        iri=one.iri,
        url=make_url(links.source(one)) or make_ascii(one.iri),
        title=one.title,
        document=document,
        edition=Label(sources.say_edition(one, "ja"), sources.say_edition(one, "en")),
        issued=facts.issued if facts else None,
        start_line=one.first_line,
        end_line=one.last_line,
        page=one.page,
        exact=one.quote,
        start=one.start,
        end=one.end,
        address=one.address,
        seen=one.seen,
    )


def prove(thing: Iri) -> list[Evidence]:
    """The first passages that prove a thing."""
    store = get_site().store
    return tell_evidence(find_first_proofs(store, thing, Proofs(store)))


def tell_said(saying: Saying | None) -> Said | None:
    """A text with its proof."""
    return None if saying is None else Said(saying.text, tell_evidence(saying.evidence))


def tell_fact_texts(facts: Iterable[Fact]) -> list[Said]:
    """The texts of facts with their proofs."""
    return [Said(str(fact.value), tell_evidence(fact.evidence)) for fact in facts]


def find_next(asked: Asked, total: int) -> str | None:
    """The address of the next part of a list of so many. Raises ApiError (404) beyond its end."""
    if asked.part > 1 and asked.start >= total:
        raise ApiError(404, f"{total}件しかありません / there are only {total}", where="page")
    if asked.start + asked.size >= total:
        return None
    given = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return make_url(f"{make_ascii(request.path)}?{urlencode([*given, ('page', asked.part + 1)])}")
