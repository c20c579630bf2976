"""The direction of imports, held by reading every module: a room uses the floors below it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

from tests.test_house import ROOT, find_modules

#: Rooms from the ground up; a room may use those of its own floor and of the floors below.
FLOORS: Final = (
    {"kg", "names", "errors", "text", "record_codes", "records", "legislation_records", "sheets"},
    {"documents", "layouts", "named"},
    {"graph"},
    {"store", "links", "decisions", "quality"},
    {"questions"},
    {"building", "publish", "frames", "api"},
    {"cli", "web"},
)
FLOOR: Final = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
STAND_ALONE: Final = {"kg", "names", "errors"}


@dataclass(frozen=True)
class Import:
    """One import of a module, by the file and line that make it."""

    file: Path
    line: int
    module: str
    lazy: bool

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.module}"


def read_imports(source: str, file: Path) -> list[Import]:
    """The absolute names of all modules that a file imports, by statement or by `import_module`."""
    package = [*file.relative_to(ROOT).parent.parts]
    found: list[Import] = []

    def visit(node: ast.AST, lazy: bool) -> None:
        names: list[str] = []
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom():
                base = package[: len(package) - node.level + 1] if node.level else []
                stem = ".".join([*base, *([node.module] if node.module else [])])
                names = [f"{stem}.{alias.name}" for alias in node.names]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]):
                if name in {"import_module", "__import__"} and isinstance(first, ast.Constant):
                    names = [str(first.value)]
        found.extend(Import(file, getattr(node, "lineno", 0), name, lazy) for name in names)
        inside = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            visit(child, inside)

    visit(ast.parse(source), False)
    return found


@cache
def imports_of(*folders: str) -> tuple[Import, ...]:
    return tuple(
        found
        for path in find_modules(*folders)
        for found in read_imports(path.read_text(encoding="utf-8"), path)
    )


def get_room(dotted: str) -> str | None:
    """The room of one of our own modules, None for a module of somebody else."""
    parts = dotted.split(".")
    if parts[0] == "web":
        return "web"
    if parts[0] != "kg":
        return None
    if len(parts) == 1:
        return "kg"
    return "cli" if parts[1].startswith(("cli", "commands", "__main__")) else parts[1]


def get_own_room(file: Path) -> str:
    room = get_room(".".join(file.relative_to(ROOT).with_suffix("").parts))
    assert room is not None, file
    return "kg" if room == "__init__" else room


def is_of(found: Import, *packages: str) -> bool:
    return found.module.split(".")[0] in packages


def find_faults(imports: tuple[Import, ...]) -> list[str]:
    """The imports that run against the direction of the house."""
    faults: list[str] = []
    for found in imports:
        own, used = get_own_room(found.file), get_room(found.module)
        lazy_skin = own == "cli" and found.lazy
        if own != "web" and is_of(found, "web", "flask", "flask_babel") and not lazy_skin:
            faults.append(f"{found}: only a function of kg/cli or kg/commands may")
        elif own not in FLOOR or (used and used not in FLOOR):
            faults.append(f"{found}: this room has no place in FLOORS")
        elif used and used != own and (own in STAND_ALONE or FLOOR[used] > FLOOR[own]):
            faults.append(f"{found}: {own} may not use {used}")
        if is_of(found, "pyoxigraph") and own != "store" and found.file != ROOT / "web/sparql.py":
            faults.append(f"{found}: only kg/store and web/sparql.py know the engine")
    return faults


def test_imports_run_one_way_from_the_browser_down_to_the_names() -> None:
    imports = imports_of("kg", "web")
    assert imports
    assert find_faults(imports) == []


def test_no_rooms_import_each_other_in_a_circle() -> None:
    below: dict[str, set[str]] = {}
    for found in imports_of("kg", "web"):
        own, used = get_own_room(found.file), get_room(found.module)
        if used and used != own and not found.lazy:
            below.setdefault(own, set()).add(used)
    TopologicalSorter(below).prepare()  # raises CycleError, which names the rooms


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("kg/text/dates.py", "from kg.graph import build"),
        ("kg/text/dates.py", "from ..graph import build"),
        ("kg/errors.py", "import kg.names"),
        ("kg/questions/trace.py", "import flask"),
        ("kg/cli.py", "from web.app import create_app"),
        ("kg/publish.py", "def serve() -> None:\n    import web.app"),
        ("kg/links/mentions.py", "import importlib\nimportlib.import_module('pyoxigraph')"),
        ("web/pages/home.py", "from pyoxigraph import Store"),
        ("kg/attic/old.py", "import kg.names"),
    ],
)
def test_an_import_against_the_direction_is_found(file: str, source: str) -> None:
    assert find_faults(tuple(read_imports(source, ROOT / file)))


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("kg/commands/serve.py", "def serve() -> None:\n    from web.app import create_app"),
        ("kg/store/embedded.py", "import pyoxigraph"),
        ("web/sparql.py", "import pyoxigraph"),
        ("kg/documents/source.py", "from kg.errors import SourceError"),
        ("kg/layouts/rows.py", "from .cells import parse_cells"),
    ],
)
def test_an_import_along_the_direction_is_let_through(file: str, source: str) -> None:
    assert find_faults(tuple(read_imports(source, ROOT / file))) == []
