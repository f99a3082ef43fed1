"""Reports: planned, rendered by papermill, and left as pages."""

from hotlinelib.lazy import offer

__getattr__, __dir__, __all__ = offer(__name__, __file__)
