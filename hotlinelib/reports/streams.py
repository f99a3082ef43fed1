"""What a kernel prints, published without waiting where nothing was printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ipykernel.iostream import OutStream


class ReportStream(OutStream):
    """ipykernel's stream, which is flushed eight times a cell, whether a cell prints or not.

    Each flush waits for another thread, half a millisecond: where nothing was written since the
    last one, there is nothing to wait for.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # Set first: a thread that ipykernel starts may write at once.
        self.written = True
        super().__init__(*arguments, **options)  # type: ignore[no-untyped-call]

    def write(self, string: str) -> int | None:  # type: ignore[override]
        """Write a text, to be published soon or by the next flush."""
        count = super().write(string)
        # Not before it is written: a flush in between would forget it.
        self.written = True
        return count

    def writelines(self, sequence: Iterable[str]) -> None:  # type: ignore[override]
        """Write several texts."""
        for text in sequence:
            self.write(text)

    def flush(self) -> None:
        """Publish what was written, and wait until it is."""
        if self.written:
            self.written = False
            super().flush()  # type: ignore[no-untyped-call]
