"""The IRIs of legislation, of its parts, and of the acts that it cites (docs/legislation.md)."""

from __future__ import annotations

import re
from typing import Final

from kg import names
from kg.documents.manifest import DocumentEntry
from kg.graph.curated import Curated
from kg.graph.ntriples import ELI, MPO, PROV, Term, iri
from kg.legislation_records import ActNumber, LegislationRecord, NamedAct, Path
from kg.text.articles import make_article_label
from kg.text.fold import fold_key
from kg.text.law_numbers import MUNICIPAL, find_prefecture, make_law_id, parse_law_file

#: The kind of an act as printed -> its segment in an IRI.
_SEGMENTS: Final = {"条例": "jorei", "規則": "kisoku"}
_KINDS: Final = {"条例": "ordinance", "規則": "regulation", "法律": "law", "要綱": "outline",
                 "規程": "rule", "要領": "rule"}  # fmt: skip
#: The code of a kind -> its class.
_CLASSES: Final = {
    "ordinance": MPO.Ordinance, "regulation": MPO.Regulation, "law": MPO.Law,
}  # fmt: skip
_INSTRUMENT: Final = (MPO.Instrument, PROV.Entity)
_LEGISLATION: Final = (MPO.Legislation, MPO.Instrument, ELI.LegalResource, PROV.Entity)
#: What the number of a segment counts, as a label says it.
_COUNTERS: Final = {"para": "項", "item": "号", "part": "編", "chp": "章", "sec": "節",
                    "subsec": "款", "div": "目", "tbl": "別表", "form": "様式"}  # fmt: skip
NATION: Final = "jp"
_BELOW: Final = r"(?:/(?:para|item|sub)_[0-9_]+)*"
_UNIT: Final = re.compile(
    rf"(?:/suppl[^/]*)?(?:/art_[0-9_]+{_BELOW}|/(?:tbl|form)(?:_[0-9_]+)?)\Z|/suppl[^/]*{_BELOW}\Z"
)
#: The parts that an address can end in, one below the other.
_PARTS: Final = re.compile(
    r"(?:/(?:part|chp|sec|subsec|div|art|para|item|sub|suppl|tbl|form|fig|note)(?:_[0-9_]+)?)+\Z"
)


def make_law(law_id: str) -> str:
    """A law by its e-Gov id."""
    return f"{names.ID}eli/jp/law/{names.make_name(law_id)}"


def make_unit(legislation: Term, path: Path) -> Term:
    """A part of legislation by its path; the legislation itself for ()."""
    return iri("/".join((legislation[1:-1], *path)))


def is_national(number: ActNumber | None, kind: str = "") -> bool:
    """Whether an act is the nation's, by its number, else by the code of its kind."""
    return kind == "law" if number is None else number.kind not in MUNICIPAL


def find_classes(number: ActNumber | None, kind: str) -> tuple[Term, ...]:
    """The classes of an act. What is no 法令 (要綱, 規程) is an instrument and no more."""
    if kind in _CLASSES:
        return (_CLASSES[kind], *_LEGISLATION)
    return _LEGISLATION if is_national(number, kind) else _INSTRUMENT


def find_kind(number: ActNumber | None, name: str) -> str:
    """The code of mpo:instrumentKind of an act that is only named."""
    if number is not None:
        return _KINDS.get(number.kind, "other")
    return "law" if name.endswith(("法", "法律")) else "other"


def make_number_label(number: ActNumber) -> str:
    """The number of an act in one writing: 平成16年川崎市条例第60号."""
    year = "元" if number.era_year == 1 else number.era_year
    return f"{number.era}{year}年{number.place}{number.kind}第{number.number}号"


class ActNames:
    """Names the legislation of a document and the acts that it cites.

    `curated` are the acts that people know: a law of theirs goes before an id that is made from a
    number, which tells nothing of whose bill the law was.
    """

    def __init__(self, entry: DocumentEntry, record: LegislationRecord, curated: Curated) -> None:
        self.entry, self.record, self.curated = entry, record, curated
        self.town = curated.get_name(entry.municipality)
        self._laws = curated.find_laws()

    def name_own(self) -> Term:
        """The IRI of the legislation itself: by its file's name, its number, else its title."""
        record, code = self.record, self.entry.municipality
        number = record.act.number if record.act else None
        if is_national(number, record.kind):
            told = parse_law_file(self.entry.slug)
            if told is not None:
                return iri(make_law(told[0]))
            return self._name_national(record.title.text, number)
        if number is not None and number.kind in _SEGMENTS:
            segment = _SEGMENTS[number.kind]
            return iri(names.make_legislation(code, segment, number.year, number.number))
        known = self.curated.find_aliases(code).get(fold_key(record.title.text))
        return known or iri(names.make_thing(code, "instrument", record.title.text))

    def name_act(self, act: NamedAct) -> Term:
        """The IRI of an act."""
        number = act.number
        if number is not None and number.kind in _SEGMENTS:
            code = self._find_code(number.place)
            if code is None:
                # Another municipality's: the text does not tell its code.
                name = act.name or make_number_label(number)
                return iri(names.make_thing(self.entry.municipality, "instrument", name))
            segment = _SEGMENTS[number.kind]
            return iri(names.make_legislation(code, segment, number.year, number.number))
        name = act.name or (make_number_label(number) if number else "")
        if number is not None and not is_national(number):
            return iri(names.make_thing(self.entry.municipality, "instrument", name))
        return self._name_national(name, number)

    def find_version(self) -> str | None:
        """The day of the version that the file's name tells."""
        told = parse_law_file(self.entry.slug)
        return told[1] if told else None

    def _name_national(self, name: str, number: ActNumber | None) -> Term:
        keys = [fold_key(make_number_label(number))] if number else []
        for key in (*keys, fold_key(name)):
            if key and key in self._laws:
                return self._laws[key]
        made = make_law_id(number) if number else None
        if made is not None:
            return iri(make_law(made))
        return iri(names.make_thing(NATION, "instrument", name))

    def _find_code(self, place: str) -> str | None:
        """The code of who made an ordinance: the document's own municipality, or a prefecture."""
        own = self.entry.municipality
        if not place or (self.town is not None and place.endswith(self.town)):
            return own
        title = fold_key(self.record.title.text)
        if self.town is None and title.startswith(fold_key(place)):
            return own
        return find_prefecture(place)


def find_unit_path(address: str) -> Path:
    """The path of an article, or of a part of one, that an IRI ends in; () where it has none."""
    match = _UNIT.search(address)
    return tuple(match[0].strip("/").split("/")) if match else ()


def split_address(address: str) -> tuple[str, Path]:
    """The legislation and the path of the part of it that an IRI names; () for no part."""
    match = _PARTS.search(address)
    if match is None:
        return address, ()
    return address[: match.start()], tuple(match[0].strip("/").split("/"))


def make_unit_label(path: Path, notation: str = "") -> str:
    """The label of a part that has no heading: 第3条第2項第1号イ, 附則第2項, 第3章."""
    words: list[str] = []
    for at, segment in enumerate(path):
        kind, _, number = segment.partition("_")
        last = at == len(path) - 1
        if kind == "suppl":
            words.append("附則")
        elif kind == "art":
            words.append(make_article_label(number))
        elif kind == "sub":
            words.append(notation if last and notation else f"({number})")
        elif kind in ("tbl", "form"):
            words.append(f"{_COUNTERS[kind]}{'第' + number.replace('_', 'の') if number else ''}")
        elif kind in _COUNTERS:
            first, *branches = number.split("_")
            branch = "".join(f"の{one}" for one in branches)
            words.append(f"第{first}{_COUNTERS[kind]}{branch}")
        else:
            words.append(segment)
    return "".join(words)
