"""The wheel is all that a user needs: no checkout, no Node, no network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endpoint.served import serve
from tests.questions.conftest import REAL
from tests.test_house import ROOT

PARTS = ("kg", "web", "ontology", "pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA")
DATA = ("scores.json", "scores-unseen.toml")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files as `pip install` lays them out, built from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    leave_out = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in PARTS:
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, source / name, ignore=leave_out)
        else:
            shutil.copy(part, source / name)
    (source / "data").mkdir()
    for name in DATA:
        shutil.copy(ROOT / "data" / name, source / "data" / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    made = ["--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "wheel", *made, "-w", folder, source], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", *made, "--target", folder / "site", wheel], check=True)
    return folder / "site"


def test_it_holds_the_ontology_the_pages_and_the_editor(installed: Path) -> None:
    held = {path.relative_to(installed).as_posix() for path in installed.rglob("*")}
    assert {
        "share/seisaku-kg/ontology/mpo.ttl",
        "share/seisaku-kg/ontology/context.jsonld",
        "share/seisaku-kg/ontology/examples/prefixes.ttl",
        "share/seisaku-kg/scores/scores.json",
        "share/seisaku-kg/scores/scores-unseen.toml",
        "web/templates/base.html",
        "web/static/vendor/yasqe/yasqe.min.js",
        "web/static/vendor/design-tokens/tokens.css",
        "web/static/vendor/licences.txt",
        "kg/questions/find-pages.rq",
    } <= held
    assert sum("ontology/shapes/" in name for name in held) > 10


def test_it_names_the_licence_of_every_part_that_comes_from_npm(installed: Path) -> None:
    told = (installed / "web/static/vendor/licences.txt").read_text(encoding="utf-8")
    for words in ("@digital-go-jp/design-tokens", "@zazuko/yasqe", "Copyright (c) 2023 デジタル庁"):
        assert words in told
    lock = json.loads((ROOT / "web/assets/package-lock.json").read_text(encoding="utf-8"))
    for path, entry in lock["packages"].items():
        if path and "@types/" not in path:
            assert f"{path.split('node_modules/')[-1]} {entry['version']}\n" in told, path
    licences = set(re.findall(r"^Licence: (.*)$", told, re.MULTILINE))
    allowed = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "(MPL-2.0 OR Apache-2.0)"}
    assert licences <= allowed


def test_it_serves_pages_and_queries_from_anywhere(installed: Path, tmp_path: Path) -> None:
    with serve(REAL.root, {"PYTHONPATH": str(installed)}, tmp_path) as served:
        code = "import kg, web; print(kg.__path__[0], web.__path__[0])"
        where = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={"PYTHONPATH": str(installed)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert where.stdout.split() == [str(installed / "kg"), str(installed / "web")]
        home = served.send("GET", "/en/")
        assert home.status == 200
        assert "Search" in home.body.decode()
        assert served.send("GET", "/static/vendor/yasqe/yasqe.min.js").status == 200
        assert served.send("GET", "/static/vendor/design-tokens/tokens.css").status == 200
        assert served.send("GET", "/ontology.ttl").status == 200
        assert served.ask("ASK { GRAPH <https://w3id.org/seisaku-kg/graph/ontology> { ?s ?p ?o } }")
