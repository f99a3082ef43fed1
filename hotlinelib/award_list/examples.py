"""What a person shows on one line holds for the lines that are made like it.

Where a person has written out who has won (马晓梅 回族 西宁市热线: 马晓梅 of 西宁市热线), the line
shows where names stand in lines of its make. It becomes a pattern: its names are fields, a word
that stands by itself may be another one, and what else is printed must be printed again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hotlinelib.award_list.decided import Decided
from hotlinelib.award_list.numerals import CHINESE_NUMBER
from hotlinelib.award_list.printed_line import fold_shape
from hotlinelib.award_list.separators import PAD, protect_padding, split_outside
from hotlinelib.award_list.table_rows import winners_from
from hotlinelib.award_list.ways import Field, Winner

Span = tuple[int, int]
_KINDS: tuple[Field, ...] = ("organisation", "person", "work", "award", "grade", "group")
_SIGNS = ":、,;/|—"
_PARTING = rf"\s{_SIGNS}"
_ENCLOSED = re.compile(r"《[^》]*》|“[^”]*”|\([^()]*\)")
_PARTED = re.compile(rf"[{_PARTING}]+")
_PEOPLE_PARTED = re.compile("、")
_PRINTED = re.compile(
    rf"(?P<space>\s+)|(?P<sign>[{_PARTING}()《》“”])|(?P<word>[^{_PARTING}()《》“”]+)"
)
_NUMBER = re.compile(rf"\d+|{CHINESE_NUMBER}")


class _Run(NamedTuple):
    """Where a line prints one name, or several of a kind beside each other."""

    kind: Field
    spans: list[Span]


@dataclass(frozen=True)
class Example:
    """How a line prints its winners: the fields of one in printed order, and what parts winners."""

    pattern: re.Pattern[str]
    fields: tuple[tuple[Field, re.Pattern[str] | None], ...]
    joint: re.Pattern[str] | None
    # The text that was read.
    shape: str
    # The words that stand by themselves in it, by their group in the pattern.
    words: Mapping[str, str]

    def winners(
        self,
        shape: str,
        start: int,
        end: int,
        is_alike: Callable[[str, str], bool],
    ) -> tuple[Winner, ...]:
        """Return the winners of a stretch that is made like this one; none if it isn't.

        A word that stands by itself must be alike to the one that stands there in the example.
        """
        text = protect_padding(shape)
        parts = [(0, end - start)]
        if self.joint is not None:
            parts = list(split_outside(text[start:end], self.joint))
        found: list[Winner] = []
        for a, b in parts:
            match = self.pattern.fullmatch(text, start + a, start + b)
            if match is None or not all(
                is_alike(shown, match[name]) for name, shown in self.words.items()
            ):
                return ()
            spans: dict[str, list[Span]] = {}
            for number, (kind, parting) in enumerate(self.fields):
                name = f"field{number}"
                at = match.start(name)
                each = split_outside(match[name], parting) if parting else [(0, len(match[name]))]
                spans.setdefault(kind, []).extend((at + a, at + b) for a, b in each)
            found += winners_from(spans)
        return tuple(found)


def example_of(shape: str, rows: Sequence[Decided]) -> Example | None:
    """Return how a text prints the winners that a person has written out for it.

    None where it doesn't print them all, or they don't tell its make.
    """
    text = protect_padding(shape)
    runs = _runs(text, rows)
    kinds = [run.kind for run in runs]
    period = next(
        (n for n in range(1, len(kinds) + 1) if kinds == kinds[:n] * (len(kinds) // n)), 0
    )
    if not period or len(set(kinds[:period])) < period:
        return None
    end, joint = len(text), None
    if period < len(kinds):
        at = runs[period - 1].spans[-1][1]
        parted = _PARTED.search(text, at, runs[period].spans[0][0])
        if parted is None:
            return None
        end, joint = parted.start(), _parting(parted[0])
    found = _example(text[:end], runs[:period], joint, shape)
    return (
        found
        if _names(text, found.winners(shape, 0, len(shape), str.__eq__)) == _decided(rows)
        else None
    )


def _bare(text: str) -> str:
    return "".join(fold_shape(text).replace(PAD, "").split())


def _decided(rows: Sequence[Decided]) -> set[tuple[str, str]]:
    return {(_bare(row.organisation), _bare(row.person)) for row in rows}


def _names(text: str, winners: Sequence[Winner]) -> set[tuple[str, str]]:
    spans = ((each.organisation or (0, 0), each.person or (0, 0)) for each in winners)
    return {(_bare(text[slice(*a)]), _bare(text[slice(*b)])) for a, b in spans}


def _runs(text: str, rows: Sequence[Decided]) -> list[_Run]:
    """Return where the names stand, in printed order; none if a winner isn't printed."""
    names = {
        (kind, value) for row in rows for kind in _KINDS if (value := _bare(getattr(row, kind)))
    }
    places: list[tuple[Span, Field]] = []
    # Long names first: a short one may be part of them.
    for kind, name in sorted(names, key=lambda each: (-len(each[1]), each)):
        spelled = rf"[\s{PAD}]*".join(map(re.escape, name))
        spans = (match.span() for match in re.finditer(spelled, text))
        free = (s for s in spans if all(s[1] <= a or s[0] >= b for (a, b), _ in places))
        if span := next(free, None):
            places.append((span, kind))
        elif kind in ("organisation", "person"):
            return []
    runs: list[_Run] = []
    for span, kind in sorted(places):
        last = runs[-1] if runs else None
        if last and last.kind == kind and _PARTED.fullmatch(text, last.spans[-1][1], span[0]):
            last.spans.append(span)
        else:
            runs.append(_Run(kind, [span]))
    return runs


def _example(text: str, runs: Sequence[_Run], joint: re.Pattern[str] | None, shape: str) -> Example:
    ends = [0, *(run.spans[-1][1] for run in runs)]
    starts = [*(run.spans[0][0] for run in runs), len(text)]
    words: dict[str, str] = {}
    between = ["".join(_literal(text, a, b, words)) for a, b in zip(ends, starts, strict=True)]
    fields = [_field(text, run) for run in runs]
    whole = between[0] + "".join(
        f"(?P<field{number}>{field}){after}"
        for number, ((field, _), after) in enumerate(zip(fields, between[1:], strict=True))
    )
    kinds = tuple((run.kind, parting) for run, (_, parting) in zip(runs, fields, strict=True))
    return Example(re.compile(whole), kinds, joint, shape, words)


def _literal(text: str, start: int, end: int, words: dict[str, str]) -> Iterator[str]:
    """Yield what must stand where a line prints something beside its names; note its words."""
    for match in _PRINTED.finditer(text, start, end):
        if match["space"]:
            yield r"\s+"
        elif match["sign"]:
            yield rf"\s*{re.escape(match['sign'])}\s*"
        elif _stands_alone(text, match.span(), (start, end)):
            name = f"word{len(words)}"
            words[name] = match[0]
            yield rf"(?P<{name}>[^{_PARTING}()]+?)"
        else:
            # Glued to a name, it tells where the name ends; only its number may be another one.
            yield _NUMBER.sub(rf"(?:{_NUMBER.pattern})".replace("\\", r"\\"), re.escape(match[0]))


def _stands_alone(text: str, word: Span, between: Span) -> bool:
    """Tell whether no name touches a word."""
    return (word[0] > between[0] or word[0] == 0) and (word[1] < between[1] or word[1] == len(text))


def _field(text: str, run: _Run) -> tuple[str, re.Pattern[str] | None]:
    """Return the pattern of a field, and what parts the names in it."""
    names = [text[a:b] for a, b in run.spans]
    signs = "".join(_PARTED.findall("".join(_ENCLOSED.sub("", name) for name in names)))
    excluded = "".join(sign for sign in _SIGNS if sign not in signs)
    excluded += "" if any(map(str.isspace, signs)) else r"\s"
    # What is enclosed is part of a name, but of a person's only where it is in the one shown.
    is_open = run.kind != "person" or any(map(_ENCLOSED.search, names))
    name = rf"(?:{_ENCLOSED.pattern}|" * is_open + f"[^{excluded}()《》]" + ")" * is_open + "+?"
    parting: re.Pattern[str] | None = None
    if len(run.spans) > 1:
        (_, a), (b, _) = run.spans[:2]
        parting = _parting(text[a:b])
    elif run.kind == "person":
        parting = _PEOPLE_PARTED
    return (f"{name}(?:{parting.pattern}{name})*?" if parting else name), parting


def _parting(printed: str) -> re.Pattern[str]:
    sign = printed.strip()
    return re.compile(rf"\s*{re.escape(sign)}\s*" if sign else r"\s+")
