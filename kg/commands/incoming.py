"""A file that is to be taken in: what was asked of it, and what was read under which layout."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.commands.codes import get_code
from kg.commands.register import Registration
from kg.documents.blocks import find_blocks
from kg.documents.folder import DataFolder
from kg.documents.receive import Received, receive_file
from kg.documents.source import SourceText
from kg.errors import CoverageError, KgError, locate
from kg.layouts.known import find_known_layout
from kg.layouts.layout import Layout, find_layouts, get_layout, load_layout, parse_layout
from kg.layouts.proposal.numbering import MARKS
from kg.layouts.proposal.proposal import Proposal, propose_layout
from kg.layouts.recogniser import recognise
from kg.layouts.titles import find_title_block
from kg.legislation_records import LegislationExtraction
from kg.records import Extraction

#: The longest title that a document gives itself.
_TITLE = 80


@dataclass(frozen=True)
class Asked:
    """A file and what was said of it; what is None is found in the file itself."""

    file: Path
    municipality: str | None = None
    layout: str | None = None
    title: str | None = None
    replaces: str | None = None
    #: More keys of the list of documents: issued, source, rights, license, period, plan.
    more: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file that was read: its layout, and the proposal where that was made of the file itself."""

    asked: Asked
    received: Received
    proposal: Proposal | None
    layout: Layout
    extraction: Extraction

    @property
    def slug(self) -> str:
        """The name of the document: the stem of its file's name."""
        return self.asked.file.stem

    @property
    def title(self) -> str:
        """The title that was asked for, else the document's own, else its name."""
        return self.asked.title or find_title(self.source, self.extraction) or self.slug

    @property
    def source(self) -> SourceText:
        """The text that the offsets point into."""
        return self.received.source


def read_incoming(folder: DataFolder, asked: Asked) -> Reading:
    """A file read under the layout that was asked for, or that it suggests itself.

    Raises SourceError or LayoutError.
    """
    received = receive_file(asked.file)
    proposal, layout = _choose_layout(folder, received.source, asked)
    return Reading(asked, received, proposal, layout, recognise(received.source, layout))


def make_registration(reading: Reading) -> Registration:
    """What is to be registered of a file.

    Raises CoverageError where nothing was found in it, KgError where it is not known whose it is.
    """
    asked, extraction = reading.asked, reading.extraction
    if not has_content(extraction):
        raise CoverageError(
            "体系も行も条も見つからなかったので、登録しません / "
            "no nodes, rows or articles: not registered",
            where=locate(asked.file),
            fix="--save-layout でレイアウトを書き出し、直して --layout で渡してください / "
            "save the layout, mend it and give it with --layout",
        )
    name = asked.layout or (reading.slug if reading.proposal else reading.layout.name)
    return Registration(
        slug=reading.slug,
        municipality=_find_code(asked),
        title=reading.title,
        layout=_make_layout_name(name, reading.proposal is not None),
        file=asked.file,
        data=reading.received.data,
        layout_text=_find_text(reading.proposal, name),
        kept=reading.received.kept,
        replaces=asked.replaces,
        more=asked.more,
    )


def has_content(extraction: Extraction) -> bool:
    """Whether anything was read that the graph can say."""
    return bool(
        extraction.nodes
        or extraction.listings
        or extraction.articles
        or isinstance(extraction, LegislationExtraction)
    )


def _choose_layout(
    folder: DataFolder, source: SourceText, asked: Asked
) -> tuple[Proposal | None, Layout]:
    """The layout that was asked for, or the proposal and its layout."""
    if asked.layout is None and (known := find_known_layout(source)) is not None:
        return None, known
    if asked.layout is None:
        proposal = propose_layout(source, asked.file.stem)
        return proposal, proposal.layout
    if asked.layout.endswith(".toml"):
        return None, load_layout(Path(asked.layout))
    return None, get_layout(asked.layout, folder.layouts, "--layout")


def _find_text(proposal: Proposal | None, name: str) -> str | None:
    """The TOML that must be kept with the document, None where the layout is kept already."""
    if proposal is not None:
        return proposal.toml
    return Path(name).read_text(encoding="utf-8") if name.endswith(".toml") else None


def _find_code(asked: Asked) -> str:
    """The code that was asked for, else the name of the file's folder. Raises KgError."""
    if asked.municipality is not None:
        return get_code(asked.municipality)
    code = asked.file.resolve().parent.name
    if len(code) == 6 and code.isascii() and code.isdecimal():
        return code
    raise KgError(
        "どの自治体の文書か分かりません / whose document it is, is unknown",
        where=locate(asked.file),
        fix="--municipality に全国地方公共団体コード(6桁、国は jp)を書いてください / "
        "say the six-digit code with --municipality, or jp for what is national",
    )


def find_title(source: SourceText, extraction: Extraction) -> str | None:
    """The title that a document gives itself: its title line, else the heading of its only root."""
    if isinstance(extraction, LegislationExtraction) and extraction.legislation is not None:
        return _clean_title(extraction.legislation.title.text)
    headings = {span.start for node in extraction.nodes for span in node.spans}
    vocabulary = parse_layout("", "vocabulary")
    block = find_title_block(find_blocks(source), source, vocabulary, headings)
    if block is not None:
        return _clean_title(block.text)
    roots = [node for node in extraction.nodes if node.parent is None]
    if len(roots) != 1:
        return None
    line, label = (
        source.lines[source.line_at(roots[0].spans[0].start) - 1].text,
        roots[0].label.text,
    )
    if label not in line and (joined := _clean_title(f"{line.strip()} {label}")) is not None:
        return joined
    return _clean_title(line) or _clean_title(label)


def _clean_title(text: str) -> str | None:
    title = " ".join(text.strip(f" \t\u3000\ufeff#*{MARKS}").split())
    return title if 0 < len(title) <= _TITLE else None


def _make_layout_name(name: str, proposed: bool) -> str:
    """The name under which the layout is kept; a proposal never takes that of a packaged one."""
    if proposed and name in find_layouts():
        return f"{name}-proposed"
    return Path(name).stem if name.endswith(".toml") else name
