"""The command line `kg`: a thin skin over the library. Data on stdout, messages on stderr.

Exit codes: 0 done; 1 the checks found faults; 2 wrong call or unreadable input, nothing was
changed; 3 the graph does not hold what was asked for; 70 a fault of our own.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from kg.cli_editions import add_editions
from kg.cli_options import QUERY_FORMATS, QUERY_FORMATS_TOLD
from kg.cli_options import add_command as _add
from kg.cli_options import add_format as _add_format
from kg.cli_options import add_language as _add_language
from kg.cli_options import make_number as _make_number
from kg.cli_traces import add_traces
from kg.errors import KgError
from kg.graph.commit import recover

_EXIT_CODES = """\
終了コード exit codes:
  0   正常 done
  1   検査で問題が見つかった the checks found faults
  2   使い方の誤り、または読めない入力（何も変えていない） wrong call or unreadable input
  3   グラフにない not in the graph
  70  プログラムの誤り a fault of the program"""

_EXAMPLES = """\
例 examples:
  kg build                             文書からグラフを作る
  kg ingest 計画.txt                   新しい文書を読んでみる
  kg check --lang en                   グラフを検査する
  kg trace 第32条                      条文を実施するものと担当と根拠
  kg describe 第32条                   名前のものを出典つきで調べる
  kg stats --by node                   施策ごとの延べと実
  kg query question.rq --format csv    SPARQL で問い合わせる
  kg serve                             ブラウザで見る

"""


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands. Nothing heavy is imported before a command runs."""
    parser = argparse.ArgumentParser(
        prog="kg",
        description="自治体の計画・条例・報告書を、出典つきの知識グラフにする / "
        "plans, ordinances and reports of municipalities as a graph with its proof",
        epilog=_EXAMPLES + _EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, help="データのフォルダー / the data folder (KG_DATA)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    build = _add(
        commands,
        "build",
        "build:run_build",
        "文書からグラフを作る / documents to graph",
        "kg build\n  kg build --check   作り直さず、今のグラフと比べる",
    )
    build.add_argument(
        "--check",
        action="store_true",
        help="書かずに、data/ttl が文書どおりか確かめる / compare, write nothing",
    )

    ingest = _add(
        commands,
        "ingest",
        "ingest:run_ingest",
        "文書を読み、グラフに取り込む / read a document and take it into the graph",
        "kg ingest 計画.txt                              読んでみる(何も変えない)\n"
        "  kg ingest 計画.txt --explain                    一か所ずつ、どう読んだか\n"
        "  kg ingest 計画.txt --save-layout 計画.toml      提案されたレイアウトを書き出す\n"
        "  kg ingest 計画.pdf --municipality 141305 --write   取り込む\n"
        "  kg ingest フォルダー --municipality 川崎市 --write   すべて取り込む",
    )
    ingest.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="文書(テキスト、Excel、CSV、PDF、HTML、Word、法令 XML)、フォルダー、一覧(.toml) / "
        "a document, a folder of them, or a list",
    )
    ingest.add_argument(
        "--municipality",
        metavar="CODE",
        help="全国地方公共団体コード(6桁)か自治体の名前、国は jp / code or name, jp: national",
    )
    ingest.add_argument(
        "--layout",
        metavar="NAME",
        help="レイアウトの名前かファイル / a layout's name or .toml file",
    )
    ingest.add_argument("--title", help="文書の題 / the document's title")
    ingest.add_argument(
        "--save-layout", type=Path, metavar="PATH", help="提案を書き出す / write the proposal there"
    )
    ingest.add_argument("--explain", action="store_true", help="一か所ずつ / block by block")
    ingest.add_argument(
        "--write",
        action="store_true",
        help="登録してグラフを作る / register it and build the graph",
    )
    ingest.add_argument(
        "--measure",
        action="store_true",
        help="登録済みの文書で、提案を手書きのレイアウトと比べる / proposals against layouts",
    )
    ingest.add_argument(
        "--expected",
        type=Path,
        default=Path("tests/expected"),
        help="読み手が書いた期待値 / the folder of reviewed readings",
    )

    add_editions(commands)

    coverage = _add(
        commands,
        "coverage",
        "build:run_coverage",
        "文書のどこを使い、どこを使わなかったか / what became of every stretch",
        "kg coverage\n  kg coverage SLUG --kind caption",
    )
    coverage.add_argument("slug", nargs="?", help="文書 / the document")
    coverage.add_argument("--readme", type=Path, help="表を README に書く / write the table there")
    coverage.add_argument(
        "--kind", help="この種類だけ / only this kind, e.g. icon-debris, unplaced"
    )
    _add_format(coverage, "text", "json", "csv")

    check = _add(
        commands,
        "check",
        "check:run_check",
        "グラフを検査する / check the graph",
        "kg check\n  kg check --lang en --format csv",
    )
    _add_language(check)
    _add_format(check, "text", "json", "csv")

    stats = _add(
        commands,
        "stats",
        "describe:run_stats",
        "延べと実を数える / listings and projects by document, node, ward, body",
        "kg stats\n  kg stats --by body --format csv",
    )
    stats.add_argument("--by", choices=("document", "node", "ward", "body"), default="document")
    _add_format(stats, "table", "json", "csv")

    describe = _add(
        commands,
        "describe",
        "describe:run_describe",
        "ものを出典つきで調べる / a thing with the proof of each fact",
        "kg describe 第32条\n  kg describe 総務局 --format ttl\n"
        "  kg describe https://w3id.org/seisaku-kg/id/141305",
    )
    describe.add_argument("name", help="名前か IRI / a name or an IRI")
    _add_language(describe)
    _add_format(describe, "text", "json", "ttl", "jsonld")

    query = _add(
        commands,
        "query",
        "ask:run_query",
        "SPARQL で問い合わせる / a SPARQL 1.1 query",
        "kg query question.rq\n  echo 'SELECT ?p { ?p a mpo:Project }' | kg query -",
    )
    query.add_argument("file", help="問い合わせのファイル、標準入力なら - / a file, - for stdin")
    query.add_argument(
        "--timeout", type=float, default=30.0, help="秒 / seconds before it is ended (30)"
    )
    _add_format(query, *QUERY_FORMATS, told=QUERY_FORMATS_TOLD)

    export = _add(
        commands,
        "export",
        "ask:run_export",
        "グラフを書き出す / dump the graph",
        "kg export --format trig > graph.trig\n  kg export --format csv -o rows.csv",
    )
    _add_format(export, "ttl", "trig", "nt", "jsonld", "csv")
    export.add_argument("-o", "--output", type=Path, help="書き出し先 / a file instead of stdout")

    release = _add(
        commands,
        "release",
        "release:run_release",
        "一つの版の一括データを作る / the dumps of one version, with checksums",
        "kg release dumps\n  kg release dumps --origin https://example.org",
    )
    release.add_argument("output", type=Path, help="この下に版のフォルダーを作る / a folder")
    release.add_argument(
        "--origin", metavar="URL", help="配るサイトの住所 / where the files will be served from"
    )

    load = _add(
        commands,
        "load",
        "load:run_load",
        "外部の SPARQL サーバーにグラフを送る / put the graph into an external server",
        "kg load --to http://localhost:7878/store --query http://localhost:7878/query",
    )
    load.add_argument("--to", required=True, metavar="URL", help="グラフの URL / its graph store")
    load.add_argument(
        "--query", metavar="URL", help="問い合わせの URL / its query service (KG_STORE)"
    )

    scores = _add(
        commands,
        "scores",
        "scores:run_scores",
        "適合率と再現率 / precision and recall against the reviewed readings",
        "kg scores\n  kg scores --misses",
    )
    scores.add_argument(
        "--expected",
        type=Path,
        default=Path("tests/expected"),
        help="読み手が書いた期待値 / the folder of reviewed readings",
    )
    scores.add_argument("--misses", action="store_true", help="外れを全部 / list every miss")
    scores.add_argument("--readme", type=Path, help="表を README に書く / write the table there")
    scores.add_argument("--json", type=Path, help="画面が読む記録を書く / write what pages show")

    serve = _add(
        commands,
        "serve",
        "serve:run_serve",
        "ブラウザで見る / serve the browser",
        "kg serve\n  kg serve --port 8080",
    )
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_make_number(1, 65535), default=8000)
    serve.add_argument("--workers", type=_make_number(1, 64), default=2)
    add_traces(commands)
    _add_repeats(commands)
    _add_decisions(commands)
    return parser


def _add_repeats(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands that show what repeats, marked or not."""
    again = _add(
        commands,
        "reappearances",
        "reappearances:run_reappearances",
        "再掲の行と元の行、その違い / rows marked 再掲, their originals, where they drifted",
        "kg reappearances\n  kg reappearances --state drifted\n"
        "  kg reappearances --format xlsx -o 再掲.xlsx",
    )
    again.add_argument("--state", choices=("found", "same", "drifted", "unknown", "several"))
    again.add_argument("--document", metavar="SLUG", help="この文書だけ / only this document's")
    _add_language(again)
    _add_format(again, "text", "json", "csv", "xlsx")
    again.add_argument("-o", "--output", type=Path, help="書き出し先 / a file instead of stdout")
    for name, summary in (
        ("duplicates", "印のない重複の候補(同じ自治体) / possible repeats that nobody marked"),
        ("similar", "ほかの自治体の似た事業 / comparable projects of other municipalities"),
    ):
        pairs = _add(
            commands,
            name,
            f"duplicates:run_{name}",
            summary,
            f"kg {name}\n  kg {name} --clusters\n  kg {name} --status candidate --format csv",
        )
        pairs.add_argument("--status", choices=("inferred", "candidate", "confirmed", "rejected"))
        pairs.add_argument("--min-score", type=float, default=0.0, metavar="X", help="0–1")
        pairs.add_argument(
            "--clusters", action="store_true", help="まとまりごとに / what hangs together"
        )
        pairs.add_argument(
            "--path", nargs=2, metavar=("A", "B"), help="二つをつなぐ最短の道 / from A to B"
        )
        _add_language(pairs)
        _add_format(pairs, "text", "json", "csv", "xlsx")
        pairs.add_argument(
            "-o", "--output", type=Path, help="書き出し先 / a file instead of stdout"
        )


def _add_decisions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands by which people decide on links."""
    role = "決めた課などの役割。個人名は書かない / a role such as 企画調整課, never a person's name"
    no_build = "グラフを作り直さない / do not build the graph anew"
    decide = _add(
        commands,
        "decide",
        "decide:run_decide",
        "関連を認める、または退ける / confirm or reject a link",
        'kg decide reject 0123456789abcdef --by 企画調整課 --reason "別の事業"\n'
        '  kg decide confirm 012345 --by 企画調整課 --reason "原本で確認" --no-build',
    )
    decide.add_argument("outcome", choices=("confirm", "reject"))
    decide.add_argument(
        "link", help="関連の IRI か番号(6桁以上) / a link's IRI, or 6 or more of its hex digits"
    )
    decide.add_argument("--by", required=True, metavar="ROLE", help=role)
    decide.add_argument("--reason", required=True, metavar="TEXT", help="理由 / why, in words")
    decide.add_argument("--no-build", action="store_true", help=no_build)

    review = _add(
        commands,
        "review",
        "decide:run_review",
        "決定を待つ関連を順に見る / walk the links that wait for a decision: first those whose "
        "words have changed since, then by rule, the least sure first",
        "kg review --by 企画調整課\n"
        "  kg review --predicate possibleDuplicateOf --limit 20\n"
        "  kg review --status candidate --format csv > queue.csv",
    )
    review.add_argument("--rule", metavar="SLUG", help="この規則だけ / only this rule's")
    review.add_argument(
        "--status", choices=("candidate", "inferred", "stated", "confirmed", "rejected")
    )
    review.add_argument("--predicate", metavar="NAME", help="この関係だけ, e.g. reappearanceOf")
    review.add_argument("--min-confidence", type=float, metavar="X", help="0–1")
    review.add_argument("--max-confidence", type=float, metavar="X", help="0–1")
    review.add_argument("--limit", type=_make_number(1, 10**9), metavar="N", help="N 件まで")
    review.add_argument("--by", metavar="ROLE", help=role)
    review.add_argument("--no-build", action="store_true", help=no_build)
    _add_format(review, "text", "json", "csv")


def find_data_folder(given: Path | None) -> Path:
    """The data folder: as given, else KG_DATA, else `data` here or beside the package.

    Raises KgError when none of them exists.
    """
    if given is None and "KG_DATA" in os.environ:
        given = Path(os.environ["KG_DATA"])
    places = [given] if given else [Path("data"), Path(__file__).parent.parent / "data"]
    for place in places:
        if place.is_dir():
            return place
    raise KgError(
        "データのフォルダーがありません / there is no data folder",
        where="、".join(str(place) for place in places),
        fix="--data か KG_DATA で場所を教えてください / say where with --data or KG_DATA",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line; every error of a user's making is a message."""
    for stream in (sys.stdout, sys.stderr):
        # Japanese is printed whatever the locale says; what a terminal cannot show is escaped.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = make_parser().parse_args(arguments)
    module, _, function = options.runner.partition(":")
    try:
        folder = find_data_folder(options.data)
        recover(folder)
        runner = getattr(import_module(f"kg.commands.{module}"), function)
        return int(runner(folder, options))
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(
            f"kg: {place}読み書きできません / cannot be read or written\n"
            f"  理由 why: {error.strerror or error}",
            file=sys.stderr,
        )
        return 2
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        print(
            f"kg: プログラムの誤りです / a fault of the program: {type(error).__name__}: {error}\n"
            "  対処 fix: KG_DEBUG=1 をつけて実行し、出力を添えて知らせてください / "
            "run again with KG_DEBUG=1 and report what it prints",
            file=sys.stderr,
        )
        return 70


if __name__ == "__main__":
    sys.exit(main())
