"""How sentences put their figures: what stands behind one, and between two of one thing."""

from __future__ import annotations

import re
from typing import Final

from kg.named.fact_words import either
from kg.named.figure_words import LETTERS, get_words

_KANA: Final = either(get_words("indicator", "kana"))

#: After a figure: the sentence says of its subject that it is, or became, so many.
COPULAR: Final = re.compile(
    r"(?:[ ]?(?:以上|余り?|程度|ほど|前後|超|弱|強))?(?:"
    r"あ[りるっ]|で(?:す|あ|し|[、,。)]|\Z)|だ"
    r"|と(?:[、,]|な|増|減|多|少|大|高|低|い|推|見|予|同|過|最|さ|する)"
    r"|に(?:増|減|達|上|及|の(?:ぼ|び)|な|と(?:ど|ま)|す|拡|改|引|伸|落|低|短縮|対し)"
    r"|へ(?:と)?(?:増|減|拡)|から(?=[^。]{0,24}[0-9])"
    r"|を(?:超|下回|上回|占|数え|記録|維持|達成|目標|割|切|見込|目指)"
    r"|の?(?:[増減]|うち|内)|[、。,()・→/ 0-9]|\Z|上昇|低下|未満|以[下内]|が?見込)"
)
#: The sentence is about how many there are: …は…1,840件を数えた.
SAID: Final = re.compile(
    r"(?:以上|余り)?(?:で(?:す|あ|し)|と(?:な|いう)|に(?:達|上|及|のぼ|増|減)"
    r"|を(?:数え|超え|記録|下回|上回)|だ)"
)
#: 排出量を…25％以上削減する: what is brought to, or changed by, so much.
MADE_SO: Final = re.compile(
    r"(?:以上|以下|程度)?(?:(?:に|へ|まで)?(?:削減|縮減|増|減|引き?[上下]|拡大|向上|低減|抑制|高め"
    r"|する|し)|とする|とし)"
)
#: 120件の相談, 1万人を超える市民.
NOUN_AFTER: Final = re.compile(
    rf"(?:(?:以上)?の|を(?:超え|上回)る)(?P<noun>(?:{_KANA}|[{LETTERS}A-Za-z・]){{1,20}})"
    r"(?=[がをはにでとのもへや、。,.)(（」 ]|から|まで|より|など|\Z)"
)
#: Between two figures of one thing, dates left out.
JOINED: Final = re.compile(
    r"(?:から|→|~|、|,|・|と|及び|および|で|[はがのにへも ]|まで|現在|末|時点|[()]|増|減"
    r"|延べ|合計|計){0,12}"
)
_SIZE_BESIDE: Final = re.compile(r"[ ]?(?:[、,]?(?:計|合計))?[ ]?")
#: Between figures of one thing in two units, by the kind of the second: 28か所 41.2ha.
BESIDE: Final = {
    "counter": re.compile(r"[ ]?[、,]?(?:延べ|計|合計)?[ ]?"),
    "latin": _SIZE_BESIDE,
    "measure": _SIZE_BESIDE,
}
