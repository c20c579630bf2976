"""The index on disk: made once, shared, never of another graph, and not needed."""

from __future__ import annotations

import shutil
import stat
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg.documents.folder import DataFolder
from kg.questions.find import SearchIndex
from kg.questions.search import keep
from kg.questions.search.keep import open_index
from kg.store.embedded import EmbeddedStore, load_store
from kg.store.snapshot import open_snapshot
from tests.questions.small_graph import write_small_data


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.setenv("KG_VAR", str(tmp_path / "var"))
    return write_small_data(tmp_path)


def find_kept(store: EmbeddedStore) -> list[Path]:
    assert store.place is not None
    return sorted(store.place.glob("search-*"))


def test_an_index_is_made_once_and_then_opened(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_snapshot(folder.ttl)
    monkeypatch.setattr(keep, "_find_temporary", None)
    made = open_index(store)
    (kept,) = find_kept(store)
    monkeypatch.setattr(keep, "build_columns", None)
    opened = open_index(open_snapshot(folder.ttl))
    plain = SearchIndex(load_store(folder.ttl))
    for query in ("", "道", "公園を守", "2011", "第1条", "無い"):
        found = plain.search(query, limit=1000)
        assert opened.search(query, limit=1000) == found
        assert made.search(query, limit=1000) == found
    assert not list(kept.parent.glob(".new-*"))


def test_another_graph_has_another_index(folder: DataFolder) -> None:
    assert not open_index(open_snapshot(folder.ttl)).search("あたらしい名").total
    path = folder.ttl / "curated.ttl"
    thing = "https://w3id.org/seisaku-kg/id/990001/service/new"
    path.write_text(
        path.read_text(encoding="utf-8")
        + f"\n<{thing}> a <https://w3id.org/seisaku-kg/ontology#Service> ; "
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "あたらしい名"@ja .\n',
        encoding="utf-8",
    )
    assert open_index(open_snapshot(folder.ttl)).search("あたらしい名").total == 1


def test_other_code_makes_another_index_and_clears_the_old_one(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_snapshot(folder.ttl)
    index = open_index(store)
    before = find_kept(store)
    monkeypatch.setattr(keep, "_hash_code", lambda: "other")
    open_index(store)
    after = find_kept(store)
    assert len(after) == 1
    assert after != before
    # Who has the old one open goes on reading it.
    assert index.search("道").total


def open_and_count(ttl: Path) -> int:
    return open_index(open_snapshot(ttl)).search("道").total


def test_several_processes_share_one_index(folder: DataFolder) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        totals = list(pool.map(open_and_count, [folder.ttl] * 6))
    assert len(set(totals)) == 1
    store = open_snapshot(folder.ttl)
    assert len(find_kept(store)) == 1
    assert store.place is not None
    assert not list(store.place.glob(".new-*"))


def refuse(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """As a folder that cannot be written is; root may write anywhere."""
    plain = Path.mkdir

    def mkdir(path: Path, *args: object, **kwargs: object) -> None:
        if any(path.is_relative_to(one) for one in folders):
            raise PermissionError(13, "Permission denied", str(path))
        plain(path, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", mkdir)


def open_refusing(folder: DataFolder, own: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedStore:
    """The store beside which nothing can be kept, with a folder of ours for temporary files."""
    store = open_snapshot(folder.ttl)
    assert store.place is not None
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    refuse(monkeypatch, store.place)
    return store


def test_where_nothing_can_be_kept_beside_the_graph_a_folder_of_our_own_is_used(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "temporary"
    store = open_refusing(folder, own, monkeypatch)
    assert open_index(store).search("道").total
    assert find_kept(store) == []
    (kept,) = own.glob("seisaku-kg-*/*/search-*")
    assert stat.S_IMODE(kept.parent.parent.stat().st_mode) == 0o700


def test_a_temporary_folder_that_others_can_write_is_not_trusted(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "temporary"
    store = open_refusing(folder, own, monkeypatch)
    open_index(store)
    (kept,) = own.glob("seisaku-kg-*")
    shutil.rmtree(kept)
    kept.mkdir()
    kept.chmod(0o777)
    assert open_index(store).search("道").total
    assert list(kept.iterdir()) == []


def test_where_nothing_can_be_kept_at_all_the_index_is_made_in_memory(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_snapshot(folder.ttl)
    assert store.place is not None
    refuse(monkeypatch, store.place, Path(tempfile.gettempdir()))
    assert open_index(store).search("道").total
    assert open_index(load_store(folder.ttl)).search("道").total
