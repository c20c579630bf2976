"""Who does a thing in words that name no one body: 区役所が主体となって, 各区において実施.

It is quoted beside 「資料に記載なし」: a ward office in general is no body that could be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.questions.evidence import Evidence
from kg.questions.trace_sources import Sources

#: Offices of a municipality in general, and what says that they do the thing.
_ACTS: Final = re.compile(
    r"(?:(?:各|関係|担当|所管)?(?:区役所|支所|局|課|部局)|各区|本市|市)(?:・[局課区])?"
    r"(?:が(?:主体|中心)と(?:なって|なり)|が(?:実施|運営|所管|担当)|において(?:実施|運営))"
)
#: What may stand between the name at the head of a sentence and what is said of it.
_TOPIC: Final = re.compile(
    r"[」』]?(?:[(（][^()（）]{0,30}[)）])?(?:は、?|については、?|[\s:：])"
)
_SIGNS: Final = "「『○●◯・■□◆◇※- 　"


@dataclass(frozen=True)
class Actor:
    """The words that say who does a thing, and where they stand."""

    words: str
    evidence: Evidence


def find_actors(name: str, evidence: Iterable[Evidence], sources: Sources) -> tuple[Actor, ...]:
    """What the sentences that begin with a thing's name say of who does it."""
    found: dict[str, Actor] = {}
    for proof in evidence:
        sentence = sources.say_sentence(proof)[1:-1].lstrip(_SIGNS)
        if not sentence.startswith(name) or not _TOPIC.match(sentence, len(name)):
            continue
        if match := _ACTS.search(sentence, len(name)):
            found.setdefault(match[0], Actor(match[0], proof))
    return tuple(found.values())
