"""A candidate for a level of the hierarchy: the lines that would be its headings, and as what."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.layouts.proposal.lines import TextLine


@dataclass
class Candidate:
    """Headings that look alike. `clue` is what makes them one level in the layout:

    "pattern" (a number or a sign), "before" (they stand above a label), "heading" (their #),
    "lone" or "upper" (they stand alone). `numbers` are theirs, () where one has none.
    """

    clue: str
    lines: list[TextLine]
    numbers: list[tuple[int, ...]]
    word: str = ""
    structure: str = ""
    patterns: list[str] = field(default_factory=list)
    hashes: int = 0
    title_next: bool = False
    level: str = ""
    under: str | None = None
    reason: str = ""

    @property
    def titles(self) -> set[str]:
        """The folded titles."""
        return {
            line.numbered.key if line.numbered and line.numbered.title else line.bare
            for line in self.lines
        }

    @property
    def first(self) -> int:
        """The block of the first heading."""
        return self.lines[0].at
