"""Titles that are earned: what in them says that they are one, and that nothing else is in them."""

from __future__ import annotations

import re

from hotlinelib.award_list.separators import JOINING, outside_brackets
from hotlinelib.award_list.titles import TitleReader

# What is added to a title: (单位), -企业类, Best Service Award.
_ADDED_END = re.compile(r"\s*\(([^()]{1,40})\)$|\s*[-—·:]+([^-—·:]{1,8})$|\s+([A-Za-z][A-Za-z ]+)$")
_NO_PRIZE = re.compile("[授颁发评领获得受开抽中兑有]奖(?:项)?$")


class EarnedTitles:
    """Tells titles by their words from headings that only stand where a title may stand."""

    def __init__(self, titles: TitleReader) -> None:
        self.titles = titles
        self.judge = titles.judge
        lexicon = self.judge.lexicon
        self._inside = re.compile(
            rf".{{0,6}}(?:{lexicon.pattern('recipient')}|{lexicon.pattern('group')}|{lexicon.pattern('grade')}|[类组]|[市县区、]+)"
        )
        self._superlative = re.compile("[“《]?(?:最[佳美具优]|[十百]佳)[^之的]{2,8}$")
        self._no_part = re.compile(lexicon.pattern("not_in_titles"))
        # Verbs with which a sentence gives an award.
        self.honour = lexicon.pattern("honour")

    def is_earned(self, text: str) -> bool:
        """Tell whether a title's words say that it is one, and no word says otherwise."""
        if text in self.titles.named:
            return True
        if self.judge.is_grade(text):
            # ★★★, 一等 and A类 are grades of something that is named elsewhere.
            return text.endswith(("奖", "等次", "牌", "军", "功"))
        bare = text.rstrip('”"』」》')
        if added := _ADDED_END.search(bare):
            inside = next(part for part in added.groups() if part is not None)
            if self._inside.fullmatch(inside) or inside.isascii():
                bare = bare[: added.start()]
            elif added[1]:
                return False
        bare = bare.rstrip('”"』」》')
        return self._is_honour(bare) and self.may_be_earned(text)

    def _is_honour(self, text: str) -> bool:
        if self.judge.words["title_end"].end_of(text):
            return not _NO_PRIZE.search(text)
        if self.judge.words["recipient"].end_of(text) and self.titles.praise.search(text):
            is_name = self.judge.organisation(text) > 1 and len(self.judge.place_of(text)) > 2
            return not is_name or self.judge.is_place_like(text)
        return self._superlative.match(text) is not None

    def may_be_earned(self, text: str) -> bool:
        """Tell whether nothing in a title speaks against it."""
        return (
            len(text) > 2
            and not self.titles.tells(text)
            and not self.titles.is_no_award(text)
            and not any(self._names_two(text, *match.span()) for match in JOINING.finditer(text))
            and not self._no_part.search(outside_brackets(text))
            and not self.titles.has_broken_year(text)
        )

    def _names_two(self, text: str, start: int, end: int) -> bool:
        """Tell whether what a word joins are two titles, or what two are given to."""
        recipients = self.judge.words["recipient"]
        return start > 2 and all(
            recipients.end_of(part) or self.titles.has_end(part)
            for part in (text[:start], text[end:].rstrip('”"』」》'))
        )
