"""Every kind of finding is told in words of its own, in both languages."""

from __future__ import annotations

import re

from kg.quality.finding import SEVERITIES
from kg.questions.quality_words import WORDS, IssueKind


def test_every_kind_has_words_that_tell_it_from_the_others() -> None:
    assert list(WORDS) == list(IssueKind)
    for part in ("title", "why", "fix"):
        for language in (0, 1):
            texts = [getattr(words, part)[language] for words in WORDS.values()]
            assert all(texts)
            assert part == "fix" or len(texts) == len(set(texts))


def test_the_words_are_of_their_language_and_the_severities_known() -> None:
    for words in WORDS.values():
        assert words.severity in SEVERITIES
        for ja, en in (words.title, words.why, words.fix):
            assert re.search("[ぁ-んァ-ヶ一-龠]", ja)
            assert not re.search("[ぁ-ん]", en)
            assert ja.endswith("。") == en.endswith(".")
