"""A layout proposed from a document itself, with what everything was taken for and why."""

from __future__ import annotations

from dataclasses import dataclass

from kg.documents.source import SourceText
from kg.layouts.layout import Layout, parse_layout
from kg.layouts.proposal.legislation import TOML as LEGISLATION_TOML
from kg.layouts.proposal.legislation import find_legislation_reasons
from kg.layouts.proposal.outlines import CellLevel, name_cell_level
from kg.layouts.proposal.reasons import Doubt, Reason, find_doubts, find_reasons
from kg.layouts.proposal.render import Draft, EntryDraft, ItemDraft, NodeDraft, render_layout
from kg.layouts.proposal.survey import Survey, make_survey
from kg.layouts.proposal.words import load_words

#: The name under which a proposal is a layout until it is saved under another.
NAME = "proposed"


@dataclass(frozen=True)
class Proposal:
    """A proposed layout: as TOML, ready for use, with its reasons and doubts."""

    toml: str
    layout: Layout
    reasons: tuple[Reason, ...]
    doubts: tuple[Doubt, ...]


def propose_layout(source: SourceText, name: str = NAME) -> Proposal:
    """The layout that a document itself suggests. Nothing of any other document is asked."""
    if reasons := find_legislation_reasons(source):
        return Proposal(LEGISLATION_TOML, parse_layout(LEGISLATION_TOML, name), reasons, ())
    survey = make_survey(source)
    draft = make_draft(survey)
    toml = render_layout(draft)
    return Proposal(
        toml,
        parse_layout(toml, name),
        tuple(find_reasons(survey, draft)),
        tuple(find_doubts(survey, draft)),
    )


def make_draft(survey: Survey) -> Draft:
    """The layout that a survey bears out."""
    draft = Draft(
        "文書そのものから提案されたレイアウト / proposed from the document itself",
        nodes=[NodeDraft(one.level, one, under=one.under) for one in survey.levels],
        columns={role: list(dict.fromkeys(all_)) for role, all_ in survey.columns.added.items()},
        parts=survey.parts,
        outline=survey.is_outline,
        line_end_blanks=bool(survey.line_ends),
        term_mark=survey.term[0] if survey.term else None,
        section_marks=survey.section_marks,
        leads=survey.leads,
        bullets=list(survey.marks.bullets),
        entries=[EntryDraft(one.patterns, one.header) for one in survey.entries.levels],
        owners=survey.entries.has_owners,
    )
    _add_cells(draft, survey)
    for mark, (makes, _) in survey.marks.items.items():
        draft.items.append(ItemDraft(mark, makes, _find_free(draft) if makes == "node" else ""))
    return draft


def _add_cells(draft: Draft, survey: Survey) -> None:
    """Add the levels and items in the cells of tables, joined to those of the text."""
    at = 0
    for level in survey.outlines.levels:
        same = _find_same(draft, level)
        if same is None:
            used = {node.level for node in draft.nodes}
            name = name_cell_level(level)
            free = name if name is not None and name not in used else _find_free(draft)
            draft.nodes.insert(at, NodeDraft(free, None, level.patterns, not level.patterns))
            at += 1
        else:
            draft.nodes[same].cell = level.patterns
            at = max(at, same + 1)
    if 0 < at < len(draft.nodes) and draft.nodes[at].under is None:
        # What the text lists below the tables does not stand under what their cells hold.
        draft.nodes[at].under = ""
    for item in survey.outlines.items:
        free = _find_free(draft) if item.makes == "node" else ""
        draft.items.append(ItemDraft(item.mark, item.makes, free, item.column))


def _find_same(draft: Draft, level: CellLevel) -> int | None:
    """The level of the text that prints the same titles as a level in cells."""
    for at, node in enumerate(draft.nodes):
        if node.candidate is not None and node.candidate.titles & level.titles:
            return at
    return None


def _find_free(draft: Draft) -> str:
    """A general name that no level has."""
    used = {node.level for node in draft.nodes} | {item.level for item in draft.items}
    general = load_words().unnamed
    return next((word for word in general if word not in used), f"{general[0]}{len(used)}")
