"""Words that say who does a thing and name no body, and the verb that is printed of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.named.following import find_verb
from kg.questions.evidence import Evidence
from kg.questions.trace_actors import find_actors
from kg.questions.trace_sources import Sources
from kg.store.embedded import load_store
from kg.store.terms import Iri
from tests.questions.small_trace import write_trace_data


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("あゆみ事業 区役所が主体となって、各地で実施。", ["区役所が主体となって"]),
        ("「あゆみ事業」は、各区において実施する。", ["各区において実施"]),
        ("●あゆみ事業（新規） 関係局が中心となり進める。", ["関係局が中心となり"]),
        # Another thing's doing, residents, and a sentence about something else.
        ("あゆみ事業 地域住民が主体となって活動する。", []),
        ("ひかり事業は区役所が主体となって進める。", []),
        ("あゆみ事業者は、区役所が実施する研修を受ける。", []),
    ],
)
def test_who_does_it_is_quoted_where_no_body_is_named(
    tmp_path: Path, sentence: str, words: list[str]
) -> None:
    sources = Sources(load_store(write_trace_data(tmp_path).ttl))
    proof = Evidence(Iri("urn:x"), "報告", quote=sentence, first_line=3)
    found = find_actors("あゆみ事業", [proof], sources)
    assert [actor.words for actor in found] == words
    assert all(actor.evidence is proof for actor in found)


@pytest.mark.parametrize(
    ("text", "name", "verb"),
    [
        ("「あゆみ窓口」を設置し、相談に応じた。", "あゆみ窓口", "設置"),
        ("見直しの検討及び「あゆみ事業」として再編", "あゆみ事業", "再編"),
        ("あゆみ窓口の効果的な運営", "あゆみ窓口", "運営"),
        ("あゆみ事例集を作成し、公表した。", "あゆみ事例集", "作成"),
        ("あゆみ窓口の設置の検討", "あゆみ窓口", None),
        ("あゆみ窓口へ行く。", "あゆみ窓口", None),
    ],
)
def test_the_verb_behind_a_name_is_read_as_printed(text: str, name: str, verb: str | None) -> None:
    assert find_verb(text, name) == verb
