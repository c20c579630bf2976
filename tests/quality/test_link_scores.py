"""Rules earn their confidence on reviewed pairs, and say so; the pairs hold their level."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.commands.link_scores import list_misses, render_link_scores
from kg.errors import ManifestError
from kg.graph.load import load_graphs, merge_graphs
from kg.graph.ontology import load_rules
from kg.graph.terms import MPO
from kg.names import BASE
from kg.quality.chain_scores import count_chain_rules, score_chains
from kg.quality.link_scores import SetScore, count_rules, load_pairs, score_set
from tests.workbench import DATA, EXPECTED

PAIRS = EXPECTED / "pairs"
#: What the rules must keep on the reviewed pairs: right of found, right of expected.
LEAST = {
    ("cities", "original"): (1.0, 1.0),
    ("cities", "unknown"): (1.0, 1.0),
    ("cities", "repeat"): (1.0, 0.8),
    ("unseen", "original"): (1.0, 1.0),
    ("unseen", "unknown"): (1.0, 1.0),
    ("made-repeats", "original"): (1.0, 0.9),
    ("made-repeats", "unknown"): (0.88, 1.0),
    ("made-repeats", "repeat"): (0.97, 0.75),
    ("made-repeats", "similar"): (0.85, 0.7),
    ("national", "repeat"): (1.0, 0.25),
    ("pointers", "original"): (1.0, 1.0),
    ("unseen", "repeat"): (1.0, 1.0),
    ("unseen", "similar"): (1.0, 0.25),
}


@cache
def get_scores() -> tuple[SetScore, ...]:
    return tuple(map(score_set, load_pairs(PAIRS)))


def test_every_rule_says_what_it_earned_on_the_reviewed_pairs() -> None:
    """To mend: write judged, judgedRight and confidence of the rule into ontology/rules.ttl."""
    rules = load_rules()
    said = {
        str(rule).removeprefix(f"{BASE}rule/"): tuple(
            int(str(rules.value(rule, name))) for name in (MPO.judgedRight, MPO.judged)
        )
        for rule in rules.subjects(MPO.judged, None)
    }
    graph = merge_graphs(load_graphs(DATA / "ttl"))
    chained = count_chain_rules(graph, score_chains(graph, EXPECTED / "links"))
    for rule, counted in {**count_rules(get_scores()), **chained}.items():
        assert said[rule] == counted, rule
        said.pop(rule)
    assert {rule for rule, (_, judged) in said.items() if judged} == {
        # Judged on the documents themselves, not on pairs.
        "bureau-of-the-municipality",
        "sole-known-ordinance",
        "kana-by-dictionary",
        "kana-by-a-person",
    }


@pytest.mark.parametrize(("name", "verdict"), sorted(LEAST))
def test_links_over_reviewed_pairs_keep_their_level(name: str, verdict: str) -> None:
    """Candidates count as found by nobody: only links that hold do."""
    (score,) = [one for one in get_scores() if one.pairs.name == name]
    precision, recall = LEAST[name, verdict]
    assert score.scores[verdict].expected
    assert score.scores[verdict].precision >= precision, list_misses([score])
    assert score.scores[verdict].recall >= recall, list_misses([score])


def test_the_tables_name_every_set_and_every_rule_that_was_judged() -> None:
    table = render_link_scores(get_scores())
    for score in get_scores():
        assert f"| {score.pairs.name} |" in table
    for rule in count_rules(get_scores()):
        assert f"| {rule} |" in table


def write_set(folder: Path, *pairs: str) -> Path:
    (folder / "small.entries.tsv").write_text(
        "id\tmunicipality\tname\ttext\tbodies\twards\twhere\tagain\n"
        "a\t141305\t広報事業\t\t\t\tplan:1\tfalse\n"
        "b\t141305\t広報事業\t\t\t\tplan:2\ttrue\n"
        "c\t141305\tこども事業\t\t\t\tplan:3\tfalse\n"
        "d\t141305\t子ども事業\t\t\t\tplan:4\tfalse\n",
        encoding="utf-8",
    )
    path = folder / "small.pairs.tsv"
    path.write_text("left\tright\tverdict\tnote\n" + "".join(pairs), encoding="utf-8")
    return path


def test_a_pair_that_no_reader_lists_is_wrong_when_it_is_found(tmp_path: Path) -> None:
    write_set(tmp_path, "b\ta\toriginal\t\n")
    (score,) = map(score_set, load_pairs(tmp_path))
    assert score.scores["original"].right == 1
    (wrong,) = [one for one in score.found if not one.right]
    assert wrong.pair == {"c", "d"}
    write_set(tmp_path, "b\ta\toriginal\t\n", "c\td\trepeat\t\n")
    (score,) = map(score_set, load_pairs(tmp_path))
    assert all(one.right for one in score.found)


def test_a_doubted_pair_judges_no_rule(tmp_path: Path) -> None:
    write_set(tmp_path, "b\ta\toriginal\t\n", "c\td\tapart\tdoubt: one letter\n")
    (score,) = map(score_set, load_pairs(tmp_path))
    assert count_rules([score]) == {"same-folded-name": (1, 1)}


@pytest.mark.parametrize("row", ["a\tz\trepeat\t\n", "a\ta\trepeat\t\n", "a\tb\tmaybe\t\n"])
def test_a_pair_of_unknown_rows_or_verdict_is_refused_with_its_line(
    tmp_path: Path, row: str
) -> None:
    write_set(tmp_path, "b\ta\toriginal\t\n", row)
    with pytest.raises(ManifestError, match=r"small\.pairs\.tsv:3"):
        load_pairs(tmp_path)
