"""`kg trace`: what implements an article, or which articles a project implements, with proof."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kg.commands.tables import write_table, write_text
from kg.commands.trace_text import render_reaches, render_trace
from kg.documents.folder import DataFolder
from kg.errors import KgError
from kg.names import MPO
from kg.questions.pair_tables import Table
from kg.questions.reading import parse_code
from kg.questions.trace import find_articles_of, find_trace
from kg.questions.trace_handout import make_handout, make_reach_handout
from kg.questions.trace_json import tell_trace, tell_traced
from kg.questions.trace_sources import Sources
from kg.questions.trace_tables import make_reach_table, make_step_table, make_trace_table
from kg.questions.trace_what import find_others, get_thing, get_what
from kg.questions.trace_words import Status
from kg.store.choose import open_store
from kg.store.store import Store
from kg.store.terms import Iri
from kg.store.version import DataVersion, read_version
from kg.text.articles import make_article_label

#: How many other ordinances with an article of the number are named.
_OTHERS = 5
#: What may implement an article (graph contract, `mpo:implementsArticle`).
_KINDS = frozenset(
    MPO + name
    for name in (
        "Project",
        "PolicyNode",
        "Instrument",
        "Regulation",
        "Ordinance",
        "Body",
        "Service",
        "Publication",
        "Event",
    )
)


def run_trace(root: Path, options: Namespace) -> int:
    """Print the answer in the form that is asked for.

    Raises NotFoundError for an article or project that the graph does not hold, and KgError for
    one that is ambiguous or a call that names none or both.
    """
    if (options.what is None) == (options.project is None):
        raise KgError(
            "条文か --project のどちらか一つを書いてください / name an article, or a --project",
            fix="kg trace 第32条 ／ kg trace --project 事業の名前",
        )
    folder = DataFolder(root)
    store = open_store(folder)
    if options.what is not None:
        _trace(store, options, read_version(folder.ttl))
    else:
        _reach(store, options, read_version(folder.ttl))
    return 0


def _trace(store: Store, options: Namespace, version: DataVersion) -> None:
    article = get_what(store, options.what, options.municipality)
    trace = find_trace(
        store,
        article,
        year=options.year,
        statuses=_read_statuses(options),
        least=options.min_confidence,
    )
    sources, lang = Sources(store), options.lang
    everything = (*trace.implementers, *trace.undated)
    _write(
        options,
        version,
        table=lambda: render_trace(trace, sources, lang),
        md=lambda: make_handout(trace, sources, version, lang),
        told=lambda: tell_trace(trace, sources),
        tables=lambda: {
            "implementers": make_trace_table([trace], sources, lang),
            "steps": make_step_table(everything, sources, lang),
        },
    )
    print(_count(len(trace.implementers), len(trace.undated), lang), file=sys.stderr)
    for line in _tell_others(store, options, article):
        print(line, file=sys.stderr)


def _tell_others(store: Store, options: Namespace, article: Iri) -> Iterator[str]:
    """What a bare number may mean too: other ordinances with such an article, and how to ask."""
    others = find_others(store, options.what, article, options.municipality)
    if not others:
        return
    label = make_article_label(others[0][1].number)
    yield (
        f"Other ordinances have an {label} too; ask for one by its name:"
        if options.lang == "en"
        else f"ほかの条例にも{label}があります。条例名を付けて尋ねてください:"
    )
    for answer, _, count in others[:_OTHERS]:
        told = f"{count} found" if options.lang == "en" else f"{count} 件"
        code = parse_code(answer.iri)
        narrowed = f" --municipality {code}" if code else ""
        yield f"  kg trace {answer.label}{label}{narrowed}  ({told})"
    if len(others) > _OTHERS:
        rest = len(others) - _OTHERS
        yield f"  … {rest} more" if options.lang == "en" else f"  ほか {rest} 件"


def _reach(store: Store, options: Namespace, version: DataVersion) -> None:
    thing = get_thing(store, options.project, _KINDS, first=MPO + "Project")
    found = find_articles_of(
        store,
        thing.iri,
        year=options.year,
        statuses=_read_statuses(options),
        least=options.min_confidence,
    )
    sources, lang = Sources(store), options.lang
    _write(
        options,
        version,
        table=lambda: render_reaches(thing.label, found, sources, lang),
        md=lambda: make_reach_handout(thing.label, found, sources, version, lang),
        told=lambda: {
            "subject": {"iri": thing.iri, "label": thing.label},
            "articles": [tell_traced(one, sources) for one in found],
        },
        tables=lambda: {
            "articles": make_reach_table(found, sources, lang),
            "steps": make_step_table(found, sources, lang),
        },
    )
    print(_count(len(found), 0, lang), file=sys.stderr)


def _write(
    options: Namespace,
    version: DataVersion,
    *,
    table: Callable[[], str],
    md: Callable[[], str],
    told: Callable[[], dict[str, object]],
    tables: Callable[[], Mapping[str, Table]],
) -> None:
    if options.form in ("csv", "xlsx"):
        write_table(tables(), options)
        return
    if options.form == "json":
        stamp = {"version": version.release, "digest": version.digest, "date": version.date}
        text = json.dumps({**stamp, **told()}, ensure_ascii=False, indent=1) + "\n"
    else:
        text = md() if options.form == "md" else table()
    write_text(text, options)


def _read_statuses(options: Namespace) -> frozenset[Status] | None:
    return frozenset(map(Status, options.status)) if options.status else None


def _count(found: int, undated: int, lang: str) -> str:
    if lang == "en":
        return f"{found} found" + (f", {undated} of unknown year" if undated else "")
    return f"{found} 件" + (f"、年度の分からないもの {undated} 件" if undated else "")
