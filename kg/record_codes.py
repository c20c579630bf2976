"""The closed lists of codes that the records of a document use; see kg/records.py."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a paragraph of a node does; the value is the property that carries it."""

    DESCRIPTION = "dct:description"
    ISSUE = "mpo:issue"
    APPROACH = "mpo:approach"


class Mark(StrEnum):
    """What a 新規 / 充実 column says of a row."""

    NEW = "mpo:New"
    EXPANDED = "mpo:Expanded"
    UNREADABLE = "mpo:Unreadable"


class Ignored(StrEnum):
    """The closed list of what may be ignored in a document."""

    PAGE_REFERENCE = "page-reference"
    CAPTION = "caption"
    RUNNING_HEAD = "running-head"
    TABLE_HEADER = "table-header"
    RULE = "rule"
    ICON_DEBRIS = "icon-debris"


class SubjectKind(StrEnum):
    """What a statement of a document belongs to."""

    NODE = "node"
    LISTING = "listing"
    ARTICLE = "article"
    OPINION = "opinion"
    SECTION = "section"
