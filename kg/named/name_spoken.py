"""Names without quotation marks: compounds that end as names do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.named.name_form import Form, Judge, Signs, has_pet_name, strip_edition
from kg.named.name_page import Candidate, Page, Stretch, is_dated, is_made
from kg.named.name_shared import SHARED, TERM, share_name
from kg.named.name_words import COMPOUND, HIRAGANA, KANJI, KATAKANA, either, get_list, load_words

_LATIN: Final = r"[A-Za-z0-9]+(?:[-/&'.+][A-Za-z0-9]+){0,6}"
#: A date that runs into the name behind it: 平成24年度地域防災計画.
_DATE: Final = (
    r"(?:平成|令和|昭和)?(?:[0-9]{1,4}|元)年度?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
    r"(?:版|策定|改定|改訂)?"
)
#: Words that join names though they begin with a kanji.
_AND: Final = "及び|並び|又は|若し|且つ|或い|乃至"
_NTH: Final = re.compile(r"第[0-9一二三四五六七八九十]{1,3}回(?:目)?")
_SERIAL: Final = re.compile(r" ?第[0-9一二三四五六七八九十百]{1,5}号")
_PART: Final = re.compile(r"第[0-9一二三四五六七八九十百]{1,4}(?:条|章|節|項|号|編|回).{0,20}\Z")
_ABOUT: Final = re.compile(rf"[{COMPOUND}・]{{2,20}}の\Z")
_LED: Final = re.compile(r"[のなたるい]\Z")
_HELD: Final = re.compile(
    rf"(?P<before>[{COMPOUND}・]{{2,20}}?)(?:{either(get_list('held'))})(?![{COMPOUND}])"
)
_LEADS: Final = re.compile(rf"{_DATE}|{either(get_list('reach', 'lead'))}")
#: 市総合計画 is the town's; 市民, 市立 and the like are words of their own.
_TOWN: Final = re.compile(r"[市町村](?![民政勢街場役営立長議内外税道会有制域庁町村区])")
_TAIL: Final = re.compile(rf"(?:{either(get_list('reach', 'tail'))})\Z")
_KEEP: Final = re.compile(either(get_list("reach", "keep")))
_FUNCTION: Final = frozenset(get_list("reach", "function"))
_KANA_BEFORE: Final = re.compile(
    r"(?:\A|[、。「『(\[【 ・:,○●■※]|(?P<taken>(?<![A-Za-z])[A-Z]{2,6}|第[0-9]{1,3}回))"
    rf"(?P<kana>[{HIRAGANA}ー]{{3,9}})\Z"
)
_KANA_BEHIND: Final = re.compile(
    rf"(?P<kana>[{HIRAGANA}][{HIRAGANA}ー]{{2,7}}?)(?=\Z|[」』)(]|[はがをでにの][^{HIRAGANA}])"
)
_GRAMMAR: Final = re.compile(
    r"[のにをはがでとへてたもや]\Z|(?:する|から|まで|より|など|ない|だけ|のみ|ほか|ため|うち)\Z"
)
_PARTICLE: Final = re.compile(r"[のにをはがでとへも]")
_PROVISIONAL: Final = "(仮称)"


class Spoken:
    """Finds names without quotation marks. `kana` are names of places in hiragana."""

    def __init__(self, judge: Judge, kana: Iterable[str] = ()) -> None:
        self.judge, self.words = judge, load_words()
        self.kana = frozenset({*kana, *get_list("town", "kana")})
        self._inner = _FUNCTION.union(get_list("reach", "inner"), get_list("reach", "short"))
        inner = either({*get_list("reach", "inner"), *self.kana})
        short = either(get_list("reach", "short"))
        ends = {*self.words.endings, *self.words.institutions, *self.kana}
        # What holds no ending at all is passed over at once.
        self._holds = re.compile(either(ends))
        self._compound = re.compile(
            rf"(?:{inner}|{short}(?=[{COMPOUND}・])"
            rf"|{_LATIN}(?:(?<=[A-Za-z]{{2}}) (?=[{KANJI}{KATAKANA}]))?"
            rf"|(?!{_AND})[{KANJI}{KATAKANA}]"
            rf"|(?<!\A)(?<=[{COMPOUND}{HIRAGANA}])・(?=[{COMPOUND}{HIRAGANA}])){{1,90}}"
        )

    def find(self, page: Page) -> Iterator[Candidate]:
        """The names of a page, in order; shared parts give several for one stretch."""
        for match in self._compound.finditer(page.text):
            holds = self._holds.search(page.text, *match.span())
            if holds is None and _NTH.match(page.text, *match.span()) is None:
                continue
            start = self._reach_left(page.text, match.start())
            for low, high in self._split(page.text, start, match.end()):
                yield from self._read(page, low, high)

    def _reach_left(self, text: str, start: int) -> int:
        """Where a name begins whose first word is a place or pet name in hiragana."""
        found = _KANA_BEFORE.search(text, max(0, start - 16), start)
        if found is not None:
            kana = found["kana"]
            if kana in self.kana or self._may_be_name(kana):
                start = found.start("taken") if found["taken"] else found.start("kana")
        before = start - len(_PROVISIONAL)
        return before if text.startswith(_PROVISIONAL, max(0, before)) and before >= 0 else start

    def _may_be_name(self, kana: str) -> bool:
        """Whether hiragana before a compound are a name: not がんや, だれもが."""
        if kana in _FUNCTION or (kana.endswith("や") and kana[:-1] in self._inner):
            return False
        return _GRAMMAR.search(kana.removesuffix("や")) is None

    def _split(self, text: str, start: int, end: int) -> Iterator[Stretch]:
        """The parts of a compound at ・, where the part before is whole: 図書館・市民館."""
        low = start
        dots = [dot.start() for dot in re.compile("・").finditer(text, start, end)]
        for high in (*dots, end):
            part = _TAIL.sub("", text[low:high])
            whole = self.words.is_ending(part) or self.words.find_ending(part) is not None
            if low < high and (whole or part in self.words.institutions or high == end):
                yield low, high
                low = high + 1

    def _read(self, page: Page, start: int, end: int) -> Iterator[Candidate]:
        number = _NTH.match(page.text, start, end)
        if number is None:
            found = self._find_form(page, start, end)
            if found is not None:
                yield from share_name(page, *found)
            return
        inner = list(self._read(page, number.end(), end))
        held = None if inner else _HELD.match(page.text, number.end(), end)
        if held is not None and self._has_topic(held["before"]):
            yield page.make(start, held.end(), Form("event", "", "", placed=True))
        for candidate in inner:
            if candidate.form.kind == "event" and candidate.start == number.end():
                yield page.make(start, candidate.end, candidate.form)
            else:
                yield candidate

    def _has_topic(self, before: str) -> bool:
        """Whether words before what is held tell what it is about."""
        return len(self.words.endings["大会"].find_topic(before)) >= 2

    def _find_form(self, page: Page, start: int, end: int) -> tuple[int, int, Form] | None:
        """The name inside a compound, without what only leads to it or follows it."""
        text = page.text
        part = _PART.search(text, start + 2, end) if "第" in text[start + 2 : end] else None
        high = part.start() if part else end
        for _ in range(4):
            high = self._reach_right(text, start, high)
            low = self._skip_leads(text, start, high)
            core = strip_edition(text[low:high])
            ending = self.words.find_ending(core)
            if _SERIAL.match(text, high) or (ending and ending.whole and high < end):
                return None
            if ending is not None or core in self.words.institutions:
                kind = ending.kind if ending else "body"
                return self._judge(page, low, high, kind, whole=high == end)
            named = self.judge.judge(core) or self._find_brand(core)
            if named is not None:
                return low, high, named
            tail = _TAIL.search(text, start, high)
            if tail is None or tail.start() <= start:
                return None
            high = tail.start()
        return None

    def _judge(
        self, page: Page, start: int, end: int, kind: str, *, whole: bool
    ) -> tuple[int, int, Form] | None:
        """The name from `start` to `end`, if it is one; `whole`: no words run on behind it."""
        text = page.text
        start = self._skip_dull_parts(text, start, end)
        led = _LED.search(text, max(0, start - 3), start)
        made = whole and led is None and is_made(page, end, kind)
        dated = is_dated(page, end)
        core = text[start:end]
        form = self.judge.judge(core, Signs(dated=dated, made=made))
        if form is None and dated:
            # With の it tells what it is about: 協働のルール(平成20年2月策定).
            about = _ABOUT.search(text, max(0, start - 24), start)
            start = about.start() if about else start
            form = self.judge.judge(text[start:end], Signs(quoted=True)) if about else None
        if form is None:
            return None
        if text[start - 1 : start] == "各" and core not in self.words.institutions:
            # 各所属課 are many; 各 before the name of an institution says whose.
            return None
        end += len(_PROVISIONAL) if text.startswith(_PROVISIONAL, end) else 0
        return start, end, form

    def _skip_dull_parts(self, text: str, start: int, end: int) -> int:
        """Where a name begins behind ・ and what tells nothing, or is another place: 公園・広場."""
        ending = self.words.find_ending(text[start:end])
        dot = text.rfind("・", start, end)
        if ending is None or dot < 0:
            return start
        if ending.kind == "facility" and ending.word not in SHARED:
            return dot + 1
        own = text[start:dot]
        return start if ending.find_topic(own) or TERM.search(own) else dot + 1

    def _reach_right(self, text: str, start: int, end: int) -> int:
        """Where a hall or paper ends whose own name in hiragana stands behind: 交流館あおぞら."""
        ending = self.words.find_ending(text[start:end])
        if ending is None or not has_pet_name(ending):
            return end
        found = _KANA_BEHIND.match(text, end)
        if found is None:
            return end
        kana, beyond = found["kana"], text[end : found.end() + 1]
        if self.words.is_ending(text[start:end]) and found.end() < len(text):
            return end
        if (
            kana in _FUNCTION
            or beyond in _FUNCTION
            or _GRAMMAR.search(kana)
            or _PARTICLE.match(kana)
        ):
            return end
        return found.end()

    def _find_brand(self, core: str) -> Form | None:
        """What a compound is that is made of a town's name in hiragana: なごやネット."""
        first = re.match(rf"[{HIRAGANA}]{{3,9}}(?=[{KATAKANA}A-Z]{{2,12}}\Z)", core)
        last = re.search(rf"(?<=..)[{HIRAGANA}ー]{{3,9}}\Z", core)
        known = first is not None and first.group() in self.kana
        if last is not None and last.group() in self.kana:
            known = known or self.words.find_ending(core[: last.start()]) is not None
        return Form("service", "", "", placed=True) if known else None

    def _is_kind(self, text: str) -> bool:
        return self.words.is_ending(text) or text in self.words.institutions

    def _skip_leads(self, text: str, start: int, end: int) -> int:
        """Where a name begins behind 本市, 各, 平成24年度 and the like."""
        low = start
        for _ in range(4):
            if text.startswith(_PROVISIONAL, low) or _KEEP.match(text, low, end):
                break
            if self.judge.places.find_end(text[low:end]):
                break
            lead = _LEADS.match(text, low, end) or _TOWN.match(text, low, end)
            rest = text[lead.end() : end] if lead else ""
            if not (self.words.find_ending(rest) or self._is_kind(rest)):
                break
            low = end - len(rest)
        return low
