"""What axe-core finds on a page: faults, and what it asks a person to look at."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

HOME: Final = Path(__file__).parent
SOURCE: Final = HOME / "node_modules" / "axe-core"
TABLE: Final = HOME / "axe.toml"
#: A rule that axe-core leaves out unless its tag is asked for.
TARGET_SIZE: Final = "target-size"
_RUN: Final = """
async ([tags, locale, colours]) => {
  axe.configure({ locale });
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    rules: { "color-contrast": { enabled: colours } },
    resultTypes: ["violations", "incomplete"],
  });
  const tell = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => ({
    rule: rule.id,
    reason: [...node.any, ...node.all, ...node.none]
      .map((check) => check.data?.messageKey).find(Boolean) ?? "",
    place: node.target.flat().join(" "),
    html: node.html.slice(0, 200),
    said: node.failureSummary || [...node.any, ...node.all].map((check) => check.message).join(" "),
  })));
  const ran = [...found.passes, ...found.violations, ...found.incomplete, ...found.inapplicable];
  return {
    faults: tell(found.violations), asked: tell(found.incomplete), ran: ran.map((rule) => rule.id),
  };
}
"""
_WITHIN: Final = "([place, within]) => document.querySelector(place)?.closest(within) != null"


class AxeMissingError(Exception):
    """axe-core has not been installed."""

    def __init__(self) -> None:
        super().__init__("axe-core is not there: `make axe` (make test does it)")


@dataclass(frozen=True)
class Finding:
    """One element that a rule finds fault with, or asks about for some `reason`."""

    rule: str
    reason: str
    place: str
    html: str
    said: str

    def __str__(self) -> str:
        return f"{self.place}\n    {self.html}\n    {self.said}"


@dataclass(frozen=True)
class ThirdParty:
    """A rule that a part of a version breaks inside an element; `instead` is what has no fault."""

    package: str
    version: str
    rule: str
    within: str
    instead: str


@dataclass(frozen=True)
class Reviewed:
    """What axe-core cannot tell of some elements, and what a person saw there."""

    rule: str
    reason: str
    within: str
    answer: str


@dataclass(frozen=True)
class Table:
    """What axe-core is run for and what has been looked at, as `axe.toml` says it."""

    tags: tuple[str, ...]
    third_party: tuple[ThirdParty, ...]
    reviewed: tuple[Reviewed, ...]


@dataclass(frozen=True)
class Report:
    """What axe-core says of a page: its faults, its questions, and the rules it ran."""

    faults: tuple[Finding, ...]
    asked: tuple[Finding, ...]
    ran: frozenset[str]


@cache
def load_table() -> Table:
    """The table of `axe.toml`."""
    held = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Table(
        tuple(held["tags"]),
        tuple(ThirdParty(**row) for row in held.get("third_party", ())),
        tuple(Reviewed(**row) for row in held.get("reviewed", ())),
    )


@cache
def _read_source() -> tuple[str, dict[str, Any]]:
    script = SOURCE / "axe.min.js"
    if not script.is_file():
        raise AxeMissingError
    locale = json.loads((SOURCE / "locales" / "ja.json").read_text(encoding="utf-8"))
    return script.read_text(encoding="utf-8"), locale


def read_version() -> str:
    """The version of axe-core that is installed."""
    held = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))
    return str(held["version"])


def run_axe(page: Page, *, colours: bool = True) -> Report:
    """What axe-core says of the page as it stands, in Japanese; of `colours` only if wanted."""
    script, locale = _read_source()
    # Injected by the debugging protocol, to which the page's policy does not apply.
    page.evaluate(script)
    found = page.evaluate(_RUN, [list(load_table().tags), locale, colours])
    return Report(
        tuple(Finding(**one) for one in found["faults"]),
        tuple(Finding(**one) for one in found["asked"]),
        frozenset(found["ran"]),
    )


def check_page(page: Page, *, colours: bool = True) -> list[str]:
    """What axe-core finds on a page but for what the table holds: the first of each rule."""
    report = run_axe(page, colours=colours)
    assert TARGET_SIZE in report.ran
    faults = [one for one in report.faults if find_excuse(page, one) is None]
    asked = [one for one in report.asked if find_answer(page, one) is None]
    told = []
    for name, found in (("fault", faults), ("look at", asked)):
        for rule, alike in groupby(found, attrgetter("rule", "reason")):
            first, *others = alike
            told.append(f"{name} ({1 + len(others)}): {' '.join(rule)} {first}")
    return told


def is_within(page: Page, finding: Finding, within: str) -> bool:
    """Whether a finding is about what a selector names, or lies inside of it."""
    return bool(page.evaluate(_WITHIN, [finding.place, within]))


def find_excuse(page: Page, finding: Finding) -> ThirdParty | None:
    """The row of the table that a fault falls under, None for a fault of ours."""
    return next(
        (
            one
            for one in load_table().third_party
            if one.rule == finding.rule and is_within(page, finding, one.within)
        ),
        None,
    )


def find_answer(page: Page, finding: Finding) -> Reviewed | None:
    """The row of the table that answers what axe-core asks, None for what nobody looked at."""
    return next(
        (
            one
            for one in load_table().reviewed
            if (one.rule, one.reason) == (finding.rule, finding.reason)
            and is_within(page, finding, one.within)
        ),
        None,
    )
