"""Numbers of acts as they are printed: 平成16年川崎市条例第60号, 昭和四十三年法律第百号.

And the law id of e-Gov made from one (法令ID): the era's digit, two of its year, the kind, and the
number. A bill of the Diet's members has other digits before the number than one of the cabinet,
which the number does not tell: such an id is the cabinet's.
"""

from __future__ import annotations

import re
from typing import Final

from kg.legislation_records import ActNumber, NumberedDay
from kg.records import Span, Time
from kg.text.dates import find_dates
from kg.text.eras import ERA_NAMES, parse_era_year
from kg.text.numerals import parse_number

_DIGITS: Final = "0-9０-９"
_KANJI: Final = "〇一二三四五六七八九十百千"
#: A number of at most four digits in any writing.
NUMBER: Final = rf"(?:[{_DIGITS}]{{1,4}}|[{_KANJI}]{{1,8}})"
KINDS: Final = (
    r"(?:法律|政令|勅令|太政官布告|[\u3400-\u9fff・]{1,16}(?:省|府|庁|委員会|院)(?:令|規則)"
    r"|条例|規則|規程|告示|訓令|要綱|要領)"
)
_PLACE: Final = r"[々ヶケ\u3040-\u30ff\u3400-\u9fff]{1,12}[都道府県市区町村組合連合]"
_DAY: Final = (
    rf"(?P<era>{ERA_NAMES})(?P<year>元|{NUMBER})年"
    rf"(?:(?P<month>{NUMBER})月(?:(?P<day>{NUMBER})日)?)?"
)
#: An act's number; 第 and the day may be missing.
ACT_NUMBER: Final = re.compile(
    rf"{_DAY}[ \u3000]{{0,4}}(?P<place>{_PLACE})??(?P<kind>{KINDS})"
    rf"[ \u3000]?第?(?P<number>{NUMBER})号"
)
#: The same cut over two lines: the day alone, the number alone.
DAY_LINE: Final = re.compile(rf"[（(]?{_DAY}[)）]?(?:公布)?")
NUMBER_LINE: Final = re.compile(
    rf"[（(]?(?P<place>{_PLACE})??(?P<kind>{KINDS})[ \u3000]?第?(?P<number>{NUMBER})号[)）]?"
)
#: The kinds of which a municipality makes its own; all others are the nation's.
MUNICIPAL: Final = frozenset({"条例", "規則", "規程", "告示", "訓令", "要綱", "要領"})
_ERA_DIGITS: Final = {"明治": 1, "大正": 2, "昭和": 3, "平成": 4, "令和": 5}
_LAW_KINDS: Final = {"法律": "AC", "政令": "CO", "勅令": "IO"}
#: The name under which e-Gov gives out a law: its id, the day of the version, what amended it.
_LAW_FILE: Final = re.compile(r"(?P<id>[1-5][0-9]{2}[A-Z0-9]{12})(?:_(?P<day>[0-9]{8})_.*)?")
_PREFECTURES: Final = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県",
    "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県",
    "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府",
    "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県",
    "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県",
    "鹿児島県", "沖縄県",
)  # fmt: skip


def find_act_numbers(text: str, start: int = 0) -> list[NumberedDay]:
    """The numbers of acts in a text, in order; `start` is added to their offsets."""
    found: list[NumberedDay] = []
    for match in ACT_NUMBER.finditer(text):
        number = make_act_number(match, match)
        if number is not None:
            span = Span(start + match.start(), start + match.end())
            found.append(NumberedDay(number, find_day(match[0]), (span,)))
    return found


def make_act_number(day: re.Match[str], number: re.Match[str]) -> ActNumber | None:
    """The number of two matches, of the day and of the number; None where one is no number."""
    era_year, year = parse_number(day["year"]), parse_era_year(day["era"] + day["year"] + "年")
    value = parse_number(number["number"])
    if not era_year or not year or not value:
        return None
    return ActNumber(day["era"], era_year, year, number["place"] or "", number["kind"], value)


def find_day(text: str) -> Time | None:
    """The first whole day that a text prints, None where it prints none that exists."""
    for date in find_dates(text):
        if date.kind == "date" and not date.doubtful:
            return Time(date.lexical, date.datatype)
    return None


def make_law_id(number: ActNumber) -> str | None:
    """The law id of e-Gov, None for a kind of which the number alone does not tell it."""
    kind = _LAW_KINDS.get(number.kind)
    if kind is None or number.era_year > 99:
        return None
    return f"{_ERA_DIGITS[number.era]}{number.era_year:02}{kind}{number.number:010}"


def parse_law_file(name: str) -> tuple[str, str | None] | None:
    """The law id and the day of the version (xsd:date) that a file's name tells, None for none."""
    match = _LAW_FILE.fullmatch(name)
    if match is None:
        return None
    day = match["day"]
    return match["id"], f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else None


def find_prefecture(name: str) -> str | None:
    """The six-digit code of a prefecture by its name (JIS X 0401 with its check digit)."""
    if name not in _PREFECTURES:
        return None
    place = _PREFECTURES.index(name) + 1
    total = place // 10 * 6 + place % 10 * 5
    return f"{place:02}000{(11 - total % 11) % 10}"
