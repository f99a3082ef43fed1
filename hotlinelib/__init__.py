"""The awards of China's government service hotlines as data, analyses and reports.

The names at the top are the way in: data, selection, reports. What else there is stands in
`hotlinelib.findings`, `hotlinelib.measures`, `hotlinelib.places` and `hotlinelib.figures`. A name
is loaded when it is first used; what needs an extra says how to install it.
"""

from hotlinelib.lazy import offer

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = offer(__name__, __file__)
