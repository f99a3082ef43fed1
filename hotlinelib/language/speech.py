"""The languages of a report: its sentences, numbers and lists.

Sentences stand in the code in English and are looked up in gettext catalogues
(`hotlinelib/locale`). `make messages` collects them, and derives the traditional catalogue from the
simplified one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any, Literal, get_args

from hotlinelib.arguments import check_choice
from hotlinelib.extras import from_extra
from hotlinelib.language.text import DIGITS, Text, joined, named
from hotlinelib.messages import catalogue

Language = Literal["en", "zh-Hans", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
BEGINS = re.compile(r"\{[^}]+\}(?!:).*\.$", re.DOTALL)
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Speech:
    """Sentences, numbers and lists in one language.

    Calling it translates a sentence and fills in its values: whole numbers and floats are written
    the way the language writes them. What comes back is a `str` that keeps the marks of the texts
    filled in, see `hotlinelib.language.text`.

    Parameters
    ----------
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.

    Examples
    --------
    >>> speak("en")("{count} awards", count=1234)
    '1,234 awards'
    >>> speak("zh-Hans").series(["广东省", "河南省", "四川省"])
    '广东省、河南省和四川省'
    """

    language: str

    def __call__(self, sentence: str, /, **values: Any) -> Text:
        """Return a sentence in this language, with its values filled in."""
        return self._fill(catalogue(self.language).gettext(sentence), values)

    def plural(self, one: str, many: str, count: int, /, **values: Any) -> Text:
        """Return the form of a sentence that goes with a count; `{count}` is filled in."""
        sentence = catalogue(self.language).ngettext(one, many, count)
        return self._fill(sentence, {"count": count, **values})

    def number(self, value: float, decimals: int | None = None) -> str:
        """Write a number; by default whole numbers whole and others with two decimals."""
        with from_extra("reports"):
            from babel.numbers import format_decimal

        if decimals is None:
            decimals = 0 if float(value).is_integer() else 2
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        written = str(format_decimal(value, format=pattern, locale=self.locale))
        return written.replace("-", MINUS)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share as a percentage."""
        with from_extra("reports"):
            from babel.numbers import format_percent

        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
        written = str(format_percent(share, format=pattern, locale=self.locale))
        return written.replace("-", MINUS)

    def p_value(self, value: float) -> str:
        """Write a p-value the way journals do: 'p = 0.012', and 'p < 0.001' below that."""
        if value < 0.001:
            return "p < 0.001"
        return "p > 0.999" if value > 0.999 else f"p = {self.number(value, 3)}"

    def series(self, items: Iterable[Any]) -> Text:
        """Join items the way the language does: 'a, b and c', 'a、b和c'."""
        texts = [item if isinstance(item, str) else str(item) for item in items]
        comma, last = (", ", " and ") if self.language == "en" else ("、", "和")
        if len(texts) < 2:
            return joined(texts)
        return joined([joined(texts[:-1], comma), texts[-1]], last)

    def alternatives(self, items: Iterable[Any]) -> Text:
        """Join items of which one is meant: 'a, b or c', 'a、b或c'."""
        texts = [item if isinstance(item, str) else str(item) for item in items]
        comma, last = (", ", " or ") if self.language == "en" else ("、", "或")
        if len(texts) < 2:
            return joined(texts)
        return joined([joined(texts[:-1], comma), texts[-1]], last)

    def date(self, iso: str) -> Text:
        """Write a date given as YYYY-MM-DD: '12 August 2019', '2019年8月12日'."""
        with from_extra("reports"):
            from babel.dates import format_date

        pattern = "d MMMM y" if self.language == "en" else "y年M月d日"
        return named(format_date(date.fromisoformat(iso), format=pattern, locale=self.locale))

    def paragraph(self, *sentences: str) -> Text:
        """Put sentences one after the other as the language does; empty ones are left out."""
        return joined(filter(None, sentences), " " if self.language == "en" else "")

    @property
    def locale(self) -> str:
        """The language as Babel names it."""
        return self.language.replace("-", "_")

    def _fill(self, sentence: str, values: Mapping[str, Any]) -> Text:
        if "{" not in sentence:
            return _authored(sentence)
        pieces: list[str] = []
        for literal, name, form, _ in Formatter().parse(sentence):
            pieces.append(_authored(literal))
            if name is not None:
                value = values[name] if name in values else self._known(name, form or "")
                pieces.append(value if isinstance(value, str) else self.number(value))
        filled = joined(pieces)
        # A name at the beginning of a sentence: 'the East', 'municipalities'; a label stays.
        begins = self.language == "en" and BEGINS.match(sentence)
        return Text(filled[:1].upper() + filled[1:], filled.marks) if begins else filled

    def _known(self, name: str, form: str) -> Any:
        """Return what a sentence names without being given it: nothing, as it has no subject."""
        raise KeyError(f"{name}:{form}" if form else name)


def speak(language: str) -> Speech:
    """Return the sentences, numbers and lists of a language.

    Parameters
    ----------
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.

    Raises
    ------
    ParameterError
        If the language isn't offered.

    Examples
    --------
    >>> speak("en").percent(0.197)
    '20%'
    """
    return Speech(check_choice("language", language, LANGUAGES))


def _authored(text: str) -> Text:
    """Return what a sentence itself says: digits in it are a convention ("95%"), no result."""
    return named(text) if DIGITS.search(text) else Text(text)
