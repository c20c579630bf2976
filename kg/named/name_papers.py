"""Papers named by what they are about: 協働事業の一覧及び事例集を作成 names two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.named.name_form import Form
from kg.named.name_page import Candidate, Page
from kg.named.name_words import COMPOUND, HIRAGANA, either, get_list

_PAPER: Final = either(get_list("papers", "any"))
_ALONE: Final = either(get_list("papers", "alone"))
_PUBLISH: Final = either(get_list("context", "publish"))
_LISTED: Final = re.compile(
    rf"(?P<about>[{COMPOUND}]{{3,20}})の(?P<first>{_PAPER})(?:及び|並びに|・|と|や|、)(?P<second>{_PAPER})"
    rf"(?=(?:等|など)?[をの](?:新たに)?{_PUBLISH})"
)
_SINGLE: Final = re.compile(
    rf"(?P<about>[{COMPOUND}]{{4,20}})の(?P<first>{_ALONE})(?=(?:等|など)?[をの](?:新たに)?{_PUBLISH})"
)
#: A town's paper by its name in hiragana, without the particle behind it: 広報あおばの点字版.
_BEGIN: Final = re.compile(
    rf"(?:{either(get_list('papers', 'begin'))})(?![のにをはがでとへもや]|など|ほか)"
    rf"(?P<kana>[{HIRAGANA}ー]{{3,9}}?)(?=[のにをはがでとへもや]?(?:[^{HIRAGANA}ー]|\Z))"
)
_VERB: Final = re.compile("する|して|した|しな|され|させ|でき|いた|こと|ます|まし|より")
_FUNCTION: Final = frozenset(get_list("reach", "function"))
_FORM: Final = Form("publication", "", "")


def find_papers(page: Page) -> Iterator[Candidate]:
    """The papers that a page says to be made, one for each of those listed together."""
    for match in _LISTED.finditer(page.text):
        yield page.make(match.start(), match.end("first"), _FORM)
        yield page.make(
            *match.span("second"),
            _FORM,
            before=(match.start(), match.end("about") + 1),
        )
    for match in _BEGIN.finditer(page.text):
        if match["kana"] not in _FUNCTION and not _VERB.search(match["kana"]):
            yield page.make(*match.span(), _FORM)
    for match in _SINGLE.finditer(page.text):
        yield page.make(match.start(), match.end(), _FORM)
