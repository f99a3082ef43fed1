"""What must hold for the columns of a table: what each holds is known."""

from __future__ import annotations

from collections.abc import Iterator

from hotlinelib.award_list.checker import Checker, short
from hotlinelib.award_list.draft import Doubt
from hotlinelib.award_list.lists import ListedEntry, PrintedList
from hotlinelib.award_list.table_rows import cells_under
from hotlinelib.messages import message


class ColumnChecks(Checker):
    """Checks of a table's columns."""

    def unknown_columns(self, each: PrintedList) -> Iterator[Doubt]:
        """Doubt the rows of a table with a column of which it isn't known what it holds."""
        for entry in each.entries:
            for word, text in self._unknown_cells(entry):
                rivals = [row.organisation for row in self.rows_of[entry.index]]
                rival = next((name for name in rivals if name and self._shapes[name] != text), "")
                told = message(
                    "it isn't known what the table's column '{head}' holds, and it is left out: "
                    "give the fields (--roles), or take the column away",
                    head=word,
                )
                if rival and self.judge.organisation(text) > 0:
                    told = message(
                        "which of the two has won, '{name}' or '{other}' in the column '{head}', "
                        "whose head isn't known? Give the fields (--roles), or change the head in "
                        "the text",
                        name=short(rival),
                        other=short(text),
                        head=word,
                    )
                yield from self.doubts([entry.index], "fields", "column", told)

    def _unknown_cells(self, entry: ListedEntry) -> Iterator[tuple[str, str]]:
        """Yield the words of a row in columns that aren't known, each with its column's head."""
        if not entry.head or "unknown" not in entry.head or entry.index in self.draft.decided:
            return
        cells = cells_under(entry.entry, entry.head)
        for kind, word, cell in zip(entry.head, entry.head_words, cells, strict=False):
            text = cell.text
            if kind == "unknown" and not (self.judge.is_number(text) or self.judge.is_remark(text)):
                yield word, text
