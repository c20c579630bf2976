"""What a person should know of a page that was read: what was left out, and what was doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.documents.readers.encoding import Decoded
from kg.documents.readers.lines import Lines

_LEFT: Final = {
    "navigation": (
        "本文ではないもの(メニュー、見出し帯、ページの下の欄など)",
        "what is not the content (menus, head and foot of the page)",
    ),
    "hidden": ("画面に出ない部分", "parts that are not shown"),
    "deleted": ("取り消し線の付いた部分", "parts that are struck out"),
    "controls": ("入力欄やボタンの文字", "words of buttons and fields"),
    "mute": (
        "プログラム、書式、ふりがな、本文の外の題",
        "scripts, styles, readings, and titles outside the content",
    ),
}


def add_notices(
    lines: Lines, decoded: Decoded, left: Mapping[str, int], words: Mapping[str, int]
) -> None:
    """Say what became of all that is not in the text."""
    if decoded.misnamed is not None:
        lines.add_notice(
            "encoding-misnamed",
            "",
            f"文字コードの宣言は {decoded.misnamed} ですが、{decoded.encoding} として読みました",
            f"declared as {decoded.misnamed}, read as {decoded.encoding}",
        )
    for reason, (ja, en) in _LEFT.items():
        if left.get(reason):
            lines.add_notice(
                f"left-out-{reason}",
                "",
                f"{ja} {left[reason]} か所({words.get(reason, 0)} 字)は取り込んでいません",
                f"{en}: {left[reason]} left out ({words.get(reason, 0)} characters)",
            )
    if left.get("elsewhere"):
        lines.add_notice(
            "embedded-elsewhere",
            "",
            f"別のファイルを埋め込んだ所が {left['elsewhere']} か所あります。中身は読んでいません",
            f"{left['elsewhere']} places embed another file, which was not read",
        )
    if left.get("alternatives"):
        lines.add_notice(
            "image-in-words",
            "",
            f"画像 {left['alternatives']} 個は、付けられた説明の語(alt)で読みました",
            f"{left['alternatives']} images were read by the words given for them (alt)",
        )
    if left.get("images"):
        lines.add_notice(
            "image-not-read",
            "",
            f"画像や数式 {left['images']} 個の中の文字は読んでいません",
            f"{left['images']} images or formulas: words inside were not read",
        )
