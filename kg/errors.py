"""The error tree: every message says what went wrong, where, why, and how to mend it.

Exit codes of the command line (`kg --help` prints them): 0 done, 1 the checks found faults,
2 wrong call or unreadable input (nothing was changed), 3 the question has no answer in the
graph, 70 a fault of our own.
"""

from __future__ import annotations

from pathlib import Path


class KgError(Exception):
    """A failure that a user can mend: `what`, `where`, `why` and `fix`, printed in that order."""

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", why: str = "", fix: str = "") -> None:
        self.what, self.where, self.why, self.fix = what, where, why, fix
        super().__init__(self.__str__())

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        lines = [head]
        if self.why:
            lines.append(f"  理由 why: {self.why}")
        if self.fix:
            lines.append(f"  対処 fix: {self.fix}")
        return "\n".join(lines)


class SourceError(KgError):
    """A source document that cannot be read: missing, not UTF-8, or other bytes than recorded."""


class ManifestError(KgError):
    """`documents.toml` is missing, malformed, or says something impossible."""


class LayoutError(KgError):
    """A layout that does not exist or that contradicts itself."""


class CorrectionError(KgError):
    """A correction row that does not fit its document."""


class GraphError(KgError):
    """A Turtle file that does not parse, or a graph that is not what the sources give."""


class CoverageError(KgError):
    """A document of which less was understood than its manifest entry demands."""

    exit_code = 1


class QueryError(KgError):
    """A SPARQL query that does not parse, or that asks for what is refused."""


class NotFoundError(KgError):
    """A name or IRI that the graph does not hold."""

    exit_code = 3


def locate(path: Path | str, line: int | None = None) -> str:
    """`file:line` as messages print it."""
    return f"{path}:{line}" if line is not None else str(path)
