"""A query as lines of a program, ready to be copied: curl, Python, R."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.store.formats import FORMATS, Kind

#: The format that each kind of answer is best read in, as `format=` names it.
_BEST: Final = {"solutions": "csv", "boolean": "json", "triples": "ttl"}


@dataclass(frozen=True)
class Program:
    """What runs it and its text."""

    name: str
    text: str


def make_programs(query: str, kind: Kind, endpoint: str) -> tuple[Program, ...]:
    """The programs that ask the endpoint a query whose answer is of that kind."""
    form = _BEST[kind]
    media_type = FORMATS[kind][form]
    programs = [
        Program("curl", _make_curl(query, media_type, endpoint)),
        Program("Python (SPARQLWrapper)", _make_wrapper(query, kind, endpoint)),
    ]
    if kind == "solutions":
        programs.append(Program("Python (pandas)", _make_pandas(query, endpoint)))
        programs.append(Program("R", _make_r(query, endpoint)))
    if kind == "triples":
        programs.append(Program("Python (rdflib)", _make_rdflib(query, endpoint)))
    return tuple(programs)


def _make_curl(query: str, media_type: str, endpoint: str) -> str:
    mark = "QUERY"
    while mark in query.split("\n"):
        mark += "_"
    return (
        f"curl -H 'Accept: {media_type}' --data-urlencode query@- {endpoint} <<'{mark}'\n"
        f"{query}\n{mark}"
    )


def _make_wrapper(query: str, kind: Kind, endpoint: str) -> str:
    form = "TURTLE" if kind == "triples" else "JSON"
    last = {
        "solutions": 'for row in endpoint.queryAndConvert()["results"]["bindings"]:\n'
        '    print({name: value["value"] for name, value in row.items()})',
        "boolean": 'print(endpoint.queryAndConvert()["boolean"])',
        "triples": "print(endpoint.queryAndConvert().decode())",
    }
    return (
        f"# pip install SPARQLWrapper\nfrom SPARQLWrapper import {form}, POST, SPARQLWrapper\n\n"
        f"endpoint = SPARQLWrapper({endpoint!r})\nendpoint.setMethod(POST)\n"
        f"endpoint.setReturnFormat({form})\nendpoint.setQuery({make_python_text(query)})\n"
        f"{last[kind]}"
    )


def _make_pandas(query: str, endpoint: str) -> str:
    return (
        "# pip install pandas\nfrom urllib.parse import urlencode\n\nimport pandas\n\n"
        f"query = {make_python_text(query)}\n"
        'asked = urlencode({"format": "csv", "query": query})\n'
        f'answer = pandas.read_csv(f"{endpoint}?{{asked}}")\n'
        "print(answer)"
    )


def _make_rdflib(query: str, endpoint: str) -> str:
    return (
        "# pip install rdflib\nfrom urllib.parse import urlencode\n\nfrom rdflib import Graph\n\n"
        f"query = {make_python_text(query)}\n"
        'asked = urlencode({"format": "ttl", "query": query})\n'
        f'graph = Graph().parse(f"{endpoint}?{{asked}}", format="turtle")\n'
        "print(len(graph))"
    )


def _make_r(query: str, endpoint: str) -> str:
    return (
        f"query <- {make_r_text(query)}\n"
        f'asked <- paste0("{endpoint}?format=csv&query=", URLencode(query, reserved = TRUE))\n'
        'answer <- read.csv(asked, encoding = "UTF-8")\n'
        "print(answer)"
    )


def make_python_text(text: str) -> str:
    """A Python literal of the text, readable where it can be."""
    plain = text.replace("\n", "").isprintable()
    if not plain or "\\" in text or '"""' in text or text.endswith('"'):
        return repr(text)
    return f'"""{text}"""'


def make_r_text(text: str) -> str:
    """A raw string of R (from 4.0) that the text cannot close."""
    dashes = ""
    while f'){dashes}"' in text:
        dashes += "-"
    return f'r"{dashes}({text}){dashes}"'
