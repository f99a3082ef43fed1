"""The public names: `__init__.py` loads each when it is first used, and reads them from here."""

from . import figures as figures
from . import findings as findings
from . import language as language
from . import measures as measures
from . import places as places
from . import reports as reports
from .award_list.article import read_awards as read_awards
from .award_list.parse import parse_awards as parse_awards
from .citation import cite as cite
from .curation.build import build as build
from .curation.check import check as check
from .difference import compare as compare
from .errors import DataError as DataError
from .errors import HotlineError as HotlineError
from .errors import MissingPackageError as MissingPackageError
from .errors import ParameterError as ParameterError
from .errors import ParseError as ParseError
from .errors import ReportError as ReportError
from .findings.regional.prefecture_frame import prefecture_frame as prefecture_frame
from .language.names import label_values as label_values
from .language.speech import speak as speak
from .panel import panel as panel
from .paper import Paper as Paper
from .places.conversion import convert_codes as convert_codes
from .places.divisions import load_divisions as load_divisions
from .places.divisions import load_provinces as load_provinces
from .places.locate import locate as locate
from .places.regions import Regions as Regions
from .reports.findings_file import read_report as read_report
from .reports.reports import render_report as render_report
from .selection import select_awards as select_awards
from .storage import data as data
from .tables.editions import list_editions as list_editions
from .tables.editions import read_source_record as read_source_record
from .tables.export import export_tables as export_tables
from .tables.export import load_data_dictionary as load_data_dictionary
from .tables.load import load_award_categories as load_award_categories
from .tables.load import load_awards as load_awards
from .tables.load import load_organisations as load_organisations
from .tables.load import load_witnesses as load_witnesses

__version__: str
__all__: list[str]
