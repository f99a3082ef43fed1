"""The committed data: made from the lists, described, and traceable to the printed line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from data_of_2019 import copy_of_2019

import hotlinelib
from hotlinelib import load_awards, load_divisions, load_organisations, load_provinces, storage
from hotlinelib.award_list.printed_line import fold_width
from hotlinelib.curation.audit import audit_edition
from hotlinelib.curation.build import build
from hotlinelib.curation.check import check
from hotlinelib.curation.printed_list import read_list
from hotlinelib.curation.validate import validate_package
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.language.names import label_values
from hotlinelib.storage import PACKAGE, check_data_folder, data_folder, package_data
from hotlinelib.tables.describe import data_dictionary
from hotlinelib.tables.editions import list_editions, read_source_record
from hotlinelib.tables.read import read_table
from hotlinelib.tables.schema import columns, edition_tables, read_schema, table_names, table_path


@pytest.fixture
def copy(tmp_path):
    with storage.data(copy_of_2019(tmp_path / "data")) as folder:
        yield folder


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


# --- the build ---


def test_a_build_elsewhere_gives_exactly_the_committed_files(tmp_path):
    copy = shutil.copytree(package_data(), tmp_path / "data")
    made = [f"tables/{name}.csv" for name in ("awards", "organisations", "witnesses")]
    made.append("datapackage.json")
    for path in made:
        (copy / path).unlink()
    with storage.data(copy):
        built = build()
    assert [path.relative_to(copy).as_posix() for path in built.written] == made
    for path in sorted(package_data().rglob("*")):
        if path.is_file():
            name = path.relative_to(package_data())
            assert (copy / name).read_bytes() == path.read_bytes(), name


def test_files_have_unix_lines_and_no_byte_order_mark():
    for path in sorted(package_data().rglob("*")):
        if path.suffix in (".csv", ".tsv", ".toml", ".json"):
            content = path.read_bytes()
            assert b"\r" not in content, path
            assert not content.startswith(b"\xef\xbb\xbf"), path
            assert content.endswith(b"\n"), path


def test_every_loader_that_the_dictionary_names_is_public():
    loaders = {
        schema["loader"] for schema in read_schema()["tables"].values() if "loader" in schema
    }
    rooms = (hotlinelib, hotlinelib.findings, hotlinelib.places)
    assert loaders <= {name for room in rooms for name in room.__all__}
    for loader in loaders:
        assert f"`{loader}()`" in data_dictionary()


def hotline(*arguments, package):
    """Run the command with the package in another folder."""
    code = "import sys; from hotlinelib.cli import app; app(sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = {"PYTHONPATH": str(package), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=package, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def copy_package(folder):
    # What is compiled goes along: it holds for copies, which keep the times of their files.
    ignored = shutil.ignore_patterns("data", "notebooks", "*.pyc.*")
    return shutil.copytree(PACKAGE, folder / "hotlinelib", ignore=ignored)


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_build_of_data_elsewhere_writes_nothing_outside_them(copy):
    checkout = copy.parent
    copy_package(checkout)
    elsewhere = shutil.copytree(copy, checkout / "copy")
    edit(elsewhere / "registry/organisations.csv", "Anyang Mayor's Public", "Anyang Public")
    before = contents(checkout)
    assert hotline("build", "--data", "copy", package=checkout).stderr == ""
    after = contents(checkout)
    changed = {
        path.relative_to(elsewhere).as_posix() for path in after if after[path] != before[path]
    }
    assert changed == {"tables/awards.csv", "tables/organisations.csv", "datapackage.json"}


def test_the_data_of_an_installed_package_are_not_changed(tmp_path):
    data = copy_of_2019(copy_package(tmp_path) / "data")
    article = tmp_path / "article.txt"
    article.write_text("2020年度卓越管理人奖\n1. 厦门市12345热线：张三丰\n", encoding="utf-8")
    page = ["--title", "t", "--publisher", "p", "--address", "a"]
    dates = ["--published", "2020-12-23", "--awarded", "2020-12-18"]
    before = contents(tmp_path)
    for command in (["build"], ["add-edition", "2020", "article.txt", *page, *dates]):
        refused = hotline(*command, package=tmp_path)
        assert refused.returncode == 1
        assert refused.stderr == (
            f"hotline: {data} belongs to the installed package and is not changed. Copy the "
            f"folder, for instance with `cp -r '{data}' data`, and name the copy with --data or in "
            "HOTLINELIB_DATA\n"
        )
    assert contents(tmp_path) == before
    shutil.copytree(data, tmp_path / "data")
    assert "wrote " in hotline("build", "--data", "data", package=tmp_path).stdout


# --- every row is traceable ---


@pytest.mark.parametrize("edition", list_editions())
def test_every_row_names_its_line_and_the_names_stand_in_it(edition):
    lines = {line.number: line.text for line in read_list(edition)}
    awards = load_awards(edition)
    assert awards["source_text"].tolist() == [lines[n] for n in awards["source_line"]]
    for row in awards.itertuples():
        text = fold_width(row.source_text)
        assert row.organisation in text
        assert pd.isna(row.person) or row.person in text


def test_counts_are_those_of_the_source_record():
    for edition in list_editions():
        found = load_awards(edition)["award"].value_counts().to_dict()
        assert found == read_source_record(edition).counts


def test_counts_that_do_not_hold_are_named(copy):
    record = copy / "editions/2019/source.toml"
    edit(record, '"卓越管理創新獎" = 15', '"卓越管理創新獎" = 16')
    edit(record, '"杰出貢獻獎" = 12\n', "")
    with pytest.raises(DataError) as told:
        build()
    assert str(told.value) == (
        f"{copy}/editions/2019/source.toml: the counts of winners don't hold. 卓越管理創新獎: "
        "declared 16, found 15; 杰出貢獻獎: declared 0, found 12. Count the winners in the article "
        "again"
    )


def test_a_changed_list_is_refused(copy):
    edit(copy / "editions/2019/list.tsv", "廣州12345", "廣州12344")
    with pytest.raises(DataError, match="The printed list is never edited: restore it"):
        build()


def test_an_organisation_that_never_won_is_refused(copy):
    with (copy / "registry/organisations.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("zz,某市12345热线二,某市12345热线二,Zz,110000,hotline\n")
    with pytest.raises(DataError, match=r"zz: no edition prints a winner of that name\. Remove"):
        build()


# --- the data package ---


def test_the_package_describes_every_table_column_by_column():
    package = json.loads((package_data() / "datapackage.json").read_text(encoding="utf-8"))
    resources = {each["name"]: each for each in package["resources"]}
    assert package["$schema"].endswith("/datapackage.json")
    assert package["version"] == (package_data() / "VERSION").read_text().strip()
    assert [licence["name"] for licence in package["licenses"]] == ["CC0-1.0", "MIT"]
    assert package["sources"][0]["path"] == read_source_record("2019").address
    for table in table_names():
        resource = resources[table.replace("_", "-")]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == columns(table)
        assert all(field["description"] for field in fields)
        if resource["path"].startswith("places/"):
            by_row = {"source", "reason", "note"}
            assert all(f.get("source") or f["name"] in by_row for f in fields), table
    assert {f"list-{edition}" for edition in list_editions()} <= set(resources)


def test_every_table_file_is_in_the_schema():
    known = {table_path(table) for table in table_names()}
    known |= {table_path(t, e) for t in edition_tables() for e in list_editions("any")}
    assert set(data_folder().rglob("*.csv")) <= known


# What contradicts the schema, the file in which it is found, and what is said there.
CONTRADICTIONS = [
    ("tables/organisations.csv", ",410500,", ",41050,", "tables/organisations.csv", '"pattern"'),
    ("registry/kinds.csv", "mayor_hotline,", "mayor_hotlines,", "kind_rules.csv", "foreign key"),
    ("places/neighbours.csv", "110000,120000,land", "110000,120000,sea", "neighbours.csv", '"enum'),
    ("terms.csv", "nbs_region,中部", "nbs_region,东部", "terms.csv", "primary key"),
]


def test_what_contradicts_the_schema_is_found(copy):
    for path, old, new, *_ in CONTRADICTIONS:
        edit(copy / path, old, new)
    problems = validate_package()
    for path, _, _, place, told in CONTRADICTIONS:
        assert any(place in one and told in one for one in problems), told
        assert any(path in one and "hash" in one for one in problems), path


# --- the check of everything; that of the committed data is `hotline check` in test_cli_data ---


def test_the_check_tells_all_problems_at_once(copy):
    edit(copy / "tables/awards.csv", "鄭州市12345市長熱線,郑州", "鄭州市12345,郑州")
    edit(
        copy / "registry/organisations.csv", "Kunshan Convenience Service Centre,320583", "K,320582"
    )
    told = "\n".join(check().problems)
    # A build would bless the damaged registry: it isn't advised before that is mended.
    assert "organisations.csv, row 20, column organisation_en: 'K' names none of Jiangsu" in told
    assert "changed, is now organisation_en 'K', division_code '320582'" in told
    assert "run `hotline build`" not in told
    edit(
        copy / "registry/organisations.csv", "K,320582", "Kunshan Convenience Service Centre,320583"
    )
    # A name that isn't in its line is found, one that is a part of it isn't.
    edit(copy / "tables/awards.csv", "天津市便民專線服務中心,天津", "天津市專線,天津")
    path = copy / "tables/awards.csv"
    problems = check().problems
    assert any(one.startswith(f"{path}: isn't what a build makes") for one in problems)
    assert any(path.name in one and "hash" in one for one in problems)
    absent = [one for one in problems if "doesn't stand in it" in one]
    assert absent == [f"{path}: edition 2019, line 57: '天津市專線' doesn't stand in it"]


def test_a_place_decided_by_hand_is_shown_with_its_reason(copy):
    edit(
        copy / "registry/organisations.csv", "Kunshan Convenience Service Centre,320583", "K,320582"
    )
    with (copy / "registry/place_decisions.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("昆山市便民服務中心,kunshan-convenience-centre,moved,a notice\n")
    places = audit_edition("2019").places.set_index("organisation")
    row = places.loc["昆山市便民服務中心"]
    assert (row["verdict"], row["reason"], row["located"]) == ("by hand", "moved", "320583")
    assert places["verdict"].value_counts().to_dict() == {"agrees": 53, "by hand": 1}


# --- reading ---


def test_tables_have_declared_types_and_are_fresh_copies():
    assert str(load_awards()["position"].dtype) == "Int64"
    assert str(load_provinces()["gdp_100m_cny"].dtype) == "float64"
    assert str(load_divisions()["division_code"].dtype) == "str"
    for load in (load_awards, load_organisations, load_divisions, load_provinces):
        expected = load()
        changed = load()
        changed.iloc[0, 0] = "changed"
        pd.testing.assert_frame_equal(load(), expected)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("110000,120000,land", "110000,120000,", "row 2, column kind: the cell is missing; fill"),
        ("kind\n", "sort\n", "its columns are"),
    ],
)
def test_a_table_that_breaks_its_schema_is_refused(copy, old, new, told):
    edit(copy / "places/neighbours.csv", old, new)
    with pytest.raises(DataError, match=told):
        read_table("neighbours")


def test_a_cell_of_the_wrong_type_is_named(copy):
    edit(copy / "places/prefecture_population_2020.csv", "21893095", "many")
    with pytest.raises(DataError) as told:
        read_table("prefecture_population_2020")
    path = copy / "places/prefecture_population_2020.csv"
    assert str(told.value) == (
        f"{path}, row 2, column population_2020_census: the cell 'many' isn't of the column's "
        f"type, integer"
    )


def test_a_missing_table_is_named(copy):
    (copy / "tables/awards.csv").unlink()
    with pytest.raises(DataError, match="the table is missing; restore it"):
        read_table("awards")


def test_a_changed_file_is_read_again(copy):
    before = read_table("neighbours")
    edit(copy / "places/neighbours.csv", "460000,440000,strait", "460000,440000,land")
    after = read_table("neighbours")
    assert (before["kind"] == "strait").sum() == 2
    assert (after["kind"] == "strait").sum() == 1


def test_names_follow_a_changed_table(copy):
    guangdong = pd.Series(["广东省"])
    assert label_values(guangdong, "province", "en").tolist() == ["Guangdong"]
    edit(copy / "places/provinces.csv", "Guangdong", "Canton Province")
    assert label_values(guangdong, "province", "en").tolist() == ["Canton Province"]


def test_another_data_folder_is_read_where_the_variable_says(tmp_path, monkeypatch):
    copy = copy_of_2019(tmp_path / "data")
    edit(copy / "tables/awards.csv", "郑州市12345市长热线", "郑州热线")
    monkeypatch.setenv("HOTLINELIB_DATA", str(copy))
    assert "郑州热线" in set(load_awards()["organisation_hans"])
    monkeypatch.delenv("HOTLINELIB_DATA")
    assert "郑州热线" not in set(load_awards()["organisation_hans"])


def test_a_data_folder_that_is_none_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("HOTLINELIB_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(DataError) as told:
        load_awards()
    assert str(told.value) == (
        f"{tmp_path / 'nowhere'} is no data folder of hotlinelib: it has no folder editions, "
        f"places, registry. Name a copy of {package_data()} with --data or in HOTLINELIB_DATA, or "
        f"leave both away"
    )
    with pytest.raises(DataError, match="no data folder"):
        check_data_folder(tmp_path)


def test_the_data_folder_is_only_changed_for_a_while(tmp_path):
    copy = copy_of_2019(tmp_path / "data")
    with storage.data(copy) as folder:
        assert folder == copy == data_folder()
    assert data_folder() == package_data()


def test_an_unknown_table_is_refused_with_those_that_exist():
    with pytest.raises(ParameterError, match="there is no table 'winners'; the data set has: aw"):
        read_table("winners")


@pytest.mark.parametrize(
    ("language", "publisher", "first"),
    [
        ("en", "People's Daily Online", "Qianlong.com"),
        ("zh-Hans", "人民网", "千龙网"),
        ("zh-Hant", "人民網", "千龍網"),
    ],
)
def test_reports_name_the_page_and_its_own_source(
    language: str, publisher: str, first: str
) -> None:
    told = " ".join(hotlinelib.findings.source(load_awards("2019")).sentences(language))
    assert publisher in told
    assert first in told
