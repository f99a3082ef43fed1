"""A changed cell of the data is told: by a rule where there is one, else row by row."""

from __future__ import annotations

import csv
import io
import re

import pytest
from data_of_2019 import copy_of_2019

from hotlinelib import storage
from hotlinelib.curation.build import build
from hotlinelib.curation.check import HOW_TO_CONFIRM, check
from hotlinelib.curation.confirmed import find_changes
from hotlinelib.curation.guards_names import check_names
from hotlinelib.curation.guards_places import check_places, check_ranks
from hotlinelib.curation.keys import check_keys
from hotlinelib.errors import DataError, HotlineError
from hotlinelib.tables.schema import table_names, table_schema

RULES = (check_keys, check_ranks, check_names, check_places)


@pytest.fixture
def copy(tmp_path):
    with storage.data(copy_of_2019(tmp_path / "data")) as folder:
        yield folder


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def told_by(rules):
    found = []
    for rule in rules:
        try:
            found += rule()
        except HotlineError as error:
            found.append(str(error))
    return found


# A false value of each kind, what the rule that finds it says, and how its row is shown as changed.
# Those of one block don't touch each other: they share a folder, which is looked at once.
FALSE = [
    [
        ("registry/organisations.csv", "广州12345政府服务热线", "广州12346政府服务热线",
         "row 11, column organisation_hans: '广州12346", "organisation_hans '广州12346"),
        ("registry/organisations.csv", ",410500,mayor_hotline", ",410500,hotline",
         "row 3, column kind: 'hotline' isn't", "now kind 'hotline'"),
        ("registry/organisations.csv", "Mayor's Hotline Office", "Mayor's  Hotline Office",
         "Mayor's  Hotline Office\" has spaces or characters that nobody sees",
         "organisation_en \"Bengbu Mayor's  H"),
        ("registry/award_categories.csv", "Service case", "Management innovation",
         "column award_short_en: 'Management innovation' stands in an earlier row",
         "award_short_en 'Management innovation'"),
        ("places/provinces.csv", "Beijing,东部,华北", "Beijing,东部,华中",
         "region7 has", "now region7 '华中'"),
        ("places/neighbours.csv", "110000,120000,land\n", "",
         "neighbours.csv, row 3, column neighbour_code: 120000, 110000 doesn't stand",
         "'110000 | 120000': the row is gone"),
        ("places/prefecture_population_2020.csv", ",11235086,", ",11235085,",
         "the rows of 130000 are", "population_2020_census '11235085'"),
        ("places/divisions.csv", "江苏,province,省,", "江苏,province,自治区,",
         "divisions of 2015: 320000 '江苏省': its name doesn't end as one of rank '自治区'",
         "now rank '自治区'"),
        ("editions/2019/source.toml", '"410500"', '"410600"',
         "410600 isn't the code of '安阳市'", "'speakers.cities.安阳市': changed, is now"),
    ],
    [
        ("registry/organisations.csv", "Guangzhou 12345 G", "Guangzhou 12346 G",
         "have different numbers", "organisation_en 'Guangzhou 12346"),
        ("registry/award_categories.csv", "最佳服務案例獎", "最佳服務按例獎",
         "column award_hant: '最佳服務按例獎' isn't the same in traditional characters",
         "award_hant '最佳服務按例獎'"),
        ("registry/kinds.csv", "Mayor's hotline", "Mayor's hotline ",
         "\"Mayor's hotline \" has spaces or characters that nobody sees",
         "kind_en \"Mayor's hotline \""),
        ("places/provinces.csv", "Beijing,东部", "Beijing,中部",
         "nbs_region has", "now nbs_region '中部'"),
        ("places/neighbours.csv", "110000,120000,", "110000,110000,",
         "110000 and 110000 are no two provinces", "'110000 | 110000': a new row"),
        ("places/province_years.csv", "110000,2017,2194", "110000,2017,2195",
         "population_10k.2017", "population_10k '2195'"),
        ("places/prefecture_population_2020.csv", "石家庄市", "唐山市",
         "'唐山市' isn't '石家庄市'", "now name '唐山市'"),
        ("editions/2019/source.toml", "awarded = 2019-08-08", "awarded = 2018-08-08",
         "awarded 2018-08-08 isn't in 2019", "'awarded': changed"),
    ],
    [
        ("registry/organisations.csv", "Guangzhou 12345 G", "Foshan 12345 G",
         "'Foshan 12345 Government Service Hotline' names none of", "organisation_en 'Foshan"),
        ("registry/kind_rules.csv", "2,complaint", "7,complaint",
         "kind_rules.csv: the positions aren't", "kind_rules.csv, '2': the row is gone"),
        ("places/place_aliases.csv", "420600,襄阳市", "420500,襄阳市",
         "420500 isn't '襄阳市'", "division_code '420500'"),
        ("terms.csv", "东部,东部,東部,East", "东部,东部,東部,West",
         "column value_en: 'West' stands in an earlier row", "value_en 'West'"),
        ("entrants.csv", "2020年参评单位", "2021年参评单位",
         "column label_hans: doesn't name 2020", "label_hans '2021"),
        ("editions/2019/source.toml", 'publisher_hans = "人民网"', 'publisher_hans = "人民日报"',
         "'人民日报' isn't '人民網' in simplified", "value '人民日报'"),
    ],
]  # fmt: skip
CASES = [(block, *value) for block, values in enumerate(FALSE) for value in values]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return what rules and changes say of each block, whose false values are all in one folder."""
    found = []
    for block in FALSE:
        with storage.data(copy_of_2019(tmp_path_factory.mktemp("false") / "data")) as folder:
            for path, old, new, *_ in block:
                edit(folder / path, old, new)
            found.append((folder, told_by(RULES), find_changes()))
    return found


@pytest.mark.parametrize(("block", "path", "old", "new", "rule", "change"), CASES)
def test_a_false_value_breaks_a_rule(told, block, path, old, new, rule, change):
    folder, broken, changes = told[block]
    assert any(rule in one for one in broken), "\n".join(broken)
    changed = [one for one in changes if one.startswith(f"{folder}/{path}")]
    assert any(change in one for one in changed), "\n".join(changed)


def test_damage_is_shown_row_by_row_and_no_build_blesses_it(copy):
    edit(copy / "registry/kinds.csv", "A line in the mayor's name", "A line in a mayor's name")
    shown = "\n".join(check().problems)
    assert f"{copy}/registry/kinds.csv, row 2, 'mayor_hotline': changed, is now rule" in shown
    assert "A line in a mayor's name" in shown
    assert "hotline check --confirm" in shown
    assert not re.search(r"; run `hotline build`", shown)
    build()
    assert "A line in a mayor's name" in "\n".join(find_changes())
    confirmed = check(confirm_changes=True)
    assert (confirmed.problems, confirmed.confirmed) == ((), 1)


def test_messages_name_the_folder_that_is_worked_on(copy, monkeypatch):
    edit(copy / "registry/kinds.csv", "A line in the mayor's name", "A line in a mayor's name")
    monkeypatch.chdir(copy.parent)
    assert find_changes()[0].startswith("data/registry/kinds.csv, row 2")
    monkeypatch.chdir(copy)
    assert find_changes()[0].startswith(f"{copy}/registry/kinds.csv, row 2")


def test_nothing_is_confirmed_while_a_rule_is_broken(copy):
    edit(copy / "places/provinces.csv", "Beijing,东部,华北", "Beijing,东部,华中")
    with pytest.raises(DataError, match="nothing was confirmed, as rules are broken"):
        check(confirm_changes=True)
    assert find_changes()


def test_doubled_rows_and_a_rank_without_its_word_are_messages(copy):
    doubled = ["registry/organisations.csv", "places/divisions.csv"]
    for path in doubled:
        lines = (copy / path).read_text(encoding="utf-8").splitlines(keepends=True)
        (copy / path).write_text("".join([*lines, lines[5]]), encoding="utf-8")
    edit(copy / "places/division_suffixes.csv", "直辖市,", "直辖区,")
    problems = check().problems
    for path in doubled:
        assert any(path in one and "earlier row" in one for one in problems), path
    assert any("rank '直辖市' is missing" in one for one in problems)
    with pytest.raises(DataError, match=r"organisations\.csv.* earlier row[^$]*divisions\.csv"):
        build()


# --- every column of every file ---


def other(cell, cells, row):
    """The value of another row."""
    return next((one for one in [*cells[row + 1 :], *cells] if one != cell), None)


def digit(cell, cells, row):
    """Return another last digit."""
    found = list(re.finditer(r"\d", cell))
    if not found:
        return None
    at = found[-1].start()
    return f"{cell[:at]}{(int(cell[at]) + 1) % 10}{cell[at + 1 :]}"


def character(cell, cells, row):
    """Return another first character, of another row."""
    first = next((one[0] for one in cells if one and one[0] != cell[:1]), None)
    return first + cell[1:] if cell and first else None


def space(cell, cells, row):
    return f"{cell} " if cell else None


@pytest.mark.slow
@pytest.mark.parametrize("kind", [other, digit, character, space])
def test_a_change_of_any_column_is_told(copy, kind):
    changed = []
    for table in table_names():
        schema = table_schema(table)
        path = copy / schema["path"]
        if schema["path"].startswith("tables/"):
            continue
        header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        for number, field in enumerate(schema["fields"]):
            if not rows or (field["type"] != "string" and kind in (character, space)):
                continue
            row = (number * 7 + 3) % len(rows)
            cells = [one[number] for one in rows]
            false = kind(cells[row], cells, row)
            if false is not None and false != cells[row]:
                key = " | ".join(rows[row][header.index(name)] for name in schema["primary_key"])
                changed.append((schema["path"], field["name"], row + 2, cells[row], false, key))
                rows[row][number] = false
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header, *rows])
        path.write_text(text.getvalue(), encoding="utf-8")
    problems = check().problems
    shown = "\n".join(problems)
    lost = [one for one in changed if one[0] not in shown or repr(one[4][:60]) not in shown]
    assert lost == []
    # Where keys or ranks are broken, the rules that build on them aren't asked.
    told = [text for text in problems if HOW_TO_CONFIRM not in text]
    by_rule = [
        one
        for one in changed
        if any(one[0] in text and (one[4] in text or f"row {one[2]}," in text) for text in told)
    ]
    print(f"\n{kind.__name__}: {len(by_rule)} of {len(changed)} cells break a rule; only shown:")
    for path, column, *_ in [one for one in changed if one not in by_rule]:
        print(f"  {path}: {column}")
