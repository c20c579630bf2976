"""The published example queries of `ontology/examples`, one Turtle file each, in the SIB's form.

`python -m kg.questions.examples > docs/queries.md` makes the page of them all; with a name behind
it, it prints that query ready to be pasted into any client.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError, KgError, NotFoundError, locate
from kg.names import BASE, PREFIXES
from kg.questions.vocabulary import ONTOLOGY

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

COMMAND: Final = "python -m kg.questions.examples"
PAGE: Final = Path("docs") / "queries.md"
EXAMPLES: Final = ONTOLOGY / "examples"
EXAMPLE: Final = BASE + "example/"
#: The SIB's own vocabulary for example queries: SHACL 1.0 has no word for one that describes.
SPEX: Final = "https://purl.expasy.org/sparql-examples/ontology#"

_DECLARATIONS: Final = "prefixes.ttl"
_KEYWORDS: Final = PREFIXES["schema"] + "keywords"
_FORMS: Final = {
    "select": PREFIXES["sh"] + "select",
    "ask": PREFIXES["sh"] + "ask",
    "construct": PREFIXES["sh"] + "construct",
    "describe": SPEX + "describe",
}
# Where no prefixed name can stand: in strings, IRIs and comments.
_QUIET: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>"{}|^`\\\s]*>|#[^\n]*')
_PREFIX: Final = re.compile(r"(?<![\w?$:-])([A-Za-z][\w-]*):")


@dataclass(frozen=True)
class Example:
    """A question in both languages and its query, with the PREFIX lines that it uses.

    `name` is the stem of its file, `form` select, ask, construct or describe.
    """

    name: str
    iri: str
    question_ja: str
    question_en: str
    form: str
    query: str
    keywords: tuple[str, ...]

    def question(self, language: str) -> str:
        """The question in `ja` or `en`."""
        return self.question_en if language == "en" else self.question_ja


@cache
def find_examples() -> tuple[Example, ...]:
    """All examples by name, the simple ones first. Raises GraphError for a broken file."""
    prefixes = load_prefixes()
    files = sorted(path for path in EXAMPLES.glob("*.ttl") if path.name != _DECLARATIONS)
    return tuple(read_example(path, prefixes) for path in files)


def get_example(name: str) -> Example:
    """The example of that name. Raises NotFoundError."""
    for example in find_examples():
        if example.name == name:
            return example
    raise NotFoundError(
        f"問い合わせの例「{name}」はありません / there is no such example query",
        fix=f"{PAGE.as_posix()} の一覧から選んでください / choose one of its list",
    )


@cache
def load_prefixes() -> Mapping[str, str]:
    """The namespaces by prefix that `ontology/examples/prefixes.ttl` declares for the examples."""
    from rdflib.namespace import SH

    from kg.graph.load import read_turtle

    graph = read_turtle(EXAMPLES / _DECLARATIONS)
    return {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace))
        for one in graph.objects(None, SH.declare)
    }


def read_example(path: Path, prefixes: Mapping[str, str]) -> Example:
    """The example of one file. Raises GraphError when it is not one question and its query."""
    from rdflib import URIRef
    from rdflib.namespace import RDFS

    from kg.graph.load import read_turtle

    graph, iri = read_turtle(path), URIRef(EXAMPLE + path.stem)
    found = {form: graph.value(iri, URIRef(said)) for form, said in _FORMS.items()}
    texts = {form: str(text).strip() for form, text in found.items() if text is not None}
    questions = dict(_find_texts(graph, iri, RDFS.comment))
    if len(texts) != 1 or not {"ja", "en"} <= questions.keys():
        raise GraphError(
            "一つの問い合わせと、日本語と英語の問いが要ります / "
            "one query and its question in Japanese and English are wanted",
            where=locate(path),
            fix=f"<{iri}> について書いてください / say them of this IRI",
        )
    ((form, text),) = texts.items()
    return Example(
        path.stem,
        str(iri),
        questions["ja"],
        questions["en"],
        form,
        _declare(text, path, prefixes),
        tuple(sorted(word for _, word in _find_texts(graph, iri, URIRef(_KEYWORDS)))),
    )


def _find_texts(graph: Graph, subject: URIRef, predicate: URIRef) -> Iterator[tuple[str, str]]:
    """The language and the words of each literal."""
    from rdflib import Literal

    for value in graph.objects(subject, predicate):
        if isinstance(value, Literal):
            yield value.language or "", str(value)


def _declare(text: str, path: Path, prefixes: Mapping[str, str]) -> str:
    used = set(_PREFIX.findall(_QUIET.sub(" ", text)))
    if unknown := used - prefixes.keys():
        raise GraphError(
            f"宣言のない接頭辞です / prefixes without a declaration: {', '.join(sorted(unknown))}",
            where=locate(path),
            fix=f"{_DECLARATIONS} にある接頭辞を使ってください / use those of {_DECLARATIONS}",
        )
    lines = [f"PREFIX {name}: <{prefixes[name]}>" for name in sorted(used)]
    return "\n".join([*lines, text]) + "\n"


def render_page(examples: Iterable[Example]) -> str:
    """The page of all examples in Markdown, each question in Japanese and in English."""
    found = list(examples)
    rows = [
        f"| [{one.name}](../ontology/examples/{one.name}.ttl) "
        f"| {one.question_ja}<br>{one.question_en} | {one.form.upper()} |"
        for one in found
    ]
    return "\n".join([_HEAD.format(count=len(found), name=found[0].name), *rows, ""])


_HEAD: Final = f"""\
# 問い合わせの例 / Example queries

`ontology/examples/` にある {{count}} の例です。簡単なものから順に並び、
自分の問いの型として使えます。どれも実際のグラフで実行し、
原文で確かめた答え(`tests/expected/examples/`)と比べています。
The {{count}} examples of `ontology/examples/`, the simple ones first, each a pattern for
questions of your own. Every one is run on the real graph by a test and compared with an
answer that was checked in the sources.

```
# 接頭辞つきの問い合わせ。どこにでも貼れる / ready to paste anywhere
{COMMAND} {{name}}
# その答え / its answer
{COMMAND} {{name}} | kg query -
{COMMAND} {{name}} | curl --data-urlencode query@- http://127.0.0.1:8000/sparql
```

- 一つの例が一つの Turtle ファイル。形は SIB の SPARQL の例(`sh:SPARQLExecutable`、`spex:`)です。
  本文に `PREFIX` はなく、`prefixes.ttl` が一度だけ宣言します。
  One Turtle file each, in the form of the SIB's SPARQL examples; the prefixes are declared
  once, in `prefixes.ttl`.
- `GRAPH` のない問い合わせは、すべての名前付きグラフを合わせたものに尋ねます。
  同じ文が二つのグラフにあると行が重なるエンジンもあるので、`DISTINCT` と
  `COUNT(DISTINCT …)` を使っています。
  Without `GRAPH` all named graphs are asked as one. Some engines then repeat a row for a
  statement that two graphs hold: hence `DISTINCT` throughout.
- `DESCRIBE` が何を返すかは、エンジンが決めます。 What `DESCRIBE` gives is the engine's choice.

このページは `{COMMAND} > {PAGE.as_posix()}` で作ります。
手で直さないでください。 Made by this command; not to be edited by hand.

| 例 example | 問い question | 形 form |
| --- | --- | --- |"""


def main(names: Sequence[str]) -> int:
    """Print the page, or the queries of the names given; the exit code."""
    try:
        texts = [get_example(name).query for name in names] or [render_page(find_examples())]
    except KgError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print("\n".join(texts), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
