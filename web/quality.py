"""All findings together: those of the graph and those of the checks, narrowed and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import Flask, current_app

from kg.quality.finding import Severity
from kg.quality.kept import CheckedFinding, CheckRun
from kg.questions.quality import Issue, Spot, sort_issues
from kg.questions.quality_words import WORDS, IssueKind
from kg.questions.reading import Named, parse_code
from kg.store.terms import Iri
from web.checks import CheckState, get_checks
from web.filters import make_value
from web.language import get_language
from web.links import LANGUAGES
from web.site import Site, get_site

_EXTENSION: Final = "findings"
_SEVERITIES: Final[dict[Severity, tuple[str, str]]] = {
    "fault": ("直すもの", "to be mended"),
    "warning": ("確かめるもの", "to be checked"),
    "note": ("知っておくもの", "worth knowing"),
}


@dataclass(frozen=True)
class Chosen:
    """What the list is narrowed to, empty for all; `body` is a body's IRI below its base."""

    municipality: str = ""
    document: str = ""
    body: str = ""
    kind: str = ""

    @property
    def values(self) -> dict[str, str]:
        """What is chosen, by facet."""
        return {name: value for name in FACETS if (value := getattr(self, name))}


class Findings:
    """Issues in their order, and where each value of each facet is among them.

    What nothing is chosen of is asked for most, so it is counted once.
    """

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = issues
        self._values = {
            name: tuple(tuple(dict.fromkeys(find(one))) for one in issues)
            for name, find in FACETS.items()
        }
        self._counts = {
            name: Counter(value for own in values for value in own)
            for name, values in self._values.items()
        }
        self.body_labels = {
            value: body.label
            for issue in issues
            for body, value in zip(issue.bodies, find_bodies(issue), strict=True)
        }

    def find(self, chosen: Chosen) -> tuple[Issue, ...]:
        """The issues that a choice lets through."""
        if not chosen.values:
            return self.issues
        return tuple(self.issues[place] for place in self._find_places(chosen.values))

    def count(self, chosen: Chosen, name: str) -> Counter[str]:
        """How many issues have each value of one facet, the others' choices kept."""
        others = {facet: value for facet, value in chosen.values.items() if facet != name}
        if not others:
            return self._counts[name]
        values = self._values[name]
        return Counter(value for place in self._find_places(others) for value in values[place])

    def has(self, name: str, value: str) -> bool:
        """Whether some issue has a value of a facet."""
        return value in self._counts[name]

    def _find_places(self, chosen: Mapping[str, str]) -> Iterator[int]:
        asked = [(self._values[name], value) for name, value in chosen.items()]
        return (
            place
            for place in range(len(self.issues))
            if all(value in own[place] for own, value in asked)
        )


def set_up_quality(app: Flask) -> None:
    """Let every template say what a kind of finding is."""
    app.jinja_env.filters["issue_kind"] = say_kind
    app.jinja_env.filters["issue_why"] = lambda kind: _say(WORDS[kind].why)
    app.jinja_env.filters["issue_fix"] = lambda kind: _say(WORDS[kind].fix)
    app.jinja_env.filters["issue_detail"] = lambda issue: _say(issue.detail)
    app.jinja_env.filters["issue_own_fix"] = lambda issue: _say(issue.fix)
    app.jinja_env.filters["severity"] = say_severity


def find_all() -> tuple[Findings, CheckState, CheckRun | None]:
    """Every issue, how it stands with the checks, and their run where it was made."""
    site = get_site()
    state, run = get_checks().get()
    kept: tuple[CheckRun | None, Findings] | None = current_app.extensions.get(_EXTENSION)
    if kept is None or kept[0] is not run:
        checked = () if run is None else tuple(_read_finding(site, one) for one in run.findings)
        issues = sort_issues((*site.issues, *checked)) if checked else site.issues
        kept = current_app.extensions[_EXTENSION] = run, Findings(issues)
    return kept[1], state, run


def find_municipalities(issue: Issue) -> tuple[str, ...]:
    """The codes of an issue's municipality, and of those whose documents tell of it."""
    values = map(_make_value, _list_documents(issue))
    codes = (issue.code, *(value.partition("/")[0] for value in values))
    return tuple(dict.fromkeys(code for code in codes if code))


def find_documents(issue: Issue) -> tuple[str, ...]:
    """The documents of an issue as values of a parameter."""
    return tuple(map(_make_value, _list_documents(issue)))


@lru_cache(maxsize=4096)
def _make_value(document: Iri) -> str:
    return make_value(document)


def _list_documents(issue: Issue) -> tuple[Iri, ...]:
    return issue.documents or ((issue.document,) if issue.document else ())


def find_bodies(issue: Issue) -> tuple[str, ...]:
    """The bodies that an issue is about, as values of a parameter."""
    return tuple(make_body_value(one.iri) for one in issue.bodies)


def find_kinds(issue: Issue) -> tuple[str, ...]:
    """The kind of an issue as the value of a parameter."""
    return (issue.kind.value,)


#: What the list can be narrowed by, and how an issue's values of it are found.
FACETS: Final[dict[str, Callable[[Issue], tuple[str, ...]]]] = {
    "municipality": find_municipalities,
    "document": find_documents,
    "body": find_bodies,
    "kind": find_kinds,
}


def make_body_value(body: str) -> str:
    """A body as the value of a parameter: `141305/body/<name>`."""
    return body.partition("/id/")[2]


def say_kind(kind: IssueKind) -> str:
    """A kind of finding in words."""
    return _say(WORDS[kind].title)


def say_severity(severity: Severity) -> str:
    """How grave a finding is, in words."""
    return _say(_SEVERITIES[severity])


def _say(words: tuple[str, str]) -> str:
    return words[get_language() != LANGUAGES[0]]


def _read_finding(site: Site, one: CheckedFinding) -> Issue:
    """What a check found, at the line where it is."""
    document = Iri(one.document) if one.document else None
    spot = None
    if document is not None and one.line is not None:
        source = site.get_source(document)
        if source is not None and one.line <= len(source.lines):
            line = source.lines[one.line - 1]
            spot = Spot(document, one.line, line.start, max(line.end, line.start + 1))
        else:
            spot = Spot(document, one.line, 0, 0)
    own = one.thing.startswith("https://")
    told = f"「{one.thing}」" if one.thing and not own else ""
    return Issue(
        IssueKind(one.group),
        Named(Iri(one.thing), one.thing) if own else None,
        spot,
        document,
        parse_code(document or one.thing),
        (),
        (f"{one.ja}{told}", f"{one.en} {told}".strip()),
        (one.fix_ja, one.fix_en),
        severity=one.severity,
    )
