"""Whose articles references are: what each printed form means, and what must not be taken.

A reference is shown as `printed=act:number/paragraph/item`, with `..` before the end of a range,
附 before a number of supplementary provisions and 表 before that of a table. Without an act it
is `?problem`, with the name of the act that is not known in < >.
"""

from __future__ import annotations

import pytest

from kg.text.article_refs import PROBLEMS, Act, Place, Reference, find_references

AUTONOMY = Act("自治", ("川崎市自治基本条例", "自治基本条例"))
OPENNESS = Act("公開", ("川崎市情報公開条例", "情報公開条例"))
ACTS = (AUTONOMY, OPENNESS)


def show_reference(text: str, reference: Reference) -> str:
    first = reference.number if reference.table is None else f"表{reference.table}"
    levels = [
        (first, reference.end),
        (reference.paragraph, reference.paragraph_end),
        (reference.item, reference.item_end),
    ]
    while levels and levels[-1][0] is None:
        levels.pop()
    shown = "/".join((start or "") + (f"..{end}" if end else "") for start, end in levels)
    name = f"<{reference.act_name}>" if reference.act_name else ""
    act = reference.act or f"?{reference.problem}{name}"
    printed = text[reference.span.start : reference.span.end]
    return f"{printed}={act}:{'附' * reference.annex}{shown}"


def show_references(
    text: str, default: str | None = "自治", within: Place | None = None
) -> list[str]:
    found = find_references(text, ACTS, default, within=within)
    return [show_reference(text, reference) for reference in found]


CASES = {
    "a short name": ("自治基本条例第32条", ["第32条=自治:32"]),
    "a full name": ("川崎市自治基本条例第32条", ["第32条=自治:32"]),
    "a heading": ("協働に関する取組（第32条）", ["第32条=自治:32"]),
    "a heading below a sentence on another act": (
        "情報公開条例の理念に基づき、市政情報を分かりやすく届ける。\n協働に関する取組（第32条）",
        ["第32条=自治:32"],
    ),
    "a number after its act was named again": (
        "道路法に触れた。自治基本条例を見る。第32条の趣旨", ["第32条=自治:32"],
    ),
    "a number alone": ("第32条の趣旨", ["第32条=自治:32"]),
    "paragraph and item": ("自治基本条例第32条第1項第2号", ["第32条第1項第2号=自治:32/1/2"]),
    "a branch": ("自治基本条例第30条の2", ["第30条の2=自治:30_2"]),
    "a counter is no branch": ("自治基本条例第32条の2つの柱", ["第32条=自治:32"]),
    "kanji numerals": ("自治基本条例第三十二条第二項", ["第三十二条第二項=自治:32/2"]),
    "wide digits": ("自治基本条例第３２条", ["第３２条=自治:32"]),
    "no 第": ("自治基本条例32条", ["32条=自治:32"]),
    "blanks inside": ("自治基本条例 第 32 条 第 1 項", ["第 32 条 第 1 項=自治:32/1"]),
    "a name cut over lines": ("協働の推進は川崎市の自治基本\n条例第32条による", ["第32条=自治:32"]),
    "a reference cut over lines": ("自治基本条例第\n32\n条第1項", ["第\n32\n条第1項=自治:32/1"]),
    "a last word cut in two": (
        "自治基本条\n例第5条、道路条\n例第3条", ["第5条=自治:5", "第3条=?unknown-act<道路条例>:3"],
    ),
    "a name on the line before": ("自治基本条例\r\n第32条", ["第32条=自治:32"]),
    "a heading above a name": ("協働の推進\n自治基本条例第3条", ["第3条=自治:3"]),
    "a word begins behind a blank": ("第32条 例えば", ["第32条=自治:32"]),
    "a count on the next line": ("第32条\n約20団体", ["第32条=自治:32"]),
    "another name's number is no article": (
        "川崎市自治基本条例（平成16年川崎市条例第60号）第32条", ["第32条=自治:32"],
    ),
    "the number of an ordinance alone": (
        "（平成16年川崎市条例第60号）第32条",
        ["第32条=?unknown-act<平成16年川崎市条例第60号>:32"],
    ),
    "a number told before with its name": (
        "自治基本条例（平成16年川崎市条例第60号）。平成16年川崎市条例第60号第5条", ["第5条=自治:5"],
    ),
    "quotes": ("「川崎市自治基本条例」第32条、『自治基本条例』第3条",
               ["第32条=自治:32", "第3条=自治:3"]),
    "a defined short form beside its definition": (
        "「川崎市自治基本条例」（以下「条例」という。）第23条", ["第23条=自治:23"],
    ),
    "a defined short form later": (
        "情報公開条例（平成13年条例第1号。以下「条例」という。）に触れた。条例第5条",
        ["第5条=公開:5"],
    ),
    "a short form of its own": (
        "情報公開条例（以下「公開制度法」という。）を見る。公開制度法第5条", ["第5条=公開:5"],
    ),
    "the ordinance named before": ("情報公開条例を改めた。条例第5条", ["第5条=公開:5"]),
    "an ordinance without a name": ("条例第32条", ["第32条=自治:32"]),
    "two ordinances rival": (
        "自治基本条例と情報公開条例がある。条例第5条", ["第5条=?ambiguous-act:5"],
    ),
    "同条例": ("情報公開条例第2条と同条例第5条", ["第2条=公開:2", "第5条=公開:5"]),
    "同条例 takes the last one": (
        "自治基本条例第32条、情報公開条例第5条。同条例第6条",
        ["第32条=自治:32", "第5条=公開:5", "第6条=公開:6"],
    ),
    "同条例 without any before": ("同条例第5条", ["第5条=?no-antecedent:5"]),
    "当該条例": ("情報公開条例を改めた。当該条例第5条", ["第5条=公開:5"]),
    "この条例": ("この条例第5条", ["第5条=自治:5"]),
    "この条例 after another": ("情報公開条例を改めた。この条例第5条", ["第5条=公開:5"]),
    "本条例": ("本条例第5条", ["第5条=自治:5"]),
    "本条例 after another": (
        "情報公開条例を改めた。本条例第5条", ["第5条=?ambiguous-act:5"],
    ),
    "同法": (
        "地方自治法第2条と同法第5条",
        ["第2条=?unknown-act<地方自治法>:2", "第5条=?unknown-act<地方自治法>:5"],
    ),
    "同法 takes up no ordinance": ("自治基本条例の同法第5条", ["第5条=?no-antecedent:5"]),
    "a range": ("第二十三条から第二十七条まで", ["第二十三条から第二十七条まで=自治:23..27"]),
    "a range with a wave": ("自治基本条例第23条～第27条", ["第23条～第27条=自治:23..27"]),
    "a list": ("第1条、第3条及び第5条", ["第1条=自治:1", "第3条=自治:3", "第5条=自治:5"]),
    "a list goes on with its act": (
        "情報公開条例第1条（目的）、第3条及び第5条",
        ["第1条=公開:1", "第3条=公開:3", "第5条=公開:5"],
    ),
    "a list with two acts": (
        "地方自治法第2条、第3条及び自治基本条例第4条",
        ["第2条=?unknown-act<地方自治法>:2", "第3条=?unknown-act<地方自治法>:3", "第4条=自治:4"],
    ),
    "a list in brackets": (
        "自治基本条例（第32条、第33条関係）", ["第32条=自治:32", "第33条=自治:33"],
    ),
    "同条": (
        "情報公開条例第5条による。同条第2項", ["第5条=公開:5", "同条第2項=公開:5/2"],
    ),
    "同条 of an unknown act": (
        "道路法第5条による。同条第2項",
        ["第5条=?unknown-act<道路法>:5", "同条第2項=?unknown-act<道路法>:5/2"],
    ),
    "同条 after a range": (
        "第1条から第3条まで。同条", ["第1条から第3条まで=自治:1..3", "同条=?ambiguous-article:"],
    ),
    "前条 and 次条": (
        "第5条、前条及び次条", ["第5条=自治:5", "前条=自治:4", "次条=自治:6"],
    ),
    "前三条": ("第5条及び前三条", ["第5条=自治:5", "前三条=自治:2..4"]),
    "nothing before the first": ("第1条及び前条", ["第1条=自治:1", "前条=?no-such-article:"]),
    "本条": ("第32条は協働を定める。本条の趣旨", ["第32条=自治:32", "本条=自治:32"]),
    "本条 without any before": ("本条の趣旨", ["本条=?no-reference-before:"]),
    "前項": ("第5条第2項は、前項と", ["第5条第2項=自治:5/2", "前項=自治:5/1"]),
    "前項 without any before": ("前項の規定", ["前項=?no-reference-before:"]),
    "同項": ("第5条第2項及び同項第3号", ["第5条第2項=自治:5/2", "同項第3号=自治:5/2/3"]),
    "supplementary provisions": ("自治基本条例附則第2項", ["附則第2項=自治:附/2"]),
    "several of them": (
        "附則第2項から第4項まで及び第6項",
        ["附則第2項から第4項まで=自治:附/2..4", "第6項=自治:附/6"],
    ),
    "an article of them": ("自治基本条例附則第3条", ["附則第3条=自治:附3"]),
    "a table": ("自治基本条例別表第1", ["別表第1=自治:表1"]),
    "a table alone": ("別表第1の2", ["別表第1の2=?own-table:表1_2"]),
    "a chapter between": ("自治基本条例第3章第1節第23条", ["第23条=自治:23"]),
    "a particle between": ("自治基本条例では、第32条で", ["第32条=自治:32"]),
    "の between": ("情報公開条例の第5条", ["第5条=公開:5"]),
    "its town before it": ("川崎市の自治基本条例第5条", ["第5条=自治:5"]),
    "its prefecture before it": ("神奈川県川崎市自治基本条例第5条", ["第5条=自治:5"]),
    "a label before it": ("根拠条例：自治基本条例第5条", ["第5条=自治:5"]),
    "behind another reference": ("第三条自治基本条例第5条", ["第三条=自治:3", "第5条=自治:5"]),
    "a rule that has no articles": ("協働型事業のルール（第32条）", ["第32条=自治:32"]),
    "方法 is no law": ("情報提供の方法（第23条）", ["第23条=自治:23"]),
    "another town's before it": (
        "他市の条例第3条と自治基本条例第32条",
        ["第3条=?unknown-act<他市の条例>:3", "第32条=自治:32"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), CASES.values(), ids=CASES)
def test_a_reference_is_given_to_the_act_it_means(text: str, shown: list[str]) -> None:
    assert show_references(text) == shown


#: None of these is an article of the default act.
OTHERS = {
    "an unknown law": ("地方自治法第244条の2第3項", "unknown-act", "地方自治法"),
    "a law in brackets dated": (
        "地方自治法（昭和22年法律第67号）第2条", "unknown-act", "地方自治法",
    ),
    "a long name": (
        "市は、障害者の雇用の促進等に関する法律第7条", "unknown-act",
        "障害者の雇用の促進等に関する法律",
    ),
    "a longer name": ("区自治基本条例第3条", "unknown-act", "区自治基本条例"),
    "a longer name in hiragana": (
        "まちづくり自治基本条例第3条", "unknown-act", "まちづくり自治基本条例",
    ),
    "a town written in hiragana": (
        "かわさき自治基本条例第3条", "unknown-act", "かわさき自治基本条例",
    ),
    "a name that goes on": (
        "自治基本条例施行規則第3条", "unknown-act", "自治基本条例施行規則",
    ),
    "an amendment": (
        "自治基本条例の一部を改正する条例第2条", "unknown-act",
        "自治基本条例の一部を改正する条例",
    ),
    "another town's ordinance": (
        "京都市市民参加推進条例第5条", "unknown-act", "京都市市民参加推進条例",
    ),
    "another town's of the same name": (
        "京都市自治基本条例第5条", "unknown-act", "京都市自治基本条例",
    ),
    "a blank behind the town": (
        "京都市 自治基本条例第5条", "unknown-act", "京都市自治基本条例",
    ),
    "another town's with の": (
        "京都市の自治基本条例第5条", "unknown-act", "京都市の自治基本条例",
    ),
    "another town's without a name": ("京都市の条例第5条", "unknown-act", "京都市の条例"),
    "other towns' ordinances": ("他都市の条例第5条", "unknown-act", "他都市の条例"),
    "a sentence on another town": (
        "京都市では、自治基本条例第5条", "ambiguous-act", "自治基本条例",
    ),
    "a number behind another town's": ("京都市の条例を参考に、第5条", "ambiguous-act", None),
    "a number in a sentence on another town": ("京都市では、第5条で", "ambiguous-act", None),
    "a number in a sentence on a law": ("道路法に基づく取組（第32条）", "ambiguous-act", None),
    "a number one sentence on": (
        "京都市市民参加推進条例を見る。特色がある。第5条の趣旨", "ambiguous-act", None,
    ),
    "an ordinance sentences on": (
        "京都市市民参加推進条例を見る。特色がある。長い。条例第5条", "unknown-act",
        "京都市市民参加推進条例",
    ),
    "a number two sentences on about another town": (
        "京都市では参加が進む。特色がある。第5条の趣旨", "ambiguous-act", None,
    ),
    "a number that a law is the topic of": ("地方自治法では、第2条で", "unknown-act", "地方自治法"),
    "the old ordinance": ("旧条例第3条", "other-version", "旧条例"),
    "the old one by name": ("旧自治基本条例第3条", "other-version", "旧自治基本条例"),
    "before the amendment": (
        "改正前の自治基本条例第3条", "other-version", "改正前の自治基本条例",
    ),
    "a number before the amendment": ("改正前の第3条", "other-version", None),
    "a draft": ("自治基本条例案第3条", "other-version", "自治基本条例案"),
    "a draft in brackets": ("自治基本条例（素案）第3条", "other-version", "自治基本条例(素案)"),
    "a working title": ("（仮称）自治基本条例第3条", "other-version", "(仮称)自治基本条例"),
    "a treaty": ("児童の権利に関する条約第3条", "unknown-act", "児童の権利に関する条約"),
    "a treaty without a name": ("条約第3条", "no-antecedent", None),
    "a law without a name": ("法第3条", "no-antecedent", None),
    "laws and orders": ("法令第3条", "no-antecedent", None),
    "the constitution": ("日本国憲法第92条", "unknown-act", "日本国憲法"),
    "a contract": ("契約書第3条", "no-antecedent", None),
    "a guideline": ("市民活動支援指針第5条", "unknown-act", "市民活動支援指針"),
    "a city ordinance": ("市条例第5条", "unknown-act", "市条例"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "problem", "name"), OTHERS.values(), ids=OTHERS)
def test_another_act_is_never_taken_for_the_default(
    text: str, problem: str, name: str | None
) -> None:
    (reference,) = find_references(text, ACTS, "自治")
    assert (reference.act, reference.problem, reference.act_name) == (None, problem, name)
    assert reference.number


@pytest.mark.parametrize(
    "text",
    [
        "施策番号32", "条例の数は32", "第32条例", "三条通", "第3期", "第32号", "第32回", "第5次",
        "第3章", "問32", "32条件", "第三者", "千代田区条例", "同条例", "同条約",
        "平成16年条例第60号",
        "自治基本条例", "条例制定", "自治基本条例の32", "別表のとおり", "第1項目", "No.32", "32条",
        "自治基本条例\t32", "第3\n期", "附則", "第2項", "二条城", "箇条書き", "一括法（第2次）",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert show_references(text) == []


def test_a_number_alone_without_a_default_says_so() -> None:
    assert show_references("第32条、同条第2項", None) == [
        "第32条=?no-act:32",
        "同条第2項=?no-act:32/2",
    ]
    assert show_references("条例第32条", None) == ["第32条=?no-antecedent:32"]
    assert show_references("自治基本条例を定めた。条例第32条", None) == ["第32条=自治:32"]


WITHIN = {
    "its neighbours": ("前条又は次条の規定", ["前条=自治:4", "次条=自治:6"]),
    "itself": ("本条第2項", ["本条第2項=自治:5/2"]),
    "前項 by the paragraph": ("前項の規定", ["前項=自治:5/2"]),
    "前二項": ("前二項の規定", ["前二項=自治:5/1..2"]),
    "次項": ("次項において", ["次項=自治:5/4"]),
    "a paragraph alone": ("第1項及び第2項第3号", ["第1項=自治:5/1", "第2項第3号=自治:5/2/3"]),
    "a number alone, after another act": (
        "道路法第3条に基づき、第9条",
        ["第3条=?unknown-act<道路法>:3", "第9条=自治:9"],
    ),
    "同条 by the reference before": (
        "道路法第3条第2項及び同条第4項",
        ["第3条第2項=?unknown-act<道路法>:3/2", "同条第4項=?unknown-act<道路法>:3/4"],
    ),
    "この条例": ("情報公開条例及びこの条例第9条", ["第9条=自治:9"]),
    "a rule as the topic": ("規則は、第9条の規定により", ["第9条=自治:9"]),
}


@pytest.mark.parametrize(("text", "shown"), WITHIN.values(), ids=WITHIN)
def test_an_articles_own_text_counts_from_itself(text: str, shown: list[str]) -> None:
    assert show_references(text, None, Place("自治", "5", "3")) == shown


def test_the_paragraphs_of_an_articles_own_text_are_counted() -> None:
    text = "市は、定める。\n２　前項の規定による。\n３　前項及び第1項の規定による。"
    assert show_references(text, None, Place("自治", "5")) == [
        "前項=自治:5/1",
        "前項=自治:5/2",
        "第1項=自治:5/1",
    ]
    first = show_references("前項の規定", None, Place("自治", "5"))
    assert first == ["前項=?no-such-article:5"]


def test_the_act_is_proved_by_the_words_that_name_it() -> None:
    text = "川崎市自治基本条例\n第32条及び第33条、同条例第5条、第6条"
    spans = [reference.act_span for reference in find_references(text, ACTS)]
    assert [span and text[span.start : span.end] for span in spans] == [
        "川崎市自治基本条例", "川崎市自治基本条例", "同条例", "同条例",
    ]  # fmt: skip
    (alone,) = find_references("第32条", ACTS, "自治")
    assert alone.act_span is None


def test_a_range_covers_the_articles_known() -> None:
    act = Act("a", ("市民条例",), frozenset({"2", "3", "3_2", "4", "9"}))
    (reference,) = find_references("市民条例第3条から第5条まで", [act])
    assert reference.numbers == ("3", "3_2", "4", "5")
    assert reference.listed is False
    (reference,) = find_references("市民条例第3条～第4条", [act])
    assert (reference.numbers, reference.listed) == (("3", "3_2", "4"), True)
    (reference,) = find_references("自治基本条例第3条～第5条", ACTS)
    assert (reference.numbers, reference.listed) == (("3", "5"), None)


def test_neighbours_heed_the_branches_known() -> None:
    act = Act("a", ("市民条例",), frozenset({"3", "3_2", "4"}))
    found = find_references("市民条例第3条及び次条。第4条及び前条。第3条の2及び次条", [act], "a")
    assert [reference.number for reference in found] == ["3", "3_2", "4", "3_2", "3_2", "4"]


def test_an_act_known_whole_has_no_other_articles() -> None:
    act = Act("a", ("市民条例",), frozenset({"1", "2", "4"}), complete=True)
    found = find_references("第2条、次条、第3条、第4条及び次条", [act], "a")
    assert [(one.number, one.act, one.problem) for one in found] == [
        ("2", "a", None),
        ("4", "a", None),
        ("3", None, "no-such-article"),
        ("4", "a", None),
        (None, None, "no-such-article"),
    ]


def test_a_name_of_two_acts_is_given_to_neither() -> None:
    acts = [Act("a", ("甲市基本条例", "基本条例")), Act("b", ("乙市基本条例", "基本条例"))]
    found = find_references("基本条例第1条、乙市基本条例第2条", acts)
    assert [(one.act, one.problem) for one in found] == [(None, "ambiguous-act"), ("b", None)]


def test_a_name_that_ends_as_no_act_does_is_found() -> None:
    acts = [Act("a", ("協働のしくみ",)), Act("b", ("平成16年川崎市条例第60号",))]
    found = find_references("協働のしくみ第1条、平成16年川崎市条例第60号第2条", acts)
    assert [one.act for one in found] == ["a", "b"]


def test_a_default_that_is_not_among_the_acts_is_refused() -> None:
    with pytest.raises(ValueError, match="not one of the acts given"):
        find_references("第1条", ACTS, "無")


def test_every_problem_is_told_in_both_languages() -> None:
    told = {problem for _, problem, _ in OTHERS.values()}
    assert told <= set(PROBLEMS)
    assert all(problem.ja.endswith("。") and problem.en for problem in PROBLEMS.values())
