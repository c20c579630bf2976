"""What a part of legislation says: its own words, and those of the paragraphs and items below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.graph.legislation_names import make_unit_label, split_address
from kg.names import PREFIXES
from kg.questions.evidence import Evidence, Proofs, Saying
from kg.questions.said import Said, find_said, prepare_said
from kg.store.store import Store
from kg.store.terms import Iri

_PART_OF: Final = Iri(PREFIXES["eli"] + "is_part_of")
_IN_FORCE: Final = PREFIXES["eli"] + "in_force"
_GONE: Final = PREFIXES["eli"] + "InForce-notInForce"
_DERIVED: Final = PREFIXES["prov"] + "wasDerivedFrom"
_SKOS: Final = PREFIXES["skos"]
_TEXT: Final = PREFIXES["dct"] + "description"
#: The units of a text from an article down.
_UNITS: Final = ("art", "para", "item", "sub")
_DEEPEST: Final = 8
#: A mark that stands before the words of a unit: ２, 二, (1), 第二号, イ; no longer than these.
_MARK: Final = re.compile(r"(?:^|[\s#])([^\s#条]{1,8})[\s\u3000]*\Z")
_LAST: Final = 1 << 60


@dataclass(frozen=True)
class Clause:
    """A unit of a text. `printed` is its number as the text prints it, "" where it prints none."""

    iri: Iri
    label: str
    printed: str
    heading: str | None
    texts: tuple[Saying, ...]
    remarks: tuple[str, ...]
    deleted: bool
    evidence: tuple[Evidence, ...]
    parts: tuple[Clause, ...]

    @property
    def is_worded(self) -> bool:
        """Whether the graph knows any words of it."""
        return bool(self.texts) or any(part.is_worded for part in self.parts)

    @property
    def size(self) -> int:
        """How many characters it has."""
        return sum(len(one.text) for one in self.texts) + sum(part.size for part in self.parts)

    def find_all(self) -> Iterator[Clause]:
        """It and all below it, in the order of the text."""
        yield self
        for part in self.parts:
            yield from part.find_all()


def get_clause(store: Store, unit: Iri) -> Clause:
    """The words of a unit, read level by level; without words where the graph knows none."""
    below = _find_below(store, unit)
    units = [unit, *(one for found in below.values() for one in found)]
    prepare_said(store, units)
    proofs = Proofs(store)
    prepare_said(
        store, (proof for one in units for proof in find_said(store, one).find_iris(_DERIVED))
    )

    def build(one: Iri, above: str) -> Clause:
        said = find_said(store, one)
        own = proofs.find(said.find_iris(_DERIVED))
        texts = _sort_texts(said.find_texts(_TEXT), own)
        label = said.get_text(f"{_SKOS}prefLabel") or make_unit_label(split_address(one)[1])
        return Clause(
            one,
            label,
            _find_printed(one, label, above, texts, own),
            _find_heading(one, said),
            texts,
            said.find_texts(f"{_SKOS}changeNote"),
            said.get(_IN_FORCE) == _GONE,
            own,
            tuple(build(part, label) for part in below.get(one, ())),
        )

    return build(unit, "")


def _sort_texts(texts: Iterable[str], evidence: Sequence[Evidence]) -> tuple[Saying, ...]:
    """Texts of one unit in the order in which its documents print them, each with its proof."""

    def place(one: Saying) -> tuple[str, int, str]:
        proof = one.evidence[0] if one.evidence else None
        if proof is None or proof.start is None:
            return "~", _LAST, one.text
        return proof.document or "", proof.start + _find_within(one.text, proof), one.text

    return tuple(sorted((Saying(text, _prove(text, evidence)) for text in texts), key=place))


def _prove(text: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The shortest passage that holds a text; of a row, of which cells are joined, its first."""
    held = [one for one in evidence if _find_within(text, one) >= 0]
    return (min(held, key=lambda one: len(one.quote or "")),) if held else tuple(evidence[:1])


def _find_within(text: str, proof: Evidence) -> int:
    quote = proof.quote or ""
    at = quote.find(text)
    # The cells of a row are joined by wide blanks: each has a place of its own.
    return at if at >= 0 else quote.find(text.split("\u3000")[0])


def _find_below(store: Store, unit: Iri) -> Mapping[Iri, tuple[Iri, ...]]:
    """The units right below a unit, and below those, in the order of their numbers."""
    found: dict[Iri, tuple[Iri, ...]] = {}
    level: list[Iri] = [unit]
    for _ in range(_DEEPEST):
        inside: dict[Iri, list[Iri]] = defaultdict(list)
        for part, _name, above in store.find_users(level, _PART_OF):
            segment = part.removeprefix(f"{above}/")
            if isinstance(above, Iri) and _read_segment(segment) is not None:
                inside[above].append(part)
        for above, parts in inside.items():
            found[above] = tuple(sorted(set(parts), key=_make_key))
        level = [part for parts in inside.values() for part in parts]
        if not level:
            break
    return found


def _read_segment(segment: str) -> tuple[int, tuple[int, ...]] | None:
    """What the last step to a unit is and its number; None for what is no unit."""
    kind, _, number = segment.partition("_")
    if kind not in _UNITS or not re.fullmatch(r"[0-9]+(?:_[0-9]+)*", number):
        return None
    return _UNITS.index(kind), tuple(map(int, number.split("_")))


def _make_key(unit: Iri) -> tuple[int, tuple[int, ...]]:
    return _read_segment(unit.rpartition("/")[2]) or (len(_UNITS), ())


def _find_heading(unit: Iri, said: Said) -> str | None:
    """The heading that a paragraph or an item has besides its number."""
    kind = unit.rpartition("/")[2].partition("_")[0]
    return said.get_text(f"{_SKOS}altLabel") if kind in _UNITS[1:] else None


def _find_printed(
    unit: Iri, label: str, above: str, texts: Sequence[Saying], evidence: Sequence[Evidence]
) -> str:
    """The number before the words of a unit as its text prints it."""
    kind = unit.rpartition("/")[2].partition("_")[0]
    if kind == "sub" and above and label.startswith(above):
        return label.removeprefix(above)
    if kind not in ("para", "item"):
        return ""
    for one in evidence:
        at = (one.quote or "").find(texts[0].text) if texts else -1
        if at > 0:
            mark = _MARK.search((one.quote or "")[:at])
            return mark[1] if mark else ""
    return ""
