"""How the pages say the parts of legislation: their numbers in words, long texts folded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import Flask
from flask_babel import gettext as _

from kg.graph.legislation_names import make_unit_label
from kg.questions.article import Kind, Part
from kg.questions.citation import CitedAct
from kg.questions.reading import make_short
from kg.questions.wording import Clause
from web.language import get_language
from web.links import LANGUAGES

#: Characters of a text that stand open, and items of one list that do.
_LONGEST: Final = 1500
_ITEMS: Final = 20
#: Citing and cited parts that stand open.
_CITED: Final = 12


def set_up_legislation(app: Flask) -> None:
    """Give the templates what they say parts of legislation with."""
    filters = app.jinja_env.filters
    filters["part_number"] = say_part_number
    filters["clauses_folded"] = fold_clauses
    filters["last_step"] = lambda label: label[label.rfind("第") :]
    filters["acts_folded"] = fold_acts


def say_part_number(part: Part) -> str:
    """The number of a part in words: 第4章の2, Chapter 4-2; "" for what its name tells whole."""
    if part.kind in (Kind.SUPPLEMENT, Kind.ANNEX):
        return ""
    if get_language() == LANGUAGES[0] and part.kind is not Kind.OTHER:
        return make_unit_label((make_short(part.iri),))
    number = part.number.replace("_", "-")
    words = {
        Kind.PART: _("第%(number)s編", number=number),
        Kind.CHAPTER: _("第%(number)s章", number=number),
        Kind.SECTION: _("第%(number)s節", number=number),
        Kind.SUBSECTION: _("第%(number)s款", number=number),
        Kind.DIVISION: _("第%(number)s目", number=number),
        Kind.ARTICLE: _("第%(number)s条", number=number),
    }
    return str(words.get(part.kind, number))


def fold_clauses(clauses: Sequence[Clause]) -> tuple[Sequence[Clause], Sequence[Clause]]:
    """The clauses that stand open, at least one, and those that are folded."""
    size = 0
    for at, clause in enumerate(clauses):
        size += clause.size
        if at and (size > _LONGEST or at >= _ITEMS):
            # Two lines less are not worth a fold.
            return (clauses, ()) if len(clauses) - at < 2 else (clauses[:at], clauses[at:])
    return clauses, ()


def fold_acts(acts: Sequence[CitedAct]) -> tuple[Sequence[CitedAct], Sequence[CitedAct]]:
    """The acts of a list of citations that stand open, at least one, and those that are folded."""
    size = 0
    for at, one in enumerate(acts):
        size += one.size
        if at and size > _CITED:
            return acts[:at], acts[at:]
    return acts, ()
