"""Assignments of awards to a given number of distinct winners, drawn where they are too many."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np

from hotlinelib.measures.monte_carlo import generator_of
from hotlinelib.measures.validation import IntArray


def drawn_largest(sizes: tuple[int, ...], winners: int, draws: int, seed: int) -> IntArray:
    """Draw assignments that leave no winner without an award; return each one's largest number."""
    generator = generator_of(seed)
    holders = np.zeros((draws, len(sizes) + 1), dtype=np.int64)
    later = _ways_to_cover(sizes, winners)
    for award, size in enumerate(sizes):
        covered = holders.sum(axis=1)
        fresh = np.zeros(draws, dtype=np.int64)
        for number in np.unique(covered):
            mine, had = covered == number, int(number)
            ways = [
                comb(winners - had, new)
                * comb(had, size - new)
                * later[award + 1].get(had + new, 0)
                for new in range(size + 1)
            ]
            shares = np.array([float(Fraction(way, sum(ways))) for way in ways])
            fresh[mine] = generator.choice(size + 1, size=int(mine.sum()), p=shares / shares.sum())
        again, others = size - fresh, covered
        for held in range(award, 0, -1):
            others = others - holders[:, held]
            taken = generator.hypergeometric(holders[:, held], others, again)
            again = again - taken
            holders[:, held] -= taken
            holders[:, held + 1] += taken
        holders[:, 1] += fresh
    return np.asarray(len(sizes) - np.argmax(holders[:, ::-1] > 0, axis=1), dtype=np.int64)


def _ways_to_cover(sizes: tuple[int, ...], winners: int) -> list[dict[int, int]]:
    """Count, before each award, the ways in which the rest gives each winner one at the least."""
    later = [{winners: 1}]
    for size in sizes[::-1]:
        after = later[0]
        ways = {
            had: sum(
                comb(winners - had, new) * comb(had, size - new) * after.get(had + new, 0)
                for new in range(size + 1)
            )
            for had in range(winners + 1)
        }
        later.insert(0, ways)
    return later
