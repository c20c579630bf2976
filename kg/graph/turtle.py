"""Turtle that a person can read and that diffs well: sorted, one fact a line, always the same.

W3C RDF 1.1 Turtle. A document's own things are written relative to `@base`; a name that has no
prefixed form is written as a full IRI. There are no blank nodes: everything here has a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.graph.ntriples import RDF, Term, Triple
from kg.names import ID, PREFIXES

# PN_CHARS_U and PN_CHARS of the Turtle grammar.
_FIRST = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_WORD = _FIRST + r"0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_LOCAL = re.compile(rf"(?:[{_FIRST}0-9]|%[0-9A-F]{{2}})(?:[{_WORD}]|%[0-9A-F]{{2}})*")
_IRI = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
#: A reader takes `.` and `..` between slashes out of a relative name.
_RELATIVE = re.compile(r"(?!/|(?:.*/)?\.{1,2}(?:/|\Z))[^\x00-\x20<>\"{}|^`\\:?#]+")
_LITERAL = re.compile(r'"((?:[^"\\\n\r]|\\.)*)"(?:\^\^<([^<>]*)>|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)?')
_BARE = {
    PREFIXES["xsd"] + "integer": re.compile(r"-?[0-9]+"),
    PREFIXES["xsd"] + "decimal": re.compile(r"-?[0-9]+\.[0-9]+"),
    PREFIXES["xsd"] + "boolean": re.compile(r"true|false"),
}
_PREFIXES = {
    **PREFIXES,
    "link": f"{ID}link/",
    "claim": f"{ID}claim/",
    "rule": "https://w3id.org/seisaku-kg/rule/",
    "id": ID,
}


def write_turtle(
    triples: Iterable[Triple],
    base: str | None = None,
    heading: str = "",
    prefixes: Mapping[str, str] | None = None,
) -> str:
    """The triples as a Turtle document. `base` ends in `/`; `heading` becomes a comment on top.

    `prefixes` are used beside the project's own. Raises ValueError for what is no term.
    """
    writer = _Writer({**_PREFIXES, **(prefixes or {})}, base)
    blocks = writer.write(triples)
    head = [f"# {line}" for line in heading.splitlines()]
    head += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(writer.used.items())]
    if base is not None:
        head.append(f"@base <{base}> .")
    return "\n".join(head) + "\n\n" + blocks


def write_blocks(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """The triples as Turtle without its head, with these prefixes alone: a TriG block's inside."""
    return _Writer(prefixes, None).write(triples)


@lru_cache(maxsize=1 << 18)
def make_sort_key(term: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers inside a string by their value."""
    return tuple(
        (0, int(part), part)
        if part.isdecimal() and part.isascii() and len(part) < 19
        else (1, 0, part)
        for part in re.split(r"(\d+)", term)
    )


class _Writer:
    def __init__(self, prefixes: Mapping[str, str], base: str | None) -> None:
        # The longest namespace that fits wins.
        self.prefixes = sorted(prefixes.items(), key=lambda pair: -len(pair[1]))
        self.base = base
        self.used: dict[str, str] = {}
        self._written: dict[Term, str] = {}

    def write(self, triples: Iterable[Triple]) -> str:
        subjects: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in triples:
            subjects[subject][predicate].append(object_)
        return "\n".join(
            self.write_subject(subject, subjects[subject])
            for subject in sorted(subjects, key=make_sort_key)
        )

    def write_subject(self, subject: Term, properties: Mapping[Term, list[Term]]) -> str:
        lines = []
        for predicate in sorted(properties, key=lambda term: (term != RDF.type, self.term(term))):
            verb = "a" if predicate == RDF.type else self.term(predicate)
            objects = sorted({self.term(term) for term in properties[predicate]}, key=make_sort_key)
            lines.append(f"  {verb} {', '.join(objects)}")
        return f"{self.term(subject)}\n" + " ;\n".join(lines) + " .\n"

    def term(self, term: Term) -> str:
        written = self._written.get(term)
        if written is None:
            written = self._iri(term[1:-1]) if term.startswith("<") else self._literal(term)
            self._written[term] = written
        return written

    def _iri(self, iri: str) -> str:
        if _IRI.fullmatch(iri) is None:
            raise ValueError(f"not an IRI: {iri!r}")
        if self.base and iri.startswith(self.base):
            rest = iri[len(self.base) :]
            if _RELATIVE.fullmatch(rest):
                return f"<{rest}>"
        for prefix, namespace in self.prefixes:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used[prefix] = namespace
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal(self, term: Term) -> str:
        match = _LITERAL.fullmatch(term)
        if match is None:
            raise ValueError(f"not a literal: {term!r}")
        text, datatype = match.groups()
        if datatype is None:
            return term
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(text):
            return text
        return f'"{text}"^^{self._iri(datatype)}'
