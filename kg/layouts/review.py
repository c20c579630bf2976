"""Review sheets: the rows of a table of projects become a sheet for each project code.

The columns are told by the layout's words (kg/layouts/review_words.py). A sheet takes as many
rows as it has policies, laws, plans or related projects; what its rows repeat is said once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from kg.documents.source import SourceText
from kg.layouts.ledger import Ledger
from kg.layouts.review_bodies import BodyReader
from kg.layouts.review_laws import LawCells, LawReader
from kg.layouts.review_listing import ListingMaker, note_others
from kg.layouts.review_plans import read_plans
from kg.layouts.review_policies import PolicyReader
from kg.layouts.review_records import (
    LawMention,
    PlanMention,
    ReviewExtraction,
    SheetRecord,
    YearFact,
)
from kg.layouts.review_relations import RelationReader, Told
from kg.layouts.review_table import Cell, Header, ReviewTable, Row
from kg.layouts.review_words import ReviewWords
from kg.records import CorrectionRecord, Ignored, Note, Span, Value
from kg.text.addresses import parse_address
from kg.text.fold import fold_key

_FIRST_YEAR: Final = 1868
_One = TypeVar("_One")


def read_review(
    source: SourceText, words: ReviewWords, corrections: Sequence[CorrectionRecord] = ()
) -> ReviewExtraction:
    """All that a document of review sheets says, with the account of every stretch."""
    table = ReviewTable(source, words, tuple(corrections))
    ledger = Ledger(source)
    if table.header is None:
        for line in source.lines:
            if (span := source.strip(line.start, line.end)) is not None:
                ledger.report(
                    "header-not-found",
                    span,
                    "事業の番号と名前の列がある見出しの行が見つかりません",
                    "no header row names a column of project codes and one of names",
                )
        return ReviewExtraction((), (), (), (), ledger.close(), tuple(ledger.findings))
    return _Reading(table, table.header, ledger).run()


class _Reading:
    def __init__(self, table: ReviewTable, header: Header, ledger: Ledger) -> None:
        self.table, self.header, self.ledger = table, header, ledger
        self.words = table.words
        self.roles = {
            column: role
            for word, column in header.places.items()
            if (role := self.words.columns.get(word)) is not None
        }
        self.columns: dict[str, list[int]] = {}
        for column, role in self.roles.items():
            self.columns.setdefault(role, []).append(column)
        self.position = 0
        self.bodies = BodyReader(self.words, header, ledger)
        levels = (self.get_header("policy"), self.get_header("measure"))
        self.policies = PolicyReader(self.words, ledger, levels, self.take_position)
        self.relations = RelationReader(self.words, ledger)
        self.listings = ListingMaker(self.words, header, self.columns, ledger)
        laws = (cells for row in table.rows if (cells := self._find_law(row)) is not None)
        self.laws = LawReader(laws, self.words, ledger)

    def run(self) -> ReviewExtraction:
        """The sheets, in the order of their first rows."""
        self._account_header()
        groups: dict[str, list[Row]] = {}
        heads: dict[str, tuple[Cell, Cell]] = {}
        for row in self.table.rows:
            code, name = self.get(row, "code"), self.get(row, "name")
            if code is None or name is None:
                self.ledger.report("row-without-code", row.span, *_NO_CODE)
                continue
            groups.setdefault(fold_key(code.text), []).append(row)
            first = heads.setdefault(fold_key(code.text), (code, name))
            if first[1].text != name.text:
                self.ledger.report("names-differ", name.span, *_NAMES_DIFFER)
            self._account(row)
        sheets = tuple(self._read_sheet(rows, *heads[key]) for key, rows in groups.items())
        return ReviewExtraction(
            self.policies.nodes,
            (),
            tuple(sheet.listing for sheet in sheets),
            (),
            self.ledger.close(),
            tuple(sorted(self.ledger.findings, key=lambda one: (one.line, one.code))),
            sheets=sheets,
            node_pages=self.policies.pages,
        )

    def take_position(self) -> int:
        """The next place in the order of the document."""
        self.position += 1
        return self.position

    def get_header(self, role: str) -> str:
        """The header word of a role as the document prints it, "" where it has none."""
        columns = self.columns.get(role, ())
        return self.header.row.cells[columns[0]].text if columns else ""

    def get(self, row: Row, role: str) -> Cell | None:
        """The first cell of a role that says something."""
        cells = (row.cells.get(column) for column in self.columns.get(role, ()))
        return next((cell for cell in cells if cell and not self.words.is_nothing(cell.text)), None)

    # --- the account --------------------------------------------------------------------

    def _account_header(self) -> None:
        known = {h for chain in self.words.bodies for h, _ in chain.levels}
        known |= {h for chain in self.words.bodies for h in chain.above}
        known |= {*self.words.columns, *self.words.flags, *self.words.ignored}
        for column, cell in self.header.row.cells.items():
            self.ledger.ignore(cell.span, Ignored.TABLE_HEADER)
            word = fold_key(cell.text)
            if self.header.places[word] != column or word not in known:
                self.listings.keep(column)
                self.ledger.report(
                    "column-not-understood",
                    cell.span,
                    "レイアウトにない列です。見出しを付けた注記として読みました",
                    "a column that the layout does not name: its cells are kept as notes",
                )
        for row in self.table.repeated:
            self.ledger.ignore(row.span, Ignored.TABLE_HEADER)
        self.ignored = {
            column for word, column in self.header.places.items() if word in self.words.ignored
        }

    def _account(self, row: Row) -> None:
        for column, cell in row.cells.items():
            if column in self.ignored:
                self.ledger.ignore(cell.span, Ignored.RUNNING_HEAD)
            elif column in self.header.row.cells:
                self.ledger.use(cell.span, "cell")

    # --- a sheet ------------------------------------------------------------------------

    def _read_sheet(self, rows: Sequence[Row], code: Cell, printed: Cell) -> SheetRecord:
        policies = _unite(self.policies.read(*self._find_policy(row)) for row in rows)
        name, former = self.relations.split_name(printed)
        told = [Told((), former), *(self._read_past(row) for row in rows)]
        related = _unite(self.relations.read(*self._find_related(row)) for row in rows)
        relations = [*_unite(one.relations for one in told), *related]
        organisations = _keep_one(
            _unite(self.bodies.read(row) for row in rows),
            lambda one: tuple((body.name, body.above) for body in one.chain),
        )
        laws, plans = self._read_grounds(rows)
        listing = self.listings.make(
            rows,
            printed,
            name,
            self.take_position(),
            policies[0][0] if policies else None,
            [*note_others(organisations), *self._note_rows(rows)],
        )
        return SheetRecord(
            code.value,
            listing,
            self._read_year(rows, "year"),
            self._read_year(rows, "begin"),
            self._read_year(rows, "end"),
            tuple(organisations),
            tuple(_keep_one(policies, lambda one: one[0])),
            tuple(laws),
            tuple(plans),
            tuple(_keep_one(relations, lambda one: (one.kind, one.code))),
            tuple(
                _keep_one(_unite(one.former for one in told), lambda one: fold_key(one.name.text))
            ),
            tuple(_keep_one(self._read_pages(rows), lambda one: one[0])),
        )

    def _read_past(self, row: Row) -> Told:
        """What a row tells of its project's past."""
        number, remark = self.get(row, "former"), self.get(row, "remark")
        told = self.relations.read_remark(remark) if remark else Told()
        numbers = self.relations.read_numbers(number) if number else ()
        return Told(told.relations, (*numbers, *told.former))

    def _note_rows(self, rows: Sequence[Row]) -> list[Note]:
        """What rows say of related projects and of missing policies, as they say it."""
        notes: list[Note] = []
        for row in rows:
            name, word = self.get(row, "related_name"), self.get(row, "relation")
            if name is not None and word is not None:
                told = Value(f"{word.text} {name.text}", (word.span, name.span))
                notes.append(Note("remark", self.get_header("relation"), None, told))
            policy = self.get(row, "policy")
            if policy is not None and self.policies.is_none(policy):
                notes.append(Note("remark", self.get_header("policy"), None, policy.value))
        return notes

    def _read_year(self, rows: Sequence[Row], role: str) -> YearFact | None:
        cells = [cell for row in rows if (cell := self.get(row, role)) is not None]
        for cell in cells[:1]:
            key = fold_key(cell.text)
            if key.isdigit() and len(key) == 4 and int(key) >= _FIRST_YEAR:
                if any(fold_key(other.text) != key for other in cells):
                    self.ledger.report("years-differ", cell.span, *_YEARS_DIFFER)
                return YearFact(int(key), cell.span)
            self.ledger.report("year-not-understood", cell.span, *_NO_YEAR)
        return None

    def _read_pages(self, rows: Sequence[Row]) -> list[tuple[str, Span]]:
        found: list[tuple[str, Span]] = []
        for row in rows:
            cell = self.get(row, "page")
            if cell is not None and (address := self._find_address(cell)) is not None:
                found.append((address, cell.span))
        return found

    def _find_address(self, cell: Cell | None) -> str | None:
        if cell is None:
            return None
        address = parse_address(cell.text)
        if address is None:
            self.ledger.report(
                "address-not-understood",
                cell.span,
                "Web のアドレスの形をしていないため、リンクにしていません",
                "no web address: it is not made a link",
            )
        return address

    # --- laws and plans -----------------------------------------------------------------

    def _find_law(self, row: Row) -> LawCells | None:
        name = self.get(row, "law")
        if name is None:
            return None
        article, paragraph, item = (self.get(row, r) for r in ("article", "paragraph", "item"))
        number, law_id = self.get(row, "law_number"), self.get(row, "law_id")
        return LawCells(name, number, law_id, (article, paragraph, item))

    def _read_grounds(self, rows: Sequence[Row]) -> tuple[list[LawMention], list[PlanMention]]:
        laws: list[LawMention] = []
        plans: list[PlanMention] = []
        for row in rows:
            cells = self._find_law(row)
            if cells is not None:
                read = self.laws.read(cells)
                laws += read
                if not read:
                    self.ledger.report("ground-is-no-law", cells.name.span, *_NO_LAW)
                    plans += self._read_plans(cells.name, None)
            plan = self.get(row, "plan")
            if plan is not None:
                listed = self.laws.list_laws(plan.text)
                if listed.whole and any(law.places for law in listed.laws):
                    laws += self.laws.make_listed(plan, listed)
                else:
                    plans += self._read_plans(plan, self.get(row, "plan_page"))
        return laws, plans

    def _read_plans(self, cell: Cell, page: Cell | None) -> list[PlanMention]:
        read = read_plans(cell.text, self.words)
        if not read:
            self.ledger.report("plan-not-understood", cell.span, *_NO_PLAN)
        # An address beside several instruments is not known to be that of one of them.
        address = self._find_address(page)
        base = cell.span.start
        plans = []
        for one in read:
            span = Span(base + one.span.start, base + one.span.end)
            name = Value(cell.text[one.span.start : one.span.end], (span,))
            own = address if len(read) == 1 else None
            plans.append(PlanMention(name, one.kind, one.issued, own, cell.span))
        return plans

    def _find_policy(self, row: Row) -> tuple[Cell | None, ...]:
        owner, policy, measure = (self.get(row, r) for r in ("owner", "policy", "measure"))
        return owner, policy, measure, self.get(row, "policy_page")

    def _find_related(self, row: Row) -> tuple[Cell | None, ...]:
        code, name = self.get(row, "related_code"), self.get(row, "related_name")
        return code, name, self.get(row, "relation")


def _unite(lists: Iterable[Iterable[_One]]) -> list[_One]:
    return [one for found in lists for one in found]


def _keep_one(found: Iterable[_One], key: Callable[[_One], object]) -> list[_One]:
    """The first of each key, in order: rows of one sheet repeat what they share."""
    kept: dict[object, _One] = {}
    for one in found:
        kept.setdefault(key(one), one)
    return list(kept.values())


_NO_CODE: Final = (
    "事業の番号か名前がない行です。どの事業のことか分からないため読みません",
    "a row without a code or a name of a project: it is not read",
)
_NAMES_DIFFER: Final = (
    "同じ番号の行で事業の名前が違います。最初の行の名前を使います",
    "the rows of one code give different names: the first is used",
)
_YEARS_DIFFER: Final = (
    "同じ事業の行で年度が違います。最初の行の年度を使います",
    "the rows of one project give different years: the first is used",
)
_NO_YEAR: Final = ("西暦の年度の形をしていません", "no fiscal year of four digits")
_NO_LAW: Final = (
    "根拠法令の欄ですが、法令の名前として読み取れません。名前のある規範として書きます",
    "in the column of laws, but no name of a law: it is taken for another instrument",
)
_NO_PLAN: Final = (
    "計画や通知の名前として読み取れません",
    "not understood as the name of a plan or notice",
)
