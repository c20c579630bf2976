"""What the reader of article references takes and gives: acts, the place read, references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.records import Span
from kg.text.articles import Relative


@dataclass(frozen=True)
class Act:
    """A law, ordinance or rule as the caller knows it.

    `names` holds the full name and the short ones that mean this act and no other. `articles`
    are numbers it is known to have ("32", "30_2"); `complete` says that it has no others.
    """

    key: str
    names: tuple[str, ...]
    articles: frozenset[str] = frozenset()
    complete: bool = False


@dataclass(frozen=True)
class Place:
    """The article whose own text is read: in it 前条, 本条 and 第5条 alone are of its act."""

    act: str
    number: str
    paragraph: str | None = None
    annex: bool = False


@dataclass(frozen=True)
class Reference:
    """A reference to an article, a paragraph of supplementary provisions, or an annexed table.

    Exactly one of `act` and `problem` is set. `act_name` is the name printed for an act that is
    not known; `act_span` where the act is named, also where 同条 or a list takes it up later.
    Relatives are resolved: 次条 after 第5条 has the number 6. `numbers` are the articles covered:
    of a range its ends and, between them, the articles known. `listed`: whether the act is known
    to have the article, None where its articles are not known. `annex`: of 附則, so `number` is
    no article of the body. `table` is the number of a 別表, "" where it bears none.
    """

    span: Span
    act: str | None
    act_name: str | None
    act_span: Span | None
    number: str | None
    paragraph: str | None = None
    item: str | None = None
    end: str | None = None
    paragraph_end: str | None = None
    item_end: str | None = None
    annex: bool = False
    table: str | None = None
    relative: Relative | None = None
    numbers: tuple[str, ...] = ()
    listed: bool | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Problem:
    """Why a reference could not be resolved, in words."""

    ja: str
    en: str


#: Every code that `Reference.problem` may hold.
PROBLEMS: Final[Mapping[str, Problem]] = MappingProxyType(
    {
        "unknown-act": Problem(
            "登録のない法令等の条です。", "The article is of an act that is not known here."
        ),
        "no-act": Problem(
            "条番号だけで、どの法令等の条か書かれていません。",
            "A number alone; nothing says of which act.",
        ),
        "no-antecedent": Problem(
            "「同条例」「条例」などが指す名称が前にありません。",
            "No name stands before that a word like 同条例 could take up.",
        ),
        "ambiguous-act": Problem(
            "指しうる法令等が二つ以上あります。", "More than one act may be meant."
        ),
        "other-version": Problem(
            "改正前・改正後・案など、別の版の条です。",
            "The article is of another version: before or after an amendment, or a draft.",
        ),
        "no-reference-before": Problem(
            "「同条」「前項」などが指す条項が前にありません。",
            "No reference stands before that a word like 同条 or 前項 could take up.",
        ),
        "ambiguous-article": Problem(
            "範囲や並びの後の「同条」などで、どの条か決まりません。",
            "A word of place after a range: which article is meant stays open.",
        ),
        "no-such-article": Problem("その法令等にない条です。", "The act has no such article."),
        "own-table": Problem(
            "文書自身の別表かもしれません。", "The table may be the document's own."
        ),
    }
)
