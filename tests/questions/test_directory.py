"""Lists in the order of the fifty sounds, narrowed and parted; wards and their offices."""

from __future__ import annotations

from dataclasses import dataclass

from kg.names import ID, MPO
from kg.questions.body import BodyEntry, find_bodies, get_body
from kg.questions.directory import Directory, is_own
from kg.questions.tree import Count
from kg.questions.vocabulary import get_code
from kg.questions.ward import find_offices, find_wards, get_ward
from kg.store.embedded import EmbeddedStore
from kg.store.terms import Iri


@dataclass(frozen=True)
class One:
    iri: Iri
    label: str
    kana: str
    sort: str = ""


def make(code: str, label: str, kana: str, sort: str = "") -> One:
    return One(Iri(f"{ID}{code}/body/{label}"), label, kana, sort)


def test_things_stand_by_municipality_then_by_reading_the_unread_last() -> None:
    entries = [
        make("jp", "総務省", "そうむしょう"),
        make("200000", "学校", "がっこう"),
        make("200000", "海", "かい"),
        make("100000", "〓", ""),
        make("100000", "和", "わ"),
        make("200000", "活動", "かつどう"),
    ]
    directory = Directory(entries)
    assert [one.label for one in directory.entries] == ["和", "〓", "海", "学校", "活動", "総務省"]
    assert directory.codes == ("100000", "200000", "")
    runs = directory.find("", "").runs
    assert [(run.code, run.row, run.first, run.end) for run in runs] == [
        ("100000", "わ", 0, 1),
        ("100000", "", 1, 2),
        ("200000", "か", 2, 5),
        ("", "さ", 5, 6),
    ]


def test_a_list_is_narrowed_to_a_municipality_and_a_kind() -> None:
    directory = Directory(
        [
            make("100000", "甲", "こう", "bureau"),
            make("100000", "乙", "おつ"),
            make("200000", "丙", "へい"),
        ]
    )
    assert [one.label for one in directory.find("100000", "").entries] == ["乙", "甲"]
    assert [one.label for one in directory.find("", "bureau").entries] == ["甲"]
    assert directory.find("300000", "").entries == ()
    assert directory.find("200000", "bureau").runs == ()
    assert directory.sorts == ("bureau",)


def test_the_bodies_of_the_graph_stand_in_the_order_of_their_readings(real: EmbeddedStore) -> None:
    bodies = [one for one in find_bodies(real) if is_own(one.iri)]
    assert all(one.kana for one in bodies)
    runs = Directory(bodies).find("", "").runs
    for code in {run.code for run in runs}:
        rows = [run.row for run in runs if run.code == code]
        assert rows == sorted(rows)
        assert len(rows) == len(set(rows)) > 1


def test_a_ward_has_its_own_rows_and_those_of_every_ward_apart(real: EmbeddedStore) -> None:
    wards, bodies = find_wards(real), find_bodies(real)
    assert wards.entries
    for entry in wards.entries:
        answer = get_ward(real, entry.iri, bodies)
        assert answer.entry == entry
        assert answer.municipality is not None
        code = answer.municipality.iri.rpartition("/")[2]
        assert len(answer.every) == wards.every[code].listings > 0
        assert not {row.listing for row in answer.own} & {row.listing for row in answer.every}
        assert all(one.label.startswith(entry.label) for one in answer.offices)


def test_the_office_of_a_ward_is_the_ward_office_of_its_name() -> None:
    def body(label: str, kind: str) -> BodyEntry:
        return BodyEntry(Iri(f"urn:{label}"), label, get_code(MPO + kind), None, Count(0, 0, 0))

    bodies = (
        body("東区役所", "wardOffice"),
        body("東区民会議", "council"),
        body("北東区役所", "wardOffice"),
    )
    assert [one.label for one in find_offices("東区", bodies)] == ["東区役所"]
    assert find_offices("西区", bodies) == ()


def test_a_body_has_what_it_runs_beside_rows_and_a_page_of_its_rows(real: EmbeddedStore) -> None:
    others = rows = 0
    for entry in find_bodies(real):
        answer = get_body(real, entry.iri)
        assert len(answer.appearances) == entry.count.listings
        listed = {one.project.iri for one in answer.appearances}
        assert not listed & {one.project.iri for one in answer.others}
        assert all(one.evidence for one in answer.others)
        others += len(answer.others)
        if entry.count.listings > 2:
            part = get_body(real, entry.iri, 1, 2)
            assert part.appearances == answer.appearances[1:3]
            assert part.entry == answer.entry
            rows += 1
    assert others
    assert rows
