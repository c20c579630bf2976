"""The patterns in which a text tells of an event: what stands around its name."""

from __future__ import annotations

import re
from typing import Final

from kg.named.fact_dates import DAY
from kg.named.fact_reading import AND, ASIDE, BODY, DATE, EVENT, NAMES
from kg.named.fact_words import BULLETS, either, get_words
from kg.text.numerals import NUMBER

_HOLD: Final = either(get_words("hold", "stems"))
#: The verbs of holding that a body's meetings have.
MEET: Final = get_words("hold", "meet")
HELD: Final = re.compile(_HOLD)
HABIT: Final = re.compile(either(get_words("hold", "habit")))
CUE: Final = re.compile(either(get_words("plan", "words")))
DID: Final = re.compile(rf"{either(get_words('hold', 'did'))}[^。]{{0,12}}。?\Z")
#: フォーラムの開催などを通じて.
THROUGH: Final = re.compile(
    rf"(?:など|等)?(?:の[一-龠]{{1,6}})?{either(get_words('hold', 'through'))}"
)
#: 第3回協議会（平成25年1月開催）, （会場、平成25年1月15日（土）開催予定）.
BRACKET: Final = re.compile(
    rf"[」』]?\((?:[^()]{{0,20}}、)?(?P<date>{DATE}){DAY}(?:に|、)?[^(){DATE}]{{0,20}}?"
    rf"(?P<verb>{_HOLD})?(?P<plan>予定)?(?:済み?|した|され(?:た)?)?\)"
)
#: Between a name and the verb behind it: 等のイベントを, を4回程度.
LEAD: Final = re.compile(
    rf"[」』]?{ASIDE}(?:{AND}[「『]?[{NAMES}][」』]?{ASIDE}){{0,6}}(?:等|など|ほか)?"
    rf"(?:の{either(get_words('hold', 'sorts'))}(?:等|など)?)?"
    r"(?P<particle>を|が|は|も|の|)(?P<mid>[^。]{0,90})\Z"
)
#: 審議会を6回、部会を12回開催: what stands before the comma is the first one's own.
GAPPED: Final = re.compile(rf"(?P<own>[^。を{NAMES}]{{1,25}})、[「『]?[{NAMES}][」』]?を")
#: At the event: において、…を実施した.
AT: Final = re.compile(
    rf"[」』]?{ASIDE}(?:において(?:は|も)?|では|にて(?:は)?|の中で(?:は)?|で(?=[、一-龠{NAMES}]))、?"
)
#: 平成25年1月に開催した第3回協議会.
QUALIFIED: Final = re.compile(
    rf"(?P<verb>{_HOLD})(?P<end>した|しました|された|の|いた|かれた|される|する"
    r"|(?:を|する)?予定(?:の|している))[^、。をがは]{0,8}?[「『]?\Z"
)
#: 平成25年6月10日 第1回検討委員会: an entry of a chronicle, up to the name and behind it.
ALONE: Final = re.compile(rf"[{re.escape(BULLETS)}]{{0,4}}{DATE}{DAY}[ :、]?[「『]?\Z")
ALONE_END: Final = re.compile(rf"[」』]?(?:を|の)?(?:{_HOLD})?[。 ]?(?=\Z|\(|[:、])")
DATED: Final = re.compile(rf"{DATE}の ?[「『]?\Z")
#: 4回程度, 年3回; not 第3回, 月1回.
SESSIONS: Final = re.compile(
    r"(?P<about>約|およそ|おおむね|概ね)?(?<!第)(?<!月)(?<!週)(?<!毎)(?<!日)"
    rf"(?P<count>{NUMBER}) ?回(?P<about2>程度|ほど|前後)?(?![目線答収転路数復])"
)
#: 「フォーラム」の一プログラムとして交流会.
PART: Final = re.compile(
    rf"(?P<whole>{EVENT})[」』]?(?:の|における|内の)?"
    rf"(?:{either(get_words('hold', 'part'))}(?:として|で|に|の)|中で)、?[^。{NAMES}]{{0,40}}\Z"
)
#: みどり区役所が主催する「まつり」, 協議会は、「まつり」.
HOST: Final = re.compile(
    rf"(?P<body>{BODY})[」』]?{ASIDE}(?:(?:が|の)?{either(get_words('hold', 'host'))}"
    rf"(?:の|する|した|で)[「『]?\Z|(?:は|が)、?[^。が{NAMES}]{{0,50}}\Z)"
)
