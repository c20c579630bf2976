"""What the wording of a law or ordinance cites: its own provisions and tables, and other acts.

Each citation is said of the smallest unit whose words it stands in. What stays open is told in
notes: a provision that is not there, one of another version, an act that nothing identifies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.documents.source import SourceText
from kg.layouts.ledger import Ledger
from kg.layouts.legislation_acts import ActBook, Stretch, find_acts
from kg.layouts.legislation_nearby import find_divisions_cited, find_forms_cited, find_items_nearby
from kg.layouts.legislation_settled import settle_references
from kg.legislation_records import CitationRecord, LegislationRecord, NamedAct, Path
from kg.records import Span
from kg.text.article_refs import find_references
from kg.text.article_refs_names import is_name
from kg.text.article_refs_records import PROBLEMS, Act, Place, Reference
from kg.text.articles import find_articles
from kg.text.fold import fold_key

#: The key under which the legislation itself is known to the reader of references.
OWN: Final = "own"
#: How an act without a number is told to be a national law.
_LAW: Final = "法"
_LONGEST_RANGE: Final = 200
#: What keeps the words of two lines apart: no name and no sentence goes over it.
_BETWEEN: Final = "\n\n"


#: 第二項本文及び第三項: what stands between the parts of one reference.
_PARTS: Final = re.compile(
    r"(?<=[条項号])(?:本文|ただし書|前段|後段|各号列記以外の部分)|(?<=[条項])各号"
)
#: 「第三項」とあるのは「第四項」と読み替える: words of another text.
_QUOTED: Final = re.compile(
    r"「[^「」]{0,400}(?:「[^「」]{0,100}」[^「」]{0,400}){0,3}」(?=とあり?|と、|と読み?替え|とする|とし)"
)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@dataclass(frozen=True)
class _Paragraph:
    """The words of a paragraph with its items, and where each of its lines stands in them."""

    path: Path
    text: str
    stretches: tuple[tuple[int, Stretch], ...]

    def locate(self, span: Span) -> tuple[Path, Span]:
        """The unit that a stretch begins in, and the stretch in the source."""
        offset, stretch = next(one for one in reversed(self.stretches) if one[0] <= span.start)
        size = min(span.end - offset, len(stretch.text))
        start = stretch.span.start
        return stretch.unit, Span(start + span.start - offset, start + size)


def find_citations(
    record: LegislationRecord, source: SourceText, ledger: Ledger
) -> LegislationRecord:
    """The record with the acts that it names and all that it cites."""
    return _Reading(record, source, ledger).read()


class _Reading:
    def __init__(self, record: LegislationRecord, source: SourceText, ledger: Ledger) -> None:
        self.record, self.source, self.ledger = record, source, ledger
        self.units = {one.path for one in record.units}
        self.known = self.units | {one.path for one in record.annexes}
        self.known |= {one.path for one in record.supplements}
        self.divisions = [one.path for one in record.divisions]
        #: The division of each article, the items of each paragraph.
        self.homes = {one.path: one.division for one in record.units if one.division}
        self.items: dict[Path, list[Path]] = {}
        for one in record.units:
            if one.level == "号":
                self.items.setdefault(one.path[:-1], []).append(one.path)
        self.found: dict[tuple[Path, str, Path], list[Span]] = {}
        self.acts: dict[str, NamedAct] = {}
        #: References in a 附則 to another version or act, or to what an extract leaves out.
        self.past: dict[Path, list[Span]] = {}

    def read(self) -> LegislationRecord:
        stretches = list(self._find_stretches())
        book = find_acts(stretches)
        self.acts = dict(book.acts)
        for mention in book.mentions:
            self._add(mention.unit, self._key(mention.act), (), mention.span)
        own = Act(
            OWN,
            (self.record.title.text,),
            frozenset(one.number for one in self.record.articles),
            complete=True,
        )
        for paragraph in self._find_paragraphs(stretches):
            self._read_paragraph(paragraph, book, own)
        for annex in self.record.annexes:
            if annex.related is not None:
                self._read_related(annex.path, annex.related.spans[0])
        self._report_past()
        citations = tuple(
            CitationRecord(subject, self.acts.get(key), target, tuple(dict.fromkeys(spans)))
            for (subject, key, target), spans in self.found.items()
        )
        return replace(self.record, acts=tuple(self.acts.values()), citations=citations)

    # --- the text -----------------------------------------------------------------------

    def _find_stretches(self) -> Iterator[Stretch]:
        for value in self.record.preamble:
            for span in value.spans:
                yield Stretch((), span, self.source.quote(span))
        for unit in self.record.units:
            for value in unit.texts:
                for span in value.spans:
                    yield Stretch(unit.path, span, self.source.quote(span))
        for annex in self.record.annexes:
            cells = [cell for row in annex.rows for cell in row if cell is not None]
            for value in (*annex.texts, *cells):
                for span in value.spans:
                    yield Stretch(annex.path, span, self.source.quote(span))

    def _find_paragraphs(self, stretches: list[Stretch]) -> Iterator[_Paragraph]:
        """The stretches that belong to one paragraph, or to one annex, as one text."""
        held: dict[Path, list[Stretch]] = {}
        for stretch in stretches:
            if stretch.unit:
                held.setdefault(_find_paragraph(stretch.unit), []).append(stretch)
        for path, own in held.items():
            pieces: list[tuple[int, Stretch]] = []
            at = 0
            for stretch in own:
                pieces.append((at, stretch))
                at += len(stretch.text) + len(_BETWEEN)
            text = _BETWEEN.join(one.text for one in own)
            yield _Paragraph(path, _PARTS.sub(_blank, _QUOTED.sub(_blank, text)), tuple(pieces))

    # --- references ---------------------------------------------------------------------

    def _read_paragraph(self, paragraph: _Paragraph, book: ActBook, own: Act) -> None:
        path = paragraph.path
        acts = book.make_acts(own, paragraph.stretches[0][1].article)
        found: list[Reference]
        if path[0].startswith(("tbl", "form", "fig", "note")):
            found = find_references(paragraph.text, acts, OWN)
        else:
            number = next((one[4:] for one in path if one.startswith("art_")), "")
            own_paragraph = path[-1][5:] if path[-1].startswith("para_") else None
            place = Place(OWN, number, own_paragraph, path[0].startswith("suppl"))
            found = find_references(paragraph.text, acts, within=place)
        found = list(settle_references(paragraph.text, found))
        for reference in found:
            unit, span = paragraph.locate(reference.span)
            self._read_reference(reference, unit, span)
        for offset, stretch in paragraph.stretches:
            items = [one for one in found if offset <= one.span.start < offset + len(stretch.text)]
            for target, span in find_items_nearby(stretch, items, offset, self.items):
                self._add(stretch.unit, OWN, target, span)
            if not stretch.unit[0].startswith("suppl_"):
                home = self.homes.get(stretch.unit[:1])
                for target, span in find_forms_cited(stretch, self.known):
                    self._add(stretch.unit, OWN, target, span)
                for target, span in find_divisions_cited(stretch, home, self.divisions):
                    self._add(stretch.unit, OWN, target, span)

    def _read_reference(self, one: Reference, unit: Path, span: Span) -> None:
        key = one.act
        if key is None and one.problem == "unknown-act" and one.act_name:
            key = self._find_unnumbered(one.act_name, unit, span)
        if key is None:
            self._leave(one.problem or "no-act", unit, span)
            return
        foreign = key != OWN
        if not foreign and not one.annex and one.table is None and unit[0].startswith("suppl_"):
            # The articles of the act that amended, not of the one amended.
            self._leave("other-version", unit, span)
            return
        home = self._find_home(unit, foreign) if one.annex else ()
        for target in _find_targets(one, home):
            if foreign or target in self.known:
                self._add(unit, key, target, span)
            elif (whole := _shorten(target, self.known)) and len(whole) > len(home):
                self._leave("no-such-article", unit, span)
                self._add(unit, key, whole, span)
            else:
                self._leave("no-such-article", unit, span)

    def _find_home(self, unit: Path, foreign: bool) -> Path:
        """The 附則 that a reference to 附則 means: the unit's own, else the act's first."""
        if foreign:
            return ("suppl",)
        if unit[0].startswith("suppl"):
            return unit[:1]
        return self.record.supplements[0].path if self.record.supplements else ("suppl",)

    def _find_unnumbered(self, name: str, unit: Path, span: Span) -> str | None:
        """The key of a national law that is named without its number, None for what may be none."""
        if not name.endswith(_LAW) and not name.endswith("に関する法律"):
            return None
        if not is_name(name) or len(name) < 3 or unit[0].startswith("suppl_"):
            return None
        key = f"name:{fold_key(name)}"
        self.acts.setdefault(key, NamedAct(name, None, (span,)))
        return key

    def _read_related(self, path: Path, span: Span) -> None:
        """（第六条関係）: the articles that an annex belongs to."""
        for mention in find_articles(self.source.quote(span)):
            first, last = mention.number, mention.end
            place = Span(span.start + mention.span.start, span.start + mention.span.end)
            numbers = [one.number for one in self.record.articles]
            if first not in numbers or (last or first) not in numbers:
                self._leave("no-such-article", path, place)
                continue
            for number in numbers[numbers.index(first) : numbers.index(last or first) + 1]:
                self._add(path, OWN, (f"art_{number}",), place)

    # --- keeping ------------------------------------------------------------------------

    def _key(self, act: NamedAct) -> str:
        return next(key for key, known in self.acts.items() if known.number == act.number)

    def _add(self, subject: Path, key: str, target: Path, span: Span) -> None:
        if key == OWN and target == subject:
            return
        self.found.setdefault((subject, key, target), []).append(span)

    def _leave(self, problem: str, unit: Path, span: Span) -> None:
        """Note a reference that stays open."""
        if unit[0].startswith("suppl_") or (unit[0] == "suppl" and problem == "other-version"):
            self.past.setdefault(unit[:1], []).append(span)
            return
        words = PROBLEMS[problem]
        self.ledger.report(
            "citation-open",
            span,
            f"参照先が決まりません。{words.ja}",
            f"What is cited stays open. {words.en}",
        )

    def _report_past(self) -> None:
        """Note once for each 附則 how often it speaks of another version's provisions."""
        for spans in self.past.values():
            self.ledger.report(
                "citation-of-other-version",
                spans[0],
                f"この附則の参照{len(spans)}件は、改正した例規や別の版、略された条のため結びません",
                f"{len(spans)} references of this 附則 are to the amending act, another version or "
                "what is left out here: not linked",
            )


def _find_paragraph(unit: Path) -> Path:
    """The paragraph that holds a unit, else the unit itself."""
    for size, segment in enumerate(unit, start=1):
        if segment.startswith("para_"):
            return unit[:size]
    return unit


def _shorten(target: Path, known: set[Path]) -> Path:
    while target and target not in known:
        target = target[:-1]
    return target


def _find_targets(one: Reference, home: Path) -> Iterator[Path]:
    """The paths that a reference covers: of a range, all that lie in it."""
    if one.table is not None:
        yield (f"tbl_{one.table}",) if one.table else ("tbl",)
        return
    if one.end:
        for number in one.numbers:
            yield (*home, f"art_{number}")
        return
    above = (*home, f"art_{one.number}") if one.number else home
    paragraph = one.paragraph
    if paragraph is None and one.item is not None:
        paragraph = "1"
    if paragraph is None:
        yield above
        return
    for number in _find_numbers(paragraph, one.paragraph_end):
        below = (*above, f"para_{number}")
        if one.item is None:
            yield below
            continue
        for item in _find_numbers(one.item, one.item_end):
            yield (*below, f"item_{item}")


def _find_numbers(first: str, last: str | None) -> list[str]:
    """The numbers of a range; those with branches only as they are printed."""
    if last is None:
        return [first]
    if "_" in first or "_" in last or int(last) - int(first) > _LONGEST_RANGE:
        return [first, last]
    return [str(number) for number in range(int(first), int(last) + 1)]
