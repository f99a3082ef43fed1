"""The awards of China's government service hotlines as data, analyses and reports."""

__version__ = "0.1.0"
