"""An entry that is one name, or two of which one stands in brackets or beside a work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hotlinelib.award_list.cells import Cell
from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.printed_line import HAN, brackets_balance
from hotlinelib.award_list.separators import joined_parts
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.ways import Entry, Field, Fields, Winner
from hotlinelib.messages import marked

_WORK_AFTER = re.compile(rf"(.+?)([《“\"「『][^《》“”\"]+[》”\"」』][{HAN}]{{0,6}})$")
_WORK_BEFORE = re.compile(rf"([《“\"「『][^《》“”\"]+[》”\"」』][{HAN}]{{0,8}})[(:—\s]*(.+?)\)?$")
# A work in quotation marks, perhaps with what it is after them.
QUOTED = re.compile(r"[《“\"「『].+[》”\"」』][\w]{0,6}")
FEW_DIGITS = re.compile(r"\d{1,4}")
NUMBER_BESIDE = marked("a number beside the name: which one?")
VACANT = marked("a remark says that nobody has won, or that it is told elsewhere")
BRACKET_AT_END = re.compile(r"(.+?)\s*\(([^()]+)\)$")


_LONG_WORK = 8


class NameReader:
    """Reads an entry as a whole."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles

    def split(self, cell: Cell, kind: str, shape: str) -> dict[str, tuple[int, int]]:
        """Take job and bracket off a name in a table's cell."""
        if cell.text[-1] == ")":
            for way in self.single(Entry([cell._replace(before="")], shape), ""):
                if {"organisation", "person"} <= set(way.pattern) and len(way.winners) == 1:
                    spans = {name: getattr(way.winners[0], name) for name in way.pattern}
                    return {name: span for name, span in spans.items() if span is not None}
        job = self.judge.job_at_end(cell.text) if kind == "organisation" else 0
        return {kind: (cell.start, cell.end - job)}

    def single(self, entry: Entry, hint: str) -> Iterator[Fields]:
        """Read the whole entry as one name, or as two of which one stands in brackets."""
        cells, shape, judge = entry.cells, entry.shape, self.judge
        start, end = cells[0].start, cells[-1].end
        text = shape[start:end]
        weight = judge.organisation(text)
        if len(cells) > 1:
            # Spaces, colons and commas inside a name are rare.
            kinds = {cell.before for cell in cells[1:]}
            if kinds == {"dash"}:
                is_work = hint == "work" and not judge.names_office(cells[0].text)
                weight = min(weight, judge.organisation(cells[-1].text) + 1.0)
                weight -= 6.0 * (is_work or judge.person(cells[0].text) > 0)
            else:
                weight = self._spaced(cells) if kinds == {"space"} else min(weight - 4.0, 1.5)
        else:
            yield from self._bracketed(text, start, hint)
            yield from self._glued(text, start)
            person = judge.person(text)
            if person > 0:
                bare = end if "(" not in text else start + text.index("(")
                yield Fields(("person",), person, (Winner(person=(start, bare)),))
            for a, b in joined_parts(text) if len(text) > 7 else ():
                left, right = text[:a], text[b:]
                if (
                    min(judge.organisation(left), judge.organisation(right)) > 2
                    and judge.has_own_place(right)
                    and not judge.is_place_like(left)
                ):
                    yield Fields(
                        ("organisation",),
                        min(judge.organisation(left), judge.organisation(right)) + 2.0,
                        (
                            Winner(organisation=(start, start + a)),
                            Winner(organisation=(start + b, end)),
                        ),
                    )
        if QUOTED.match(text) and hint == "work":
            weight -= 3.0
        if weight > -2:
            yield Fields(
                ("organisation",),
                weight,
                (Winner(organisation=(start, end)),),
                ""
                if len(cells) == 1 or kinds == {"dash"}
                else marked("a name with a separator in it"),
            )

    def _spaced(self, cells: Sequence[Cell]) -> float:
        """Weigh whether spaces stand inside one name ("太原市 12345 热线")."""
        judge = self.judge
        weight = judge.organisation("".join(cell.text for cell in cells))
        parts = [cell.text for cell in cells[1:]]
        if any(judge.has_own_place(text) or judge.person(text) > 0 for text in parts):
            return min(weight, 0.0)
        if any(
            judge.is_grade(text) or judge.is_job(text) or judge.is_remark(text) for text in parts
        ):
            return min(weight - 4.0, 0.0)
        return weight

    def _bracketed(self, text: str, start: int, hint: str) -> Iterator[Fields]:
        judge = self.judge
        end = start + len(text)
        match = BRACKET_AT_END.fullmatch(text) if text[-1] == ")" else None
        if match:
            before, inside = match[1], match[2]
            at = (start, start + len(before))
            within = (start + match.start(2), start + match.end(2))
            yield from self._remarked(before, inside, at, within)
            first = inside.split(",")[0].split("、")[0]
            if first != inside and judge.person(before) > 0:
                # 王丽(甲热线话务员,工号6027)
                inside, within = first, (within[0], within[0] + len(first))
            if job := self.judge.job_at_end(inside):
                inside, within = inside[:-job], (within[0], within[1] - job)
            if judge.person(before) > 0 and judge.organisation(inside) > 0:
                yield Fields(
                    ("person", "organisation"),
                    min(judge.person(before), judge.organisation(inside)) + 1.0,
                    (Winner(organisation=within, person=at),),
                )
            if judge.person(inside) > 2 and judge.organisation(before) > 0:
                yield Fields(
                    ("organisation", "person"),
                    min(judge.person(inside), judge.organisation(before)) + 1.0,
                    (Winner(organisation=at, person=within),),
                )
            if hint == "work" and judge.organisation(before) > 0.5 and not inside.isdigit():
                # “一键通”平台 is the work; of a name in plain words it can't be told.
                sure = 2.0 if QUOTED.fullmatch(inside) else 0.0
                yield Fields(
                    ("organisation", "work"),
                    judge.organisation(before) + sure,
                    (Winner(organisation=at, work=within),),
                )
            is_long = (
                len(before) >= _LONG_WORK
                and judge.organisation(before) < 0.5
                and not re.search('[《“"「『]', before)
            )
            is_work = bool(QUOTED.fullmatch(before)) or (
                hint == "work" and judge.organisation(before) < 1 and judge.has_own_place(inside)
            )
            if is_work and judge.organisation(inside) > 0.5:
                yield Fields(
                    ("work", "organisation"),
                    judge.organisation(inside) + 1.5,
                    (Winner(organisation=within, work=at),),
                )
            elif is_long and judge.organisation(inside) > 2:
                # 新型中间体绿色合成工艺(甲公司): too long for a person, and no organisation's name.
                yield Fields(
                    ("work", "organisation"),
                    judge.organisation(inside) - 1.0,
                    (Winner(organisation=within, work=at),),
                )
        is_quoted = text[-1] in '》”"」』'
        match = _WORK_AFTER.fullmatch(text) if is_quoted or hint == "work" else None
        is_whole = match and judge.is_place_like(match[1]) and self._ends_whole(match[2])
        if match and judge.organisation(match[1]) > 0 and not is_whole:
            yield Fields(
                ("organisation", "work"),
                judge.organisation(match[1]) + 1.0,
                (
                    Winner(
                        organisation=(start, start + match.end(1)),
                        work=(start + match.start(2), end),
                    ),
                ),
            )
        match = _WORK_BEFORE.fullmatch(text) if text[0] in '《“"「『' else None
        is_led = match is not None and not text.endswith(")")
        if match and is_led and (text[0] == "《" or hint == "work"):
            yield from self._after_work(match, start)

    def _ends_whole(self, quoted: str) -> bool:
        """Tell whether quotation marks are part of a name (云岭市“接诉即办”服务中心)."""
        tail = re.split('[》”"」』]', quoted)[-1]
        return bool(self.judge.words["organisation_end"].end_of(tail)) and not tail.endswith("平台")

    def _after_work(self, match: re.Match[str], start: int) -> Iterator[Fields]:
        weight = self.judge.organisation(match[2])
        if weight > 0.5 and self.judge.has_own_place(match[2]):
            winner = Winner(
                organisation=(start + match.start(2), start + match.end(2)),
                work=(start, start + match.end(1)),
            )
            yield Fields(("work", "organisation"), weight + 1.0, (winner,))

    def _remarked(
        self, before: str, inside: str, at: tuple[int, int], within: tuple[int, int]
    ) -> Iterator[Fields]:
        """Read a grade, a place, a job or a remark in brackets after a name."""
        judge = self.judge
        kind: Field | None = None
        if judge.is_grade(inside):
            kind = "grade"
        elif (
            judge.is_short_place(inside)
            or judge.is_place(inside)
            or inside in ("省直", "市直", "区直", "县直")
        ):
            kind = "group"
        elif judge.is_job(inside) or judge.is_remark(inside) or judge.is_number(inside):
            kind = "other"
        elif self.titles.is_title(inside):
            kind = "award"
        if kind is None or (inside.isdigit() and len(inside) == 5):
            return
        doubt = "" if kind != "other" or not FEW_DIGITS.fullmatch(inside) else NUMBER_BESIDE
        if judge.is_vacant(inside):
            doubt = VACANT
        further = {kind: within} if kind in ("grade", "group", "award") else {}
        for name, weigh in (("organisation", judge.organisation), ("person", judge.person)):
            if weigh(before) > 0:
                yield Fields(
                    (name, kind),  # type: ignore[arg-type]
                    weigh(before) + 2.0,
                    (Winner(**{name: at}, **further),),
                    doubt,
                )

    def _glued(self, text: str, start: int) -> Iterator[Fields]:
        """Read a person who follows an organisation without anything between: never sure."""
        judge = self.judge
        for length in (3, 2):
            before, person = text[:-length], text[-length:]
            parted = before.endswith("的")
            before = before.removesuffix("的")
            if len(before) < 3 or not brackets_balance(before):
                continue
            if (
                judge.person(person) > 2.5
                and judge.organisation(before) > 1
                and not judge.words["organisation_end"].end_of(text)
            ):
                yield Fields(
                    ("organisation", "person"),
                    (judge.organisation(before) if parted else judge.organisation(text)) + 1.0,
                    (
                        Winner(
                            organisation=(start, start + len(before)),
                            person=(start + len(text) - length, start + len(text)),
                        ),
                    ),
                    ""
                    if parted
                    else marked(
                        "a person's name seems to follow the organisation's with nothing between "
                        "them"
                    ),
                )
