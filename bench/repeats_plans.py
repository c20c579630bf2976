"""Made plans with known repeats, and with rows that only look like repeats."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from bench import repeats_words as words
from kg.links.likeness import Entry

#: Of all rows, so many repeat another and so many only look like it.
SHARE: Final = 0.15
ROWS_OF_A_PLAN: Final = 1000
REPEATS: Final = (
    *("width", "kana", "okurigana", "qualifier", "word"),
    *("text", "damage", "merged", "order", "renamed"),
)
TRAPS: Final = ("other ward", "other number", "other place", "other subject", "other brackets")
_WIDE: Final = str.maketrans(
    {chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)} | {"・": "･", "ー": "ｰ"}
)


@dataclass
class Plans:
    """`repeats` and `traps` hold pairs of keys, the smaller first, by kind."""

    entries: list[Entry] = field(default_factory=list)
    repeats: dict[tuple[str, str], str] = field(default_factory=dict)
    traps: dict[tuple[str, str], str] = field(default_factory=dict)


def make_plans(rows: int, seed: int) -> Plans:
    """Plans of `rows` rows in all, a thousand a municipality; the same for the same seed."""
    chance = random.Random(seed)
    plans = Plans()
    for number in range(max(1, rows // ROWS_OF_A_PLAN)):
        _add_plan(plans, f"{number:05d}", min(rows, ROWS_OF_A_PLAN), chance)
    chance.shuffle(plans.entries)
    return plans


def _add_plan(plans: Plans, municipality: str, rows: int, chance: random.Random) -> None:
    copies = int(rows * SHARE)
    made_up = _make_originals(municipality, rows - 2 * copies + copies // 2 + 1, chance)
    originals, bases = made_up[: rows - 2 * copies], made_up[rows - 2 * copies :]
    plans.entries += originals
    keys = (f"{municipality}/{n:06d}" for n in range(rows, 10 * rows))
    # Every original is repeated once at most, so that nothing repeats by way of a third row.
    order = iter(chance.sample(originals, len(originals)))
    made = 0
    while made < copies and (base := next(order, None)) is not None:
        kind = REPEATS[made % len(REPEATS)]
        if kind == "merged":
            if (other := next(order, None)) is None:
                break
            row = replace(base, name=_merge(base.name, other.name), text=base.text + other.text)
            row = replace(row, key=next(keys))
            plans.repeats[_pair(row, other)] = kind
        else:
            changed = _REPEAT[kind](base, chance)
            if changed == base:
                continue
            row = replace(_drift(changed, kind, chance), key=next(keys))
        plans.repeats[_pair(row, base)] = kind
        plans.entries.append(row)
        made += 1
    made = 0
    while made < copies:
        kind, base = TRAPS[made // 2 % len(TRAPS)], bases[made // 2]
        one, two = (replace(row, key=next(keys)) for row in _TRAP[kind](base, chance))
        plans.entries += [one, two]
        plans.traps[_pair(one, two)] = kind
        made += 2


def _make_originals(municipality: str, count: int, chance: random.Random) -> list[Entry]:
    """Projects of one municipality, no two about one subject for one group of people."""
    seen: set[tuple[str, str, str]] = set()
    found: list[Entry] = []
    while len(found) < count:
        what, mode = chance.choice(words.WHAT), chance.choice(words.MODES)
        who = chance.choice(words.WHO)
        shape = chance.randrange(5)
        place = chance.choice(words.PLACES) + chance.choice(words.FACILITIES)
        how = chance.choice(words.HOW)
        about = {
            0: (who, what, ""),
            1: ("", what, mode),
            2: (place, "", ""),
            3: (who, "", mode),
            4: (who, what, mode),
        }[shape]
        if about in seen:
            continue
        seen.add(about)
        name = {
            0: f"{who}{what}{how}",
            1: f"{what}{mode}{how}",
            2: f"{place}{how}",
            3: f"{who}{mode}{how}",
            4: f"{who}の{what}{mode}{how}",
        }[shape] + chance.choice(words.ENDINGS)
        text = _make_text(who, what or place, chance)
        found.append(Entry(f"{municipality}/{len(found):06d}", municipality, name, text))
    return found


def _make_text(who: str, what: str, chance: random.Random) -> str:
    detail, other = chance.sample(words.DETAIL, 2)
    return "".join(
        sentence.format(who=who, what=what, detail=detail, other=other, goal=goal)
        for sentence, goal in zip(
            chance.sample(words.SENTENCES, chance.choice((1, 1, 2))),
            chance.sample(words.GOAL, 2),
            strict=False,
        )
    )


def _drift(entry: Entry, kind: str, chance: random.Random) -> Entry:
    """The copy with its text as plans copy texts: mostly kept, at times edited or left out."""
    luck = chance.random()
    if kind in ("text", "renamed") or luck < 0.6:
        return entry
    return replace(entry, text=_edit(entry.text, chance) if luck < 0.85 else "")


def _edit(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((1, 2))):
        old, new = chance.choice(
            (
                ("を図ります", "に努めます"),
                ("を行い", "を実施し"),
                ("対象に", "対象として"),
                ("のため、", "に向け、"),
                ("につなげます", "を進めます"),
                ("などに取り組みます", "を進めます"),
                ("計画的に", ""),
            )
        )
        text = text.replace(old, new, 1)
    if chance.random() < 0.5:
        text = text.replace("。", f"。また、{chance.choice(words.DETAIL)}を検討します。", 1)
    return text


def _swap(text: str, table: tuple[tuple[str, str], ...], chance: random.Random) -> str:
    """The text with one entry of the table that occurs swapped, either way."""
    found = [(a, b) for a, b in table if a in text] + [(b, a) for a, b in table if b in text]
    return text.replace(*chance.choice(found), 1) if found else text


def _damage(text: str, chance: random.Random) -> str:
    signs = list(text)
    table = {pair[0]: pair[1] for pair in words.DAMAGE}
    places = [index for index, sign in enumerate(signs) if sign in table]
    for index in chance.sample(places, min(len(places), chance.choice((1, 1, 2)))):
        signs[index] = table[signs[index]]
    return "".join(signs)


def _insert(name: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        for mode in words.MODES:
            if mode in name and len(name) > len(mode) + 6:
                return name.replace(mode, "", 1)
    return chance.choice(("新たな", "総合的な", "地域の", "市民", "身近な", "本市の")) + name


def _reorder(name: str) -> str:
    for who in words.WHO:
        if name.startswith(who) and len(name) > len(who) + 4:
            rest = name[len(who) :].lstrip("の").removesuffix("事業").removesuffix("の取組")
            return f"{rest}事業({who})" if len(rest) < 3 else f"{rest}・{who}事業"
    for how in words.HOW:
        if how in name:
            head, _, tail = name.partition(how)
            return f"{how}{head}{tail}"
    return name


def _merge(one: str, two: str) -> str:
    return one.removesuffix("の取組").removesuffix("事業").removesuffix("事務") + "・" + two


def _rename(name: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return _swap(name, words.REWORDED, chance)
    return (
        chance.choice(("はつらつ", "未来", "かがやき", "すこやか", "みんなの"))
        + name[: max(3, len(name) // 2)]
        + chance.choice(("プロジェクト", "プラン", "プログラム"))
    )


_Repeat = Callable[[Entry, random.Random], Entry]
_REPEAT: Final[dict[str, _Repeat]] = {
    "width": lambda e, c: replace(
        e, name=e.name.translate(_WIDE) if c.random() < 0.5 else " ".join((e.name[:3], e.name[3:]))
    ),
    "kana": lambda e, c: replace(e, name=_swap(e.name, words.KANA, c)),
    "okurigana": lambda e, c: replace(e, name=_swap(e.name, words.OKURIGANA, c)),
    "qualifier": lambda e, c: replace(
        e, name=f"{e.name}({c.choice(('各区', *words.BUREAUS, c.choice(words.WARDS)))})"
    ),
    "word": lambda e, c: replace(e, name=_insert(e.name, c)),
    "text": lambda e, c: replace(e, text=_edit(e.text, c)),
    "damage": lambda e, c: replace(e, name=_damage(e.name, c)),
    "order": lambda e, _: replace(e, name=_reorder(e.name)),
    "renamed": lambda e, c: replace(e, name=_rename(e.name, c)),
}

_Trap = Callable[[Entry, random.Random], tuple[Entry, Entry]]


def _two(base: Entry, names: tuple[str, str], texts: tuple[str, str]) -> tuple[Entry, Entry]:
    return replace(base, name=names[0], text=texts[0]), replace(base, name=names[1], text=texts[1])


def _other_ward(base: Entry, chance: random.Random) -> tuple[Entry, Entry]:
    a, b = chance.sample(words.WARDS, 2)
    style = "{}" + base.name if chance.random() < 0.5 else base.name + "({})"
    texts = (f"{a}において{base.text}", f"{b}において{base.text}")
    same = (base.text, base.text)
    return _two(base, (style.format(a), style.format(b)), texts if chance.random() < 0.5 else same)


def _other_number(base: Entry, chance: random.Random) -> tuple[Entry, Entry]:
    n = chance.randrange(1, 8)
    style = chance.choice(
        ("第{}期{x}", "{x}(第{}期)", "平成2{}年度{x}", "{x}第{}工区", "第{}次{x}")
    )
    names = (style.format(n, x=base.name), style.format(n + 1, x=base.name))
    return _two(base, names, (base.text, base.text))


def _other_place(base: Entry, chance: random.Random) -> tuple[Entry, Entry]:
    a, b = chance.sample(words.PLACES, 2)
    facility, how = (
        chance.choice(words.FACILITIES),
        chance.choice(("整備", "改築", "運営", "耐震化")),
    )
    text = _make_text(chance.choice(words.WHO), facility, chance)
    told = (
        (text, text)
        if chance.random() < 0.5
        else (f"{a}{facility}で{text}", f"{b}{facility}で{text}")
    )
    return _two(base, (f"{a}{facility}{how}事業", f"{b}{facility}{how}事業"), told)


def _other_subject(base: Entry, chance: random.Random) -> tuple[Entry, Entry]:
    a, b = chance.sample(words.WHAT, 2)
    mode, how = chance.choice(words.MODES), chance.choice(words.HOW)
    text = f"{{}}に関する{mode}の取組を推進します(各区の具体的な取組は区計画をご覧ください)。"
    return _two(
        base,
        (f"{a}{mode}{how}事業(各区)", f"{b}{mode}{how}事業(各区)"),
        (text.format(a), text.format(b)),
    )


def _other_brackets(base: Entry, chance: random.Random) -> tuple[Entry, Entry]:
    a, b = chance.sample(words.WHAT, 2)
    texts = (_make_text("市民", a, chance), _make_text("市民", b, chance))
    return _two(base, (f"{base.name}({a}事業)", f"{base.name}({b}事業)"), texts)


_TRAP: Final[dict[str, _Trap]] = {
    "other ward": _other_ward,
    "other number": _other_number,
    "other place": _other_place,
    "other subject": _other_subject,
    "other brackets": _other_brackets,
}


def _pair(one: Entry, two: Entry) -> tuple[str, str]:
    return (one.key, two.key) if one.key < two.key else (two.key, one.key)
