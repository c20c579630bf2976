"""The blocks of a text as layouts read them: with its tables, whatever parts their cells."""

from __future__ import annotations

from kg.documents.blocks import Block, find_blocks
from kg.documents.source import SourceText
from kg.layouts.blank_tables import find_rows
from kg.layouts.cards import find_cards
from kg.layouts.charts import find_charts
from kg.layouts.layout import Layout
from kg.layouts.stacked_tables import find_stacked
from kg.layouts.tables import find_era


def read_blocks(source: SourceText, layout: Layout) -> list[Block]:
    """The blocks of a source in order."""
    era = find_era(source.text)
    blocks = find_cards(find_blocks(source), source, layout, era)
    blocks = find_rows(find_stacked(blocks, source, layout, era), source, layout, era)
    return find_charts(blocks)
