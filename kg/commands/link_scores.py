"""The part of `kg scores` on links: reviewed pairs, and what each rule earned by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from kg.graph.ontology import load_confidences
from kg.names import BASE
from kg.quality.chain_scores import ChainScore
from kg.quality.link_scores import Pair, PairSet, SetScore, count_rules
from kg.questions.vocabulary import get_word
from kg.store.terms import Iri

_WORDS = {
    "original": "元の行 original",
    "unknown": "原本不明 original unknown",
    "repeat": "印のない重複 unmarked repeat",
    "similar": "他の自治体の似た事業 similar elsewhere",
}


def render_link_scores(
    scores: Sequence[SetScore], chained: Mapping[str, tuple[int, int]] | None = None
) -> str:
    """The scores as Markdown tables: by set and verdict, then by rule.

    `chained` are the counts of the rules that other readings judge.
    """
    lines = [
        "| 組 set | 行 rows | 判定 verdict | 期待 expected | 適合率 precision | 再現率 recall |",
        "| --- | ---: | --- | ---: | ---: | ---: |",
    ]
    for score in scores:
        for verdict, word in _WORDS.items():
            one = score.scores[verdict]
            if one.expected or one.found:
                lines.append(
                    f"| {score.pairs.name} | {len(score.pairs.rows)} | {word} | {one.expected} | "
                    f"{one.precision:.4f} | {one.recall:.4f} |"
                )
    lines += [
        "",
        "| 規則 rule | 名前 name | 判定 judged | 正しい right | 確からしさ confidence |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    counted = {**count_rules(scores), **(chained or {})}
    for term, confidence in sorted(load_confidences().items()):
        slug = term[1:-1].removeprefix(f"{BASE}rule/")
        if slug in counted:
            right, judged = counted[slug]
            named = get_word(Iri(term[1:-1]))
            lines.append(
                f"| {slug} | {named.ja} {named.en} | {judged} | {right} | {confidence:.3f} |"
            )
    return "\n".join(lines)


def render_chain_scores(scores: Sequence[ChainScore]) -> str:
    """The scores of follows, article links and identity as a Markdown table."""
    lines = [
        "| つながり link | 期待 expected | 適合率 precision | 再現率 recall | 疑いも with doubts |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for score in scores:
        one, whole = score.certain, score.all
        lines.append(
            f"| {score.name} | {one.expected} | {one.precision:.4f} | {one.recall:.4f} | "
            f"{whole.precision:.4f} / {whole.recall:.4f} ({whole.expected}) |"
        )
    return "\n".join(lines)


def list_chain_misses(scores: Sequence[ChainScore]) -> list[str]:
    """Every link that is wrong and every judgement that none holds, a line each."""
    return [
        f"{word}\t{score.name}\t" + "\t".join(key)
        for score in scores
        for word, keys in (("余分 wrong", score.wrong), ("不足 missing", score.missing))
        for key in keys
    ]


def list_misses(scores: Sequence[SetScore]) -> list[str]:
    """Every link that is wrong and every pair that none holds, a line each."""
    return list(chain.from_iterable(map(_list_misses, scores)))


def _list_misses(score: SetScore) -> list[str]:
    name = score.pairs.name
    return [
        *(
            f"余分 wrong\t{name}\t{one.relation}\t{one.rule}\t{_name(score.pairs, one.pair)}"
            for one in score.found
            if one.holds and not one.right
        ),
        *(
            f"不足 missing\t{name}\t{verdict}\t\t{_name(score.pairs, pair)}"
            for verdict, pair in score.missing
        ),
    ]


def _name(pairs: PairSet, pair: Pair) -> str:
    return " / ".join(pairs.rows[key]["name"] for key in sorted(pair))
