"""The 563 projects of the national review, counted against the published files themselves."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

import pytest

from kg.graph.ntriples import (
    DCT,
    MPO,
    OA,
    ORG,
    PROV,
    RDF,
    SKOS,
    Term,
    get_iri,
    get_text,
    integer,
)
from kg.names import parse_thing
from tests.graph.review_material import (
    FILES,
    ORGANISATIONS,
    SUMMARIES,
    make_all,
    read_rows,
)

CODE, NAME = "予算事業ID", "事業名"
LEVELS = ("府省庁", "局・庁", "部", "課", "室", "班", "係")
PROJECT = "<https://w3id.org/seisaku-kg/id/jp/project/{}>"


def find_all(number: str, predicate: Term) -> set[tuple[Term, Term]]:
    return {(s, o) for s, p, o in make_all()[number].graph if p == predicate}


def find_things(number: str, kind: Term) -> set[Term]:
    return {s for s, p, o in make_all()[number].graph if (p, o) == (RDF.type, kind)}


def test_the_material_holds_563_projects_in_each_of_its_files() -> None:
    assert {n: len({row[CODE] for row in read_rows(n)}) for n in FILES} == dict.fromkeys(FILES, 563)
    assert [len(read_rows(n)) for n in FILES] == [715, 602, 2087, 571]


@pytest.mark.parametrize("number", FILES)
def test_every_project_has_one_listing_a_file_with_all_its_rows(number: str) -> None:
    rows: dict[str, set[int]] = defaultdict(set)
    for line, row in enumerate(read_rows(number), start=2):
        rows[row[CODE]].add(line)
    made = make_all()[number]
    found = {
        sheet.code.text: {made.source.line_at(span.start) for span in sheet.listing.spans}
        for sheet in made.extraction.sheets
    }
    assert found == rows
    listed = find_all(number, MPO.lists)
    assert len(listed) == 563
    assert {project for _, project in listed} == {PROJECT.format(code) for code in rows}


@pytest.mark.parametrize("number", FILES)
def test_every_word_of_a_file_is_accounted_for_and_no_row_is_left_out(number: str) -> None:
    usages = make_all()[number].extraction.usages
    assert {usage.kind for usage in usages} == {"used", "table-header", "running-head"}
    codes = {finding.code for finding in make_all()[number].extraction.findings}
    assert codes.isdisjoint({"row-without-code", "column-not-understood", "names-differ"})


@pytest.mark.parametrize("number", FILES)
def test_a_project_has_the_same_iri_code_and_name_in_every_file(number: str) -> None:
    codes = find_all(number, DCT.identifier)
    names = {(s, get_text(o)) for s, o in find_all(number, SKOS.prefLabel)}
    for row in read_rows(number):
        project = PROJECT.format(row[CODE])
        assert (project, f'"{row[CODE]}"') in codes
        (name,) = {name for thing, name in names if thing == project}
        assert row[NAME].startswith(name)
        assert row[NAME] == name or "旧" in row[NAME][len(name) :]


@pytest.mark.parametrize("number", FILES)
def test_the_year_of_the_sheet_is_said_of_listings_and_of_no_project(number: str) -> None:
    years = find_all(number, MPO.fiscalYear)
    assert len(years) == 563
    assert {year for _, year in years} == {integer(2024)}
    assert {s for s, _ in years} == find_things(number, MPO.Listing)


def test_years_of_beginning_and_end_are_those_of_the_projects() -> None:
    rows = read_rows(SUMMARIES)
    for header, predicate in (
        ("事業開始年度", MPO.periodStart),
        ("事業終了（予定）年度", MPO.periodEnd),
    ):
        printed = {(PROJECT.format(r[CODE]), integer(int(r[header]))) for r in rows if r[header]}
        found = {pair for pair in find_all(SUMMARIES, predicate) if "/project/" in pair[0]}
        assert found == printed


def test_texts_are_kept_word_by_word_with_a_passage_of_their_own() -> None:
    graph = make_all()[SUMMARIES].graph
    lists = dict(find_all(SUMMARIES, MPO.lists))
    proofs: dict[Term, set[Term]] = defaultdict(set)
    for s, o in find_all(SUMMARIES, PROV.wasDerivedFrom):
        proofs[s].add(o)
    exact = dict(find_all(SUMMARIES, OA.exact))
    said: dict[tuple[Term, Term], set[str]] = defaultdict(set)
    for s, p, o in graph:
        if p in (DCT.description, MPO.currentState, MPO.note):
            said[s, p].add(get_text(o))
    listings = {project: listing for listing, project in lists.items()}
    for row in read_rows(SUMMARIES):
        listing = listings[PROJECT.format(row[CODE])]
        quoted = {get_text(exact[one]) for one in proofs[listing]}
        for header, predicate, head in (
            ("事業の概要", DCT.description, ""),
            ("現状・課題", MPO.currentState, ""),
            ("事業の目的", MPO.note, "事業の目的："),
        ):
            text = re.sub(
                r"[\t\xad]+", lambda found: found[0].replace("\t", " "), row[header]
            ).strip()
            assert head + text in said[listing, predicate], (row[CODE], header)
            assert len(text) < 40 or text in quoted


def get_chain(row: dict[str, str], mark: str = "") -> list[str]:
    """The bodies of a row from the top down; one that stands twice in a row is one."""
    chain: list[str] = []
    for level in LEVELS:
        name = unicodedata.normalize("NFKC", row[level + mark])
        if name and chain[-1:] != [name]:
            chain.append(name)
    return chain


def test_bodies_and_what_they_belong_to_are_those_of_the_columns() -> None:
    chains = {
        (row[CODE], tuple(chain))
        for row in read_rows(ORGANISATIONS)
        for mark in ("", "（その他担当組織）")
        if (chain := get_chain(row, mark))
    }
    bodies = {chain[:depth] for _, chain in chains for depth in range(1, len(chain) + 1)}
    bodies |= {(row["所管府省庁"],) for row in read_rows(ORGANISATIONS)}
    found = find_things(ORGANISATIONS, MPO.Body)
    assert {_split_body(body) for body in found} == bodies
    over = {
        (_split_body(s), _split_body(o)) for s, o in find_all(ORGANISATIONS, ORG.subOrganizationOf)
    }
    printed = {(chain, chain[:-1]) for chain in bodies if len(chain) > 1}
    printed |= {
        ((row["府省庁"],), (row["所管府省庁"],))
        for row in read_rows(ORGANISATIONS)
        if row["府省庁"] != row["所管府省庁"]
    }
    assert over == printed
    run = {
        (s, _split_body(o))
        for s, o in find_all(ORGANISATIONS, MPO.responsibleBody)
        if "/project/" in s
    }
    assert run == {(PROJECT.format(code), chain) for code, chain in chains}


def _split_body(term: Term) -> tuple[str, ...]:
    """The chain that a body's IRI tells, in NFKC as IRIs are."""
    name = parse_thing(get_iri(term) or "")
    assert name is not None
    above = tuple(name.apart.split("/")) if name.apart else ()
    return (*above, name.name)
