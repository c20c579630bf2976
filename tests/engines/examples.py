"""What the questions are asked that need more than one thing: `SPECIAL`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Final

from kg.decisions.load import read_decisions
from kg.errors import KgError
from kg.names import MPO
from kg.questions.appearance import read_appearances
from kg.questions.article import find_ordinances, find_part, get_article, get_ordinance
from kg.questions.body import find_bodies
from kg.questions.citation import find_citations, say_unit
from kg.questions.editions import compare_documents
from kg.questions.event import find_events
from kg.questions.evidence import Proofs, find_proofs
from kg.questions.implementer import find_implementers
from kg.questions.kinds import find_label, prepare_labels
from kg.questions.listed import find_row, find_row_wards, find_runners
from kg.questions.neighbourhood import Wish, find_neighbourhood
from kg.questions.renaming import find_chains, find_renamings, find_renamings_of
from kg.questions.repeats import compare_repeats, find_repeat_links
from kg.questions.review import Wanted, describe_link, find_queue
from kg.questions.review_again import anchor, find_again, find_lost_words, find_quotes
from kg.questions.review_links import find_links
from kg.questions.said import find_pointing, find_said, find_values, prepare_said, prepare_values
from kg.questions.scope_rows import find_scope_rows, read_page
from kg.questions.search.build import build_columns
from kg.questions.search.faceted import find_facets
from kg.questions.search.gathered import (
    LABELS,
    find_evidence,
    find_fields,
    find_printed,
    find_thing_kinds,
)
from kg.questions.search.gathered import find_proofs as find_all_proofs
from kg.questions.search.keep import open_index
from kg.questions.statistic import find_statistics
from kg.questions.trace import find_articles_of, find_trace, trace_article
from kg.questions.trace_what import find_articles_typed, find_others, get_what
from kg.questions.trace_words import Status
from kg.questions.tree import get_tree
from kg.questions.tree_view import find_marks
from kg.questions.unit import get_unit
from kg.questions.uses import find_users, read_uses
from kg.questions.ward import get_ward
from kg.questions.way import find_way
from kg.questions.wording import get_clause
from kg.store.store import Store
from kg.store.terms import Iri
from tests.engines.things import NAMED, NONE, WORDS, Things
from tests.questions.conftest import REAL

Asker = Callable[[Store, Things], Iterable[object]]


@dataclass(frozen=True)
class Refusal:
    """How a function says that it has no answer."""

    kind: str
    text: str


def answer(function: Callable[..., object], *arguments: object, **named: object) -> object:
    """What a function answers, or how it says that it has no answer."""
    try:
        return function(*arguments, **named)
    except KgError as error:
        return Refusal(type(error).__name__, str(error))


def says_something(answered: object) -> bool:
    """Whether an answer is more than that there is none."""
    return bool(answered) and not isinstance(answered, Refusal)


def ask_review(store: Store, _: Things) -> Iterator[object]:
    """What `kg review` and `kg decide` ask."""
    decisions = anchor(store, read_decisions(REAL.ttl))
    links = find_links(store)
    queue = find_queue(links, store, decisions, Wanted(None, None, None, None, None))
    yield from (links, find_again(links, store, decisions), queue)
    proofs = Proofs(store)
    for link in queue[::20]:
        yield describe_link(store, link, proofs)
        yield find_quotes(store, [link.link, link.subject])
    for decision in decisions.latest.values():
        yield find_lost_words(store, decision)


def ask_ways(store: Store, things: Things) -> Iterator[object]:
    starts, ends = things.of("Project")[::9], things.of("Article")
    for start, end in zip(starts, ends, strict=False):
        yield answer(find_way, store, start, end)


def ask_traces(store: Store, things: Things) -> Iterator[object]:
    for article in things.of("Article"):
        yield answer(find_trace, store, article)
        yield trace_article(store, get_article(store, article))


def ask_reaches(store: Store, things: Things) -> Iterator[object]:
    """What implements some articles, asked the other way round."""
    articles = [find_implementers(store, one) for one in things.of("Article")]
    subjects = {one.subject.iri for found in articles for one in found[:2]}
    for thing in (*sorted(subjects), *things.of("Project")[::20], NONE):
        yield find_articles_of(store, thing)


def ask_renamings(store: Store, things: Things) -> Iterator[object]:
    ends = {end.iri for one in find_renamings(store) for end in (one.old, one.new)}
    for thing in (*sorted(ends), *things.of("Project")[::20], NONE):
        yield find_renamings_of(store, thing)
        yield find_chains(store, thing)


def ask_typed(store: Store, _: Things) -> Iterator[object]:
    answers = [get_ordinance(store, one.iri) for one in find_ordinances(store)]
    for word in WORDS:
        yield find_articles_typed(store, word, answers)


def ask_what(store: Store, _: Things) -> Iterator[object]:
    for word in WORDS:
        for municipality in (None, "141305", "261009"):
            yield answer(get_what, store, word, municipality)


def ask_others(store: Store, things: Things) -> Iterator[object]:
    """Articles of other ordinances that the number of each alone may mean."""
    for article in things.of("Article"):
        number = get_article(store, article).article.number
        yield answer(find_others, store, f"第{number}条", article)
        yield answer(find_others, store, number, NONE)


def ask_repeats(store: Store, _: Things) -> Iterator[object]:
    links = find_repeat_links(store)
    yield links
    yield compare_repeats(store, links)


def ask_repeat_links(store: Store, things: Things) -> Iterator[object]:
    yield find_repeat_links(store)
    for project in things.of("Project"):
        yield find_repeat_links(store, project)


def ask_statistics(store: Store, things: Things) -> Iterator[object]:
    yield find_statistics(store)
    for about in things.of("Project", "Body", "Ward"):
        yield find_statistics(store, about)


def ask_editions(store: Store, things: Things) -> Iterator[object]:
    documents = things.of("SourceDocument")
    for old, new in (*pairwise(documents), (documents[0], NONE)):
        yield answer(compare_documents, store, old, new)


def ask_events(store: Store, things: Things) -> Iterator[object]:
    yield find_events(store)
    for whole in things.of("Body", "Event"):
        yield find_events(store, whole)


def ask_proofs_of(store: Store, _: Things) -> Iterator[object]:
    """What proves the things of the classes that are listed or given as files."""
    for name in (*NAMED, "Body", "Project", "PolicyNode", "Article", "Statistic"):
        yield find_proofs(store, Iri(MPO + name))


def ask_said(store: Store, things: Things) -> Iterator[object]:
    """What several things say, read ahead in one go."""
    wanted = [*things.of("Passage")[1::3], *things.of("Claim")[1::5], NONE]
    prepare_said(store, wanted)
    for thing in wanted:
        yield find_said(store, thing).values


def ask_values(store: Store, things: Things) -> Iterator[object]:
    """What several things say by one property, and what points at them by one."""
    wanted = [*things.of("Project")[::7], *things.of("Listing")[::7], NONE]
    prepare_labels(store, wanted)
    prepare_values(store, MPO + "lists", wanted)
    for thing in wanted:
        yield find_label(store, thing)
        yield find_values(store, MPO + "lists", thing)
        yield find_pointing(store, MPO + "lists", thing)
    yield find_pointing(store, MPO + "lists", *wanted)


def ask_rows(store: Store, things: Things) -> Iterator[object]:
    """Rows, who runs what they list, and where."""
    listings = (*things.of("Listing")[::3], NONE)
    yield read_appearances(store, listings, Proofs(store))
    for listing in listings:
        row = find_row(store, listing)
        yield row
        if row is not None:
            yield find_runners(store, row, Proofs(store))
            yield find_row_wards(store, row)


def ask_uses(store: Store, things: Things) -> Iterator[object]:
    for thing in things.mixed:
        yield read_uses(store, thing, find_users(store, thing))


def ask_scopes(store: Store, things: Things) -> Iterator[object]:
    scopes = things.of("Body", "Ward"), things.of("PolicyNode")[::5], things.of("Project")[::9]
    for scope in (one for own in scopes for one in own):
        rows = find_scope_rows(store, scope)
        yield read_page(store, rows)
        yield read_page(store, rows, 1, 2)


def ask_marks(store: Store, things: Things) -> Iterator[object]:
    for document in things.of("SourceDocument"):
        yield find_marks(store, get_tree(store, document))


def ask_wards(store: Store, things: Things) -> Iterator[object]:
    bodies = find_bodies(store)
    for ward in (*things.of("Ward"), NONE):
        yield answer(get_ward, store, ward, bodies)


def ask_neighbourhoods(store: Store, things: Things) -> Iterator[object]:
    for thing in things.mixed:
        yield answer(find_neighbourhood, store, thing)
    implementing = frozenset({Iri(MPO + "implementsArticle")})
    for thing in (*things.of("Article")[::6], *things.of("Ward")[:2], *things.of("Project")[::20]):
        seen = find_neighbourhood(store, thing, Wish(depth=2))
        yield seen
        yield find_neighbourhood(store, thing, Wish(relations=implementing))
        yield find_neighbourhood(store, thing, Wish(kind=Iri(MPO + "Project")))
        for status in Status:
            yield find_neighbourhood(store, thing, Wish(status=status))
        expanded = tuple(one.iri for one in seen.things[1:4])
        opened = tuple((one.thing.iri, one.relation) for one in seen.rests if one.more)
        yield find_neighbourhood(store, thing, Wish(expanded=expanded, opened=opened))


def ask_columns(store: Store, _: Things) -> Iterator[object]:
    """The columns of a search by what they hold, short enough to be told when they differ."""
    for name, column in sorted(build_columns(store).items()):
        yield name, str(column.dtype), column.shape, sha256(column.tobytes()).hexdigest()


def ask_facets(store: Store, _: Things) -> Iterator[object]:
    kinds = find_thing_kinds(store)
    fields = sorted(find_fields(store, kinds))
    labels = {one.thing: one.text for one in fields if one.property in LABELS}
    for name, own in find_facets(store, kinds, labels).items():
        # A value is compared by its place alone: here all of it counts.
        yield {
            (name, thing): sorted(
                (one.order, one.value, one.label, one.iri or "") for one in values
            )
            for thing, values in own.items()
        }


def ask_fields(store: Store, _: Things) -> Iterator[object]:
    kinds = find_thing_kinds(store)
    yield find_fields(store, kinds)


def ask_printed(store: Store, _: Things) -> Iterator[object]:
    fields = find_fields(store, find_thing_kinds(store))
    yield find_printed(store, fields, find_evidence(store), find_all_proofs(store))


def ask_opened_index(store: Store, _: Things) -> Iterator[object]:
    index = open_index(store)
    for word in WORDS:
        yield index.search(word, limit=10_000)


def ask_units(store: Store, things: Things) -> Iterator[object]:
    for ordinance in things.of("Legislation"):
        for part in get_ordinance(store, ordinance).parts:
            yield find_part(store, ordinance, part.iri)
    for article in things.of("Article"):
        yield (say_unit(store, article), answer(get_unit, store, article))
        yield get_clause(store, article)


def ask_citations(store: Store, things: Things) -> Iterator[object]:
    for article in things.of("Article"):
        found = find_citations(store, [article], article)
        yield (*found.cites, *found.cited)


SPECIAL: Final[dict[str, Asker]] = {
    "article.find_part": ask_units,
    "citation.find_citations": ask_citations,
    "citation.say_unit": ask_units,
    "unit.get_unit": ask_units,
    "wording.get_clause": ask_units,
    "appearance.read_appearances": ask_rows,
    "editions.compare_documents": ask_editions,
    "event.find_events": ask_events,
    "evidence.find_proofs": ask_proofs_of,
    "kinds.prepare_labels": ask_values,
    "listed.find_row_wards": ask_rows,
    "listed.find_runners": ask_rows,
    "neighbourhood.find_neighbourhood": ask_neighbourhoods,
    "renaming.find_chains": ask_renamings,
    "renaming.find_renamings_of": ask_renamings,
    "repeats.compare_repeats": ask_repeats,
    "repeats.find_repeat_links": ask_repeat_links,
    "review.find_queue": ask_review,
    "review.describe_link": ask_review,
    "review_again.anchor": ask_review,
    "review_again.find_again": ask_review,
    "review_again.find_lost_words": ask_review,
    "review_again.find_quotes": ask_review,
    "said.find_pointing": ask_values,
    "said.find_values": ask_values,
    "said.prepare_said": ask_said,
    "said.prepare_values": ask_values,
    "scope_rows.read_page": ask_scopes,
    "search.build.build_columns": ask_columns,
    "search.faceted.find_facets": ask_facets,
    "search.gathered.find_fields": ask_fields,
    "search.gathered.find_printed": ask_printed,
    "search.keep.open_index": ask_opened_index,
    "statistic.find_statistics": ask_statistics,
    "trace.find_articles_of": ask_reaches,
    "trace.find_trace": ask_traces,
    "trace.trace_article": ask_traces,
    "trace_what.find_articles_typed": ask_typed,
    "trace_what.find_others": ask_others,
    "trace_what.get_what": ask_what,
    "tree_view.find_marks": ask_marks,
    "uses.read_uses": ask_uses,
    "ward.get_ward": ask_wards,
    "way.find_way": ask_ways,
}
