"""Names in quotation marks: by their ending, else by the words before or behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.named.name_form import QUOTED, Form, Judge
from kg.named.name_page import Candidate, Page, is_made
from kg.named.name_words import COMPOUND, HIRAGANA, PARTICLE, either, get_list, load_words
from kg.text.fold import fold_key

_QUOTED: Final = (
    re.compile(r"「(?P<name>[^「」。]{2,90})」"),
    re.compile(r"『(?P<name>[^『』。]{2,90})』"),
    # Damage lost the closing mark before the bracket that gives a shorter name.
    re.compile(r"「(?P<name>[^「」。()]{4,90})(?=\(以下、?「)"),
)
_INSIDE: Final = re.compile(r"(?P<main>[^()\[\]〔〕]{2,80}) ?\((?P<other>[^()]{1,60})\)")
#: Brackets inside quotation marks that belong to the name: (仮称), (第2次), (2021-2025).
_KEPT: Final = re.compile(
    r"仮称|案|素案|原案|第[0-9一二三四五六七八九十]{1,3}[次期版弾]"
    r"|(?:令和|平成)?[0-9元]{1,4}年度?版?|[0-9]{4}[-~][0-9]{4}"
)
_PHRASE: Final = re.compile(
    rf"{PARTICLE}|する|こと\Z|もの\Z|よう\Z|[、。!?]|(?:たい|ます|です|ない|よう)\Z"
)
_KINDS: Final = (
    "publication", "event", "project", "service", "facility", "body", "instrument",
)  # fmt: skip
_BEFORE: Final = {
    kind: re.compile(rf"{either(get_list('category', kind))}(?:である|名|:|・|の|、)?[「『]\Z")
    for kind in _KINDS
}
#: Behind a forum that has a name, quotation marks hold its theme.
_THEME: Final = re.compile(rf"[{COMPOUND}]{either(get_list('category', 'event'))}[「『]\Z")
_CODES: Final = {"body": "association", "instrument": "other"}
_ISSUED: Final = re.compile(
    rf"[」』](?:などの|等の|の|を)(?:{either(get_list('context', 'issued'))})"
)
_SPELT: Final = re.compile(
    r"(?P<short>[A-Z][A-Za-z]{1,9}(?:[/-][A-Z]{1,6})?) ?\((?P<long>[^()]{5,40})\)"
)


class Quoted:
    """Finds names in quotation marks. `kana` are names of places in hiragana."""

    def __init__(self, judge: Judge, kana: Iterable[str] = ()) -> None:
        self.judge, self.words = judge, load_words()
        places = judge.places
        towns = {
            *kana,
            *get_list("town", "kana"),
            places.stem if len(places.stem) > 1 else places.municipality,
        } - {""}
        self._town = re.compile(either(towns) or r"(?!)")
        self._inner = re.compile(either({*get_list("reach", "inner"), *towns}))

    def find(self, page: Page) -> Iterator[Candidate]:
        """The names in quotation marks of a page; what is in brackets inside is noted as alias."""
        for pattern in _QUOTED:
            for match in pattern.finditer(page.text):
                yield from self._read(page, *match.span("name"))
        for match in _SPELT.finditer(page.text):
            form = self.judge.judge(match["long"])
            if form is not None and form.kind in ("service", "body", "instrument"):
                candidate = page.make(*match.span("short"), form)
                page.aliases.append((candidate, page.make(*match.span("long"), form)))
                yield candidate

    def _read(self, page: Page, start: int, end: int) -> Iterator[Candidate]:
        text = page.text
        start = end - len(text[start:end].lstrip(" *※★☆・"))
        end = start + len(text[start:end].rstrip(" *※★☆"))
        if end - start < 2:
            return
        inside = _INSIDE.fullmatch(text, start, end)
        high = end if inside is None else inside.end("main")
        form = self._find_form(page, start, high)
        if form is None:
            return
        if inside is None or _KEPT.fullmatch(fold_key(inside["other"])):
            yield page.make(start, end, form)
        else:
            main = page.make(start, high, form)
            page.inside.append((main, page.make(*inside.span("other"), form)))
            yield main

    def _find_form(self, page: Page, start: int, end: int) -> Form | None:
        key = fold_key(page.text[start:end])
        form = self.judge.judge(key, QUOTED)
        if form is not None:
            paper = form.kind in ("facility", "service") and _ISSUED.match(page.text, end)
            return Form("publication", "", form.ending) if paper else form
        if self.words.find_ending(key) or self.words.is_ending(key) or len(key) < 3:
            return None
        if key.startswith(get_list("papers", "begin")):
            return Form("publication", "", "", placed=True)
        told = self._find_category(page.text[max(0, start - 16) : start])
        if told is not None:
            return told
        group = self._find_group(key)
        if group is not None and is_made(page, end, "event"):
            return Form("event", "", "")
        if group is not None or _PHRASE.search(key):
            return group
        for kind in ("event", "publication"):
            if is_made(page, end, kind):
                return Form(kind, "", "")
        return self._find_brand(key)

    def _find_category(self, before: str) -> Form | None:
        """What the words before a quotation mark call it: 広報紙「X」, 市民交流センター「X」."""
        for kind, pattern in _BEFORE.items():
            if pattern.search(before) and not (kind == "event" and _THEME.search(before)):
                return Form(kind, _CODES.get(kind, ""), "")
        ending = self.words.find_ending(" " + before[:-1])
        if ending is not None and ending.kind in ("facility", "service", "publication"):
            return Form(ending.kind, ending.code, "")
        return None

    def _find_group(self, key: str) -> Form | None:
        """The form of people who came together, by how the name of their group ends."""
        ends, never = get_list("group", "ends"), get_list("group", "never")
        grouped = key.endswith(ends) and not key.endswith(never) and len(key) > 4
        return Form("body", "association", "") if grouped else None

    def _find_brand(self, key: str) -> Form | None:
        """What a compound with the name of a town in it is: a service, or a group by its ending."""
        if len(key) < 5 or self._town.search(key) is None:
            return None
        if re.search(rf"[{HIRAGANA}]", self._inner.sub("", key)):
            return None
        if key.endswith(get_list("brand", "never")):
            return None
        if key.endswith(get_list("brand", "group")):
            return Form("body", "association", "")
        return Form("service", "", "", placed=True)
