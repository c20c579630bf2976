"""The municipality that a document speaks of, where nobody has told its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.named.statements import Statement

#: Before the name there stands no other kanji; behind it what a subject or a name goes on with.
_TOWN = re.compile(
    r"(?<![一-龥々ヶァ-ヺー])(?P<name>[一-龥々ヶぁ-んァ-ヺー]{1,6}?[市町村])"
    r"(?=[はがのでにと、「」]|民|役所|役場|長|[一-龥]{2,20}(?:条例|計画|プラン|センター|会議|委員会|協会))"
)
#: Words that look so and are none.
_NONE = frozenset(
    (
        "本市", "当市", "同市", "各市", "他市", "都市", "両市", "全市", "市町", "市町村",
        "町村", "本町", "当町", "本村", "当村", "同町", "同村", "区市町村", "近隣市", "政令市",
        "中核市", "指定都市", "大都市", "姉妹都市", "友好都市", "下町", "港町", "城下町",
        "農村", "山村", "漁村", "町",
    )
)
#: How often at the least the name must stand in the document.
_OFTEN = 2


def find_town(statements: Sequence[Statement]) -> str | None:
    """The municipality named most often, None where none is named twice."""
    counts: Counter[str] = Counter()
    for statement in statements:
        for match in _TOWN.finditer(statement.text):
            name = match["name"]
            if name not in _NONE and len(name) > 1 and not name.endswith(("都市", "市町", "各市")):
                counts[name] += 1
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= _OFTEN else None
