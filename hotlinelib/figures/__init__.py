"""The figures of the reports: each module draws one kind for any frame, and tells it in words."""

from hotlinelib.lazy import offer

__getattr__, __dir__, __all__ = offer(__name__, __file__)
