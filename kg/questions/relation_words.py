"""What a relation says in words: a short label for an arrow, and a whole sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from kg.names import PREFIXES
from kg.questions.vocabulary import Word


def say_arrow(predicate: Word, language: str = "ja", verb: str | None = None) -> str:
    """The label of an arrow from the subject to the object: the printed verb where there is one."""
    if verb:
        return f"「{verb}」"
    words = _load().get(predicate.iri)
    return words[language == "en"] if words else predicate.label(language)


def say_sentence(
    predicate: Word,
    subject: str,
    object_: str,
    language: str = "ja",
    verb: str | None = None,
) -> str:
    """What a statement says, as a sentence without its full stop, with the `verb` printed of it."""
    words = _load().get(predicate.iri)
    if verb:
        if language == "en":
            return f"the text of “{subject}” says 「{verb}」 of “{object_}”"
        return f"「{subject}」の文は「{object_}」について「{verb}」と書いている"
    if words is None:
        if language == "en":
            return f"“{subject}” – {predicate.en} – “{object_}”"
        return f"「{subject}」の「{predicate.ja}」は「{object_}」"
    # A name may hold braces: they are put in as they are, not read as places.
    before, _, rest = words[2 + (language == "en")].partition("{s}")
    if "{o}" in before:
        first, _, middle = before.partition("{o}")
        return f"{first}{object_}{middle}{subject}{rest}"
    middle, _, after = rest.partition("{o}")
    return f"{before}{subject}{middle}{object_}{after}"


def find_relations() -> tuple[str, ...]:
    """The relations that have words, in their order: those that join things."""
    return tuple(_load())


@cache
def _load() -> Mapping[str, tuple[str, str, str, str]]:
    """The words by predicate: label ja, label en, sentence ja, sentence en."""
    text = (resources.files("kg.questions") / "relation_words.toml").read_text(encoding="utf-8")
    return {
        PREFIXES[prefix] + local: tuple(words)
        for prefix, terms in tomllib.loads(text).items()
        for local, words in terms.items()
    }
