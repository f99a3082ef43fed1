"""Awards by lot, exactly: a second implementation to hold the simulation against."""

from math import comb

import numpy as np


def exact_repeat_winners(sizes: list[int], pool: int) -> np.ndarray:
    """Return P(0, 1, 2, ... units with two awards or more), award by award.

    States are (units with one award, units with two or more); each award takes a multivariate
    hypergeometric draw of them and of the units without.
    """
    states = {(0, 0): 1.0}
    for size in sizes:
        after: dict[tuple[int, int], float] = {}
        for (once, twice), chance in states.items():
            never = pool - once - twice
            for again in range(min(size, once) + 1):
                for more in range(min(size - again, twice) + 1):
                    fresh = size - again - more
                    if fresh > never:
                        continue
                    ways = comb(once, again) * comb(twice, more) * comb(never, fresh)
                    to = once + fresh - again, twice + again
                    after[to] = after.get(to, 0.0) + chance * (ways / comb(pool, size))
        states = after
    chances = np.zeros(max(twice for _, twice in states) + 1)
    for (_, twice), chance in states.items():
        chances[twice] += chance
    return np.trim_zeros(chances, "b")
