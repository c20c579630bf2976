"""The commands of docs/add-a-municipality.md, run from nothing, with what they print.

    python -m tests.formats.walkthrough docs/add-a-municipality.md

Writes the output of every command below it. Commands stand behind `$ ` in console blocks; a block
below a comment with a file's name is written as that file first.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.formats.example_plan import write_example
from tests.formats.write_pdf import write_breaks
from tests.formats.write_word import write_word
from tests.workbench import ROOT

DOCUMENT: Final = ROOT / "docs" / "add-a-municipality.md"
_REVIEW: Final = ROOT / "tests" / "material" / "rs-system-2024"
_BLOCK: Final = re.compile(
    r"(?:<!-- (?P<file>[\w./-]+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)```\n", re.DOTALL
)
#: What differs from run to run: digests of files that hold their time, and how long it took.
_CHANGING: Final = ((re.compile(r"[0-9a-f]{64}"), "…"), (re.compile(r"\(\d+\.\d s\)"), "(… s)"))
#: How many projects of the national review are enough to show.
_PROJECTS: Final = 20
_PLAN: Final = """# みなと安全計画

## 方針1 備える

### 1-1 家庭の備え

備蓄と家具の固定を進めます。

事業名\t事業概要\t担当課\t2024年度\t2025年度
防災講座\t地区ごとに開きます。\t危機管理室\t10回\t12回
家具固定の助成\t費用の半分を助成します。\t危機管理室、福祉課\t実施\t実施
"""
_ORDINANCE: Final = """みなと市まちづくり条例

令和五年三月二十八日
条例第十二号

（目的）
第一条　この条例は、まちづくりの基本を定めることを目的とする。

（市民の参加）
第二条　市は、前条の目的を達成するため、次に掲げる機会を設ける。
一　説明会
二　意見の募集

付則
この条例は、令和五年四月一日から施行する。
"""


def make_files(folder: Path) -> None:
    """The files that the commands read: plans, an ordinance, national tables, and broken ones."""
    write_example(folder / "minato.xlsx")
    write_example(folder / "minato-2.xlsx", 2)
    inbox, review = folder / "inbox", folder / "rs"
    inbox.mkdir()
    review.mkdir()
    with tempfile.TemporaryDirectory() as place:
        (folder / "safety.pdf").write_bytes(write_breaks(_PLAN, Path(place)))
    (folder / "jorei.txt").write_text(_ORDINANCE, encoding="utf-8")
    (inbox / "safety-word.docx").write_bytes(write_word(_PLAN))
    (inbox / "table.csv").write_bytes("事業名,担当課\n防災講座,危機管理室\n".encode("cp932"))
    (inbox / "cut.pdf").write_bytes((folder / "safety.pdf").read_bytes()[:900])
    _write_scan(inbox / "scan.pdf")
    _write_locked(inbox / "locked.pdf")
    (inbox / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    (inbox / "mixed.csv").write_bytes("事業名,担当課\n".encode() + "防災,消防局\n".encode("cp932"))
    for number in ("1-1", "1-2", "1-3", "1-5"):
        (source,) = _REVIEW.glob(f"{number}_*.csv.gz")
        _write_head(source, review / f"rs-2024-{number}.csv")


def _write_scan(path: Path) -> None:
    """A page that is one picture."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
    canvas.showPage()
    canvas.save()


def _write_locked(path: Path) -> None:
    """A page of words that opens with a password only."""
    canvas = Canvas(str(path), invariant=1, encrypt=StandardEncryption("himitsu", canPrint=0))
    canvas.drawString(72, 700, "plan")
    canvas.showPage()
    canvas.save()


def _write_head(source: Path, target: Path) -> None:
    """The rows of the first projects of a table of the national review."""
    rows = list(csv.reader(io.StringIO(gzip.decompress(source.read_bytes()).decode("utf-8-sig"))))
    at = rows[0].index("予算事業ID")
    codes = list(dict.fromkeys(row[at] for row in rows[1:]))[:_PROJECTS]
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([rows[0], *(row for row in rows[1:] if row[at] in codes)])


def run_all(text: str, folder: Path) -> str:
    """The document with what its commands print now, run one after the other in a folder."""
    return _BLOCK.sub(lambda block: _run_block(block, folder), text)


def _run_block(block: re.Match[str], folder: Path) -> str:
    if block["file"]:
        (folder / block["file"]).write_text(block["body"], encoding="utf-8")
    if block["kind"] != "console":
        return block[0]
    told = "".join(
        f"$ {command}\n{_run(command, folder)}" for command in find_commands(block["body"])
    )
    return f"```console\n{told}```\n"


def find_commands(body: str) -> Iterator[str]:
    """The commands of a console block."""
    return (line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ "))


def _run(command: str, folder: Path) -> str:
    """What a shell prints for a command, errors in their place."""
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {
        **{key: os.environ[key] for key in ("HOME", "LANG") if key in os.environ},
        **{
            "PATH": paths,
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
            "KG_VAR": str(folder / "var"),
        },
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    told = done.stdout.decode()
    for pattern, sign in _CHANGING:
        told = pattern.sub(sign, told)
    lines = [line.rstrip() for line in told.strip("\n").split("\n")]
    return "".join(f"{line}\n" for line in lines) if told.strip() else ""


def make_current(text: str) -> str:
    """The document as it should be."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_files(folder)
        return run_all(text, folder)


def main() -> int:
    """Write the output of every command into the document that is named."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT
    path.write_text(make_current(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
