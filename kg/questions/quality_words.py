"""What is found about the quality of the data, in words: what it is, why it matters, what to do."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Final

from kg.quality.finding import Severity


class IssueKind(StrEnum):
    """Kinds of what a person should look at, the graver first."""

    EVIDENCE = "evidence"
    COUNT = "count"
    SHAPE = "shape"
    DISAGREE = "disagree"
    READING = "reading"
    REFERENCE = "reference"
    DECISION = "decision"
    PARENT = "parent"
    DUPLICATE = "duplicate"
    CANDIDATE = "candidate"
    ORIGINAL = "original"
    INCOMPLETE = "incomplete"
    ARTICLE = "article"
    RUNNER = "runner"
    IDLE = "idle"
    ISSUED = "issued"
    ADDRESS = "address"


@dataclass(frozen=True)
class IssueWords:
    """A kind in words, each in Japanese and English."""

    title: tuple[str, str]
    why: tuple[str, str]
    fix: tuple[str, str]
    severity: Severity


def load_words() -> dict[IssueKind, IssueWords]:
    """Every kind in words, from `quality_words.toml`."""
    text = (resources.files("kg.questions") / "quality_words.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    return {
        kind: IssueWords(
            (told[kind]["title_ja"], told[kind]["title_en"]),
            (told[kind]["why_ja"], told[kind]["why_en"]),
            (told[kind]["fix_ja"], told[kind]["fix_en"]),
            told[kind]["severity"],
        )
        for kind in IssueKind
    }


WORDS: Final = load_words()
