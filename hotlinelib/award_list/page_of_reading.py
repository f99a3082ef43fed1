"""A reading as a notebook shows it: the doubts first, then each line with its role."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from hotlinelib.award_list.checker import role_name
from hotlinelib.award_list.explain import kinds_of_doubts, read_fields, short, summary, told
from hotlinelib.award_list.units import Role
from hotlinelib.messages import message

if TYPE_CHECKING:
    from hotlinelib.award_list.article import Reading

# A letter and a colour for each kind of role: never the colour alone.
_KINDS: dict[Role, tuple[str, str]] = {
    "heading": ("H", "heading"),
    "section": ("G", "group"),
    "group": ("G", "group"),
    "winner": ("W", "winner"),
    "row": ("W", "winner"),
    "group_row": ("W", "winner"),
    "list_title": ("T", "outside"),
    "table_head": ("C", "outside"),
    "signature": ("S", "outside"),
    "date": ("D", "outside"),
    "attachment": ("A", "outside"),
    "page": ("M", "outside"),
    "note": ("N", "outside"),
    "heading_note": ("N", "outside"),
    "prose": ("P", "outside"),
}
# Named twice, the class outweighs what JupyterLab says of tables.
_STYLE = """
.hl-reading{font:14px/1.5 system-ui,sans-serif;color-scheme:light dark;max-width:70em}
.hl-reading table{border-collapse:collapse;width:100%}
.hl-reading.hl-reading :is(td,th){padding:.1em .6em;text-align:left;vertical-align:top;border:0}
.hl-reading.hl-reading td:first-child{text-align:right;font-variant-numeric:tabular-nums;opacity:.7}
.hl-reading.hl-reading .role{white-space:nowrap;border-left:.35em solid var(--c)}
.hl-reading .heading{--c:#7b3294;font-weight:600}
.hl-reading .group{--c:#a6611a}
.hl-reading .winner{--c:#018571}
.hl-reading .outside{--c:#9997;}
.hl-reading .outside .text{opacity:.65}
.hl-reading.hl-reading .open .role{border-left-style:double;outline:1px dashed #d7191c}
.hl-reading .doubts li{margin:.3em 0}
.hl-reading .fields{opacity:.8}
.hl-reading q{quotes:none;font-family:inherit}
"""
_MOST_LINES = 2000


def reading_html(reading: Reading) -> str:
    """Return a reading as HTML that stands alone, in light and dark."""
    heads = "".join(
        f"<th>{escape(head)}</th>"
        for head in (message("line"), message("role"), message("text"), message("read as"))
    )
    parts = [
        f"<style>{_STYLE}</style>",
        f'<div class="hl-reading"><p><strong>{escape(summary(reading))}</strong></p>',
        *_doubts(reading),
        f"<table><thead><tr>{heads}</tr></thead>",
        "<tbody>",
        *_lines(reading),
        "</tbody></table></div>",
    ]
    return "\n".join(parts)


def _doubts(reading: Reading) -> Iterator[str]:
    if not reading.doubts:
        return
    yield '<ol class="doubts">'
    for doubts in kinds_of_doubts(reading.doubts):
        yield f"<li>{escape(told(doubts))}"
        for doubt in doubts[:3]:
            text = f"<q>{escape(short(doubt.line.text.strip()))}</q>" if doubt.line else ""
            ways = "".join(f"<li>{escape(each)}</li>" for each in doubt.readings)
            yield f"<br>{text}{f'<ul>{ways}</ul>' if ways else ''}"
        yield f"{'<br>…' if len(doubts) > 3 else ''}</li>"
    yield "</ol>"


def _lines(reading: Reading) -> Iterator[str]:
    table = reading.lines.fillna("")
    for row in table.head(_MOST_LINES).to_dict("records"):
        letter, kind = _KINDS[row["role"]]
        fields = message("; ").join(read_fields(row))
        mark = "? " if row["doubt"] else ""
        yield (
            f'<tr class="{kind}{" open" if row["doubt"] else ""}"><td>{row["line"]}</td>'
            f'<td class="role"><b>{letter}</b>&ensp;{mark}{escape(role_name(row["role"]))}</td>'
            f'<td class="text">{escape(short(str(row["text"])))}</td>'
            f'<td class="fields">{escape(fields)}</td></tr>'
        )
    if len(table) > _MOST_LINES:
        more = message("and {count} more lines", count=len(table) - _MOST_LINES)
        yield f'<tr><td colspan="4">{escape(more)}</td></tr>'
