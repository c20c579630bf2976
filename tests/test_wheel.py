"""The wheel is all that a user needs: no checkout, no Node, no network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endpoint.served import serve
from tests.questions.conftest import REAL
from tests.test_house import ROOT

PARTS = ("kg", "web", "ontology", "pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA")


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
        "web/templates/base.html",
        "web/static/vendor/yasqe/yasqe.min.js",
        "web/static/vendor/yasqe/licences.txt",
        "kg/questions/label.rq",
    } <= held
    assert sum("ontology/shapes/" in name for name in held) > 10


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
        assert served.send("GET", "/ontology.ttl").status == 200
        assert served.ask("ASK { GRAPH <https://w3id.org/seisaku-kg/graph/ontology> { ?s ?p ?o } }")
