"""`kg path A B`: the shortest explained way between any two things."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kg.commands.output import write_records
from kg.documents.folder import DataFolder
from kg.questions.reading import Named
from kg.questions.trace_sources import say_position, say_quote
from kg.questions.trace_what import get_thing, get_what, parse_what
from kg.questions.way import Way, WayStep, find_way
from kg.store.choose import open_store
from kg.store.store import Store
from kg.store.terms import Iri

_COLUMNS = ("step", "from", "relation", "to", "statement", "sure", "where", "quote", "link")


def run_path(root: Path, options: Namespace) -> int:
    """Print the way, each step in words with its proof.

    Raises NotFoundError where no way leads, and for what the graph does not hold.
    """
    store = open_store(DataFolder(root))
    way = find_way(store, _read(store, options.start), _read(store, options.end))
    if options.form == "table":
        print(render_way(way, options.lang))
    else:
        rows = [_make_row(step, place, options.lang) for place, step in enumerate(way.steps, 1)]
        write_records(_COLUMNS, rows, options.form)
    return 0


def render_way(way: Way, lang: str) -> str:
    """A way as text: the things, and between them the statements that join them."""

    def name(thing: Named) -> str:
        kind = way.kinds.get(thing.iri)
        return thing.label if kind is None else f"{thing.label}（{kind.label(lang)}）"

    lines = [name(way.start)]
    for step in way.steps:
        sure = step.say_confidence(lang)
        arrow, told = "↓" if step.forward else "↑", f"［{sure}］" if sure else ""
        lines.append(f"  {arrow} {step.say(lang)}{told}")
        for proof in step.evidence[:2]:
            place = " ".join(filter(None, (proof.title, say_position(proof, lang))))
            lines.append(f"     ← {place}{say_quote(proof)}")
        lines.append(name(step.target))
    return "\n".join(lines)


def _read(store: Store, name: str) -> Iri:
    return get_what(store, name) if parse_what(name) is not None else get_thing(store, name).iri


def _make_row(step: WayStep, place: int, lang: str) -> dict[str, object]:
    proofs = step.evidence
    return {
        "step": place,
        "from": step.source.label,
        "relation": step.predicate.label(lang),
        "to": step.target.label,
        "statement": step.say(lang),
        "sure": step.say_confidence(lang),
        "where": " / ".join(f"{one.title} {say_position(one, lang)}".strip() for one in proofs),
        "quote": " / ".join(filter(None, map(say_quote, proofs))),
        "link": step.link or "",
    }
