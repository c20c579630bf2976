"""What a comparison of two appearances is made of: fields, their states, the whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.questions.drift_texts import Segment
from kg.questions.evidence import Evidence
from kg.questions.timeline import Column
from kg.store.terms import Iri


class Field(StrEnum):
    """What of a row is compared."""

    NAME = "name"
    DESCRIPTION = "description"
    CURRENT_STATE = "current-state"
    EFFORT = "effort"
    CELL = "cell"
    MARKS = "marks"
    BODIES = "bodies"
    WARDS = "wards"
    NOTE = "note"


class FieldState(StrEnum):
    """How a field of two rows compares. `WIDTH` is a difference of blanks or width alone;
    `SHIFTED` is a column whose text stands in another column of the other row.
    """

    SAME = "same"
    WIDTH = "width"
    CHANGED = "changed"
    ONLY_LEFT = "only-left"
    ONLY_RIGHT = "only-right"
    SHIFTED = "shifted"

    @property
    def agrees(self) -> bool:
        """Whether the two say the same."""
        return self in (FieldState.SAME, FieldState.WIDTH)


@dataclass(frozen=True)
class FieldDrift:
    """A field of two rows. `left` and `right` are what they say, None for nothing.

    A cell has a `period`, another column (a note) a `header`. Where a cell goes on from an earlier
    period, `left_from` or `right_from` is that period and the text is what it goes on with.
    """

    field: Field
    state: FieldState
    left: str | None
    right: str | None
    segments: tuple[Segment, ...]
    left_evidence: tuple[Evidence, ...]
    right_evidence: tuple[Evidence, ...]
    period: Column | None = None
    header: str | None = None
    left_from: Column | None = None
    right_from: Column | None = None

    @property
    def is_column(self) -> bool:
        """Whether it is one of the columns of a row that may stand shifted."""
        return self.field in (Field.CURRENT_STATE, Field.EFFORT, Field.CELL)


class DriftState(StrEnum):
    """Whether two rows say the same."""

    SAME = "same"
    DRIFTED = "drifted"


class Sides(StrEnum):
    """What the two rows are to a reader: an original and its 再掲, two rows of a project, rows of
    two projects, rows of the project that one reads about and of another, or of two editions.
    """

    ORIGINAL = "original"
    ROWS = "rows"
    PROJECTS = "projects"
    OWN = "own"
    EDITIONS = "editions"


@dataclass(frozen=True)
class Drift:
    """How two rows compare: `left` is the original or the first one, `right` the other.

    `shift` is by how many columns the right one's texts stand further right (negative: left); 0
    for not at all.
    """

    left: Iri
    right: Iri
    sides: Sides
    fields: tuple[FieldDrift, ...]
    shift: int
    summary_ja: str = ""
    summary_en: str = ""

    @property
    def state(self) -> DriftState:
        """Whether any field differs by more than blanks or width."""
        same = all(one.state.agrees for one in self.fields)
        return DriftState.SAME if same else DriftState.DRIFTED

    @property
    def differing(self) -> tuple[FieldDrift, ...]:
        """The fields that differ, without the columns that a shift explains."""
        return tuple(
            one
            for one in self.fields
            if not one.state.agrees and one.state is not FieldState.SHIFTED
        )

    @property
    def shifted(self) -> tuple[FieldDrift, ...]:
        """The columns that a shift explains."""
        return tuple(one for one in self.fields if one.state is FieldState.SHIFTED)

    @property
    def agreeing(self) -> tuple[FieldDrift, ...]:
        """The fields that agree."""
        return tuple(one for one in self.fields if one.state.agrees)

    def summary(self, language: str) -> str:
        """The comparison in one sentence, in `ja` or `en`."""
        return self.summary_en if language == "en" else self.summary_ja
