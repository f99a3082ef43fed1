"""The public names of places; `__init__.py` reads them from here."""

from .conversion import convert_codes as convert_codes
from .divisions import load_divisions as load_divisions
from .divisions import load_neighbours as load_neighbours
from .divisions import load_prefecture_population as load_prefecture_population
from .divisions import load_provinces as load_provinces
from .locate import locate as locate
from .regions import Regions as Regions

__all__: list[str]
