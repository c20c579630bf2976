"""Why a decision is not, or not wholly, in force, in words that a clerk can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """Why a decision is not, or not wholly, in force; the value is the code of the finding."""

    CHANGED = "decision-outdated"
    SEVERAL = "decision-in-several-places"
    GONE = "decision-without-link"
    SET_ASIDE = "decision-set-aside"
    KEPT = "decision-against-curated"
    ONE_PROJECT = "decision-against-name"
    STILL_REPEATED = "decision-against-reappearance"


@dataclass(frozen=True)
class Told:
    """What is wrong and how to mend it."""

    ja: str
    en: str
    fix_ja: str
    fix_en: str


TOLD: Final = {
    Trouble.CHANGED: Told(
        "根拠の箇所が決定の後で変わったため、決定を当てはめていません。",
        "The passages have changed since it was decided, so the decision is not applied.",
        "`kg review` でもう一度決めてください。",
        "Decide again with `kg review`.",
    ),
    Trouble.SEVERAL: Told(
        "決めたときと同じ文の箇所が二つ以上あり、どれについての決定か分からないため、"
        "当てはめていません。",
        "The words that were decided on stand in several places now, so it is not applied.",
        "`kg review` でもう一度決めてください。",
        "Decide again with `kg review`.",
    ),
    Trouble.GONE: Told(
        "決めたときの文がグラフにないため、決定を当てはめていません。",
        "The words that were decided on are not in the graph, so the decision is not applied.",
        "文を書き換えたのなら `kg review` でもう一度決め、"
        "文書を外したのならそのままにしてください。決定は残ります。",
        "Decide again with `kg review` where they were rewritten; leave it where the document "
        "was taken out: the decision is kept.",
    ),
    Trouble.SET_ASIDE: Told(
        "これに代えて認めた関連が後で退けられたため、この決定が今も正しいか分かりません。当てはめていません。",
        "What was confirmed in its place was rejected since; nobody knows whether it still holds, "
        "so it is not applied.",
        "`kg review` でもう一度決めてください。",
        "Decide again with `kg review`.",
    ),
    Trouble.KEPT: Told(
        "退けた関係が curated.ttl に書かれているため、グラフに残っています。",
        "A relation that was rejected is written in curated.ttl, so it stays in the graph.",
        "curated.ttl から除くか、決定を改めてください。",
        "Take it out of curated.ttl, or decide otherwise.",
    ),
    Trouble.ONE_PROJECT: Told(
        "再掲の元ではないと決めた二つの行が、名前が同じため、一つの事業の掲載のままです。",
        "Two rows that were told apart by rejecting the original still list one project, "
        "for they bear one name.",
        "同じ事業なら、この関連を `kg decide confirm` で認めてください。"
        "別の事業なら「再掲」の印が誤りかを原本で確かめ、誤りなら data/corrections に"
        "書いてください。印がなければ別の事業になります。",
        "If it is one project, `kg decide confirm` the link. If it is another, see in print "
        "whether the mark 再掲 is wrong and write that into data/corrections: without the mark "
        "the row lists a project of its own.",
    ),
    Trouble.STILL_REPEATED: Told(
        "同じものではないと決めた二つの事業の一方の行が、もう一方の行の再掲とされたままです。",
        "Two projects that were decided not to be the same: a row of one is still said to repeat "
        "a row of the other.",
        "別の事業なら、行の再掲元の関連も `kg decide reject` で退けてください。同じ事業なら、"
        "この関連を `kg decide confirm` で認めてください。",
        "If they are two, `kg decide reject` the original of the row too; if they are one, "
        "`kg decide confirm` this link.",
    ),
}
