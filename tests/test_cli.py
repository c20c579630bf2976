"""The command line: data on stdout, messages on stderr, exit codes that mean something."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from kg.cli import find_data_folder, main, make_parser
from kg.errors import KgError
from kg.graph.load import find_graph_files, load_graphs, merge_graphs
from kg.graph.terms import MPO
from tests.workbench import DATA, EXPECTED, ROOT, Sample, copy_real_data, make_folder, read_real

Capture = pytest.CaptureFixture[str]
SECTIONS = ("scores", "links", "chains")
COMMANDS = (
    "build",
    "coverage",
    "check",
    "stats",
    "describe",
    "reappearances",
    "duplicates",
    "similar",
    "decide",
    "review",
    "query",
    "export",
    "scores",
    "serve",
)


def _run(*arguments: str, data: Path = DATA) -> int:
    return main(["--data", str(data), *arguments])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert "例 examples:\n  kg " in capsys.readouterr().out


def test_the_help_lists_every_command_and_every_exit_code(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    for word in (*COMMANDS, "0 ", "1 ", "2 ", "3 ", "70"):
        assert f"  {word}" in text


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["export", "--format", "xml"], ["query"], ["stats", "--by", "x"]],
)
def test_a_wrong_call_ends_with_2_and_a_usage_line(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: kg" in capsys.readouterr().err


def test_a_missing_data_folder_is_named(tmp_path: Path, capsys: Capture) -> None:
    assert _run("stats", data=tmp_path / "nowhere") == 2
    message = capsys.readouterr().err
    assert str(tmp_path / "nowhere") in message
    assert "--data" in message


def test_the_data_folder_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_DATA", str(tmp_path))
    assert find_data_folder(None) == tmp_path
    assert find_data_folder(DATA) == DATA
    monkeypatch.setenv("KG_DATA", str(tmp_path / "gone"))
    with pytest.raises(KgError):
        find_data_folder(None)


def test_the_data_folder_may_be_given_before_or_after_the_command() -> None:
    before = make_parser().parse_args(["--data", "x", "stats"])
    after = make_parser().parse_args(["stats", "--data", "x"])
    assert before.data == after.data == Path("x")


def test_build_check_says_that_the_graph_is_current_and_writes_nothing(capsys: Capture) -> None:
    before = {path: path.stat().st_mtime_ns for path in (DATA / "ttl").rglob("*.ttl")}
    assert _run("build", "--check") == 0
    assert "グラフは文書どおりです" in capsys.readouterr().err
    assert before == {path: path.stat().st_mtime_ns for path in (DATA / "ttl").rglob("*.ttl")}


def test_build_check_ends_with_1_when_the_graph_is_not_current(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = copy_real_data(tmp_path)
    path = folder.ttl / "inferred.ttl"
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    assert _run("build", "--check", data=folder.root) == 1
    assert "not what the sources give" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("missing", "gone.txt"),
        ("bytes", "bad.txt:2"),
        ("layout", "no layout of that name"),
        ("turtle", "curated.ttl:"),
        ("manifest", "not valid TOML"),
    ],
)
def test_unreadable_input_ends_with_2_and_leaves_the_graph_as_it_was(
    spoil: str, words: str, tmp_path: Path, capsys: Capture
) -> None:
    plan = read_real("kyoto-participation-plan-ch5")
    sample = Sample("good", plan, "chapter-of-measures", "261009")
    folder = make_folder(tmp_path, sample)
    assert _run("build", data=folder.root) == 0
    before = {p: p.read_bytes() for p in folder.ttl.rglob("*.ttl")}
    manifest = folder.sources / "documents.toml"
    if spoil == "missing":
        make_folder(tmp_path, sample, Sample("gone", "x"))
        (folder.sources / "141305" / "gone.txt").unlink()
    elif spoil == "bytes":
        make_folder(tmp_path, sample, Sample("bad", "", data=b"a\n\xff\n"))
    elif spoil == "layout":
        make_folder(tmp_path, sample, Sample("x", "x", layout="no-such-layout"))
    elif spoil == "turtle":
        (folder.ttl / "curated.ttl").write_text("a b c", encoding="utf-8")
        before[folder.ttl / "curated.ttl"] = b"a b c"
    else:
        manifest.write_text("[document.x\n", encoding="utf-8")
    capsys.readouterr()
    assert _run("build", data=folder.root) == 2
    message = capsys.readouterr().err
    assert words in message
    assert "Traceback" not in message
    assert before == {p: p.read_bytes() for p in folder.ttl.rglob("*.ttl")}


def test_coverage_prints_every_ignored_stretch_of_a_kind(capsys: Capture) -> None:
    assert _run("coverage", "--kind", "icon-debris", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["kind"] for row in rows} == {"icon-debris"}
    for row in rows:
        text = next((DATA / "sources").glob(f"*/{row['document']}.txt")).read_text("utf-8")
        assert text[row["start"] : row["end"]] == row["text"]
        assert text.count("\n", 0, row["start"]) + 1 == row["line"]


def test_coverage_without_a_document_prints_a_line_for_each(capsys: Capture) -> None:
    assert _run("coverage") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(list((DATA / "sources").glob("*/*.txt")))
    assert all("(100.0%)" in line and "未配置 unplaced 0" in line for line in lines)


def test_an_unknown_document_is_answered_with_the_nearest(capsys: Capture) -> None:
    assert _run("coverage", "kyoto-participation-plan-ch6") == 2
    assert "kyoto-participation-plan-ch5" in capsys.readouterr().err


QUERY = "SELECT ?n WHERE { ?l mpo:isReappearance true ; mpo:printedName ?n } ORDER BY ?n"


def test_query_reads_a_file_or_standard_input(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "q.rq"
    path.write_text(QUERY, encoding="utf-8")
    assert _run("query", str(path), "--format", "csv") == 0
    from_file = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(QUERY.encode())))
    assert _run("query", "-", "--format", "csv") == 0
    assert capsys.readouterr().out == from_file
    assert from_file.splitlines()[0] == "n"
    assert len(from_file.splitlines()) >= 33


def test_query_answers_every_form_of_query(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "q.rq"
    path.write_text("ASK { ?s a mpo:Listing }", encoding="utf-8")
    assert _run("query", str(path)) == 0
    assert capsys.readouterr().out == "true\n"
    path.write_text("CONSTRUCT { ?s a mpo:Body } WHERE { ?s a mpo:Body }", encoding="utf-8")
    assert _run("query", str(path)) == 0
    assert len(Graph().parse(data=capsys.readouterr().out, format="turtle")) >= 5
    path.write_text(QUERY, encoding="utf-8")
    for form in ("table", "json", "tsv"):
        assert _run("query", str(path), "--format", form) == 0
        assert "自治推進フォーラム開催事業(再掲)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELEC ?s", "does not parse"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "INSERT"),
    ],
)
def test_a_query_that_cannot_be_answered_ends_with_2(
    text: str, words: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "q.rq"
    path.write_text(text, encoding="utf-8")
    assert _run("query", str(path)) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


def test_a_query_file_that_is_missing_or_not_utf_8_is_named(
    tmp_path: Path, capsys: Capture
) -> None:
    assert _run("query", str(tmp_path / "none.rq")) == 2
    assert "none.rq" in capsys.readouterr().err
    (tmp_path / "bad.rq").write_bytes(b"ASK\n{\xff}")
    assert _run("query", str(tmp_path / "bad.rq")) == 2
    assert "bad.rq:2" in capsys.readouterr().err


FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("form", FORMATS)
def test_every_export_holds_the_whole_graph(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{form}"
    assert _run("export", "--format", form, "-o", str(path)) == 0
    quads = ox.parse(path=path, format=FORMATS[form])
    found = {(str(quad.graph_name), str(quad.triple)) for quad in quads}
    whole = {
        (f"<{name}>", str(quad.triple))
        for name, source in find_graph_files(DATA / "ttl").items()
        for quad in ox.parse(path=source, format=ox.RdfFormat.TURTLE)
    }
    if form in ("trig", "jsonld"):
        assert found == whole
    else:
        assert {triple for _, triple in found} == {triple for _, triple in whole}


def test_the_csv_export_has_a_row_a_listing_with_its_proof(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    assert _run("export", "--format", "csv", "-o", str(path)) == 0
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    graph = merge_graphs(load_graphs(DATA / "ttl"))
    assert {row["listing"] for row in rows} == {
        str(s) for s in graph.subjects(RDF.type, MPO.Listing)
    }
    assert len({row["listing"] for row in rows}) == len(rows)
    assert all(row["quote"] and row["line"] and row["title"] and row["passage"] for row in rows)


def test_no_cell_of_a_csv_export_is_a_formula(tmp_path: Path) -> None:
    text = "事業名\t事業概要\t計画期間の取組\n=1+2危険事業\t+概要です。\t@推進\n"
    folder = make_folder(tmp_path, Sample("x", "## 基本政策Ⅰ\n\n題\n\n" + text))
    assert _run("build", data=folder.root) == 0
    path = tmp_path / "rows.csv"
    assert _run("export", "--format", "csv", "-o", str(path), data=folder.root) == 0
    cells = [c for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))) for c in row]
    assert "'=1+2危険事業" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@" and len(cell) > 1]


def test_an_export_that_cannot_be_written_leaves_no_half_file(
    tmp_path: Path, capsys: Capture
) -> None:
    assert _run("export", "-o", str(tmp_path / "no" / "graph.ttl")) == 2
    assert "graph.ttl" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_scores_prints_precision_and_recall_with_and_without_corrections(
    capsys: Capture, tmp_path: Path
) -> None:
    readme = tmp_path / "README.md"
    marked = (f"<!-- {name}:begin -->\nold\n<!-- {name}:end -->" for name in SECTIONS)
    readme.write_text("\n".join(("a", *marked, "b\n")), encoding="utf-8")
    assert _run("scores", "--expected", str(EXPECTED), "--readme", str(readme)) == 0
    out = capsys.readouterr().out
    assert "訂正あり with" in out
    assert "訂正なし without" in out
    text = readme.read_text("utf-8")
    assert text.startswith("a\n<!-- scores:begin -->\n| 文書 document")
    assert text.endswith(f"<!-- {SECTIONS[-1]}:end -->\nb\n")
    assert "原本不明 original unknown" in text
    assert "article inferred" in text
    assert "\nold\n" not in text


def test_scores_without_readings_says_where_it_looked(tmp_path: Path, capsys: Capture) -> None:
    assert _run("scores", "--expected", str(tmp_path)) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_a_fault_of_the_program_ends_with_70_and_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*_: object) -> int:
        raise ZeroDivisionError("x")

    monkeypatch.delenv("KG_DEBUG", raising=False)
    monkeypatch.setattr("kg.commands.describe.run_stats", fail)
    assert _run("stats") == 70
    message = capsys.readouterr().err
    assert "ZeroDivisionError" in message
    assert "Traceback" not in message


def test_output_into_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m kg.cli --data {DATA} export --format nt | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=dict(os.environ),
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_nothing_is_drawn_when_no_person_watches(capsys: Capture) -> None:
    assert _run("build", "--check") == 0
    assert "\r" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { (" + "1 " * 5000 + ") ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "ASK { ?s " + "/".join(["mpo:lists"] * 900) + " ?o }",
    ],
    ids=["long collection", "cross product", "long path"],
)
def test_a_query_that_would_not_end_is_ended_with_a_message(
    query: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "q.rq"
    path.write_text(query, encoding="utf-8")
    assert _run("query", str(path), "--timeout", "2") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "対処 fix" in captured.err


def test_an_export_writes_to_a_link_and_replaces_nothing_but_files(tmp_path: Path) -> None:
    target, link = tmp_path / "real.nt", tmp_path / "link.nt"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert _run("export", "--format", "nt", "-o", str(link)) == 0
    assert link.is_symlink()
    assert len(target.read_text("utf-8").splitlines()) > 1000
    assert _run("export", "--format", "nt", "-o", str(tmp_path)) == 2


def test_the_values_of_a_csv_answer_are_not_changed(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "q.rq"
    path.write_text("SELECT ?x { BIND(-5 AS ?x) }", encoding="utf-8")
    assert _run("query", str(path), "--format", "csv") == 0
    assert capsys.readouterr().out == "x\n-5\n"
