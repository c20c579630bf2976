"""The words of a layout of review sheets: which column says what, as the layout's file tells it.

[review.columns]      a role and the header words under which it stands
[[review.bodies]]     a chain of bodies: `levels`, each a header word and a kind of body, the
                      highest first; `above`, columns that name who has charge of the first;
                      `note`, the header of the note that says that it is not the leading one
[review.flags]        columns of yes and no, by the header of the note that they make
[review.ignored]      columns that are left out, each with its reason
[review.words]        yes, no, nothing; `no_policy`, the end of a policy that is none; bullets
[review.relations]    a kind of relation and the words for it
[review.body_kinds]   a kind of body and how names of it end
[review.instruments]  a kind of instrument and how names of it end
[review.former]       patterns for former names (`name`, `until`) and for what was merged (`code`,
                      `name`, and `merged_since` with `since`)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from kg.errors import LayoutError
from kg.layouts.review_records import RelationKind
from kg.text.fold import fold_key

#: What a column may say.
ROLES: Final = (
    "code", "name", "year", "description", "current", "begin", "end", "page", "former", "remark",
    "note", "law", "law_number", "law_id", "article", "paragraph", "item", "plan", "plan_page",
    "owner", "policy", "measure", "policy_page", "related_code", "related_name", "relation",
)  # fmt: skip
#: What a table must say to be one of review sheets.
NEEDED: Final = ("code", "name")
_SECTIONS: Final = (
    "columns", "bodies", "flags", "ignored", "words", "relations", "body_kinds", "instruments",
    "former",
)  # fmt: skip
_WORDS: Final = ("yes", "no", "nothing", "no_policy", "bullets")
_FORMER: Final = ("names", "remarks", "merged", "merged_since")


@dataclass(frozen=True)
class BodyColumns:
    """Columns that name a chain of bodies, by folded header; `note` is "" for the leading one."""

    levels: tuple[tuple[str, str], ...]
    above: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class ReviewWords:
    """The words of a layout; headers and words are folded, the headers of notes are not."""

    columns: Mapping[str, str]
    bodies: tuple[BodyColumns, ...]
    flags: Mapping[str, str]
    ignored: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    nothing: frozenset[str]
    no_policy: tuple[str, ...]
    bullets: str
    relations: Mapping[str, RelationKind]
    body_kinds: tuple[tuple[str, str], ...]
    instruments: tuple[tuple[str, str], ...]
    former_names: tuple[re.Pattern[str], ...]
    former_remarks: tuple[re.Pattern[str], ...]
    merged: tuple[re.Pattern[str], ...]
    merged_since: re.Pattern[str] | None

    def is_nothing(self, text: str) -> bool:
        """Whether a cell says that there is nothing to say."""
        return fold_key(text) in self.nothing

    def find_kind(self, name: str) -> str:
        """The kind of an instrument by the end of its name, "other" where no end tells it."""
        return find_ending(name, self.instruments) or "other"


def find_ending(name: str, endings: tuple[tuple[str, str], ...]) -> str | None:
    """What the longest known end of a name means, None where none is known."""
    key = fold_key(name)
    return next((kind for end, kind in endings if key.endswith(end)), None)


def parse_review_words(table: Mapping[str, Any], where: str) -> ReviewWords:
    """The words that a layout's `[review]` tells. Raises LayoutError for what it cannot mean."""
    _check_keys(table, _SECTIONS, f"{where} [review]")
    columns = _invert(table.get("columns", {}), ROLES, f"{where} [review.columns]")
    if missing := [role for role in NEEDED if role not in columns.values()]:
        raise LayoutError(
            f"列が決められていません / no column is named for: {'、'.join(missing)}",
            where=f"{where} [review.columns]",
            fix=f'{missing[0]} = ["見出し"]',
        )
    words = table.get("words", {})
    _check_keys(words, _WORDS, f"{where} [review.words]")
    lists = {key: [fold_key(word) for word in words.get(key, [])] for key in _WORDS}
    former = table.get("former", {})
    _check_keys(former, _FORMER, f"{where} [review.former]")
    since = former.get("merged_since")
    kinds = get_args(RelationKind)
    relations = _invert(table.get("relations", {}), kinds, f"{where} [review.relations]")
    return ReviewWords(
        columns,
        tuple(_parse_bodies(one, f"{where} [[review.bodies]]") for one in table.get("bodies", [])),
        {fold_key(word): note for note, heads in table.get("flags", {}).items() for word in heads},
        frozenset(fold_key(word) for word in table.get("ignored", {})),
        frozenset(lists["yes"]),
        frozenset(lists["no"]),
        frozenset(lists["nothing"]),
        tuple(lists["no_policy"]),
        "".join(words.get("bullets", [])),
        {word: kind for word, name in relations.items() for kind in kinds if kind == name},
        _order_endings(table.get("body_kinds", {})),
        _order_endings(table.get("instruments", {})),
        _compile(former.get("names", []), where),
        _compile(former.get("remarks", []), where),
        _compile(former.get("merged", []), where),
        _compile([since], where)[0] if since else None,
    )


def _check_keys(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise LayoutError(
                f"知らない項目 / unknown key: {key}",
                where=where,
                fix="使えるもの / known: " + "、".join(known),
            )


def _invert(table: Mapping[str, list[str]], known: tuple[str, ...], where: str) -> dict[str, str]:
    """Folded words -> what each means; a word that means two things is an error."""
    _check_keys(table, known, where)
    found: dict[str, str] = {}
    for meaning, words in table.items():
        for word in words:
            if found.setdefault(fold_key(word), meaning) != meaning:
                raise LayoutError(
                    f"二つの意味を持つ語 / a word of two meanings: {word}", where=where
                )
    return found


def _parse_bodies(table: Mapping[str, Any], where: str) -> BodyColumns:
    _check_keys(table, ("levels", "above", "note"), where)
    return BodyColumns(
        tuple((fold_key(header), str(kind)) for header, kind in table["levels"]),
        tuple(fold_key(header) for header in table.get("above", [])),
        str(table.get("note", "")),
    )


def _order_endings(table: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """The endings with what they mean, the longest first: 施行規則 before 規則."""
    endings = [(fold_key(end), kind) for kind, ends in table.items() for end in ends]
    return tuple(sorted(endings, key=lambda pair: -len(pair[0])))


def _compile(patterns: list[str], where: str) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(pattern) for pattern in patterns)
    except re.error as error:
        raise LayoutError(
            "正規表現が正しくありません / not a regular expression",
            where=f"{where} [review.former]",
            why=str(error),
        ) from error
