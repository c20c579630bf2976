"""The house rules, held by reading the files: sizes, and what no file may say."""

from __future__ import annotations

import ast
import fnmatch
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from kg.names import MPO

ROOT: Final = Path(__file__).parent.parent

MAX_LINES: Final = 400
MAX_LAYOUT_LINES: Final = 40
#: Shorter names are common words (条例, 広報) that code may need for themselves.
MIN_NAME: Final = 5


@cache
def ignored_patterns() -> tuple[str, ...]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return (".git", *(line.rstrip("/") for line in lines if line and not line.startswith("#")))


def find_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project that .gitignore does not leave out."""
    for path in sorted(folder.iterdir()):
        if any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored_patterns()):
            continue
        if path.is_dir():
            yield from find_files(path)
        else:
            yield path


def find_modules(*folders: str) -> list[Path]:
    return [path for name in folders for path in find_files(ROOT / name) if path.suffix == ".py"]


def test_no_module_is_longer_than_two_modules_should_be() -> None:
    sizes = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in find_modules("kg", "web", "tests", "bench")
    }
    assert {str(path): size for path, size in sizes.items() if size > MAX_LINES} == {}


def test_a_layout_fits_in_forty_lines() -> None:
    layouts = [path for path in (ROOT / "kg/layouts").glob("*.toml") if "node" in load_toml(path)]
    assert layouts
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in layouts}
    assert {path.name: size for path, size in sizes.items() if size > MAX_LAYOUT_LINES} == {}


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    marks = {"skip", "skipif", "xfail", "importorskip", "collect_ignore", "collect_ignore_glob"}
    marks |= {"SkipTest", "skipTest", "skipIf", "skipUnless", "expectedFailure"}
    faults: list[str] = []
    for path in find_modules("tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Attribute(value=ast.Name(id="pytest" | "mark" | "unittest" | "self")):
                    name = node.attr
                case ast.Attribute(value=ast.Attribute(attr="mark")):
                    name = node.attr
                case ast.Name() | ast.alias():
                    name = node.id if isinstance(node, ast.Name) else node.name
                case _:
                    continue
            if name in marks:
                faults.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")
    assert faults == []


def test_no_file_names_a_path_of_one_machine() -> None:
    machine = re.compile(r"(?<![\w.:/~-])/(?:work|home|root|Users|tmp|opt|mnt|private)/\w")
    beside = re.compile(r"(?<!\w)shared[/\\]")
    faults: list[str] = []
    for path in find_files():
        if path.is_relative_to(ROOT / "data/sources"):  # documents are kept as received
            continue
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            if machine.search(line) or beside.search(line):
                faults.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert faults == []


def load_toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def find_document_words() -> set[str]:
    """What only a document can have told: slugs, titles, project names, headings."""
    documents = load_toml(ROOT / "data/sources/documents.toml")["document"]
    assert isinstance(documents, dict)
    words = set(documents)
    for entry in documents.values():
        words |= {entry["title"], entry.get("plan", {}).get("name", "")}
    for path in (ROOT / "data/ttl").glob("*/*.ttl"):
        graph = Graph().parse(path)
        words.update(map(str, graph.objects(None, URIRef(MPO + "printedName"))))
        for kind in ("Project", "PolicyNode"):
            for thing in graph.subjects(RDF.type, URIRef(MPO + kind)):
                words.update(map(str, graph.objects(thing, SKOS.prefLabel)))
    return {word for word in words if len(word) >= MIN_NAME}


def test_code_and_layouts_know_no_document_by_name() -> None:
    words = find_document_words()
    assert words
    faults: list[str] = []
    for path in [*find_files(ROOT / "kg"), *find_files(ROOT / "web")]:
        text = path.read_bytes().decode("utf-8", "replace")
        faults += [f"{path.relative_to(ROOT)}: {word}" for word in sorted(words) if word in text]
    assert faults == []


def test_help_comes_without_the_heavy_libraries() -> None:
    call = (
        "import sys; from importlib.metadata import entry_points\n"
        "(kg,) = entry_points(group='console_scripts', name='kg')\n"
        "sys.argv = ['kg', '--help']\n"
        "try: sys.exit(kg.load()())\n"
        "finally: print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    command = [sys.executable, "-c", call]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    assert "build" in run.stdout
    loaded = set(run.stderr.split())
    assert "kg" in loaded
    assert loaded & {"rdflib", "pyshacl", "flask", "networkx", "pyoxigraph"} == set()


def test_every_dependency_is_locked_with_its_hash_and_without_an_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9.-]+)==\S+ \\\n +--hash=sha256:", lock, re.MULTILINE))
    assert len(pinned) == len(re.findall(r"^\w", lock, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = project["optional-dependencies"]
    rules = [*project["dependencies"], *groups["dev"], *groups["build"]]
    names = {re.split(r"[^\w.-]", rule)[0].lower().replace("_", "-") for rule in rules}
    assert names - pinned == set()
    assert "://" not in lock
    assert re.search(r"^-", lock, re.MULTILINE) is None


def test_the_readme_has_room_for_the_figures_that_commands_write() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for mark in ("coverage", "scores"):
        begin, end = f"<!-- {mark}:begin -->", f"<!-- {mark}:end -->"
        assert readme.count(begin) == readme.count(end) == 1
        assert readme.index(begin) < readme.index(end)
