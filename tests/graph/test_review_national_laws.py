"""Legal grounds, plans, policies and relations of the 563 national projects, counted against the
published files themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from kg.graph.ntriples import (
    CPSV,
    DCT,
    ELI,
    MPO,
    PROV,
    RDF,
    SKOS,
    Term,
    get_text,
)
from kg.layouts.review_records import SheetRecord
from tests.graph.review_material import POLICIES, RELATIONS, SUMMARIES, make_all, read_rows

PROJECT = "<https://w3id.org/seisaku-kg/id/jp/project/{}>"
LAW = "<https://w3id.org/seisaku-kg/id/eli/jp/law/{}>"
CODE, LAW_ID, LAW_NAME, ARTICLE = "予算事業ID", "法令ID", "法令名", "条"
PLAN, RELATED, RELATION = "計画通知名", "関連事業の事業ID", "関連性"
KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九")}
#: What the files say for "there is none".
NOTHING = {"", "なし", "─", "他"}


@cache
def find_all(number: str, predicate: Term) -> frozenset[tuple[Term, Term]]:
    return frozenset((s, o) for s, p, o in make_all()[number].graph if p == predicate)


@cache
def find_proofs(number: str) -> dict[tuple[Term, Term, Term], set[int]]:
    """The lines of the passages that prove each claim."""
    parts: dict[Term, dict[Term, Term]] = defaultdict(dict)
    proofs: dict[Term, set[Term]] = defaultdict(set)
    lines: dict[Term, int] = {}
    for s, p, o in make_all()[number].graph:
        if p in (RDF.subject, RDF.predicate, RDF.object):
            parts[s][p] = o
        elif p == PROV.wasDerivedFrom:
            proofs[s].add(o)
        elif p == MPO.startLine:
            lines[s] = int(get_text(o))
    return {
        (part[RDF.subject], part[RDF.predicate], part[RDF.object]): {
            lines[one] for one in proofs[claim]
        }
        for claim, part in parts.items()
    }


def parse_kanji(text: str) -> int:
    """A kanji numeral by unit, read without the program: 百三 is 103."""
    total = digit = 0
    for char in text:
        if char in KANJI:
            digit = KANJI[char]
        else:
            total += max(digit, 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return total + digit


def find_sheets(number: str) -> dict[str, SheetRecord]:
    return {sheet.code.text: sheet for sheet in make_all()[number].extraction.sheets}


def find_reported(*codes: str) -> set[int]:
    """The lines of the findings of these codes in the file of laws."""
    findings = make_all()[POLICIES].extraction.findings
    return {finding.line for finding in findings if finding.code in codes}


def parse_printed(article: str) -> str:
    """第百三条の二 as "103_2"; read without the program."""
    return "_".join(str(parse_kanji(one)) for one in article[1:].replace("条", "").split("の"))


# --- Laws -----------------------------------------------------------------------------------------


def test_every_law_id_of_the_file_is_a_law_that_its_projects_follow() -> None:
    rows = [row for row in read_rows(POLICIES) if row[LAW_ID]]
    printed = {(PROJECT.format(row[CODE]), LAW.format(row[LAW_ID])) for row in rows}
    followed = {pair for pair in find_all(POLICIES, CPSV.follows) if "/eli/jp/law/" in pair[1]}
    assert printed <= followed
    assert len({row[LAW_ID] for row in rows}) == 178
    assert {law for _, law in followed} == {LAW.format(row[LAW_ID]) for row in rows}
    kinds = {(s, o) for s, p, o in make_all()[POLICIES].graph if p == RDF.type}
    for row in rows:
        by_parliament = (LAW.format(row[LAW_ID]), MPO.Law) in kinds
        assert by_parliament == (row[LAW_ID][3:5] == "AC")


def test_every_article_of_the_column_is_one_that_its_project_implements() -> None:
    implemented = find_all(POLICIES, MPO.implementsArticle)
    proofs = find_proofs(POLICIES)
    rows = 0
    for line, row in enumerate(read_rows(POLICIES), start=2):
        if not (row[ARTICLE] and row[LAW_ID]):
            continue
        rows += 1
        article = f"{LAW.format(row[LAW_ID])[:-1]}/art_{parse_printed(row[ARTICLE])}>"
        pair = PROJECT.format(row[CODE]), article
        assert pair in implemented, line
        assert line in proofs[pair[0], MPO.implementsArticle, article]
    assert rows == 1018


def test_paragraphs_and_items_are_read_as_deep_as_their_columns_go() -> None:
    numbers = dict(find_all(POLICIES, ELI.number))
    deep: Counter[str] = Counter()
    implemented = find_all(POLICIES, MPO.implementsArticle)
    unread = find_reported("law-place-not-understood")
    for line, row in enumerate(read_rows(POLICIES), start=2):
        if not (row[ARTICLE] and row[LAW_ID] and row["項"]) or line in unread:
            continue
        base = f"{LAW.format(row[LAW_ID])[:-1]}/art_{parse_printed(row[ARTICLE])}/para_{row['項']}"
        own = {o for s, o in implemented if s == PROJECT.format(row[CODE]) and o.startswith(base)}
        if row["号・号の細分"]:
            assert any("/item_" in one for one in own), line
            deep["item"] += 1
        else:
            assert f"{base}>" in own, line
            deep["paragraph"] += 1
        assert own <= numbers.keys()
    assert deep == {"item": 368, "paragraph": 133}
    subdivisions = {s for s, o in find_all(POLICIES, RDF.type) if o == ELI.LegalResourceSubdivision}
    articles = {s for s, o in find_all(POLICIES, RDF.type) if o == MPO.Article}
    assert {o for _, o in implemented} <= subdivisions
    assert {
        one for one in subdivisions if one.rsplit("/", 1)[-1].startswith("art_")
    } - articles == {
        one
        for one in subdivisions
        if "/suppl/art_" in one
        and one.count("/art_") == 1
        and one.rsplit("/", 1)[-1].startswith("art_")
    }


def test_a_law_without_an_id_is_found_by_its_name_or_reported_with_its_row() -> None:
    proofs = find_proofs(POLICIES)
    follows = {
        (s, o, line) for (s, p, o), lines in proofs.items() if p == CPSV.follows for line in lines
    }
    reported = find_reported("law-without-id", "ground-is-no-law")
    found: Counter[str] = Counter()
    for line, row in enumerate(read_rows(POLICIES), start=2):
        if row[LAW_NAME] in NOTHING or row[LAW_ID]:
            continue
        project = PROJECT.format(row[CODE])
        laws = {o for s, o, at in follows if s == project and at == line and "/eli/jp/law/" in o}
        assert laws or line in reported, (line, row[LAW_NAME])
        found["found" if line not in reported else "reported"] += 1
    assert found == {"found": 47, "reported": 34}


def test_what_is_left_of_a_legal_ground_is_listed_by_row() -> None:
    left = Counter(
        finding.code
        for finding in make_all()[POLICIES].extraction.findings
        if finding.code.startswith(("law-", "article-", "ground-"))
    )
    assert left == {
        "law-without-id": 49,
        "article-of-no-legislation": 19,
        "law-part-not-understood": 11,
        "law-number-differs": 4,
        "law-place-not-understood": 3,
        "ground-is-no-law": 3,
    }
    assert all(2 <= line <= 2088 for line in find_reported(*left))


# --- Plans and policies ---------------------------------------------------------------------------


def test_every_plan_of_the_file_is_followed_by_its_project_or_reported() -> None:
    proofs = find_proofs(POLICIES)
    lines: dict[Term, set[int]] = defaultdict(set)
    for (subject, predicate, _), found in proofs.items():
        if predicate == CPSV.follows:
            lines[subject] |= found
    unread = find_reported("plan-not-understood")
    rows = 0
    for line, row in enumerate(read_rows(POLICIES), start=2):
        if row[PLAN].strip() not in NOTHING:
            rows += 1
            assert line in lines[PROJECT.format(row[CODE])] or line in unread, (line, row[PLAN])
    assert rows > 1600
    assert len(unread) == 2


def test_a_date_in_brackets_is_that_of_the_plan() -> None:
    plans = [plan for sheet in find_sheets(POLICIES).values() for plan in sheet.plans]
    dated = [plan for plan in plans if plan.issued]
    assert len(plans) > 1600
    assert len(dated) / len(plans) > 0.75
    by_name = defaultdict(set)
    for plan in dated:
        by_name[plan.name.text].add(plan.issued)
    assert {"2021-10-22"} <= by_name["地球温暖化対策計画"]
    assert {"2022-06-07", "2023-06-09", "2024-06-21"} <= by_name[
        "デジタル社会の実現に向けた重点計画"
    ]
    issued = find_all(POLICIES, DCT.issued)
    editions = {s for s, _ in issued if "デジタル社会の実現に向けた重点計画~" in s}
    assert len(editions) >= 4


def test_policies_and_measures_are_nodes_and_a_project_stands_under_its_first() -> None:
    rows = [row for row in read_rows(POLICIES) if row["施策"] not in NOTHING]
    printed = {(row["政策所管府省庁_P"], row["政策"], row["施策"]) for row in rows}
    nodes = {s for s, o in find_all(POLICIES, RDF.type) if o == MPO.PolicyNode}
    measures = {s for s, o in find_all(POLICIES, MPO.level) if get_text(o) == "施策"}
    policies = {(o, p) for o, p, _ in printed if p != "ー"}
    assert len(measures) == len(printed)
    assert len(nodes) == len(printed) + len(policies)
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row[CODE], row["施策"])
    under = dict(find_all(POLICIES, MPO.under))
    lists = dict(find_all(POLICIES, MPO.lists))
    labels = dict(find_all(POLICIES, SKOS.prefLabel))
    placed = {lists[listing]: get_text(labels[node]) for listing, node in under.items()}
    assert placed.keys() == {PROJECT.format(code) for code in first}
    for code, measure in first.items():
        assert measure.endswith(placed[PROJECT.format(code)])
    further = len({(r[CODE], r["政策"], r["施策"]) for r in rows}) - len(first)
    mentioned = {(s, o) for s, o in find_all(POLICIES, MPO.mentions) if "/node/" in o}
    assert len(mentioned) == further > 0


# --- Relations ------------------------------------------------------------------------------------


def test_mergers_and_divisions_say_what_replaces_what_and_the_rest_is_related() -> None:
    replaced: set[tuple[Term, Term]] = set()
    related: set[tuple[Term, Term]] = set()
    for row in read_rows(RELATIONS):
        own, other = PROJECT.format(row[CODE]), PROJECT.format(row[RELATED])
        if row[RELATION] in ("統合元", "分割元"):
            replaced.add((other, own))
        elif row[RELATION] in ("統合先", "分割先"):
            replaced.add((own, other))
        elif row[RELATED]:
            related.add((own, other))
    assert find_all(RELATIONS, DCT.isReplacedBy) == replaced
    assert find_all(RELATIONS, DCT.replaces) == {(o, s) for s, o in replaced}
    assert find_all(RELATIONS, DCT.relation) == related
    assert (len(replaced), len(related)) == (6, 23)
    proofs = find_proofs(RELATIONS)
    for older, newer in replaced:
        # Both sheets say so, each in its own row.
        assert len(proofs[older, DCT.isReplacedBy, newer]) == 2


def test_former_names_and_numbers_are_other_names_and_what_was_merged_is_replaced() -> None:
    former = {get_text(o) for _, o in find_all(SUMMARIES, SKOS.altLabel)}
    numbers = {row["旧事業番号"] for row in read_rows(SUMMARIES)} - {"", "--"}
    assert {part for number in numbers for part in number.split("、")} <= former
    assert "電気通信事業分野における安全・信頼性確保のための事務経費" in former
    merged = find_all(SUMMARIES, DCT.isReplacedBy)
    printed = sum(row["備考"].count("（旧事業番号：") for row in read_rows(SUMMARIES))
    assert len(merged) == printed == 8
