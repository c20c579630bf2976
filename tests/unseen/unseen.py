"""The documents that nobody wrote a layout for, read under the layouts that they propose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.commands.scores import find_document_facts
from kg.documents.source import read_source
from kg.layouts.proposal.proposal import propose_layout
from kg.publish import make_build
from kg.quality.scores import (
    Comparison,
    Fact,
    compare,
    load_expected,
)
from tests.workbench import Sample, make_folder

HERE = Path(__file__).parent
SOURCES = sorted(HERE.glob("sources/*/*.txt"))


@dataclass(frozen=True)
class Read:
    """A document's comparison with its reading, and how much of it was accounted for."""

    slug: str
    comparison: Comparison
    accounted: int
    characters: int


def read_unseen(root: Path) -> Iterator[Read]:
    """Each document under its own proposal, in a data folder of its own."""
    for path in SOURCES:
        code = path.parent.name
        place = root / path.stem
        proposal = propose_layout(read_source(path))
        sample = Sample(path.stem, "", "proposed", code, data=path.read_bytes())
        folder = make_folder(place, sample)
        folder.layouts.mkdir(parents=True)
        (folder.layouts / "proposed.toml").write_text(proposal.toml, encoding="utf-8")
        build = make_build(folder)
        expected = load_expected(HERE / "expected" / code / f"{path.stem}.tsv", corrected=False)
        found = find_document_facts(build, build.documents[0], expected)
        done, total = build.documents[0].coverage
        yield Read(path.stem, compare(_leave_out(found, expected), expected), done, total)


def _leave_out(found: set[Fact], expected: set[Fact]) -> set[Fact]:
    """The found facts of which the reading speaks.

    A level that the document does not name may be called anything; what implements an article is
    in no reading here.
    """
    named = {fact.thing for fact in expected if fact.field == "level"}
    return {
        fact
        for fact in found
        if not (fact.field == "level" and fact.thing not in named)
        and not fact.thing.startswith("implements:")
    }
