"""For what a figure is said: a place (高津区で12件), and each of what (各区5,000万円)."""

from __future__ import annotations

import re
from typing import Final

from kg.named.fact_words import either
from kg.named.figure_ground import Ground, Stretch
from kg.named.figure_words import LETTERS, get_words

_TAIL: Final = r"(?:における|において(?:は)?|では?|には?|の|が|は|内の|内で|内に)?[、, ]?"
_WARD: Final = re.compile(
    rf"(?P<place>(?<![{LETTERS}0-9])(?:[{LETTERS}]{{1,4}}|[0-9]{{1,2}})区)(?:(?![{LETTERS}])|(?=内[のでにの]))"
)
_NO_WARD: Final = re.compile(rf"(?:{either(get_words('place', 'no_wards'))})\Z")
_WARD_BEFORE: Final = re.compile(
    rf"(?P<place>(?<![{LETTERS}0-9])(?:[{LETTERS}]{{1,4}}|[0-9]{{1,2}})区){_TAIL}\Z"
)
_TWO: Final = re.compile(r"区(?:と|・|、|,|及び|および|や|並びに)\Z")
_ENDING: Final = either(get_words("place", "endings"))
_TOWN: Final = re.compile(
    rf"(?<![{LETTERS}])(?P<name>[{LETTERS}]{{1,12}}?)(?P<end>{_ENDING})"
    r"(?:における|では?|には?|の)(?:約|延べ|計|合計)?\Z"
)
_GENERAL: Final = re.compile(rf"(?:{either(get_words('place', 'general'))})\Z")
_PASSED: Final = "(?:約|およそ|概ね|おおむね|延べ|計|合計|最大|上限|平均|新たに|[ 、]){0,3}"
_EACH: Final = re.compile(
    rf"(?P<left>[{LETTERS}・]{{0,8}}?)各(?P<right>[{LETTERS}]{{0,8}})(?:に(?:つき|は)?|で|へ|から|の|とも)?{_PASSED}\Z"
)
_NO_EACH: Final = frozenset(get_words("each", "no_each"))
_EVERY: Final = re.compile(
    rf"(?P<per>毎(?:年度?|月|日|週|回|号|朝))(?:に)?{_PASSED}\Z"
    rf"|(?P<once>(?<![月毎年0-9])[1一]日)(?:の)?{_PASSED}\Z"
    rf"|(?P<mean>(?:1|一)(?:日|[かカヵヶ箇]月|回|校|館|人)|月|年)(?:の|あたりの)?平均で?{_PASSED}\Z"
)
_NEAR: Final = 24
_FAR: Final = 40


def is_ward(text: str) -> bool:
    """Whether a word that ends in 区 names one ward."""
    return not _NO_WARD.search(text) and not text[:-1].isdigit()


def find_ward_before(text: str, position: int) -> int:
    """Where the ward with its particle begins that ends at a position; the position if none."""
    match = _WARD_BEFORE.search(text[max(0, position - _NEAR) : position])
    if not match or not is_ward(match["place"]):
        return position
    return position - len(match.group())


def find_place(ground: Ground, start: int, floor: int) -> Stretch | None:
    """The place that the figure at `start` is for; `floor` is where the figure before it ends."""
    lowest = max(floor, ground.get_sentence(start), start - _FAR)
    text = ground.text
    numbered = _WARD_BEFORE.search(text[max(lowest, start - _NEAR) : start])
    if numbered and (numbered["place"][:-1].isdigit() or numbered["place"] in ("全区", "全行政区")):
        begin = start - len(numbered.group())
        return Stretch(begin, begin + len(numbered["place"]))
    found = [
        Stretch(match.start("place"), match.end("place"))
        for match in _WARD.finditer(text, lowest, start)
        if is_ward(match["place"])
    ]
    found += ground.find_places(lowest, start)
    if found:
        place = max(found, key=lambda stretch: stretch.start)
        if _TWO.search(text[max(0, place.start - 4) : place.start]):
            return None
        return place
    return _find_town(text, max(lowest, start - _NEAR), start)


def _find_town(text: str, floor: int, start: int) -> Stretch | None:
    match = _TOWN.search(text[floor:start])
    if not match or _GENERAL.search(match["name"]):
        return None
    begin = floor + match.start("name")
    return Stretch(begin, floor + match.end("end"))


def find_per(ground: Ground, start: int, floor: int) -> str | None:
    """Of what each the figure at `start` is said, as printed; None where of none."""
    text = ground.text
    divisor = ground.find_divisor_before(start)
    # 1日当たりの利用者数は、平日45人、休日80人: said of all figures of the sentence.
    reach = floor
    if divisor and text.startswith("の", divisor.end):
        reach = ground.get_sentence(start)
    if divisor and divisor.start >= reach and ground.get_sentence(start) <= divisor.start:
        each = re.search(
            r"に?(?:当た?り|あたり)|につき|ごとに?|毎に", text[divisor.start : divisor.end]
        )
        end = divisor.start + each.start() if each else divisor.end
        return ground.quote(divisor.start, end)
    low = max(floor, start - _NEAR)
    before = text[low:start]
    every = _EVERY.search(before)
    if every:
        name = every.lastgroup or "per"
        return ground.quote(low + every.start(name), low + every.end(name))
    each = _EACH.search(before)
    if not each:
        return None
    right = each["right"]
    if right:
        at = low + each.start("right") - 1
        word = text[at : at + 1 + len(right)]
        return None if word in _NO_EACH else ground.quote(at, at + 1 + len(right))
    return ground.quote(low + each.start("left"), low + each.end("left")) if each["left"] else None
