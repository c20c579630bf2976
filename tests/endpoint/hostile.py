"""Queries that would take an endpoint down, keep it busy, or have it reach outside.

`FAR` stands for the address of a listener; nothing may ever connect to it.
"""

from __future__ import annotations

from typing import Final

FAR: Final = "http://127.0.0.1:{port}/sparql"
ALL: Final = "{ ?s ?p ?o }"
DEEP: Final = 50_000
#: Characters of the longest query that is taken (kg.store.limits).
TEXT: Final = 200_000

_PRODUCT: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"

#: Joins without a condition, in every place that makes the engine run through them.
PRODUCTS: Final = {
    "count over a product": f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}",
    "product": f"SELECT * {{ {_PRODUCT} . ?j ?k ?l }}",
    "product that nothing fits": f"SELECT * {{ {_PRODUCT} FILTER(?a = ?f && ?f = ?h) }}",
    "order by over a product": f"SELECT ?a {{ {_PRODUCT} }} ORDER BY ?c ?f DESC(?i) LIMIT 1",
    "distinct over a product": f"SELECT DISTINCT ?c ?f ?i {{ {_PRODUCT} }}",
    "reduced over a product": f"SELECT REDUCED ?c {{ {_PRODUCT} }} OFFSET 999999999",
    "offset past all": f"SELECT ?c {{ {_PRODUCT} }} OFFSET 99999999999 LIMIT 1",
    "group by over a product": (
        f"SELECT ?c (COUNT(DISTINCT ?f) AS ?n) {{ {_PRODUCT} }} GROUP BY ?c HAVING(?n > 9999999)"
    ),
    "sample over a product": f"SELECT (SAMPLE(?i) AS ?x) (MAX(?c) AS ?y) {{ {_PRODUCT} }}",
    "product in EXISTS": f"ASK {{ ?s ?p ?o FILTER NOT EXISTS {{ {_PRODUCT} FILTER(?a = ?i) }} }}",
    "product in MINUS": f"SELECT * {{ ?s ?p ?o MINUS {{ {_PRODUCT} FILTER(?s = ?i) }} }}",
    "product in OPTIONAL": (
        f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o OPTIONAL {{ {_PRODUCT} FILTER(?s = ?i) }} }}"
    ),
    "product in a subquery": (
        f"SELECT ?c {{ {{ SELECT ?c (COUNT(*) AS ?n) {{ {_PRODUCT} }} GROUP BY ?c }} }}"
    ),
    "product of graphs": (
        "SELECT (COUNT(*) AS ?n)"
        " { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } GRAPH ?i { ?j ?k ?l } }"
    ),
    "product of a CONSTRUCT": (
        "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }"
    ),
    "DESCRIBE of a product": f"DESCRIBE ?a ?d {{ {_PRODUCT} FILTER(?c = ?i) }}",
    "ASK of a product": f"ASK {{ {_PRODUCT} FILTER(?a = ?f && ?d = ?i && ?g = ?c && ?b = ?p) }}",
    "VALUES product": (
        "SELECT (COUNT(*) AS ?n) {"
        + "".join(f" VALUES ?v{i} {{ {' '.join(str(n) for n in range(60))} }}" for i in range(6))
        + " }"
    ),
    "union of products": f"SELECT (COUNT(*) AS ?n) {{ {{ {_PRODUCT} }} UNION {{ {_PRODUCT} }} }}",
    "no shared variable but a filter of strings": (
        "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(CONTAINS(STR(?c), CONCAT(STR(?f), 'x'))) }"
    ),
    "distance of all pairs of texts": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(SHA512(STR(?c)) = SHA512(STR(?f))) }"
    ),
}
#: Property paths that walk everything from everywhere.
PATHS: Final = {
    "any path to anything": "SELECT (COUNT(*) AS ?n) { ?s (<urn:x>|!<urn:x>)* ?o }",
    "any path both ways": "SELECT (COUNT(*) AS ?n) { ?s (!<urn:x>|^!<urn:x>)* ?o }",
    "path of paths": "SELECT (COUNT(*) AS ?n) { ?s ((!<urn:x>)+/(!<urn:x>)+)+ ?o }",
    "negated path both ways, twice": "SELECT * { ?s !(<urn:x>|^<urn:x>)+ ?m . ?m !(<urn:y>)+ ?o }",
    "chain of any steps": f"SELECT (COUNT(*) AS ?n) {{ ?s {'/'.join(['!<a:1>'] * 7)} ?o }}",
    "optional steps": f"SELECT (COUNT(*) AS ?n) {{ ?s {'/'.join(['(!<a:1>|^!<a:1>)?'] * 12)} ?o }}",
    "path in EXISTS": (
        "ASK { ?s ?p ?o FILTER NOT EXISTS { ?o (!<a:1>|^!<a:1>)+ ?s } FILTER(?o = ?p) }"
    ),
}
#: Texts that grow, and expressions that take their time.
BOMBS: Final = {
    "string that doubles": (
        'SELECT (STRLEN(?v30) AS ?n) { BIND("0123456789" AS ?v0)'
        + "".join(f" BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(30))
        + " }"
    ),
    "string that grows tenfold": (
        'SELECT ?v9 { BIND("0123456789" AS ?v0)'
        + "".join(f" BIND(CONCAT({', '.join([f'?v{i}'] * 10)}) AS ?v{i + 1})" for i in range(9))
        + " }"
    ),
    "REPLACE that grows": (
        'SELECT (STRLEN(?v9) AS ?n) { BIND("aaaaaaaaaa" AS ?v0)'
        + "".join(f' BIND(REPLACE(?v{i}, "a", "aaaaaaaaaa") AS ?v{i + 1})' for i in range(9))
        + " }"
    ),
    "GROUP_CONCAT of a product": (
        "SELECT (STRLEN(GROUP_CONCAT(?x)) AS ?n)"
        " { { SELECT (GROUP_CONCAT(STR(?c)) AS ?x) { ?a ?b ?c . ?d ?e ?f } } }"
    ),
    "regular expression over all": (
        'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), "(a+)+(b+)+(c+)+$")'
        ' && REGEX(STR(?f), "(.*)(.*)(.*)(.*)(.*)x$")) }'
    ),
    "regular expression that is large": (
        'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "' + "(" * 8 + "a" + "{50})" * 8 + '")) }'
    ),
    "regular expression from the data": (
        "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), STR(?f))) }"
    ),
    "hashes of everything": (
        "SELECT (COUNT(?h) AS ?n)"
        " { ?a ?b ?c . ?d ?e ?f BIND(SHA512(CONCAT(STR(?a), STR(?f))) AS ?h) }"
    ),
    "powers of a product": (
        "SELECT (SUM(?x * ?x * ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(STRLEN(STR(?c)) AS ?x) }"
    ),
    "zero byte": "SELECT * { ?s ?p '\0' }",
    "long literal": f'SELECT * {{ ?s ?p "{"a" * (TEXT - 100)}" }}',
    "long IRI": f"SELECT * {{ ?s ?p <urn:{'a' * (TEXT - 100)}> }}",
    "long name of a variable": f"SELECT ?{'a' * (TEXT - 100)} {{ }}",
    "rows without end": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "triples without end": "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f }",
    "unions in a row": "SELECT * { " + " UNION ".join([ALL] * 300) + " }",
    "thousands of VALUES": "SELECT * { VALUES ?x { "
    + "1 " * 60_000
    + "} VALUES ?y { "
    + "2 " * 30_000
    + "} }",
}
#: Nesting and rows of operators that overflow the stack of a parser or planner.
DEPTHS: Final = {
    "groups": "ASK " + "{" * DEEP + "}" * DEEP,
    "groups that do not close": "ASK " + "{" * DEEP,
    "brackets": "ASK { FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ") }",
    "negations": "ASK { FILTER(" + "!" * DEEP + "true) }",
    "minus signs": "SELECT (" + "-" * DEEP + "1 AS ?x) {}",
    "ors": "ASK { FILTER(" + "||".join(["?a"] * (DEEP // 2)) + ") }",
    "sums": "ASK { FILTER(" + "+".join(["1"] * DEEP) + ") }",
    "optionals": "ASK { " + "OPTIONAL{" * (DEEP // 3) + "}" * (DEEP // 3) + " }",
    "unions": "ASK { " + "UNION".join(["{}"] * (DEEP // 2)) + " }",
    "path steps": "ASK { ?s " + "/".join(["<a:>"] * (DEEP // 2)) + " ?o }",
    "path brackets": "ASK { ?s " + "(" * DEEP + "<a:>" + ")" * DEEP + " ?o }",
    "lists": "ASK { ?s ?p " + "(" * DEEP + ")" * DEEP + " }",
    "blank nodes": "ASK { ?s ?p " + "[<a:> " * (DEEP // 3) + "1" + "]" * (DEEP // 3) + " }",
    "EXISTS in EXISTS": "ASK { " + "FILTER EXISTS{" * (DEEP // 4) + "}" * (DEEP // 4) + " }",
    "functions": "SELECT (" + "ABS(" * (DEEP // 2) + "1" + ")" * (DEEP // 2) + " AS ?x) {}",
    "subqueries": "ASK { " + "{SELECT * " * 9000 + "{" + "}" * 9000 + "} }",
    "quoted triples": "ASK { " + "<<" * DEEP + " }",
}
#: Everything that would connect to somewhere, or read a file.
OUTSIDE: Final = {
    "SERVICE": f"SELECT * {{ SERVICE <{FAR}> {ALL} }}",
    "service in lower case": f"SELECT * {{ service <{FAR}> {ALL} }}",
    "SERVICE SILENT": f"SELECT * {{ SERVICE SILENT <{FAR}> {ALL} }}",
    "SERVICE without blanks": f"SELECT*{{SERVICE<{FAR}>{ALL}}}",
    "SERVICE behind a number": f"SELECT * {{ ?s ?p 1SERVICE<{FAR}>{ALL} }}",
    "SERVICE behind a comment": f"SELECT * {{ # x\nSERVICE # y\n<{FAR}> {ALL} }}",
    "SERVICE of a variable": f"SELECT * {{ VALUES ?x {{ <{FAR}> }} SERVICE ?x {ALL} }}",
    "SERVICE of a prefixed name": f"PREFIX x: <{FAR}> SELECT * {{ SERVICE x: {ALL} }}",
    "SERVICE in EXISTS": f"ASK {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{FAR}> {ALL} }} }}",
    "SERVICE in a subquery": f"SELECT * {{ {{ SELECT * {{ SERVICE <{FAR}> {ALL} }} }} }}",
    "SERVICE in CONSTRUCT": f"CONSTRUCT {ALL} WHERE {{ SERVICE <{FAR}> {ALL} }}",
    "SERVICE in OPTIONAL": f"SELECT * {{ OPTIONAL {{ SERVICE <{FAR}> {ALL} }} }}",
    "SERVICE escaped": f"SELECT * {{ \\u0053ERVICE <{FAR}> {ALL} }}",
    "SERVICE behind less-than": f"SELECT * {{ ?a ?b ?c FILTER(?a<?b) SERVICE <{FAR}> {ALL} }}",
    "SERVICE behind a false comment": (
        f"SELECT * {{ ?a ?p ?b FILTER(?a<?b#>'''\n) SERVICE <{FAR}> {ALL} #'''\n }}"
    ),
    "FROM": f"SELECT * FROM <{FAR}> {ALL}",
    "FROM NAMED": f"SELECT * FROM NAMED <{FAR}> {{ GRAPH ?g {ALL} }}",
    "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "FROM NAMED a file": "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "GRAPH elsewhere": f"SELECT * {{ GRAPH <{FAR}> {ALL} }}",
    "LOAD": f"LOAD <{FAR}>",
    "LOAD SILENT": f"LOAD SILENT <{FAR}> INTO GRAPH <urn:g>",
    "LOAD of a file": "LOAD <file:///etc/passwd>",
    "INSERT": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE": "DELETE WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "a query and an update": "SELECT * { ?s ?p ?o } ; DROP ALL",
}
#: Bodies that are no query at all.
BODIES: Final[dict[str, bytes]] = {
    "10 MB of blanks": b" " * 10_000_000,
    "10 MB of brackets": b"ASK " + b"{" * 10_000_000,
    "10 MB of quotes": b"'" * 10_000_000,
    "not UTF-8": b"SELECT * { ?s ?p '\xff\xfe' }",
    "UTF-16": "SELECT * { ?s ?p ?o }".encode("utf-16"),
    "zero bytes": b"\0" * 1000,
    "lone surrogates": b"SELECT * { ?s ?p '\xed\xa0\x80' }",
    "nothing": b"",
    "control characters": bytes(range(1, 32)),
}
QUERIES: Final = {**PRODUCTS, **PATHS, **BOMBS, **DEPTHS, **OUTSIDE}
