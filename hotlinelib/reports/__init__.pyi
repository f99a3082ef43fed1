"""The names of `hotlinelib.reports` that others use; `__init__.py` loads each when it is used."""

from .archive import archive_reports as archive_reports
from .book import bind_book as bind_book
from .findings_file import findings_schema as findings_schema
from .verify import verify_archive as verify_archive

__all__: list[str]
