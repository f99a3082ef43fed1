"""Places: the divisions of China in any year, regions, and where a name says it is."""

from hotlinelib.lazy import offer

__getattr__, __dir__, __all__ = offer(__name__, __file__)
