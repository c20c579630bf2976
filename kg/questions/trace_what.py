"""What a person means by 第32条, 32, 第三十二条, an ordinance with an article, a name or an IRI."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from kg.errors import KgError, NotFoundError
from kg.names import BASE, ID
from kg.questions.article import (
    OrdinanceAnswer,
    Part,
    find_ordinances,
    get_ordinance,
    make_sort_key,
)
from kg.questions.implementer import find_implementers
from kg.questions.kinds import find_label
from kg.questions.label import Labels
from kg.questions.match import Likeness, Match, find_things, make_key
from kg.questions.reading import parse_code
from kg.store.store import Store
from kg.store.terms import Iri
from kg.text.articles import find_articles, make_article_label, parse_article

_ARTICLE: Final = re.compile(r".*/art_[0-9_]+")
_NEAR: Final = 6
_LISTED: Final = 8


_Found = TypeVar("_Found")


@dataclass(frozen=True)
class What:
    """What was typed: an IRI, or the number of an article, of an ordinance where one is named."""

    iri: Iri | None = None
    number: str | None = None
    ordinance: str = ""


def parse_what(text: str) -> What | None:
    """The article that was typed, None for what names none.

    第32条第1項 means its article: what implements a paragraph stands with the article.
    """
    typed = text.strip()
    for iri in (typed, BASE + typed.lstrip("/"), ID + typed.lstrip("/")):
        if iri.startswith(ID) and _ARTICLE.fullmatch(iri):
            return What(iri=Iri(iri))
    if (number := parse_article(typed)) is not None:
        return What(number=number)
    found = find_articles(typed)
    if not found or found[-1].number is None or found[-1].span.end != len(typed):
        return None
    before = typed[: found[-1].span.start].strip(" 　の「」")
    return What(number=found[-1].number, ordinance=before)


def get_what(store: Store, text: str, municipality: str | None = None) -> Iri:
    """The one article that was typed.

    Raises NotFoundError, naming the nearest, for one that the graph does not know, and KgError for
    what is no article or one of several ordinances.
    """
    what = parse_what(text)
    if what is None:
        raise KgError(
            f"「{text}」は条文の番号として読めません / not the number of an article",
            fix="第32条、32、第三十二条、○○条例第32条、IRI のどれかで書いてください / "
            "write 第32条, 32, an ordinance with 第32条, or an IRI",
        )
    answers = [get_ordinance(store, one.iri) for one in find_ordinances(store) if one.articles]
    if what.iri is not None:
        if any(what.iri == part.iri for answer in answers for part in answer.articles):
            return what.iri
        raise NotFoundError(
            f"{what.iri} はグラフにありません / the graph does not hold it",
            fix="番号で試してください / try its number",
        )
    chosen = [one for one in answers if _meets(store, one, what.ordinance, municipality)]
    assert what.number is not None, "what is no IRI has a number"
    found = [
        (answer, part.iri)
        for answer in chosen
        for part in answer.articles
        if part.number == what.number
    ]
    if not what.ordinance:
        found = prefer_registered(found)
    if len(found) == 1:
        return found[0][1]
    if found:
        raise KgError(
            f"{make_article_label(what.number)}は複数の条例にあります / several ordinances have it",
            why="、".join(f"{answer.label}（{parse_code(answer.iri)}）" for answer, _ in found),
            fix="--municipality コード、または「条例名第N条」で絞ってください / "
            "narrow it with --municipality CODE or the ordinance's name",
        )
    raise _miss(text, what, chosen or answers, municipality, narrowed=bool(chosen))


def find_others(
    store: Store, text: str, chosen: Iri, municipality: str | None = None
) -> tuple[tuple[OrdinanceAnswer, Part, int], ...]:
    """The articles of other ordinances that a bare number may mean beside the chosen one, each with
    how much implements it, the most first; none where what was typed says whose article it is.
    """
    what = parse_what(text)
    if what is None or what.number is None or what.ordinance or municipality is not None:
        return ()
    answers = [get_ordinance(store, one.iri) for one in find_ordinances(store) if one.articles]
    found = [
        (answer, part, len(find_implementers(store, part.iri)))
        for answer in answers
        for part in answer.articles
        if part.number == what.number and part.iri != chosen
    ]
    return tuple(sorted(found, key=lambda one: (-one[2], one[0].label, one[0].iri)))


def prefer_registered(
    found: list[tuple[OrdinanceAnswer, _Found]],
) -> list[tuple[OrdinanceAnswer, _Found]]:
    """Of several ordinances those that people registered by their number, where there are any.

    One that a document only names is meant by its name.
    """
    registered = [pair for pair in found if pair[0].iri.startswith(f"{ID}eli/")]
    return registered or found


def get_thing(
    store: Store, name: str, kinds: Collection[str] | None = None, first: str = ""
) -> Match:
    """The one thing of a name, IRI or path, of some classes; of namesakes that of class `first`.

    Raises NotFoundError, naming what is near, for none, and KgError, listing them, for several.
    """
    matches = [
        one
        for one in find_things(store, name)
        if kinds is None or (one.kind is not None and one.kind.iri in kinds)
    ]
    exact = [one for one in matches if one.likeness <= Likeness.LABEL] or [
        one for one in matches if one.likeness <= Likeness.OTHER_NAME
    ]
    preferred = [one for one in exact if one.kind is not None and one.kind.iri == first]
    if len(exact) == 1 or len(preferred) == 1:
        return (preferred or exact)[0]
    if not exact and len(matches) == 1:
        return matches[0]
    if not matches:
        raise NotFoundError(
            f"「{name}」はグラフにありません / the graph holds no such thing",
            fix="名前の一部か IRI で試してください / try a part of the name, or an IRI",
        )
    raise KgError(
        f"「{name}」に当たるものが複数あります / several things may be meant",
        why="\n".join(_list(exact or matches)),
        fix="IRI で書いてください / write the IRI of the one you mean",
    )


def find_articles_typed(
    store: Store, text: str, answers: Sequence[OrdinanceAnswer]
) -> tuple[tuple[OrdinanceAnswer, Part], ...]:
    """The articles of some ordinances that a number may mean, however it was typed."""
    what = parse_what(text)
    if what is None or what.number is None:
        return ()
    found = [
        (answer, part)
        for answer in answers
        if _meets(store, answer, what.ordinance, None)
        for part in answer.articles
        if part.number == what.number
    ]
    return tuple(prefer_registered(found))


def find_choices(store: Store, name: str) -> tuple[Match, ...]:
    """The things that a typed name may mean: one where it is beyond doubt, else the likeliest."""
    try:
        what = parse_what(name)
        if what is not None:
            iri = get_what(store, name)
            return (Match(iri, Labels(store).get(iri, find_label(store, iri)), None, Likeness.IRI),)
        return (get_thing(store, name),)
    except NotFoundError:
        return ()
    except KgError:
        return tuple(find_things(store, name)[:_LISTED])


def _list(matches: Sequence[Match]) -> list[str]:
    lines = [
        f"    {one.kind.ja if one.kind else ''} {one.label} {one.iri}" for one in matches[:_LISTED]
    ]
    return ["", *lines, *([f"    … +{len(matches) - _LISTED}"] if matches[_LISTED:] else [])]


def _meets(store: Store, answer: OrdinanceAnswer, typed: str, municipality: str | None) -> bool:
    code = parse_code(answer.iri)
    if municipality is not None and municipality != code:
        return False
    home = find_label(store, Iri(f"{ID}{code}")) if code else None
    return make_key(typed) in make_key(f"{home or ''} {answer.label}")


def _miss(
    text: str,
    what: What,
    answers: Sequence[OrdinanceAnswer],
    municipality: str | None,
    *,
    narrowed: bool,
) -> NotFoundError:
    assert what.number is not None, "only a number is looked for among ordinances"
    asked = make_sort_key(what.number)
    near = sorted(
        {part.number for answer in answers for part in answer.articles},
        key=lambda number: (abs(make_sort_key(number)[0] - asked[0]), make_sort_key(number)),
    )[:_NEAR]
    names = "、".join(answer.label for answer in answers)
    if not narrowed and not what.ordinance:
        codes = dict.fromkeys(parse_code(answer.iri) or "jp" for answer in answers)
        return NotFoundError(
            f"自治体 {municipality} の条例の条文はグラフにありません"
            " / no articles of that municipality's ordinances are known",
            why=f"条文のわかる条例 ordinances with articles: {names or 'なし none'}",
            fix=f"--municipality を {'、'.join(codes)} にするか、外してください"
            " / give one of these codes, or none"
            if codes
            else "条文を載せた文書を取り込んでください / take in a document that prints articles",
        )
    if not narrowed:
        return NotFoundError(
            f"「{text}」の条例の条文はグラフにありません / no articles of that ordinance are known",
            why=f"条文のわかる条例 ordinances with articles: {names or 'なし none'}",
            fix="条例名なしで試してください / try without the ordinance's name",
        )
    numbers = sorted(near, key=make_sort_key)
    return NotFoundError(
        f"「{text}」はグラフにありません / the graph holds no such article",
        why=f"近い番号 near: {'、'.join(map(make_article_label, numbers))}（{names}）",
        fix="番号を確かめてください / check the number",
    )
