"""Words that are no names: grades, groups, remarks, numbers, sentences."""

from __future__ import annotations

import re

from hotlinelib.award_list.lexicon import Lexicon
from hotlinelib.award_list.places_in_names import PlacesInNames
from hotlinelib.award_list.printed_line import HAN
from hotlinelib.award_list.separators import JOINING, outside_brackets

_RANKED = re.compile(
    r"[★☆]{2,5}|第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:名|等奖|等)|[一二三四五六七八九十]{1,3}等功"
)
_NUMBER = re.compile(r"[\d.,%/+\-:( )]+(?:分|票|元|万元|件|%)?")
_STAFF_NUMBER = re.compile(r"[工编警证]号[:\s]*[\w-]+")
# 市直学校, 省级有关部门
_LEVEL_GROUP = re.compile(
    rf"(?:[省市区县州]|中央|部)(?:直|级|属|管)[{HAN}]{{0,6}}(?:单位|部门|学校|机关|企业|医院|系统|高校)"
)
_ORDINAL = re.compile(r"第[一二三四五六七八九十]+[、,]|[一二三四五六七八九十]是")
_PUNCTUATED = re.compile(r"[。!?;,:]")
_NAMED_FIRST = re.compile(rf"[{HAN}]{{2,3}}[,(][{HAN}]{{4}}")


class OtherWords(PlacesInNames):
    """Tells what is neither an organisation's name nor a person's."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self._group_end = re.compile(rf"\w{{1,8}}{lexicon.pattern('group_end')}$")

    def is_word(self, text: str) -> bool:
        """Tell whether a text of few characters is a place, a grade, a job or a remark."""
        return (
            self.is_told_word(text)
            or text in self.lexicon.divisions
            or text in self.lexicon.short_divisions
        )

    def is_told_word(self, text: str) -> bool:
        """Tell whether a text is a grade, a job, a remark, or a word for a group or a column."""
        lists = ("job", "remark", "vacant", "grade", "group")
        return (
            any(text in self.words[name] for name in lists)
            or text in self.lexicon.heads
            or bool(_RANKED.fullmatch(text))
            or (text[-1] == "族" and len(text) < 6)
        )

    def is_grade(self, text: str) -> bool:
        """Tell whether a text is a grade (一等奖, 第二名, 优秀)."""
        bare = "".join(text.split()) if len(text) < 6 else text
        return bare in self.words["grade"] or bool(_RANKED.fullmatch(bare))

    def is_group(self, text: str) -> bool:
        """Tell whether a text is a word for a group of winners (市级部门), or joins such words."""
        words = self.words["group"]
        return (
            text in words
            or _LEVEL_GROUP.fullmatch(text) is not None
            or all(part in words for part in JOINING.split(text))
        )

    def ends_like_group(self, text: str) -> bool:
        """Tell whether a text may be a heading of a group."""
        # 班组 is no group of winners, though 组 may head one.
        return (
            len(text) <= 16
            and self._group_end.fullmatch(text) is not None
            and len(self.words["organisation_end"].end_of(text))
            <= len(self.words["group_end"].end_of(text))
        )

    def is_remark(self, text: str) -> bool:
        """Tell whether a text is a remark, a dash or nothing."""
        return (
            not text.strip("-—/\\*. ")
            or text in self.words["remark"]
            or self.is_vacant(text)
            or _STAFF_NUMBER.fullmatch(text) is not None
            or (text[-1] == "族" and len(text) < 6)
        )

    def is_vacant(self, text: str) -> bool:
        """Tell whether a text says that nobody has won."""
        return text in self.words["vacant"]

    def is_number(self, text: str) -> bool:
        """Tell whether a text is a score, a telephone number or the like."""
        return _NUMBER.fullmatch(text) is not None

    def is_plan(self, text: str) -> bool:
        """Tell whether a text begins like a point of a plan or a speech."""
        word = self.words["plan_start"].start_of(text)
        return (
            bool(word)
            # 要建国,甲公司经理
            and not _NAMED_FIRST.match(text)
            and not self.words["not_plan_start"].start_of(text)
            and not (
                # 要, 对 and 以 begin names too (对口, 以岭): one character needs more around it.
                len(word) == 1 and len(text) < 5
            )
        )

    def is_sentence(self, text: str) -> bool:
        """Tell whether a text is a sentence by its punctuation."""
        if _ORDINAL.match(text):
            return True
        if not _PUNCTUATED.search(text):
            return False
        body = outside_brackets(text.rstrip("。;,. "))
        return bool(re.search("[。!?;]", body)) or ("," in body and len(body) >= 12)
