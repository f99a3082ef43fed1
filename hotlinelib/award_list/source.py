"""From the bytes of a saved article to its text, one printed line per line."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from hotlinelib.award_list.files import file_lines
from hotlinelib.award_list.page import html_to_text, is_html
from hotlinelib.award_list.printed_line import Line
from hotlinelib.errors import ParameterError, ParseError
from hotlinelib.messages import message, reason_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
# How much more often than its rival the right code page must give everyday characters. Real
# texts are about 0.4 apart; texts of a few characters can be nearer and are refused.
_CLEAR_MARGIN = 0.15
# The wrong code page gives a third of everyday characters over a page, up to two thirds over a
# few characters; the right one all but a few names.
_LEAST_SHARE = 0.7

_CODE_PAGES = ("gb18030", "cp950", "big5hkscs")
_CODE_PAGE_OF_LABEL = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}


def read_text(source: str | Path | bytes) -> str:
    """Read a saved article, whatever its encoding, as plain text."""
    data = _bytes(source)
    lines = file_lines(data)
    if lines is not None:
        return "".join(line.text + "\n" for line in lines)
    text = _decode(data)
    text = html_to_text(text) if is_html(text) else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_document(source: str | Path | bytes) -> list[Line]:
    """Read a saved article as lines: a text, a page, a Word or Excel file, or a PDF with text."""
    data = _bytes(source)
    lines = file_lines(data)
    return text_lines(_decode(data)) if lines is None else lines


def _bytes(source: str | Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise ParameterError(
            "{file} can't be read: {reason}", file=source, reason=reason_of(error)
        ) from error


def text_lines(text: str) -> list[Line]:
    """Return the lines of a text or a page."""
    text = html_to_text(text) if is_html(text) else text
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    return [Line(number, line) for number, line in enumerate(lines, 1)]


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    text = _try_decode(data, "utf-8")
    if text is not None:
        return text
    declared = _META_CHARSET.search(data[:4096])
    label = declared[1].decode("ascii").lower() if declared else ""
    text = _try_decode(data, _CODE_PAGE_OF_LABEL.get(label, label)) if label else None
    if text is None or _everyday_share(text) < _LEAST_SHARE:
        return _decode_code_page(data)
    return text


def _decode_as(data: bytes, encoding: str) -> str:
    text = _try_decode(data, encoding)
    if text is None:
        raise ParseError(
            message(
                "the file starts with the mark of {encoding} but isn't valid {encoding}; save it "
                "again as UTF-8",
                encoding=encoding,
            )
        )
    return text


def _try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_code_page(data: bytes) -> str:
    """Decode as GB18030 or Big5, whichever gives clearly more everyday characters."""
    chinese = _try_decode(data, "gb18030")
    taiwanese = next((t for e in _CODE_PAGES[1:] if (t := _try_decode(data, e)) is not None), None)
    ranked = sorted(
        ((_everyday_share(text), text) for text in (chinese, taiwanese) if text is not None),
        reverse=True,
    )
    if not ranked or ranked[0][0] < _LEAST_SHARE:
        raise ParseError(
            message("the bytes are none of UTF-8, GB18030 and Big5; save the file again as UTF-8")
        )
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEAR_MARGIN:
        raise ParseError(
            message(
                "the bytes can be read as GB18030 and as Big5, and neither reading is clearly the "
                "right one; save the file again as UTF-8"
            )
        )
    return ranked[0][1]


def _everyday_share(text: str) -> float:
    """Share of the non-ASCII characters that an article is likely to hold."""
    # The first planes of GB 2312 (rows 16-55) and of Big5 (A440-C67E) hold the characters in
    # frequent use by design; and the common punctuation.
    counted = [c for c in text[:20_000] if ord(c) > 0x7F]
    return sum(map(_is_everyday, counted)) / len(counted) if counted else 1.0


def _is_everyday(character: str) -> bool:
    if character in "\u3000\xa0，。、；：？！（）《》【】“”‘’「」『』—…·":
        return True
    simplified = character.encode("gb2312", "ignore")
    traditional = character.encode("big5", "ignore")
    return b"\xb0\xa1" <= simplified <= b"\xd7\xf9" or b"\xa4\x40" <= traditional <= b"\xc6\x7e"
