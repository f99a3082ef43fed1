"""Who won more than one award: holders, combinations, pairs, chance and people."""

from hotlinelib.findings.winners.holders import Holders, holders

__all__ = ["Holders", "holders"]
