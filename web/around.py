"""What a request asks of a neighbourhood, and the addresses that ask for a little more or less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Flask, abort, request
from flask_babel import gettext as _

from kg.names import ID, MPO, PREFIXES
from kg.questions.neighbourhood import Rest, Wish
from kg.questions.neighbours import Relation
from kg.questions.relation_words import find_relations, say_arrow
from kg.questions.trace_words import Status, say_status
from kg.questions.vocabulary import load_vocabulary
from kg.store.terms import Iri
from web.drawing import fit
from web.drawing_edges import Route
from web.language import get_language
from web.links import LANGUAGES, parse_path

Pairs = tuple[tuple[str, str], ...]

#: How many things can be widened, and relations opened, in one address.
MOST: Final = 12
#: Full-width characters that have room at a line.
_ROOM: Final = 10.0
_DEPTHS: Final = ("1", "2")
_IN, _OUT = "in", "out"


@dataclass(frozen=True)
class Asked:
    """The wish of an address, and the parameters that say it."""

    iri: Iri
    wish: Wish

    @property
    def pairs(self) -> Pairs:
        """The wish as parameters, what is usual left out."""
        return _write(self.wish)

    def widen(self, thing: Iri) -> Pairs:
        """The same with one more thing widened."""
        return _write(replace(self.wish, expanded=(*self.wish.expanded, thing)))

    def fold(self, thing: Iri) -> Pairs:
        """The same with one thing less widened."""
        rest = tuple(one for one in self.wish.expanded if one != thing)
        return _write(replace(self.wish, expanded=rest))

    def open(self, rest: Rest) -> Pairs:
        """The same with more of what a relation of a thing leads to."""
        opened = (*self.wish.opened, (rest.thing.iri, rest.relation))
        return _write(replace(self.wish, opened=opened))

    @property
    def widenable(self) -> bool:
        """Whether one more thing can be widened."""
        return len(self.wish.expanded) < MOST


def set_up_around(app: Flask) -> None:
    """Give every template the filters that tell a neighbourhood."""
    filters = app.jinja_env.filters
    filters["relation_name"] = lambda word: say_arrow(word, get_language())
    filters["status_name"] = lambda status: say_status(status, get_language())
    filters["edge_arrow"] = lambda edge: edge.say_arrow(get_language())
    filters["edge_sentence"] = lambda edge: edge.say(get_language())
    filters["edge_sure"] = lambda edge: edge.say_confidence(get_language())
    filters["route_words"] = _say_route


def _say_route(route: Route) -> str:
    """The words of a line, cut where there is no room for them."""
    language = get_language()
    words = dict.fromkeys(edge.say_arrow(language) for edge in route.edges)
    between = ", " if language == LANGUAGES[1] else "・"
    return fit(between.join(words), _ROOM, 1)[0]


def read_asked(iri: Iri) -> Asked:
    """What the request asks around a thing; 400 for values that cannot be chosen."""
    many = request.args.getlist
    return Asked(
        iri,
        Wish(
            depth=_read_depth(request.args.get("depth", "")),
            relations=frozenset(_read_relation(one) for one in many("relation") if one),
            status=_read_status(request.args.get("status", "")),
            kind=_read_kind(request.args.get("kind", "")),
            expanded=_read_things(many("expand")),
            opened=_read_opened(many("more")),
        ),
    )


def write_relation(predicate: str) -> str:
    """A relation as the value of a parameter: `mpo:mentions`."""
    for prefix, namespace in PREFIXES.items():
        if predicate.startswith(namespace):
            return f"{prefix}:{predicate.removeprefix(namespace)}"
    return predicate


def _write(wish: Wish) -> Pairs:
    pairs = [("depth", str(wish.depth))] if wish.depth > 1 else []
    order = find_relations()
    pairs += [("relation", write_relation(one)) for one in sorted(wish.relations, key=order.index)]
    pairs += [("status", wish.status.value)] if wish.status else []
    pairs += [("kind", wish.kind.removeprefix(MPO))] if wish.kind else []
    pairs += [("expand", one.removeprefix(ID)) for one in wish.expanded]
    for thing, relation in wish.opened:
        way = _OUT if relation.forward else _IN
        value = f"{way}:{write_relation(relation.predicate)}:{thing.removeprefix(ID)}"
        pairs.append(("more", value))
    return tuple(pairs)


def _read_depth(asked: str) -> int:
    if asked and asked not in _DEPTHS:
        abort(400, _("「広さ」は1か2にしてください。"))
    return int(asked or 1)


def _read_status(asked: str) -> Status | None:
    if asked and asked not in set(Status):
        abort(400, _("「根拠の種類」の値が正しくありません。画面で選び直してください。"))
    return Status(asked) if asked else None


def _read_kind(asked: str) -> Iri | None:
    if asked and MPO + asked not in load_vocabulary():
        abort(400, _("「種類」の値が正しくありません。画面で選び直してください。"))
    return Iri(MPO + asked) if asked else None


def _read_relation(asked: str) -> Iri:
    prefix, _colon, local = asked.partition(":")
    predicate = PREFIXES.get(prefix, "") + local
    if predicate not in find_relations():
        abort(400, _("「関係」の値が正しくありません。画面で選び直してください。"))
    return Iri(predicate)


def _check_number(asked: Sequence[str]) -> None:
    if len(asked) > MOST:
        abort(400, _("一度に広げられるのは%(number)s件までです。", number=MOST))


def _read_things(asked: Sequence[str]) -> tuple[Iri, ...]:
    _check_number(asked)
    return tuple(dict.fromkeys(map(_read_thing, asked)))


def _read_thing(asked: str) -> Iri:
    iri = parse_path(f"/{asked}", "/")
    if iri is None:
        abort(400, _("広げるものの値が正しくありません。図か表から選び直してください。"))
    return Iri(iri)


def _read_opened(asked: Sequence[str]) -> tuple[tuple[Iri, Relation], ...]:
    _check_number(asked)
    found = []
    for one in asked:
        way, _colon, rest = one.partition(":")
        relation, colon, thing = rest.rpartition(":")
        if way not in (_IN, _OUT) or not colon:
            abort(400, _("広げるものの値が正しくありません。図か表から選び直してください。"))
        found.append((_read_thing(thing), Relation(_read_relation(relation), way == _OUT)))
    return tuple(dict.fromkeys(found))
