"""The reason of a verdict in words, Japanese and English: what agrees and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.links.likeness_difference import Conflict

_NAMES: Final = {
    "same-name": ("名称が一致", "The names are the same"),
    "same-name-in-variants": (
        "名称は書き方(仮名・漢字、送り仮名など)のみ異なる",
        "The names differ only in how their words are written",
    ),
    "same-name-but-qualifier": ("名称が一致", "The names are the same"),
    "same-name-other-qualifier": ("名称が一致", "The names are the same"),
    "merged-or-split-name": (
        "一方の名称が他方の名称の一部に当たる(統合・分割の可能性)",
        "One name is a part of what the other joins (merged or split)",
    ),
    "same-text": ("説明が一致、名称は異なる", "The texts are the same, the names differ"),
    "alike-name-and-text": ("名称と説明が似ている", "Names and texts are alike"),
    "alike-name": ("名称が似ている", "The names are alike"),
}
_KINDS: Final = {
    "number": ("番号・年", "Numbers or years"),
    "ward": ("実施する区", "Wards"),
    "place": ("場所", "Places"),
    "act": ("行うこと", "What is done"),
    "word": ("語", "Words"),
    "body": ("所管", "Run by"),
    "part": ("名称の異なる所", "The names differ in"),
}
_TEXT_RULES: Final = ("same-text", "alike-name-and-text")


@dataclass(frozen=True, slots=True)
class Reason:
    """What a reason is made of; `text` is how alike the texts are, None without two texts."""

    rule: str
    text: float | None
    differs: float
    left_told: bool
    right_told: bool
    differences: tuple[Conflict, ...]


def make_reason(reason: Reason) -> tuple[str, str]:
    """The reason in Japanese and in English."""
    ja, en = _NAMES[reason.rule]
    if reason.rule == "same-text" and reason.text != 1:
        ja = "説明は数語を除いて一致、名称は異なる"
        en = "The texts are the same but for a few words, the names differ"
    bracket = next((d for d in reason.differences if d.kind == "qualifier"), None)
    if bracket is not None and reason.rule.startswith("same-name"):
        ja += "、" + _bracket_ja(bracket)
        en += ", only the brackets at the end differ: " + _bracket_en(bracket)
    elif bracket is not None:
        ja += f"、末尾の括弧も異なる({bracket.left or 'なし'} / {bracket.right or 'なし'})"
        both = f"{bracket.left or 'none'} / {bracket.right or 'none'}"
        en += f"; so do the brackets at the end ({both})"
    sentences_ja, sentences_en = [ja], [en]
    for difference in reason.differences:
        if difference.kind == "generic":
            sentences_ja.append("名称は「事業」「推進」「の」など一般的な語のみ異なる")
            sentences_en.append("The names differ only in generic words")
        elif difference.kind == "order":
            sentences_ja.append("名称は語の順のみ異なる")
            sentences_en.append("The names differ only in the order of their words")
        elif difference.kind in _KINDS:
            label_ja, label_en = _KINDS[difference.kind]
            ours, theirs = difference.left or "なし", difference.right or "なし"
            sentences_ja.append(f"{label_ja}: {ours} / {theirs}")
            ours, theirs = difference.left or "none", difference.right or "none"
            sentences_en.append(f"{label_en}: {ours} / {theirs}")
    text_ja, text_en = _say_text(reason)
    if text_ja:
        sentences_ja.append(text_ja)
        sentences_en.append(text_en)
    return "。".join(sentences_ja), ". ".join(sentences_en)


def _bracket_ja(bracket: Conflict) -> str:
    if bracket.left and bracket.right:
        return f"末尾の括弧が異なる({bracket.left} / {bracket.right})"
    return f"({bracket.left or bracket.right})のみ異なる"


def _bracket_en(bracket: Conflict) -> str:
    if bracket.left and bracket.right:
        return f"({bracket.left}) / ({bracket.right})"
    return f"({bracket.left or bracket.right})"


def _say_text(reason: Reason) -> tuple[str, str]:
    if reason.rule == "same-text":
        return "", ""
    if reason.text is None:
        if reason.left_told and reason.right_told:
            return "説明は定型文で、比べていない", "The texts are set phrases and were not compared"
        if reason.left_told or reason.right_told:
            return "説明は一方にしかない", "Only one of them has a text"
        return "説明はどちらにもない", "Neither has a text"
    if reason.text == 1:
        return "説明も一致", "The texts are the same too"
    if reason.rule in _TEXT_RULES:
        return "", ""
    if reason.text >= reason.differs:
        return "説明も似ている", "The texts are alike too"
    return "説明は異なる", "The texts differ"
