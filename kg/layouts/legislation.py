"""The text of a law, ordinance or rule as records: divisions, articles, paragraphs, items, 附則,
annexes, dates, and what the wording cites.

One pass over the lines. What a line is, its form and its place among the others tell; how many #
stand before it tells nothing but that a heading which is none of these opens another section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.documents.source import SourceText
from kg.layouts.ledger import Ledger
from kg.layouts.legislation_annexes import Annexes
from kg.layouts.legislation_citations import find_citations
from kg.layouts.legislation_contents import Contents, check_contents, make_path
from kg.layouts.legislation_dates import find_entry_in_force
from kg.layouts.legislation_front import Front
from kg.layouts.legislation_lines import (
    ANNEX,
    ARTICLE,
    CONTENTS,
    DIVISION,
    SUPPLEMENT,
    Line,
    find_lines,
    is_enforcement,
    is_remark,
    parse_numbers,
    read_caption,
    read_paragraph,
)
from kg.layouts.legislation_sections import Sections
from kg.layouts.legislation_spoken import Spoken
from kg.layouts.legislation_units import Draft, Units, find_range
from kg.legislation_records import (
    DivisionRecord,
    LegislationExtraction,
    LegislationRecord,
    Path,
    SupplementRecord,
)
from kg.records import CorrectionRecord, Ignored, Value
from kg.text.article_refs_order import make_key
from kg.text.law_numbers import find_act_numbers


def read_legislation(
    source: SourceText, corrections: Sequence[CorrectionRecord] = ()
) -> LegislationExtraction:
    """All that a text of legislation says, with the account of every stretch."""
    return _Reading(source, corrections).run()


class _Reading:
    def __init__(self, source: SourceText, corrections: Sequence[CorrectionRecord]) -> None:
        self.source, self.ledger = source, Ledger(source)
        self.lines = find_lines(source)
        self.spoken = Spoken(source, self.lines, corrections)
        self.say = self.spoken.say
        self.front, self.contents = Front(self.say), Contents()
        self.units, self.annexes = Units(self.say), Annexes(self.say)
        self.sections = Sections(self.say)
        self.divisions: list[DivisionRecord] = []
        self.supplements: list[SupplementRecord] = []
        #: What is being read: front, contents, body, supplement, annex, section.
        self.state = "front"
        self._caption: tuple[Value, int] | None = None
        self._remarked: str = ""

    def run(self) -> LegislationExtraction:
        for at in range(len(self.lines)):
            self._read_line(at)
        units = tuple(
            replace(one, spans=self.spoken.split(one.spans)) for one in self.units.make_records()
        )
        articles = [one for one in units if one.level == "条" and len(one.path) == 1]
        check_contents(self.contents.entries, self.divisions, articles, self.ledger)
        record = None
        if self.front.title is not None and (articles or units):
            record = LegislationRecord(
                self.front.title,
                self.front.kind,
                self.front.act,
                None,
                tuple(self.front.amendments),
                tuple(self.front.preamble),
                tuple(self.divisions),
                units,
                tuple(self.supplements),
                tuple(
                    replace(one, spans=self.spoken.split(one.spans))
                    for one in self.annexes.make_records()
                ),
                tuple(self.contents.entries),
            )
            record = replace(record, in_force=find_entry_in_force(record))
            record = find_citations(record, self.source, self.ledger)
        elif self.lines:
            self.ledger.report(
                "no-articles",
                self.lines[0].body,
                "条も項も見つかりません。条例・規則・法律の文章か確かめてください",
                "no article and no paragraph: see whether this is the text of legislation",
            )
        usages = self.ledger.close()
        return LegislationExtraction(
            (),
            self.sections.make_records(),
            (),
            (),
            usages,
            tuple(self.ledger.findings),
            legislation=record,
        )

    # --- lines --------------------------------------------------------------------------

    def _use(self, line: Line, what: str) -> None:
        self.ledger.use(line.span, what)

    def _read_line(self, at: int) -> None:
        line = self.lines[at]
        if line.is_rule:
            self.ledger.ignore(line.span, Ignored.RULE)
            return
        if self.state == "contents":
            if self._is_listed_article(at) or self.contents.read(line):
                self._use(line, "contents")
                return
            self.state = "front"
        if self._read_heading(at):
            return
        if self.state == "section":
            self.sections.add(line)
            self._use(line, "section")
        elif self.state == "front" and (caption := self._find_caption(at)) is not None:
            self._caption = caption
            self._use(line, "heading")
        elif self.state == "front":
            self._use(line, f"legislation:{self.front.read(line)}")
        elif self.state == "annex":
            self.annexes.add(line)
            self._use(line, "annex")
        elif not self._read_provision(at):
            # Left to the ledger, which reports it.
            return

    def _read_heading(self, at: int) -> bool:
        """A heading of the whole text: contents, division, article, 附則, annex, other section."""
        line = self.lines[at]
        if self.state == "front" and CONTENTS.fullmatch(line.text):
            self.state = "contents"
            self._use(line, "label:contents")
            return True
        if self.state == "section" and not line.hashes:
            return False
        return (
            self._read_supplement(line)
            or self._read_annex(line)
            or self._read_division(line)
            or self._read_article(line)
            or self._read_section(line)
        )

    def _read_supplement(self, line: Line) -> bool:
        match = SUPPLEMENT.fullmatch(line.text)
        if match is None:
            return False
        found = find_act_numbers(line.text, line.start)
        name = f"suppl_{found[0].number.year}_{found[0].number.number}" if found else "suppl"
        path = self._make_apart((name,), {one.path for one in self.supplements})
        self.supplements.append(
            SupplementRecord(
                path,
                self.say(line.body),
                found[0] if found else None,
                match["rest"].rstrip("）) \u3000").endswith("抄"),
                (line.span,),
            )
        )
        self.units.close(path)
        self.state, self._remarked, self._caption = "supplement", "supplement", None
        self._use(line, "supplement")
        return True

    def _read_annex(self, line: Line) -> bool:
        match = ANNEX.fullmatch(line.text)
        if match is None or self.state == "front":
            return False
        self.annexes.open(line, match)
        self.units.close()
        self.state, self._remarked = "annex", "annex"
        self._use(line, "annex")
        return True

    def _read_division(self, line: Line) -> bool:
        match = DIVISION.fullmatch(line.text) if self.state != "annex" else None
        number = parse_numbers(match["number"], match["branch"]) if match else None
        if match is None or number is None or "。" in (match["title"] or ""):
            return False
        path = make_path(self.divisions[-1].path if self.divisions else (), match["kind"], number)
        if self.state == "supplement" or any(one.path == path for one in self.divisions):
            return False
        title = self.say(line.part(*match.span("title"))) if match["title"] else None
        notation = line.text[: match.start("title")] if match["title"] else line.text
        self.divisions.append(
            DivisionRecord(
                path, match["kind"], number, notation.strip(" \u3000"), title, (line.span,)
            )
        )
        self.units.close()
        self.state, self._remarked = "body", "division"
        self._use(line, "division")
        return True

    def _read_article(self, line: Line) -> bool:
        match = ARTICLE.match(line.text) if self.state != "annex" else None
        number = parse_numbers(match["number"], match["branch"]) if match else None
        if match is None or number is None:
            return False
        above: Path = self.supplements[-1].path if self.state == "supplement" else ()
        path = (*above, f"art_{number}")
        if not line.hashes and not self._counts_on(number, above):
            return False
        if self.units.has(path):
            self.ledger.report(
                "article-twice",
                line.body,
                "同じ番号の条が二度あります。後のものは前の条の続きとして読みました",
                "an article of this number stands twice: the later one was read as going on",
            )
            return False
        last = parse_numbers(match["last"], match["last_branch"]) if match["last"] else None
        caption, rest = self._find_heading(line, match.end())
        draft = Draft(
            path,
            "条",
            number,
            line.text[: match.end()],
            self._caption[1] if self._caption else line.span.start,
            line.span.end,
            caption,
            self.divisions[-1].path if self.divisions and not above else None,
            more=find_range(number, last, match["joint"]),
        )
        self._caption = None
        self.units.open_article(draft)
        if rest < len(line.text):
            self.units.add_text(line, rest)
        if self.state != "supplement":
            self.state = "body"
        self._remarked = "unit"
        self._use(line, "article")
        return True

    def _counts_on(self, number: str, above: Path) -> bool:
        """Whether a number comes after that of the article before it."""
        before = self.units.last.get(above)
        return before is None or make_key(number) > make_key(before)

    def _find_heading(self, line: Line, start: int) -> tuple[Value | None, int]:
        """The heading of an article, from the line before or behind its number, and where its
        first words begin."""
        rest = line.text[start:]
        start += len(rest) - len(rest.lstrip(" \u3000"))
        rest = line.text[start:]
        if self._caption is not None or not rest.startswith(("（", "(")):
            return (self._caption[0] if self._caption else None), start
        end = next((at for at, char in enumerate(rest) if char in "）)"), len(rest)) + 1
        words = read_caption(rest)
        if words is None and end < len(rest):
            # 第一条（目的）この条例は: no 。 stands in a heading.
            words = read_caption(rest[:end]) if len(rest[:end]) <= 42 else None
        else:
            end = len(rest)
        if words is None:
            return None, start
        at = line.text.index(words, start)
        after = len(rest[end:]) - len(rest[end:].lstrip(" \u3000"))
        return self.say(line.part(at, at + len(words))), start + end + after

    def _read_section(self, line: Line) -> bool:
        """A heading of one or two # that is none of the legislation's own."""
        if not 1 <= line.hashes <= 2 or self.state == "front" or self.front.is_title(line):
            return False
        if self.state in ("body", "supplement") and self._is_provision(line):
            return False
        self.units.close()
        self.sections.open(line)
        self.state = "section"
        self._use(line, "section")
        return True

    def _is_provision(self, line: Line) -> bool:
        return read_paragraph(line.text) is not None or self.units.opens_item(line)

    def _read_provision(self, at: int) -> bool:
        """A line of an article or 附則: caption, remark, paragraph, item, row, or more words."""
        line = self.lines[at]
        if self.front.is_title(line):
            self._use(line, "legislation:title")
            return True
        if line.is_row:
            self.units.add_row(line, self.annexes.find_cells(line))
            self._use(line, "row")
            return True
        if (caption := self._find_caption(at)) is not None:
            self._caption = caption
            self._use(line, "heading")
            return True
        if is_remark(line.text) or is_enforcement(line.text) or self._is_history(line):
            return self._add_remark(line)
        self._remarked = "unit"
        loose = self.state == "supplement" and self.supplements[-1].extract
        taken = (
            self.units.add_paragraph(line, self._caption, loose)
            or self.units.add_item(line)
            or self.units.add_text(line, 0, self._caption)
        )
        self._caption = None
        if taken:
            self._use(line, "provision")
        return taken

    # --- small matters ------------------------------------------------------------------

    def _find_caption(self, at: int) -> tuple[Value, int] | None:
        """The heading that a line in brackets is to the article or paragraph of the next line."""
        line = self.lines[at]
        words = read_caption(line.text)
        if words is None or at + 1 == len(self.lines):
            return None
        following = self.lines[at + 1].text
        if not ARTICLE.match(following) and read_paragraph(following) is None:
            return None
        start = line.text.index(words)
        return self.say(line.part(start, start + len(words))), line.span.start

    def _is_history(self, line: Line) -> bool:
        """Whether a line is of the list of amendments that 附則 may have of its own."""
        if self.state != "supplement" or self._remarked not in ("supplement", "history"):
            return False
        label = line.text.strip(" \u3000") == "改正"
        found = find_act_numbers(line.text)
        whole = found and found[0].spans[0].end - found[0].spans[0].start == len(line.text)
        if label or (whole and self._remarked == "history"):
            self._remarked = "history"
            return True
        return False

    def _add_remark(self, line: Line) -> bool:
        """Give a remark to what it stands below."""
        value = self.say(line.body)
        if self._remarked == "division" and self.divisions:
            last = self.divisions[-1]
            self.divisions[-1] = replace(last, remarks=(*last.remarks, value))
        elif self._remarked in ("supplement", "history") and self.supplements:
            one = self.supplements[-1]
            self.supplements[-1] = replace(one, remarks=(*one.remarks, value))
        elif not self.units.add_remark(line):
            return False
        self._use(line, "remark")
        return True

    def _is_listed_article(self, at: int) -> bool:
        """Whether a line of the contents lists an article: others of the contents stand around."""
        lines = self.lines[at : at + 2]
        listed = [ARTICLE.match(one.text) or DIVISION.fullmatch(one.text) for one in lines]
        both = len(lines) == 2 and all(listed) and not any(one.hashes for one in lines)
        return both and bool(ARTICLE.match(lines[0].text)) and lines[1].gap == 0

    @staticmethod
    def _make_apart(path: Path, used: set[Path]) -> Path:
        number, found = 2, path
        while found in used:
            found = (*path[:-1], f"{path[-1]}-{number}")
            number += 1
        return found
