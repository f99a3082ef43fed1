"""What speaks for each role that a piece may have, by its own form."""

from __future__ import annotations

import re

from hotlinelib.award_list.kinds import NEVER, Judge
from hotlinelib.award_list.one_name import BRACKET_AT_END
from hotlinelib.award_list.printed_line import HAN, cut_piece
from hotlinelib.award_list.titles import COUNT, Peeled, TitleReader
from hotlinelib.award_list.units import Unit, cell_likeness

_DATE = re.compile(
    r"\(?\s*(?:\d{4}|[二一][〇零九O0]\S{2}|二千\S{1,3})\s*[-年./]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[-月./]"
    r"\s*(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})?\s*[日号]?\s*\)?"
)
_DATE_IN_WORDS = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.{0,20}|\d{4}年\d{1,2}月\d{1,2}日.{0,24}")
_PAGE_NUMBER = re.compile(
    r"(?:[-—=_*·:\s]+|[-—·\s]*第?\s*\d{1,4}\s*页?(?:\s*[,/共]\s*\d{1,4}\s*页?)?[-—·\s]*|https?://\S+|www\.\S+)"
    # What a browser prints above and below each page.
    r"|\d{1,4}/\d{1,2}/\d{2,4},?\s*(?:上午|下午)?\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s.*)?"
    r"|(?:https?|file):\S+\s+\d{1,3}/\d{1,3}"
)
_ORDER_NOTE = re.compile(
    r"\(?[^。()]{0,16}(?:排名不分|不分先后|不分名次|排序|为序|笔画|并列|以下按|按\S{1,12}(?:顺序|排列|排序|为序))[^。()]{0,10}\)?"
    r"|\((?:推荐|报送|选送|申报|主管|组织)(?:单位|部门):.{1,40}\)"
)
_BRACKETED = re.compile(r"\([^()]*\)")
# (共16个), (共10名,按姓氏笔画排序)
_COUNT_NOTE = re.compile(rf"\(\s*{COUNT}[^()]*\)|共\s*{COUNT}")
# 受理电话:0355-2012345
_CONTACT = re.compile(rf"[{HAN}]{{0,6}}(?:电话|邮箱|信箱|地址|传真|网址|邮编)\s*:\s*[\w.@—()-]")
# 兰州12345 2023-11-24 18:02 甘肃
_POSTED = re.compile(
    r"[^。;!?]{0,30}\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}日?\s+\d{1,2}:\d\d[^。;!?]{0,30}"
)
_ABOUT = re.compile(
    r"关于.{2,60}的?(?:通报|决定|通知|公示|公告|意见|表彰|函|请示|报告|命令)|(?:通报|决定|公示|公告|通知|光荣榜)$"
)
_DOCUMENT_NUMBER = re.compile(r"[^\s,。]{1,12}[〔\[(]\s*(?:19|20)\d\d\s*[〕\])]\s*第?\s*\d+\s*号")
_TABLE_HEAD_SPACES = re.compile(r"\s+")
_SHORT, _FEW, _LONG = 12, 24, 40


class RoleWeights:
    """Weighs the roles of one unit at a time."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles
        self.weights = judge.weights
        credit = judge.lexicon.pattern("credit")
        self._credit = re.compile(
            rf"[(\[【]?\s*{credit}\s*(?:[:/(\s丨]|$)"
            rf"|.{{1,20}}(?:摄|供图|供稿|图)\)?$|[图表]\s*\d{{1,2}}(?!\d)"
            rf"|{judge.lexicon.pattern('page_start')}"
            rf"|[^。;!?]{{1,24}}(?:记者|通讯员|实习生)\s+[{HAN}\s]{{2,4}}$"
        )
        self._label = re.compile(rf"[(\[【]?\s*{credit}\s*[:丨]")
        attachment = judge.lexicon.pattern("attachment")
        self._attachment = re.compile(
            rf"\(?{attachment}\s*[\d一二三四五六七八九十]{{0,2}}\s*(?:[:.、)]|$|\s)"
        )
        self._salutation = re.compile(rf"{judge.lexicon.pattern('issuer_salutation')}.*:$")
        self._list_end = re.compile(
            rf"(?:{judge.lexicon.pattern('list_end')}|如下)(?:如下|公布|揭晓)?(?:\(.*\))?[:。]?$"
        )
        self._heads = judge.lexicon.heads

    def weigh(self, unit: Unit) -> None:
        """Give a unit the roles that it may have."""
        piece, shape = unit.piece, unit.piece.shape
        roles = unit.roles
        winner = max(-6.0, 0.6 * unit.likeness + 0.4 * unit.run)
        if not shape:
            # A number without a name.
            roles["winner"] = -1.0
            roles["page"] = 0.0 if not unit.goes_on else -3.0
            return
        is_item = bool(piece.mark and not piece.mark.is_section)
        is_plain = unit.is_pair or shape in self.judge.plain
        if is_plain and (is_item or not unit.style) and not self._may_head(shape):
            # By far the most lines of a long list: what else they may be is soon weighed.
            weights = self.weights["prose"]
            roles["winner"] = winner + (1.0 if is_item or unit.has_twin else 0.0)
            roles["prose"] = weights["short"] + weights["name"] * unit.likeness
            if not unit.style:
                roles["signature"] = self._signature(unit)
            return
        if is_item and winner > 1.5 and not self._may_head(shape):
            roles["winner"] = winner + 1
            roles["prose"] = self._prose(unit)
            self._weigh_rows(unit)
            return
        roles["winner"] = winner + (1.0 if is_item or unit.has_twin else 0.0)
        if (self.judge.is_sentence(shape) and not unit.names_only) or shape[-1] == ":":
            roles["winner"] -= 6.0
        if self._label.match(shape):
            # What follows 编辑: has not won.
            roles["winner"] = min(roles["winner"] - 4.0, 0.0)
        roles["prose"] = self._prose(unit)
        if len(shape) <= 80:
            self._weigh_short(unit)
        elif unit.names_only:
            # 一等奖: and a paragraph of names.
            self._weigh_rows(unit)
        best = max(roles.values())
        unit.roles = {role: score for role, score in roles.items() if score > best - 16}

    def _may_head(self, shape: str) -> bool:
        return (
            self.titles.has_end(shape)
            or shape in self.titles.named
            or (len(shape) < 8 and (self.judge.is_place(shape) or self.judge.is_word(shape)))
        )

    def _weigh_short(self, unit: Unit) -> None:
        roles, shape = unit.roles, unit.piece.shape
        title = self._title(unit)
        attached = self._attachment.match(shape)
        if title > -5.0:
            roles["heading"] = title - (5.0 if attached else 0.0)
        if self.titles.is_no_award(shape) and not self.titles.has_end(shape):
            roles["prose"] += self.weights["prose"]["not_an_award"]
        roles["list_title"] = self._list_title(shape, unit.peeled)
        group = self._group(unit)
        if group > -3.0:
            roles["group"] = group
            roles["section"] = group - 0.5
        self._weigh_rows(unit)
        for role, score in (
            ("table_head", self._table_head(unit)),
            ("date", self._date(shape)),
            ("attachment", self._attachment_weight(unit, bool(attached))),
            ("page", self._page(unit)),
            ("signature", self._signature(unit)),
        ):
            if score > -5.0:
                roles[role] = score  # type: ignore[index]
        note = self._note(unit)
        roles["note"] = note
        roles["heading_note"] = note
        self._weigh_labels(unit)

    def _weigh_labels(self, unit: Unit) -> None:
        """Weigh lines that only say how many winners follow, or that they do, and salutations."""
        roles, shape, weights = unit.roles, unit.piece.shape, self.weights["note"]
        if _COUNT_NOTE.fullmatch(shape) or _ORDER_NOTE.fullmatch(shape):
            roles["note"] = roles["heading_note"] = weights["order"]
            roles["winner"] -= 4.0
            roles.pop("heading", None)
        elif shape[-1] == ":" and self.titles.is_generic(shape[:-1]):
            roles["heading_note"] = weights["order"]
            roles["winner"] -= 4.0
        elif self._salutation.match(shape):
            roles["winner"] -= 6.0
            roles.pop("heading", None)

    def _prose(self, unit: Unit) -> float:
        weights, judge, shape = self.weights["prose"], self.judge, unit.piece.shape
        score = weights["base"]
        if not unit.names_only:
            # Names that semicolons part are no sentence.
            score += weights["sentence"] * judge.is_sentence(shape)
        if shape[-1:] in "。!?" and unit.likeness < 0:
            score += weights["full_stop"]
        score += weights["telling"] * judge.tells(shape)
        score += weights["plan"] * judge.is_plan(shape)
        score += weights["ordinal"] * shape.startswith("第") * ("、" in shape[:4])
        score += weights["salutation"] * bool(self._salutation.match(shape))
        if len(shape) > _LONG:
            score += weights["long"]
        elif len(shape) <= _FEW:
            score += weights["short"]
        if unit.likeness > 0:
            score += weights["name"] * unit.likeness
        return score

    def _title(self, unit: Unit) -> float:
        piece = unit.piece
        if len(piece.shape) > 70:
            return NEVER
        unit.peeled = self.titles.peel(piece)
        score = self.titles.weigh(unit.peeled)
        if piece.mark and piece.mark.is_section:
            score += self.weights["title"]["section"]
        if self.titles.joins_titles(unit.peeled.shape):
            score -= 3.0
        is_label = self._credit.match(piece.shape) or _DOCUMENT_NUMBER.search(piece.shape)
        if is_label and not self.titles.has_end(unit.peeled.shape):
            score += self.weights["title"]["label"]
        cells = unit.cells
        if len(cells) > 1 and (cells[1].before == "wide" or self._names_one(cells[0].text)):
            score -= 3.0 if len(cells) == 2 else 6.0
        return score

    def _names_one(self, text: str) -> bool:
        return self.judge.organisation(text) > 2 and self.judge.has_own_place(text)

    def _list_title(self, shape: str, peeled: Peeled | None) -> float:
        weights = self.weights["list_title"]
        score = weights["other"]
        if self._list_end.search(shape):
            score = weights["end"]
        elif _ABOUT.search(shape):
            score = weights["about"]
        if peeled and self.titles.joins_titles(peeled.shape):
            score += 2.0
        return score

    def _group(self, unit: Unit) -> float:
        weights, judge, piece = self.weights["group"], self.judge, unit.piece
        if len(piece.shape) > 40:
            return NEVER
        text = (unit.peeled or self.titles.peel(piece)).shape
        signs = (unit.peeled or self.titles.peel(piece)).signs
        if judge.is_group(text):
            score = weights["word"]
        elif judge.is_grade(text):
            score = max(weights["grade"], unit.roles.get("heading", NEVER))
        elif judge.is_place(text) or judge.is_place_like(text):
            score = weights["place"] if judge.is_place(text) else weights["place"] - 1.5
        elif judge.is_short_place(text):
            score = weights["short_place"]
        elif judge.ends_like_group(text):
            score = weights["end"]
        elif (
            "count" in signs and self._names_one(text) and piece.shape.rstrip(":)")[-1] in "人名位"
        ):
            # 甲局(3人) above the names of its people.
            score = weights["place"]
            unit.roles["winner"] -= 4.0
        elif piece.mark and piece.mark.style == "(一)" and len(text) <= _SHORT and text.isalnum():
            # A numeral before it: a heading of something.
            return weights["numeral"]
        else:
            return NEVER
        if "count" in signs and unit.piece.shape[-1] in "):":
            unit.roles["winner"] -= 4.0
        score += weights["colon"] * ("colon" in signs) + weights["count"] * ("count" in signs)
        return score + weights["section"] * bool(piece.mark and piece.mark.is_section)

    def _weigh_rows(self, unit: Unit) -> None:
        """Weigh whether a unit says its award, or its group, beside its winners."""
        cells = unit.cells
        if self._label.match(unit.piece.shape):
            # 发布机构:甲局
            return
        if len(cells) < 2:
            bracket = BRACKET_AT_END.fullmatch(unit.piece.shape)
            if bracket and self.titles.is_title(bracket[2]) and self._names_one(bracket[1]):
                unit.roles["row"] = 5.0
            return
        head, rest = cells[0], cells[1:]
        others = [cell_likeness(self.judge, cell.text) for cell in rest]
        best = max(others)
        leads = head.before == "" and rest[0].before == "colon"
        peeled = self.titles.peel(cut_piece(unit.piece, rest[0].start)[0]) if leads else None
        if peeled and (best > 0.5 or "count" in peeled.signs):
            if head.text in self.judge.plain and not self._may_head(head.text):
                return
            title = self.titles.weigh(peeled)
            is_head_winner = cell_likeness(self.judge, head.text) > 1
            if title > -1.0:
                section = bool(unit.piece.mark and unit.piece.mark.is_section)
                unit.roles["row"] = (
                    min(title, 5.0) + 1.0 + section + (1.0 if len(cells) > 2 else 0.0)
                )
            judge = self.judge
            if (
                judge.is_group(peeled.shape)
                or judge.is_grade(peeled.shape)
                or judge.is_place(peeled.shape)
                or judge.is_short_place(peeled.shape)
                or judge.ends_like_group(peeled.shape)
            ):
                unit.roles["group_row"] = 4.5 if not is_head_winner else 3.5
                if judge.is_grade(peeled.shape):
                    unit.roles["group_row"] = max(4.5, unit.roles.get("row", NEVER))
                if best > 0.5 and self.judge.organisation(rest[0].text) > 0.5:
                    # An organisation isn't followed by another one after a colon.
                    unit.roles["winner"] -= 4.0
            return
        awards = [cell for cell in cells if self.titles.is_title(cell.text)]
        winners = [
            cell
            for cell in cells
            if cell not in awards and cell_likeness(self.judge, cell.text) > 0.5
        ]
        if awards and winners:
            unit.roles["row"] = 5.0
        elif any(self.judge.is_grade(cell.text) for cell in cells) and winners:
            unit.roles["row"] = 2.0

    def _table_head(self, unit: Unit) -> float:
        cells = unit.cells
        words = [_TABLE_HEAD_SPACES.sub("", cell.text) for cell in cells]
        column = self.judge.lexicon.column
        told = any(word in self._heads for word in words)
        if len(cells) > 1 and told and all(column(word) != "unknown" for word in words):
            return self.weights["table_head"]["all"]
        known = sum(word in self._heads for word in words)
        if len(cells) > 2 and known >= 2 and 2 * known >= len(cells) and unit.likeness < 2:
            return self.weights["table_head"]["all"] - 2.0
        return NEVER

    def _date(self, shape: str) -> float:
        if _DATE.fullmatch(shape) or _DATE_IN_WORDS.fullmatch(shape):
            return self.weights["date"]["date"]
        return NEVER

    def _attachment_weight(self, unit: Unit, attached: bool) -> float:
        weights = self.weights["attachment"]
        if attached:
            return weights["mark"]
        if unit.number is not None and self._list_end.search(unit.piece.shape):
            return weights["listed"]
        return weights["other"]

    def _page(self, unit: Unit) -> float:
        weights, shape = self.weights["page"], unit.piece.shape
        if _PAGE_NUMBER.fullmatch(shape):
            return weights["number"]
        if _POSTED.fullmatch(shape) or _CONTACT.match(shape):
            return weights["label"]
        if self._credit.match(shape) or _DOCUMENT_NUMBER.search(shape):
            return weights["label"]
        if _BRACKETED.fullmatch(shape):
            return weights["bracketed"]
        return weights["other"]

    def _note(self, unit: Unit) -> float:
        weights, shape = self.weights["note"], unit.piece.shape
        if len(shape) < 40 and _ORDER_NOTE.fullmatch(shape):
            return weights["order"]
        if _BRACKETED.fullmatch(shape):
            return weights["bracketed"]
        if self._credit.match(shape) or _PAGE_NUMBER.fullmatch(shape):
            return weights["label"]
        return self._prose(unit) + weights["prose"]

    def _signature(self, unit: Unit) -> float:
        weights = self.weights["signature"]
        if unit.piece.mark or unit.is_under:
            return NEVER
        names = [cell.text for cell in unit.cells]
        dated = len(names) > 1 and _DATE.fullmatch(names[-1]) is not None
        names = names[: len(names) - dated]
        scores = [self.judge.organisation(name) for name in names]
        if not names or min(scores) < 0 or any(":" in name for name in names):
            return weights["other"]
        ends = [self.judge.words["issuer_end"].end_of(name) for name in names]
        score = weights["name"]
        if all(ends):
            score = weights["issuer" if all(len(end) > 1 for end in ends) else "office"]
        return score + weights["indented"] * (unit.piece.indent > 8) + weights["dated"] * dated
