"""What the template of the dumps is given: see `web.contexts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts import DataLink, Page


@dataclass(frozen=True)
class Dump:
    """A file of the whole graph: what it is, where it is, its bytes and their checksum."""

    name: str
    label: str
    about: str
    href: str
    size: int
    sha256: str


@dataclass(frozen=True)
class GraphDump:
    """A named graph in every format. `page` tells of what it holds; `original` as in `Page`."""

    title: str
    original: bool
    page: str
    triples: int
    files: tuple[DataLink, ...]


@dataclass(frozen=True, kw_only=True)
class DumpsPage(Page):
    """The files of this version. `checks` are its checksums and its catalogue."""

    template: ClassVar[str] = "dumps.html"
    dumps: tuple[Dump, ...]
    checks: tuple[DataLink, ...]
    graphs: tuple[GraphDump, ...]
    citation: str
