"""All findings together: those of the graph and those of the checks, narrowed and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import Flask

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

    def meets(self, issue: Issue, *, without: str = "") -> bool:
        """Whether an issue is let through, one of the four left out of account."""
        return all(
            not wanted or name == without or wanted in find(issue)
            for name, wanted, find in (
                ("municipality", self.municipality, find_municipalities),
                ("document", self.document, find_documents),
                ("body", self.body, find_bodies),
                ("kind", self.kind, find_kinds),
            )
        )


def set_up_quality(app: Flask) -> None:
    """Let every template say what a kind of finding is."""
    app.jinja_env.filters["issue_kind"] = say_kind
    app.jinja_env.filters["issue_why"] = lambda kind: _say(WORDS[kind].why)
    app.jinja_env.filters["issue_fix"] = lambda kind: _say(WORDS[kind].fix)
    app.jinja_env.filters["issue_detail"] = lambda issue: _say(issue.detail)
    app.jinja_env.filters["issue_own_fix"] = lambda issue: _say(issue.fix)
    app.jinja_env.filters["severity"] = say_severity


def find_all() -> tuple[tuple[Issue, ...], CheckState, CheckRun | None]:
    """Every issue, how it stands with the checks, and their run where it was made."""
    site = get_site()
    state, run = get_checks().get()
    if run is None:
        return site.issues, state, run
    checked = [_read_finding(site, one) for one in run.findings]
    return sort_issues((*site.issues, *checked)), state, run


def count_values(
    issues: Iterable[Issue], chosen: Chosen, name: str, find: Callable[[Issue], tuple[str, ...]]
) -> Counter[str]:
    """How many issues have each value of one facet, the others' choices kept."""
    return Counter(
        value
        for one in issues
        if chosen.meets(one, without=name)
        for value in dict.fromkeys(find(one))
    )


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
