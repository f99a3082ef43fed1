"""Chinese numerals up to 99."""

from __future__ import annotations

CHINESE_NUMBER = "[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}"
_DIGITS = "〇一二三四五六七八九"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾两", "一二三四五六七八九十二")


def chinese_number(text: str) -> int:
    """Read a Chinese or Arabic numeral up to 99."""
    if text.isdigit():
        return int(text)
    tens, has_ten, units = text.translate(_FORMAL).rpartition("十")
    digit = _DIGITS.find
    return (digit(tens) if tens else 1) * 10 * bool(has_ten) + (digit(units) if units else 0)


def to_chinese(number: int) -> str:
    """Write a number from 1 to 99 in Chinese."""
    tens, units = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + _DIGITS[units] * (units > 0)
