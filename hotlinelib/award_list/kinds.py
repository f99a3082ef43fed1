"""How much a text looks like an organisation, a person, a place, a grade or a sentence."""

from __future__ import annotations

import re

from hotlinelib.award_list.lexicon import Lexicon
from hotlinelib.award_list.other_words import OtherWords
from hotlinelib.award_list.places_in_names import LIKE_DIVISION
from hotlinelib.award_list.printed_line import HAN
from hotlinelib.award_list.separators import (
    PAD,
    outside_brackets,
)

NEVER = -8.0
SURE_PERSON = 3.0
_CEILING = 6.0
# A name of two characters is more easily an everyday word.
_SHORT_NAME_CEILING = 4.0
# What a name weighs at least that stands among others, and one of characters that spell sounds.
_AMONG_PEOPLE, _TRANSLITERATED = 2.5, 3.0
_PADDING = 3.0
_UNKNOWN_CHARACTER = -0.5
# So that only form makes a person of such a name: padding, or the others of its list.
_UNKNOWN_SURNAME, _UNKNOWN_NAME_CEILING = -2.5, 1.0
_NAME_LENGTHS = (2, 3, 4)
_LONG_NAME, _VERY_LONG_NAME = 30, 45
_LONGEST_JOB = 8
_DOTTED = re.compile(rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}}){{1,4}}")
_HAN_ONLY = re.compile(rf"[{HAN}]+")
_ABOUT_PERSON = re.compile(r"\((?:[男女]|[男女]?[,、]?(?:\w{1,4}族)|[男女],.{0,12})\)$")
_PUNCTUATED = re.compile(r"[。!?;,:]")
_SENTENCE = re.compile(r"[。!?;,]")
_WORK = re.compile("《[^》]*》")
_LAST_BRACKET = re.compile(r"\([^()]*\)$")
_PLACE_END = re.compile(rf"[{HAN}](?:[省市区县州盟旗镇乡村]|街道|社区)$")
_UNITS = re.compile("[省市区县州盟旗]")
_NEXT_PLACE = re.compile(rf"(?=[{HAN}]{{1,5}}?[省市区县州盟旗])")
_NUMBERS_OWN = re.compile(r"(?:\d{3,5}|\d{5}[)\]])$")
_NUMBER_TOO_LONG = re.compile(r"12345\d")
_DIGITS = str.maketrans("123456789", "000000000")


class Judge(OtherWords):
    """Weighs what a shape (`printed_line.Piece.shape`) may be; a positive weight speaks for it."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.weights = lexicon.weights
        self.telling = re.compile(lexicon.pattern("telling"))
        self._hotline = re.compile(lexicon.pattern("hotline_words"))
        self._institution = re.compile(lexicon.pattern("institution_words"))
        self._ends = lexicon.words["organisation_end"]
        self._short_ends = lexicon.words["organisation_end_short"].words
        self._not_ends = lexicon.words["not_organisation_end"]
        self._office = re.compile(
            rf"(?:\w{{1,4}}(?:局|委|办|厅|室|处|科|委员会)|{lexicon.pattern('office_word')}+"
            r"(?:中心|平台|热线|大厅|办公室|专线|电话))"
        )
        self._organisations: dict[str, float] = {}
        self._people: dict[str, float] = {}
        # Full names with nothing else: most entries of a long list.
        self.plain: set[str] = set()
        self._transliterated = re.compile(
            f"[{lexicon.words['transliteration'].characters}]{{3,10}}"
        )
        # Whether what is read stands among the names of people.
        self.among_people = False

    def forget(self) -> None:
        """Forget the texts of the article before."""
        self._organisations.clear()
        self._people.clear()
        self.plain.clear()

    def tells(self, text: str) -> bool:
        """Tell whether a text tells of an award, outside of the titles of works in it."""
        found = self.telling.search(text)
        if found is None or "《" not in text:
            return found is not None
        return self.telling.search(_WORK.sub("", text)) is not None

    def organisation(self, text: str) -> float:
        """Weigh whether a text is the name of one organisation."""
        known = self._organisations.get(text)
        if known is None:
            # Names that differ only in their numbers weigh the same.
            form = text if text.isalpha() else text.replace("12345", "\0").translate(_DIGITS)
            known = self._organisations.get(form)
            if known is None:
                known = self._organisations[form] = self._organisation(text)
                if text in self.plain:
                    self.plain.add(form)
            elif form in self.plain:
                self.plain.add(text)
            self._organisations[text] = known
        return known

    def _organisation(self, text: str) -> float:
        if len(text) < 2:
            return NEVER
        weights = self.weights["organisation"]
        bare = _LAST_BRACKET.sub("", text).rstrip() if text[-1] == ")" else text
        end, start, against = self._end(bare or text), self._start(text), self._against(text)
        score = weights["base"] + end + start + against
        if self.words["stands_alone_end"].end_of(text):
            score += weights["stands_alone"]
        if self._hotline.search(text):
            score += weights["hotline_word"]
        if self._institution.search(text):
            score += weights["institution_word"]
        if self.is_team(text):
            score += weights["team"]
        is_whole = (end, start) == (weights["end"], weights["starts_with_division"])
        if is_whole and not against and text.isalnum() and self._is_plain(text):
            self.plain.add(text)
        return min(score, _CEILING)

    def _is_plain(self, text: str) -> bool:
        """Tell whether a full name is surely one, with nothing wrong in it."""
        return (
            "等" not in text
            and not self.is_place(text)
            and not _NUMBER_TOO_LONG.search(text)
            and not self.holds_two(text)
        )

    def _end(self, bare: str) -> float:
        weights = self.weights["organisation"]
        if self._not_ends.end_of(bare):
            return weights["not_end"]
        if len(self._ends.end_of(bare)) > 1:
            return weights["end"]
        if bare[-1] in self._short_ends and len(bare) > 2:
            return weights["end_short"]
        if bare[-1].isdigit() and _NUMBERS_OWN.search(bare):
            return weights["end_number"]
        return weights["end_place"] if len(bare) > 1 and _PLACE_END.search(bare) else 0.0

    def is_institution(self, text: str) -> bool:
        """Tell whether a name is one of a company, a paper or the like, which needs no place."""
        return (
            self._institution.search(text) is not None
            or bool(self.words["stands_alone_end"].end_of(text))
            or self._hotline.search(text) is not None
        )

    def names_office(self, text: str) -> bool:
        """Tell whether a text surely names an organisation: by a division, or place and end."""
        ends = self.words["organisation_end"]
        return bool(self.words_at(text, "divisions")) or (
            len(ends.end_of(text)) > 1 and self.has_own_place(text)
        )

    def has_end(self, text: str) -> bool:
        """Tell whether a text ends like the name of an organisation."""
        return bool(text) and self._end(text) > 0

    def goes_past_end(self, text: str) -> bool:
        """Tell whether a name ends inside a text, and what follows it ends no name."""
        ends = self.words["organisation_end"]
        if not text[-1:].isalpha() or self.has_end(text):
            return False
        # Of 财政局副局长, 财政局副 isn't the organisation.
        is_cut = text[-1] in self.words["job_start"] and self.has_end(text[:-1])
        return is_cut or any(ends.end_of(text[:-n]) for n in range(2, 7))

    def _start(self, text: str) -> float:
        weights = self.weights["organisation"]
        if len(self.words_at(text, "divisions")) > 2:
            return weights["starts_with_division"]
        if self.lexicon.short_divisions.start_of(text[:5]) or self.words_at(text, "divisions"):
            return weights["starts_with_short_division"]
        if LIKE_DIVISION.match(text):
            return weights["starts_like_division"]
        return weights["starts_relative"] if self.words_at(text, "relative_start") else 0.0

    def _against(self, text: str) -> float:
        weights = self.weights["organisation"]
        score = 0.0
        if _PUNCTUATED.search(text):
            outside = outside_brackets(text)
            score += weights["sentence"] * bool(_SENTENCE.search(outside))
            score += weights["colon"] * (":" in outside)
        if self.tells(text):
            score += weights["telling"]
        if self.is_plan(text):
            score += weights["plan"]
        if self.words["title_start"].start_of(text):
            score += weights["title_start"]
        if self.words["title_end"].end_of(text.rstrip('”"』」')):
            score += weights["title_end"]
        if self.words["list_end"].end_of(text):
            score += weights["list_end"]
        if len(text) > _LONG_NAME:
            score += weights["very_long" if len(text) > _VERY_LONG_NAME else "long"]
        return score

    def person(self, text: str) -> float:
        """Weigh whether a text is the name of one person."""
        known = self._people.get(text)
        if known is None:
            known = self._people[text] = self._person(text)
        if self.among_people and known < _AMONG_PEOPLE and self.may_be_person(text):
            return _AMONG_PEOPLE
        return known

    def may_be_person(self, text: str) -> bool:
        """Tell whether a text can be a name among people: 文静, 桂林 and 卫东 are such too."""
        name = "".join(_ABOUT_PERSON.sub("", text).replace(PAD, "").split())
        return (
            len(name) in _NAME_LENGTHS
            and _HAN_ONLY.fullmatch(name) is not None
            and not self.is_told_word(name)
            and not self.has_end(name)
            and (name not in self.lexicon.codes or self._may_be_named_like_place(name))
        )

    def _may_be_named_like_place(self, name: str) -> bool:
        codes = self.lexicon.codes[name]
        return len(name) == 2 and name[0] in self.lexicon.surnames and min(map(len, codes)) > 2

    def pair(self, organisation: str, person: str) -> float:
        """Weigh an organisation's full name and a person's; 0 if they aren't surely such."""
        first = self.organisation(organisation)
        if organisation not in self.plain:
            return 0.0
        second = self.person(person)
        return 0.8 * max(first, second) + 0.2 * min(first, second) if second > SURE_PERSON else 0.0

    def _person(self, text: str) -> float:
        name = _ABOUT_PERSON.sub("", text) if "(" in text else text
        padded = PAD in name or " " in name or "\t" in name
        if padded:
            # Only padding is left in a name that stands alone, and only names are padded.
            name = "".join(name.replace(PAD, "").split())
        if "·" in name and _DOTTED.fullmatch(name):
            return 4.0
        is_transliterated = self._transliterated.fullmatch(name) is not None
        if (len(name) not in _NAME_LENGTHS and not is_transliterated) or not _HAN_ONLY.fullmatch(
            name
        ):
            return NEVER
        if self.is_word(name):
            return NEVER
        if is_transliterated and len(name) > 3:
            return _TRANSLITERATED
        score = self._name(name) + (_PADDING if padded else 0.0)
        return min(score, _CEILING if len(name) > 2 else _SHORT_NAME_CEILING)

    def _name(self, name: str) -> float:
        surnames, given = self.lexicon.surnames, self.lexicon.given
        double = surnames.get(name[:2]) if len(name) > 2 else None
        surname = double if double is not None else surnames.get(name[0])
        if surname is None:
            surname = _UNKNOWN_SURNAME
        rest = name[2:] if double is not None else name[1:]
        score = surname + sum(given.get(c, _UNKNOWN_CHARACTER) for c in rest)
        if surname == _UNKNOWN_SURNAME:
            score = min(score, _UNKNOWN_NAME_CEILING)
        if len(rest) > 2:
            score -= 2.0
        return score - 4.0 if name in self.lexicon.ordinary else score

    def are_alike(self, shown: str, word: str) -> bool:
        """Tell whether a word is of another's kind: both numbers, both jobs, neither a name."""
        if any(map(str.isdigit, shown)):
            return any(map(str.isdigit, word))
        for is_kind in (self.is_grade, self.is_job):
            if is_kind(shown):
                return is_kind(word)
        return shown == word or not (
            word.isdigit() or self.person(word) > 0 or self.organisation(word) > 0
        )

    def is_job(self, text: str) -> bool:
        """Tell whether a text is a job or rank of a person, perhaps with its department."""
        job = self.words["job"].end_of(text)
        if not job:
            return self._is_job_by_end(text)
        if job == text:
            return True
        office = text[: -len(job)]
        return (
            1 < len(job) < len(text) <= 8
            and not self.has_own_place(text)
            and not self.words["organisation_end"].end_of(office)
            and (len(office) < 3 or office[-1] in self._short_ends)
            and "等" not in office
        )

    def _is_job_by_end(self, text: str) -> bool:
        """Tell whether a text can only be a job by how it ends (管道维修工, 四级高级法官)."""
        return (
            2 < len(text) <= _LONGEST_JOB
            and bool(self.words["job_end"].end_of(text))
            and text.isalpha()
            and not self.has_own_place(text)
            and not self.words["organisation_end"].end_of(text)
            and self.person(text) <= 0
        )

    def job_at_end(self, text: str) -> int:
        """Return how many characters of a job stand behind an organisation's name."""
        words = self.words
        job = words["job"].end_of(text)
        for cut in range(1, len(job)):
            # Of 办公室主任, 主任 is the job and 办公室 the name's end; 党组书记 is a job.
            office = job[:cut]
            if (
                job[cut:] in words["job"]
                and office in words["organisation_end"]
                and office != "党组"
            ):
                job = job[cut:]
                break
        if not job or not self.has_end(text[: -len(job)]):
            job = self._job_behind_name(text) or job
        name = text[: -len(job)]
        # What is left must end like an organisation: 话务组长 is more than 组长.
        is_name = len(job) > 1 and self.organisation(name) > 0.5 and self.has_end(name)
        return len(job) if is_name else 0

    def _job_behind_name(self, text: str) -> str:
        """Return what ends like a job behind the end of a name (公司|司炉工, 局|审批窗口负责人)."""
        if not self.words["job_end"].end_of(text) or self.words["organisation_end"].end_of(text):
            return ""
        ends = self.words["organisation_end"]

        def is_word(name: str) -> bool:
            return len(ends.end_of(name)) > 1

        # At a whole word (公司, not 司: 司炉工 is a job), then at a character (农创园|农民).
        for longest, is_end in ((4, is_word), (4, self.has_end), (_LONGEST_JOB, is_word)):
            for cut in range(2, min(longest, len(text) - 3) + 1):
                name, job = text[:-cut], text[-cut:]
                if is_end(name) and not self.has_end(job) and job.isalpha():
                    return job
        return ""

    def holds_two(self, text: str) -> bool:
        """Tell whether two names stand together with nothing between (昆山市财政局太仓市财政局)."""
        if len(text) < 8 or len(_UNITS.findall(text)) < 2:
            return False
        first = self.place_of(text)
        if len(first) < 2:
            return False
        for match in _NEXT_PLACE.finditer(text, len(first) + 1):
            left, right = text[: match.start()], text[match.start() :]
            second = self.words_at(right, "divisions") or self.place_of(right)
            if (
                len(second) > 1
                and second[-1] in "省市县区州旗"
                and self._end(left) >= self.weights["organisation"]["end_place"]
                and self._end(right) > 0
                and not self.reaches_into(first, second)
            ):
                return True
        return False

    def is_bare(self, text: str) -> bool:
        """Tell whether a name is only words for a kind of office (信访局, 举报中心)."""
        bare = _LAST_BRACKET.sub("", text)
        return (
            len(bare) <= 8
            and not self.place_of(bare)
            and not re.search(r"\d{5}|[A-Za-z“\"]", bare)
            and bool(self._office.fullmatch(bare))
        )
