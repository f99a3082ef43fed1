"""From the bytes of a saved article to its text, one printed line per line."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from pathlib import Path

from hotlinelib.award_list.printed_line import Line
from hotlinelib.errors import ParseError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|meta|title|div|p|br|table|tr|td|th|ul|ol|li|span"
    r"|h[1-6]))(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# A line break in the source between two characters isn't a space in Chinese typesetting.
_BREAK_INSIDE_CHINESE = re.compile(rf"(?<=[{_HAN}])[ \t]*[\r\n]\s*(?=[{_HAN}])")
_HTML_SPACE = re.compile(r"[ \t\r\n\f]+")

# How much more often than its rival the right code page must give everyday characters. Real
# texts are about 0.4 apart; texts of a few characters can be nearer and are refused.
_CLEAR_MARGIN = 0.15
# The wrong code page gives a third of everyday characters over a page, up to two thirds over a
# few characters; the right one all but a few names.
_LEAST_SHARE = 0.7

_CODE_PAGES = ("gb18030", "cp950", "big5hkscs")
_CODE_PAGE_OF_LABEL = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}


def read_text(source: str | Path | bytes) -> str:
    """Read a saved article, whatever its encoding, as plain text.

    Parameters
    ----------
    source : str, pathlib.Path or bytes
        A path, or the bytes themselves. UTF-8 (with or without a byte order mark), UTF-16 with
        a mark, GB18030 (with GBK and GB 2312) and Big5 are told apart; a character set that
        the page declares is tried first. Saved HTML becomes text, see `html_to_text`.

    Returns
    -------
    str
        The text; lines end in a line feed.

    Raises
    ------
    ParseError
        When no encoding fits the bytes, or two fit equally well.

    Examples
    --------
    >>> read_text("广州12345热线".encode("gb18030") * 3)
    '广州12345热线广州12345热线广州12345热线'
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    text = _decode(data)
    text = html_to_text(text) if is_html(text) else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_document(source: str | Path | bytes) -> list[Line]:
    """Read a saved article as lines (text, pages; more below)."""
    return text_lines(read_text(source))


def text_lines(text: str) -> list[Line]:
    """Return the lines of a text or a page."""
    text = html_to_text(text) if is_html(text) else text
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    return [Line(number, line) for number, line in enumerate(lines, 1)]


def is_html(text: str) -> bool:
    """Tell whether a text is a saved page: whether it has at least one common HTML tag.

    Examples
    --------
    >>> is_html("<p>最佳服务奖</p>"), is_html("甲市<12345>热线")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def html_to_text(page: str) -> str:
    r"""Turn a page into the lines that a browser shows.

    Block elements and `<br>` end a line, cells of a table row are joined by tabs, an ordered
    list prints its numbers; scripts, styles and the head are left out.

    Examples
    --------
    >>> html_to_text("<h2>最佳服务奖</h2><table><tr><td>1</td><td>甲市热线</td></tr></table>")
    '最佳服务奖\n1\t甲市热线\n'
    """
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    return reader.text()


class _PageReader(HTMLParser):
    """Collects the printed lines of a page; no recursion, so unclosed tags do no harm."""

    BLOCKS = frozenset(
        {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"}
        | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"}
        | {"h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre"}
        | {"section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"}
    )
    UNPRINTED = frozenset(
        {"script", "style", "head", "noscript", "template", "textarea", "title", "svg"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._unprinted: list[str] = []
        self._lists: list[int | None] = []
        self._number = ""
        self._cell = False
        self._first_cell = True
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            # Many saved pages never close their head.
            self._unprinted.clear()
        if tag in self.UNPRINTED:
            self._unprinted.append(tag)
        elif tag in ("td", "th"):
            self._start_cell()
        elif tag == "br":
            self._break()
        elif tag in self.BLOCKS:
            self._start_block(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unprinted:
            del self._unprinted[self._unprinted.index(tag) :]
        elif tag in ("td", "th"):
            self._cell = False
        elif tag in self.BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if not self._unprinted:
            self._parts.append(data)
            if self._pre:
                *full, rest = "".join(self._parts).split("\n")
                self._lines.extend(full)
                self._parts = [rest]

    def text(self) -> str:
        self._flush()
        return "\n".join(self._lines).strip("\n") + "\n"

    def _start_cell(self) -> None:
        self._cell = True
        if not self._first_cell:
            self._parts.append("\N{SYMBOL FOR HORIZONTAL TABULATION}")
        self._first_cell = False

    def _start_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._cell = self._cell and tag not in ("tr", "table")
        self._break()
        if tag in ("tr", "table"):
            self._first_cell = True
        elif tag in ("ol", "ul"):
            start = attributes.get("start") or "1"
            self._lists.append(int(start) if tag == "ol" and start.isdigit() else None)
        elif tag == "li":
            self._number_entry()
        elif tag == "pre":
            self._pre += 1

    def _end_block(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("tr", "table")
        self._break()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)

    def _number_entry(self) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._number = f"{number}. "
            self._lists[-1] = number + 1

    def _break(self) -> None:
        # Paragraphs inside one cell stay in the row: a row is one printed line.
        if self._cell:
            self._parts.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        joined = _BREAK_INSIDE_CHINESE.sub("", "".join(self._parts))
        line = _HTML_SPACE.sub(" ", joined).strip(" ")
        line = re.sub(r" *\N{SYMBOL FOR HORIZONTAL TABULATION} *", "\t", line)
        self._parts = []
        if line:
            self._lines.append(self._number + line)
            self._number = ""


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
            f"the file starts with the mark of {encoding} but isn't valid {encoding}; "
            "save it again as UTF-8"
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
            "the bytes are none of UTF-8, GB18030 and Big5; save the file again as UTF-8"
        )
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEAR_MARGIN:
        raise ParseError(
            "the bytes can be read as GB18030 and as Big5, and neither reading is clearly the "
            "right one; save the file again as UTF-8"
        )
    return ranked[0][1]


def _everyday_share(text: str) -> float:
    """Share of the non-ASCII characters that an article is likely to hold.

    These are the first planes of GB 2312 (rows 16-55) and of Big5 (A440-C67E), which hold the
    characters in frequent use by design, and the common punctuation.
    """
    counted = [c for c in text[:20_000] if ord(c) > 0x7F]
    return sum(map(_is_everyday, counted)) / len(counted) if counted else 1.0


def _is_everyday(character: str) -> bool:
    if character in "\u3000\xa0，。、；：？！（）《》【】“”‘’「」『』—…·":
        return True
    simplified = character.encode("gb2312", "ignore")
    traditional = character.encode("big5", "ignore")
    return b"\xb0\xa1" <= simplified <= b"\xd7\xf9" or b"\xa4\x40" <= traditional <= b"\xc6\x7e"
