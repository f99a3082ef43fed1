"""What a winner's name never is, whatever speaks for it."""

from __future__ import annotations

import re
from typing import Literal

from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.printed_line import HAN, brackets_balance
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.messages import marked

_INCOMPLETE = re.compile(
    rf"(?<![中高初平同优])等(?:\d+|[一二三四五六七八九十百]+|多|若干)?(?:[家个名位户人支]|单位|同志|部门|地区|地|企业|机构|集体|个人|城市|县区|区县|市县){{0,2}}[{HAN}]{{0,4}}$"
)
_NOT_INCOMPLETE = re.compile(
    r"(?:[一二三四五六七八九]等|高等|初等|中等|平等|同等|优等|特等|上等|甲等|乙等)(?:[奖功次级]|奖项)?$"
)
_STRAY_NUMBER = re.compile(
    r"(?<![A-Za-z\d])\d{1,6}[.、]\s*[^\d\s]|(?:^|\s)\d{1,3}(?=\s|$)|^\d{1,2}(?!\d)|12345\d"
)


_NO_PART_OF_NAMES = re.compile(rf"[^{HAN}\w()“”\"「」『』‘’《》·.,、:—\s-]|[①-⓿㈀-㏿]")
_TWO = marked("two organisations seem to stand together, with nothing between them")
INCOMPLETE = marked("the list isn't complete: it ends with 等")


def is_incomplete(text: str) -> bool:
    """Tell whether a text ends as a list that names only some (甲局、乙局等5家)."""
    return (
        "等" in text
        and _INCOMPLETE.search(text) is not None
        and _NOT_INCOMPLETE.search(text) is None
    )


_PAST_COMPANY = re.compile("公司(?:热线|客服|服务)$")


class NameFaults:
    """Finds what is wrong with names."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles
        self._taken_back = re.compile(rf"{judge.lexicon.pattern('takes_back')}$")

    def _is_part_of_name(self, inside: str) -> bool:
        """Tell whether what stands in brackets after a name says more of the organisation."""
        judge = self.judge
        return (
            judge.organisation(inside) > 0
            or judge.is_place(inside)
            or judge.is_short_place(inside)
            or inside in judge.words["name_bracket"]
            or inside.startswith("原")
            or re.fullmatch(r"[\d-]{3,}|[A-Za-z ]+", inside) is not None
        )

    def fault(self, text: str, kind: Literal["organisation", "person"]) -> str:
        """Return what is wrong with a name; '' if nothing."""
        if is_incomplete(text):
            return INCOMPLETE
        if kind == "person":
            return ""
        if self._taken_back.search(text):
            return marked("the text takes something back")
        if _PAST_COMPANY.search(text):
            return marked("a job, or something else, seems to stand behind the organisation's name")
        if text in self.judge.plain:
            return ""
        if not brackets_balance(text):
            return marked("brackets or quotation marks that don't pair")
        if _STRAY_NUMBER.search(re.sub(r"\([^()]*\)", "", text) if "(" in text else text):
            return marked("a second number inside an item")
        if self.titles.has_end(text) and self.judge.organisation(text) < 3:
            return marked("it reads like an award's title among the winners")
        if self.judge.holds_two(text):
            return _TWO
        parts = text.split()
        if len(parts) > 1 and all(
            len(part) > 3 and not part.isdigit() and self.judge.has_end(part) for part in parts
        ):
            return _TWO
        job, end = (self.judge.words[name].end_of(text) for name in ("job", "organisation_end"))
        if len(job) > max(1, len(end)):
            return marked("a job stands in the organisation's name")
        if text[-1] == ")" and not self._is_part_of_name(text[text.rfind("(") + 1 : -1]):
            return marked("a remark seems to stand in the name's brackets")
        if odd := _NO_PART_OF_NAMES.search(text):
            return _TWO if odd[0] in "+&" else marked("a sign that is no part of names")
        if ":" in text:
            return marked("a colon stands in the name")
        if "《" in text:
            return marked("a work stands in the organisation's name")
        return ""
