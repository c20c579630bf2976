"""Texts that try to break a reader, and a guard against reading that never ends."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from hypothesis import strategies as st

#: A line of a million characters, read in linear time, takes seconds; in quadratic time, hours.
MILLION = 1_000_000
#: Enough to tell the two apart where many texts are tried.
LONG = 200_000

#: What makes readers work: repeated to the length wanted.
STEMS = {
    "blanks": " ",
    "wide-blanks": "\u3000",
    "particles": "を ",
    "kanji": "漢字 ",
    "figures": "1 ",
    "dots": ".",
    "middle-dots": "・",
    "dashes": "-",
    "opening": "(",
    "closing": ")",
    "quotes": "「",
    "tags": "<b>",
    "half-tags": "<b ",
    "arrows": "→",
    "marks": "か\u3099",
    "many-marks": "\u0301\u0323",
    "full-stops": "。",
    "wards": "(中区)",
    "reappearing": "(再掲)",
}


def make_long(stem: str, length: int) -> str:
    """The stem repeated between two characters that are no part of it."""
    return "あ" + stem * (length // len(stem)) + "い"


@contextmanager
def ended_within(seconds: int) -> Iterator[None]:
    """A block that fails rather than hang; the bound, in seconds of this process alone, is far
    over what linear reading takes.
    """

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


#: What documents hold, whole and torn: headings, labels, table headers, marks, markup, debris.
_SCRAPS = [
    "基本政策Ⅶ", "基本政策", "- 1 しくみをつくる", "<1-2> はぐくむ",
    "【基本施策 - 1 - (1)】まなび", "【基本施策 - 1 -", "基本施策 1-(2) まもる",
    "第5章 すすめる", "● はじめる [施策番号 12]", "[施策番号", "現状と課題", "計画期間の取組",
    "具体的な事業", "施策課題", "施策", "はじめに", "コラム", "ピックアップ", "事業名",
    "事業概要", "内容", "現状", "事業内容・目標", "担当局", "新規", "充実",
    "推進施策及び実施事業", "2011年度", "2014年度以降", "平成24年度", "あゆみ事業",
    "あゆみ事業(再掲)", "ひかり事業 〔再掲〕", "(各区)", "(高津区)", "[再掲]", "※再掲",
    "○", "0", "-", "1 - 1", "総務局 国際部", "中区役所、西区役所", "のびる事業です。",
    "続いていく文章を、", "検討", "事業推進", "完了", "*ことば", "ことば", "P12", "……12",
    "# ", "## ", "####### ", "→", "⇒", "<b>", "</p>", "<br",
    "<p>", "(", "（", "」", "【", "\ufeff", "\x0d", "\x00", "\u2028",
    "\x0c", "\u3000", "\xa0", "\x85", "\u3099", "ｶﾞ", "㈱", "①",
    "\U00020000", " ", "  ",
]  # fmt: skip
_PIECE = st.one_of(
    st.sampled_from(_SCRAPS),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\t"), max_size=4),
)
_CELL = st.lists(_PIECE, max_size=3).map("".join)
_HEADER = st.lists(
    st.sampled_from(
        ["事業名", "推進施策及び実施事業", "事業概要", "現状", "担当局", "新規", "充実", "", "番号",
         "事業内容・目標", "2011年度", "2012年度", "2014年度以降", "計画期間の取組"]
    ),
    min_size=2,
    max_size=7,
).map("\t".join)  # fmt: skip
_LINE = st.one_of(
    _CELL, _CELL, st.lists(_CELL, min_size=2, max_size=7).map("\t".join), _HEADER, st.just("")
)
#: Documents, from well-formed ones to rubbish, with any line ends and perhaps none at the end.
DOCUMENTS = st.builds(
    lambda head, lines, newline, tail: head + newline.join(lines) + tail,
    st.sampled_from(["", "\ufeff"]),
    st.lists(_LINE, max_size=14),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
    st.sampled_from(["", "\n", "\t", "\n\n"]),
)
