"""Precision and recall of what was right, found and expected."""

from __future__ import annotations


class Shares:
    """The shares of counts; who has the counts is a dataclass of its own."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """The share of the found that are right; 1 when none was found and none expected."""
        return self.right / self.found if self.found else float(not self.expected)

    @property
    def recall(self) -> float:
        """The share of the expected that were found; 1 when none was expected."""
        return self.right / self.expected if self.expected else 1.0
