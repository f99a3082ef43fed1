"""Findings: each makes its numbers from plain frames, and tabulates, draws and tells them."""

from hotlinelib.lazy import offer

__getattr__, __dir__, __all__ = offer(__name__, __file__)
