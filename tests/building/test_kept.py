"""A build that takes over what an earlier one made gives the same bytes, after every change."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.building import chunk, documents, region
from kg.building.store import DiskStore, PassingStore, open_store
from kg.decisions.load import read_decisions
from kg.decisions.record import Outcome
from kg.decisions.write import append_decision
from kg.documents.folder import DataFolder
from kg.documents.manifest import DocumentEntry
from kg.errors import CorrectionError, KgError, SourceError
from kg.graph.load import parse_turtle
from kg.graph.ntriples import MPO, RDF, Term, Triples, from_graph
from kg.layouts.layout import find_layouts
from kg.links.duplicates import Compared
from kg.publish import Build, make_build, write_build
from tests.building.reference import build_whole
from tests.decisions.made import decide
from tests.workbench import Sample, make_folder, read_real

PLAN = read_real("kyoto-participation-plan-ch5")
REPORT = read_real("kawasaki-article-32-report")
REVIEW = read_real("kawasaki-ward-office-review-3")
INFERRED = Path("inferred.ttl")
MORE = "市民の声。"


class Before:
    """A folder that was built, with what the build kept."""

    def __init__(self, root: Path) -> None:
        self.folder = DataFolder(root / "data")
        self.store = DiskStore(root / "store")

    def build(self) -> Build:
        return make_build(self.folder, store=self.store)

    def write(self, path: str, text: str) -> None:
        target = self.folder.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def edit(self, path: str, edit: Callable[[str], str]) -> None:
        target = self.folder.root / path
        text = target.read_text(encoding="utf-8")
        changed = edit(text)
        assert changed != text
        target.write_text(changed, encoding="utf-8", newline="")

    def edit_source(self, path: str, edit: Callable[[str], str]) -> None:
        source = self.folder.sources / path
        old = hashlib.sha256(source.read_bytes()).hexdigest()
        self.edit(f"sources/{path}", edit)
        new = hashlib.sha256(source.read_bytes()).hexdigest()
        self.edit("sources/documents.toml", lambda text: text.replace(old, new))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    folder = make_folder(
        root / "data",
        Sample("report", REPORT, "articles-report"),
        Sample("review", REVIEW, "review-report"),
        Sample("plan", PLAN, "chapter-of-measures", "261009"),
        Sample("other", PLAN.replace("市民", "町民"), "chapter-of-measures", "271004"),
    )
    store = DiskStore(root / "store")
    write_build(folder, make_build(folder, store=store))
    return root


@pytest.fixture
def before(built: Path, tmp_path: Path) -> Before:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Before(tmp_path)


def find_links(build_text: str, predicate: Term) -> list[tuple[Term, Term]]:
    triples = Triples(from_graph(parse_turtle(build_text, INFERRED)))
    links = {s for s, p, o in triples if (p, o) == (RDF.predicate, predicate)}
    subjects = {s: o for s, p, o in triples if p == RDF.subject and s in links}
    objects = {s: o for s, p, o in triples if p == RDF.object and s in links}
    return sorted((subjects[link], objects[link]) for link in links)


def decide_on(before: Before, predicate: Term) -> None:
    """Reject the first link of a property."""
    path = before.folder.ttl / INFERRED
    subject, object_ = find_links(path.read_text(encoding="utf-8"), predicate)[0]
    graphs = [
        Triples(from_graph(parse_turtle(one.read_text("utf-8"), one)))
        for one in sorted(before.folder.ttl.glob("**/*.ttl"))
    ]
    append_decision(
        before.folder.ttl, decide(Outcome.REJECTED, graphs, subject, predicate, object_)
    )
    assert len(read_decisions(before.folder.ttl).all) == 1


def change_layout(before: Before) -> None:
    """A layout of the folder's own under the name of one of the program's."""
    own = find_layouts()["chapter-of-measures"].read_text(encoding="utf-8")
    before.write("layouts/chapter-of-measures.toml", own.replace('level = "施策"', 'level = "柱"'))


def correct(before: Before) -> None:
    number, line = next(
        (number, line) for number, line in enumerate(PLAN.split("\n"), 1) if line.count("市民") == 1
    )
    assert line
    rows = f"line\tas_printed\treading\toccurrence\treason\n{number}\t市民\t市氏\t1\t試験\n"
    before.write("corrections/261009/plan.tsv", rows)


def remove(before: Before) -> None:
    before.edit(
        "sources/documents.toml",
        lambda text: re.sub(r"\[document\.review\]\n(?:[^\[]+\n)*", "", text),
    )


def read_names(before: Before) -> None:
    text = before.build().files[INFERRED]
    found = re.search(r"<[^>]*/261009/body/([^>%]+)>\n  mpo:kana", text)
    assert found is not None
    rows = f"municipality\tname\treading\treason\n261009\t{found[1]}\tよみ\t試験\n"
    before.write("corrections/readings.tsv", rows)


def take_in_ordinance(before: Before) -> None:
    """The ordinance that a document of its municipality names without the number."""
    text = (
        "京都市市民参加推進条例\n平成15年６月５日\n条例第２号\n"
        "（目的）\n第１条　市政への参加を進める。\n（基本理念）\n第２条　協働を旨とする。\n"
        "附　則\nこの条例は、平成15年８月１日から施行する。\n"
    )
    before.write("sources/261009/ordinance.txt", text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    before.edit(
        "sources/documents.toml",
        lambda old: (
            f'{old}\n[document.ordinance]\nfile = "261009/ordinance.txt"\n'
            'municipality = "261009"\ntitle = "条例"\nlayout = "legislation"\n'
            f'sha256 = "{digest}"\n'
        ),
    )


CHANGES: dict[str, Callable[[Before], None]] = {
    "nothing": lambda _: None,
    "source": lambda one: one.edit_source(
        "141305/report.txt", lambda text: f"{text}\n市民の声。\n"
    ),
    "source of another's like": lambda one: one.edit_source(
        "271004/other.txt", lambda text: text.replace("町民", "村民")
    ),
    "title": lambda one: one.edit(
        "sources/documents.toml", lambda text: text.replace("試験 plan", "別の題")
    ),
    "layout": change_layout,
    "correction": correct,
    "decision within": lambda one: decide_on(one, MPO.closeTo),
    "decision across": lambda one: decide_on(one, MPO.similarTo),
    "removed": remove,
    "ordinance": take_in_ordinance,
    "readings": read_names,
    "curated": lambda one: one.edit(
        "ttl/curated.ttl", lambda text: text.replace('"京都市"@ja', '"京の市"@ja')
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_kept_changes_no_byte(name: str, before: Before) -> None:
    old = before.build().files
    CHANGES[name](before)
    kept = before.build().files
    assert kept == make_build(before.folder).files
    assert kept == build_whole(before.folder)
    assert list(kept) == list(make_build(before.folder).files)
    assert (kept == old) == (name == "nothing")


def test_one_change_makes_nothing_again_that_it_does_not_touch(
    before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(documents, "read_document", note(made, vars(documents)["read_document"], 2))
    monkeypatch.setattr(
        chunk, "make_document_graph", note(made, vars(chunk)["make_document_graph"], 0)
    )
    before.edit_source("141305/report.txt", lambda text: f"{text}\n市民の声。\n")
    before.build()
    assert sorted(made) == ["report", "report", "review"]
    made.clear()
    before.build()
    assert made == []


def note(made: list[str], call: Callable[..., object], place: int) -> Callable[..., object]:
    def noting(*args: object, **more: object) -> object:
        entry = args[place]
        assert isinstance(entry, DocumentEntry)
        made.append(entry.slug)
        return call(*args, **more)

    return noting


def test_over_the_cores_comes_the_same(before: Before, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.building.whole._DEAR", 0)
    seen: list[str] = []
    build = make_build(
        before.folder,
        store=PassingStore(),
        cores=2,
        progress=lambda entry: seen.append(entry.slug),
    )
    assert build.files == before.build().files
    assert seen == [job.entry.slug for job in build.jobs]
    assert [one.entry for one in build.documents] == [job.entry for job in build.jobs]


def spoil(before: Before) -> None:
    before.edit_source("141305/report.txt", lambda text: f"{text} ")
    (before.folder.sources / "141305/report.txt").write_text("他の中身", encoding="utf-8")
    before.write("corrections/261009/plan.tsv", "line\n")


@pytest.mark.parametrize("cores", [1, 2])
def test_one_bad_document_does_not_stop_the_others(
    cores: int, before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.building.whole._DEAR", 0)
    spoil(before)
    store = PassingStore()
    told: list[tuple[str, KgError]] = []
    with pytest.raises(SourceError, match="other bytes than those recorded"):
        make_build(
            before.folder,
            store=store,
            cores=cores,
            failed=lambda entry, error: told.append((entry.slug, error)),
        )
    assert [(slug, type(error)) for slug, error in told] == [
        ("report", SourceError),
        ("plan", CorrectionError),
    ]
    assert "plan.tsv" in told[1][1].where
    assert {path.parent.parent.name for path in store.place.rglob("*") if path.is_file()} >= {
        "document"
    }


def find_entries(store: DiskStore) -> Iterator[Path]:
    return (path for path in sorted(store.place.rglob("*")) if path.is_file())


class Trap:
    """Calls what must not be called when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


@pytest.mark.parametrize("how", ["torn", "foreign", "empty", "of another kind", "trap"])
def test_an_entry_that_is_not_ours_counts_as_none(how: str, before: Before, tmp_path: Path) -> None:
    whole = before.build().files
    entries = list(find_entries(before.store))
    assert entries
    for path in entries:
        kind, key = path.parent.parent.name, path.name
        if how == "torn":
            path.write_bytes(path.read_bytes()[:-3])
        elif how == "foreign":
            path.write_bytes(pickle.dumps({"a": 1}))
        elif how == "empty":
            path.write_bytes(b"")
        elif how == "trap":
            before.store.put(kind, key, Trap(tmp_path / "mark"))
        else:
            before.store.put(kind, key, frozenset())
    assert before.build().files == whole
    assert not (tmp_path / "mark").exists()


def test_a_store_is_closed_to_others(tmp_path: Path) -> None:
    place = tmp_path / "kept"
    place.mkdir(mode=0o755)
    store = open_store(lambda: place)
    assert store.place == place
    assert place.stat().st_mode & 0o777 == 0o700


def test_where_no_store_can_lie_one_is_had_for_the_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    store = open_store(lambda: tmp_path / "file" / "below")
    assert isinstance(store, PassingStore)
    store.put("kind", "key", frozenset({"a"}))
    assert store.get("kind", "key") == frozenset({"a"})


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    for number in range(4):
        store.put("kind", f"{number}{number}", os.urandom(1000))
        os.utime(next(path for path in find_entries(store) if path.name == f"{number}{number}"),
                 (number, number))  # fmt: skip
    store.get("kind", "00")
    store.trim(2500)
    assert [number for number in range(4) if store.get("kind", f"{number}{number}")] == [0, 3]


def test_a_region_is_what_documents_people_and_decisions_tie(
    before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_on(before, MPO.similarTo)
    regions: list[int] = []

    def run(job: region.RegionJob) -> Compared:
        regions.append(len(job.jobs))
        return region.run_region(job)

    monkeypatch.setattr("kg.building.whole.run_region", run)
    make_build(before.folder)
    assert sorted(regions) == [1, 2]
