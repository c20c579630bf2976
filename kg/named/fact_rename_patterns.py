"""The patterns in which a text tells that one name followed another."""

from __future__ import annotations

import re
from typing import Final

from kg.named.fact_reading import AND, ASIDE, DATE, SIGNS
from kg.named.fact_words import either, get_words

#: What may be renamed (graph contract, `dct:isReplacedBy`).
KINDS: Final = ("project", "body", "instrument", "service")
ONE: Final = f"[{''.join(SIGNS[kind] for kind in KINDS)}]"
BARE: Final = get_words("rename", "bare")
LABEL: Final = either(get_words("rename", "label"))

VERB: Final = re.compile(
    rf"(?<=と)(?P<became>{either(get_words('rename', 'became'))})"
    f"|(?P<merge>{either(get_words('rename', 'merge'))})|{either(get_words('rename', 'stems'))}"
)
_FILL: Final = (
    rf"(?:{DATE}(?:付け?)?(?:に|から|より|には|からは)?|、| "
    rf"|{either(get_words('rename', 'adverbs'))}|{LABEL}(?:を|が)?){{0,4}}"
)


def _name(group: str) -> str:
    return rf"[「『]?(?P<{group}>{ONE})[」』]?{ASIDE}"


#: The name right before a verb, and what it is to the verb.
NEAR: Final = re.compile(
    rf"{_name('name')}(?P<particle>へと|に|へ|と|から|より|を|は|が|も){_FILL}\Z"
)
#: The name before that one.
FAR: Final = re.compile(
    rf"{_name('name')}(?P<particle>の{LABEL}(?:を|は|が)|を|は|が|から|より|も)"
    rf"(?P<mid>[^。を{ONE[1:-1]}]{{0,50}})\Z"
)
BEFORE: Final = re.compile(rf"{_name('name')}{AND}[「『]?\Z")
#: What the old one became, told behind the verb: 統合し、「Y」とした.
BECAME: Final = re.compile(
    r"(?:し|して|され|した上で|したうえで|のうえ|の上)?、?(?:新たに|現在の|今の)?"
    rf"(?:{DATE}(?:に|から)?)?{_name('name')}"
    rf"(?:(?:と|に)[しな改]|[をが]{either(get_words('rename', 'become'))}|として)"
)
#: 改称した「Y」.
CALLED: Final = re.compile(
    rf"(?:し|され|ら?れ)?(?:てできた|た|だ)(?:もの(?:で|が)(?:ある)?)?{_name('name')}"
)
DATE_BEHIND: Final = re.compile(rf"\((?P<date>{DATE})\)")

_OLD, _NEW = (rf"[「『]?(?P<{group}>{ONE})[」』]?" for group in ("old", "new"))
_DONE: Final = rf"(?:{LABEL}を)?{either(BARE)}(?:し(?:た(?:もの)?)?)?"
_WHEN: Final = rf"(?:(?P<date>{DATE})(?:に|から|より|、)?)?"
#: What is told without a verb behind it: Y（旧X）, X（現Y）, Y（Xから改称）, Xの後継であるY.
SET: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NEW}\({either(get_words('rename', 'old'))}[:は、 ]{{0,2}}{_OLD}\)",
        rf"{_OLD}\({either(get_words('rename', 'now'))}[:は、 ]{{0,2}}{_NEW}\)",
        rf"{_NEW}\({_WHEN}{_OLD}(?:から|より|を){_DONE}\)",
        rf"{_OLD}\({_WHEN}{_NEW}(?:に|へ|と){_DONE}\)",
        rf"{_NEW}\((?P<until>{DATE})(?:まで)?(?:は|:)?、? ?{_OLD}\)",
        rf"{_OLD}{either(get_words('rename', 'successor'))}(?:の|となる|である)?(?:新たな|新しい)?"
        rf"(?:{either(get_words('rename', 'sorts'))})?(?:として|である|となる)?、?{_NEW}",
    )
)
#: 平成13年度以前 「X」として: under which name, and from or until when.
AS: Final = re.compile(
    rf"(?P<date>{DATE})(?P<tail>からは?|よりは?|までは?|には?|は)?[、 ]{{0,2}}{_name('name')}として"
)
