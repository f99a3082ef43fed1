"""Findings: each makes its numbers from plain frames, and tabulates, draws and tells them.

A name is loaded when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module

# Module -> the public names that it defines.
_PUBLIC = {
    "counted": ("Counted",),
    "decisions": ("Decision", "decide", "identity_decisions"),
    "finding": ("Finding",),
    "source": ("Source", "source"),
    "winners.association": (
        "PairsByEntrants",
        "PeopleByEntrants",
        "pairs_by_entrants",
        "people_by_entrants",
    ),
    "winners.chance": ("Chance", "chance"),
    "winners.combinations": ("Combinations", "combinations"),
    "winners.entrants": ("Entrants", "entrants", "list_entrants", "load_entrants"),
    "winners.holders": ("Holders", "holders"),
    "winners.holdings": ("award_holdings", "award_sizes"),
    "winners.identity": ("Identity", "identity"),
    "winners.pairs": ("Pairs", "pairs"),
    "winners.people": ("People", "people"),
    "winners.rules": ("Rules", "compare_rules", "rules"),
}
_ROOMS = ("winners",)
_HOMES = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    from hotlinelib.errors import nearest
    from hotlinelib.extras import from_extra

    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        hint = nearest(name, __all__) or "; hotlinelib.findings.__all__ lists them"
        raise AttributeError(f"hotlinelib.findings has no public name {name!r}{hint}")
    with from_extra("reports"):
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Offer only what is public."""
    return [*__all__, *_ROOMS]
