"""The suites come from the locked source distribution, whole or not at all."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.w3c import fetch
from tests.w3c.fetch import SUITES, SuitesMissingError, get_folder, read_requirement

INSIDE = "rdflib-1/test/data/suites/w3c"


def make_archive(path: Path, files: dict[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text.encode()))
    return path


def test_the_requirement_is_one_version_with_its_hashes() -> None:
    version, lines = read_requirement()
    assert lines.startswith(f"rdflib=={version} \\\n")
    assert lines.count("--hash=sha256:") == 2
    assert get_folder().name == f"rdflib-{version}"


def test_the_suites_alone_are_unpacked(tmp_path: Path) -> None:
    files = {
        f"{INSIDE}/sparql11/bind/bind01.rq": "SELECT",
        f"{INSIDE}/dawg-data-r2/README": "tests",
        f"{INSIDE}/n3/manifest.ttl": "not wanted",
        f"{INSIDE}/sparql11/../../outside.ttl": "never",
        "rdflib-1/rdflib/graph.py": "not wanted",
    }
    archive = make_archive(tmp_path / "a.tar.gz", files)
    fetch.unpack(archive, tmp_path / "whole")
    found = {
        path.relative_to(tmp_path / "whole").as_posix(): path.read_text()
        for path in (tmp_path / "whole").rglob("*")
        if path.is_file()
    }
    assert found == {"sparql11/bind/bind01.rq": "SELECT", "sparql10/README": "tests"}


def test_what_is_there_is_not_fetched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("nothing is fetched")

    monkeypatch.setattr(subprocess, "run", refuse)
    folder = fetch.fetch()
    assert {path.name for path in folder.iterdir()} == set(SUITES.values())


def test_a_fetch_that_fails_leaves_nothing_and_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "no network")

    monkeypatch.setattr(subprocess, "run", fail)
    monkeypatch.setattr(fetch, "HOME", tmp_path / "w3c")
    with pytest.raises(SystemExit, match=r"no network\n.*package index"):
        fetch.fetch()
    assert list((tmp_path / "w3c").iterdir()) == []


def test_missing_suites_are_told_of_with_the_command_that_gets_them() -> None:
    assert "make suites" in str(SuitesMissingError())
