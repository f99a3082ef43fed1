"""One output of a report: what Jupyter shows of it, and what it says of itself.

Apart from `hotlinelib.paper`, which makes parts: pages are made of them without pandas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Of the metadata of an output, in an executed notebook.
METADATA_KEY = "hotlinelib"


@dataclass(frozen=True)
class Part:
    """One output of a report: what Jupyter shows, and what it is.

    Parameters
    ----------
    content : dict
        MIME type to content.
    about : dict
        Kind, name, number and so on, kept in the output's metadata.
    """

    content: dict[str, str]
    about: dict[str, Any]

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return self.content, {METADATA_KEY: self.about}
