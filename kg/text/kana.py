"""Readings in hiragana: making them uniform, and putting them in the order of the fifty sounds."""

from __future__ import annotations

import re
from typing import Final

#: The headings of an index and the sounds that stand under each, plain ones only.
ROWS: Final = {
    "あ": "あいうえお",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちつてと",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "やゆよ",
    "ら": "らりるれろ",
    "わ": "わゐゑをん",
}
_HIRAGANA: Final = re.compile("[ぁ-ゖー]+")
_KATAKANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SMALL: Final = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_VOICED: Final = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほう",
)
#: The vowel that a sound ends in, for the mark ー that draws it out.
_VOWELS: Final = {
    sound: vowel
    for vowel, sounds in {
        "あ": "あかさたなはまやらわ",
        "い": "いきしちにひみりゐ",
        "う": "うくすつぬふむゆる",
        "え": "えけせてねへめれゑ",
        "お": "おこそとのほもよろを",
    }.items()
    for sound in sounds
}


def make_hiragana(text: str) -> str:
    """The text with katakana as hiragana: クヤクショ as くやくしょ, センター as せんたー."""
    return text.translate(_KATAKANA)


def is_kana(text: str) -> bool:
    """Whether a text is a reading: hiragana and ー, nothing else, no ー in front."""
    return _HIRAGANA.fullmatch(text) is not None and not text.startswith("ー")


def make_kana_key(kana: str) -> tuple[str, str]:
    """A key that sorts readings as a Japanese index does (JIS X 4061, in short).

    First by the plain sounds (が as か, っ as つ, ー as the vowel before it), then as written.
    """
    plain = ""
    for sound in kana.translate(_SMALL).translate(_VOICED):
        plain += _VOWELS.get(plain[-1:], sound) if sound == "ー" else sound
    return plain, kana


def find_row(kana: str) -> str:
    """The heading under which an index has a reading: あ, か, さ …; empty for none."""
    first = make_kana_key(kana[:1])[0]
    return next((row for row, sounds in ROWS.items() if first and first in sounds), "")
