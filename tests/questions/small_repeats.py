"""A small graph with rows that repeat each other, with and without a mark, written by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from kg.documents.folder import DataFolder
from kg.names import BASE, PREFIXES, make_link

_ID: Final = f"{BASE}id/"
HOSTILE: Final = '<script>alert(1)</script>=cmd|"x"\u202e'


def project(name: str, code: str = "990001") -> str:
    return f"{_ID}{code}/project/{name}"


def listing(number: int, code: str = "990001") -> str:
    return f"{_ID}{code}/document/plan-{code}/listing/{number}"


KIDS: Final = project("こども事業")
KIDS_TOO: Final = project("子ども事業")
KIDS_WARD: Final = project("子ども事業%28各区%29")
FAR: Final = project("こども事業", "990002")
PARK: Final = project("公園事業")
TALK: Final = project("対話事業")
ODD: Final = project("odd")
UNTOLD: Final = project("名だけの事業")

_ROWS: Final = (
    (KIDS, "こども事業", "990001", 10, False, "こどもの居場所をつくります。", "調査", "実施"),
    (KIDS_TOO, "子ども事業", "990001", 20, False, "子どもの居場所を広げます。", "調査", "拡充"),
    (KIDS_WARD, "子ども事業(各区)", "990001", 30, False, "子どもの居場所を広げます。", "", ""),
    (FAR, "こども事業", "990002", 10, False, "こどもの居場所をつくります。", "調査", "実施"),
    (PARK, "公園事業", "990001", 40, False, "公園を守ります。", "", ""),
    (TALK, "対話事業", "990001", 50, False, "対話します。", "", ""),
    (ODD, HOSTILE, "990001", 60, False, HOSTILE, HOSTILE, ""),
    (TALK, "対話事業(再掲)", "990001", 70, True, "対話を続けます。", "", ""),
)

#: Subject, property, object, status, confidence, score, reasons.
_LINKS: Final = (
    (KIDS, "possibleDuplicateOf", KIDS_TOO, "Inferred", "0.9", "0.95", "こども/子どもの違い"),
    (KIDS_TOO, "possibleDuplicateOf", KIDS, "Inferred", "0.9", "0.95", "こども/子どもの違い"),
    (KIDS_TOO, "possibleDuplicateOf", KIDS_WARD, "Confirmed", "0.8", "0.9", "(各区)のみ異なる"),
    (KIDS_WARD, "possibleDuplicateOf", KIDS_TOO, "Inferred", "0.8", "0.9", "(各区)のみ異なる"),
    (KIDS, "similarTo", FAR, "Inferred", "0.7", "1.0", "名称が一致"),
    (FAR, "similarTo", KIDS, "Inferred", "0.7", "1.0", "名称が一致"),
    (KIDS, "possibleDuplicateOf", PARK, "Candidate", "0.3", "0.4", "説明が似ている"),
    (PARK, "possibleDuplicateOf", TALK, "Inferred", "0.8", "0.5", "説明が似ている"),
    (TALK, "possibleDuplicateOf", PARK, "Rejected", "0.8", "0.5", "別の事業"),
    (TALK, "possibleDuplicateOf", ODD, "Inferred", "0.6", "0.6", HOSTILE),
    (ODD, "possibleDuplicateOf", TALK, "Inferred", "0.6", "0.6", HOSTILE),
    (PARK, "possibleDuplicateOf", UNTOLD, "Candidate", "0.2", "0.2", "名称が似ている"),
)


def _literal(text: str, language: str = "ja") -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{language}'


def _make_document(code: str) -> tuple[str, str]:
    """The Turtle of a municipality's document, and its text."""
    document = f"{_ID}{code}/document/plan-{code}"
    text = "".join(f"{_print(row)}\n" for row in _ROWS if row[2] == code)
    turtle = (
        f'<{document}> a mpo:SourceDocument ; dct:title "計画{code}"@ja ; '
        f"mpo:municipality <{_ID}{code}> ; mpo:characters {len(text)} ; "
        f'mpo:sha256 "{hashlib.sha256(text.encode()).hexdigest()}" .\n'
        f"<{_ID}{code}> a mpo:Body ; mpo:bodyKind mpo:municipality ; "
        f"skos:prefLabel {_literal('小市' if code == '990001' else '遠市')} .\n"
        f"<{document}/node/1> a mpo:PolicyNode ; skos:prefLabel {_literal('まちづくり')} ; "
        f'skos:notation "1" ; mpo:level {_literal("施策")} ; skos:inScheme <{document}> ; '
        f"mpo:position 1 .\n"
    )
    begin = 0
    for number, row in enumerate(one for one in _ROWS if one[2] == code):
        iri, name, _, start, again, description, first, second = row
        line = _print(row)
        end = begin + len(line)
        passage = f"{document}/passage/{begin}-{end}"
        here = listing(start, code)
        cells = [(2011, first), (2012, second)] if first or second else []
        turtle += (
            f"<{passage}> a mpo:Passage ; oa:hasSource <{document}> ; "
            f"oa:exact {_literal(line)} ; oa:start {begin} ; oa:end {end} ; "
            f"mpo:startLine {number + 1} ; mpo:endLine {number + 1} .\n"
            f"<{here}> a mpo:Listing ; dct:isPartOf <{document}> ; mpo:lists <{iri}> ; "
            f"mpo:under <{document}/node/1> ; mpo:position {start} ; "
            f"mpo:printedName {_literal(name)} ; mpo:isReappearance {str(again).lower()} ; "
            f"dct:description {_literal(description)} ; prov:wasDerivedFrom <{passage}> .\n"
            f"<{iri}> a mpo:Project ; skos:prefLabel {_literal(name.removesuffix('(再掲)'))} ; "
            f"prov:wasDerivedFrom <{passage}> .\n"
        )
        for year, said in cells:
            turtle += (
                f"<{here}> mpo:cell <{here}/cell/{year}> .\n<{here}/cell/{year}> a mpo:PlanCell ; "
                f"mpo:fiscalYear {year} ; mpo:text {_literal(said)} ; "
                f"prov:wasDerivedFrom <{passage}> .\n"
            )
        begin = end + 1
    return turtle, text


def write_repeats_data(root: Path) -> DataFolder:
    """Write the data folder below `root`."""
    folder = DataFolder(root)
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    manifest = ""
    for code in ("990001", "990002"):
        turtle, text = _make_document(code)
        (folder.sources / code).mkdir(parents=True)
        (folder.sources / code / f"plan-{code}.txt").write_text(text, encoding="utf-8", newline="")
        manifest += (
            f'[document.plan-{code}]\nfile = "{code}/plan-{code}.txt"\nmunicipality = "{code}"\n'
            f'title = "計画{code}"\nlayout = "none-of-ours"\n'
            f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"\n'
        )
        (folder.ttl / code).mkdir(parents=True)
        (folder.ttl / code / f"plan-{code}.ttl").write_text(head + turtle, encoding="utf-8")
    (folder.sources / "documents.toml").write_text(manifest, encoding="utf-8")
    untold = f"<{UNTOLD}> a mpo:Project ; skos:prefLabel {_literal('名だけの事業')} .\n"
    (folder.ttl / "curated.ttl").write_text(head + untold, encoding="utf-8")
    links = ""
    proof = f"<{_ID}990001/document/plan-990001/passage/0-{len(_print(_ROWS[0]))}>"
    for subject, name, object_, status, confidence, score, reason in _LINKS:
        predicate = PREFIXES["mpo"] + name
        iri = make_link(f"<{subject}>", f"<{predicate}>", f"<{object_}>")
        links += (
            f"<{iri}> a mpo:Link, mpo:Claim, rdf:Statement ; rdf:subject <{subject}> ; "
            f"rdf:predicate mpo:{name} ; rdf:object <{object_}> ; mpo:status mpo:{status} ; "
            f"sssom:confidence {confidence} ; sssom:similarity_score {score} ; "
            f"mpo:rule <{BASE}rule/repeat-by-name> ; mpo:reason {_literal(reason)}, "
            f"{_literal(f'reason: {name}', 'en')} ; "
            f"prov:wasDerivedFrom {proof} .\n"
        )
        if status in ("Inferred", "Confirmed") and {subject, object_} != {PARK, TALK}:
            links += f"<{subject}> mpo:{name} <{object_}> .\n"
    again = (
        f"<{listing(70)}> mpo:reappearanceOf <{listing(50)}> .\n"
        f"<{_ID}link/again> a mpo:Link, mpo:Claim, rdf:Statement ; rdf:subject <{listing(70)}> ; "
        f"rdf:predicate mpo:reappearanceOf ; rdf:object <{listing(50)}> ; "
        f"mpo:status mpo:Inferred ; sssom:confidence 0.9 .\n"
    )
    (folder.ttl / "inferred.ttl").write_text(head + links + again, encoding="utf-8")
    return folder


def _print(row: tuple[str, str, str, int, bool, str, str, str]) -> str:
    """A row as its document prints it."""
    return "\t".join((row[1], *row[5:]))
