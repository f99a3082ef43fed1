"""Places in the names of organisations: which they say, which they leave out, which holds which."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hotlinelib.award_list.lexicon import Lexicon
from hotlinelib.award_list.printed_line import HAN

_FIRST_BRACKET = re.compile(r"^\([^()]*\)")
_PLACE_UNIT_END = re.compile(rf"[{HAN}]{{1,8}}(?:[省市区县州盟旗镇乡村]|街道|社区)$")
LIKE_DIVISION = re.compile(rf"[{HAN}]{{1,8}}?(?:[省市区县州盟旗镇乡村]|街道|社区|园区|新区)")


# The ends of names of places, from the largest to the smallest.
_RANKS = ("省", "州", "市", "盟", "县", "旗", "区", "街道", "镇", "乡", "社区", "村")


def _rank(place: str) -> int:
    """Return how far down a place stands by the end of its name."""
    return max((rank for rank, end in enumerate(_RANKS) if place.endswith(end)), default=-1)


class PlacesInNames:
    """Tells places and what names say of theirs."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.words = lexicon.words
        numbered = "[第一二三四五六七八九十甲乙丙丁A-Z0-9]"
        self._team = re.compile(
            rf"{numbered}{{0,3}}(?:{lexicon.pattern('staff_work')})*{numbered}{{0,3}}"
            rf"{lexicon.pattern('staff_unit')}"
        )
        self._not_places = lexicon.words["not_a_place"].words
        self._division_ends = frozenset(name[-1] for name in lexicon.divisions.words)

    def words_at(self, text: str, name: str) -> str:
        """Return the longest division name or word that a text starts with."""
        if name == "divisions":
            return self.lexicon.divisions.start_of(text)
        return self.words[name].start_of(text)

    def is_place(self, text: str) -> bool:
        """Tell whether a text is the full name of a division, perhaps after a larger one."""
        start = self.words_at(text, "divisions") if text[-1:] in self._division_ends else ""
        return bool(start) and (start == text or self.is_place(text[len(start) :]))

    def is_short_place(self, text: str) -> bool:
        """Tell whether a text is a division's name without its unit (江苏)."""
        return text in self.lexicon.short_divisions

    def is_place_like(self, text: str) -> bool:
        """Tell whether a text ends like a division's name."""
        return _PLACE_UNIT_END.fullmatch(text) is not None and len(text) > 1

    def has_own_place(self, text: str) -> bool:
        """Tell whether a name says its place: a division, or what ends like one."""
        return bool(self.place_of(text))

    def place_of(self, text: str) -> str:
        """Return what a name says about its place at its start; '' if nothing."""
        if self.words["relative_start"].start_of(text) and not self.words_at(text, "divisions"):
            return ""
        full = self.words_at(text, "divisions")
        if full:
            return full
        like = LIKE_DIVISION.match(text)
        if like and len(like[0]) > 1 and like[0] not in self._not_places:
            return like[0]
        return self.lexicon.short_divisions.start_of(text[:5])

    def is_relative(self, text: str) -> bool:
        """Tell whether a name says its level but not its place (区教育局, 东山街道)."""
        bare = _FIRST_BRACKET.sub("", text)
        start = self.words["relative_start"].start_of(bare)
        if start and not self.words_at(bare, "divisions") and len(bare) > len(start):
            # 市长热线 and 市民中心 without a place before them are of the issuer's place too.
            return True
        if self.is_team(bare):
            return True
        # A township or street is known within its county only.
        return bool(
            re.fullmatch(
                rf"[{HAN}]{{1,5}}(?:街道|[镇乡村]|社区)(?:办事处|人民政府|政府|办公室|居委会|村委会)?",
                bare,
            )
        ) and not self.words_at(bare, "divisions")

    def is_team(self, text: str) -> bool:
        """Tell whether a name is one of a team within the issuer (话务一班, 质检组)."""
        return len(text) < 10 and self._team.fullmatch(text) is not None

    def reaches_into(self, larger: str, smaller: str) -> bool:
        """Tell whether one place may lie in the other: by their codes, else by their units."""
        inside, outside = self.lexicon.codes.get(smaller), self.lexicon.codes.get(larger)
        if inside and outside:
            return any(i.startswith(o) for i in inside for o in outside)
        return _rank(larger) < _rank(smaller)

    def holds(self, larger: str, others: Iterable[str]) -> bool:
        """Tell whether the place of one name holds the places of all others."""
        outer = self._codes(larger)
        return all(
            any(code != above and code.startswith(above) for code in codes for above in outer)
            for codes in map(self._codes, others)
        )

    def levels_of(self, text: str) -> set[int]:
        """Return the levels of the places that a name may say."""
        return {len(code) for code in self._codes(text)}

    def _codes(self, text: str) -> tuple[str, ...]:
        return self.lexicon.codes.get(self.place_of(text), ())
