"""The figures of the reports: each module draws one kind for any frame, and tells it in words.

The gallery of the documentation shows each with the lines that make it.
"""

from hotlinelib.lazy import offer

__getattr__, __dir__, __all__ = offer(__name__, __file__)
