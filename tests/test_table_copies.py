"""Tables of reports as workbooks and LaTeX, on demand."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from report_helpers import SHOWN, hotline, write_notebook

TABLE = """
frame = pd.DataFrame({"place": ["A & B", "=1+1", "50%_"], "count": [1234, 2, 3],
                      "share": [0.5, -0.25, float("nan")]})
paper.table(frame, "small", "Shares in %.")
"""


def test_each_table_lies_beside_the_page_as_workbook_and_latex(tmp_path: Path) -> None:
    write_notebook(tmp_path / "small.ipynb", SHOWN, TABLE)
    # That they are the same twice is held in test_reports, with the other files of a report.
    done = hotline("report", "small.ipynb", "--format", "xlsx,tex", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    tables = tmp_path / "reports" / "small" / "tables"
    sheet = load_workbook(tables / "table-1-small.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["A & B", "=1+1", "50%_"]
    assert [row[1] for row in rows[1:]] == [1234, 2, 3]
    assert sheet["A3"].data_type == "s"
    latex = (tables / "table-1-small.tex").read_text(encoding="utf-8")
    assert r"A \& B & 1,234 & " in latex
    assert r"50\%\_" in latex
    assert r"\caption{Shares in \%.}" in latex
    assert r"\begin{tabular}{lrr}" in latex
