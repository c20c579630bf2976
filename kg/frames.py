"""Tables as pandas data frames, for who has pandas (`pip install seisaku-kg[frames]`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.questions.pair_tables import Table

if TYPE_CHECKING:
    from pandas import DataFrame


def make_frame(table: Table) -> DataFrame:
    """A table as a data frame, its columns by their keys. Raises KgError without pandas."""
    try:
        from pandas import DataFrame
    except ImportError as error:
        raise KgError(
            "pandas がありません / pandas is not installed",
            fix="pip install 'seisaku-kg[frames]'",
        ) from error
    return DataFrame(table.list_rows(), columns=list(table.columns))
