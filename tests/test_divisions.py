from __future__ import annotations

import tomllib

import pandas as pd
import pytest

from hotlinelib.errors import ParameterError
from hotlinelib.language.script import to_simplified
from hotlinelib.places.divisions import (
    load_divisions,
    load_neighbours,
    load_place_table,
    load_prefecture_population,
    load_provinces,
)
from hotlinelib.storage import data_folder
from hotlinelib.tables.read import read_table

YEARS = [1980, 1996, 2018, 2019, 2024]
SHARED_RANKS = {
    "直辖市": 4,
    "省": 22,
    "自治区": 5,
    "副省级市": 15,
    "地级市": 278,
    "自治州": 30,
    "盟": 3,
    "地区": 7,
    "自治县": 117,
    "旗": 49,
    "自治旗": 3,
    "林区": 1,
    "特区": 1,
}
RANKS = {
    2018: SHARED_RANKS | {"市辖区": 970, "县级市": 375, "县": 1335},
    2019: SHARED_RANKS | {"市辖区": 965, "县级市": 387, "县": 1323},
}


@pytest.mark.parametrize("year", RANKS)
def test_totals_by_rank_are_the_published_ones(year):
    assert load_divisions(year)["rank"].value_counts().to_dict() == RANKS[year]


@pytest.mark.parametrize(
    ("year", "prefectures", "counties"),
    [
        (2000, 333, 2861),
        (2005, 333, 2862),
        (2011, 332, 2853),
        (2015, 334, 2850),
        (2018, 333, 2851),
        (2019, 333, 2846),
        (2022, 333, 2843),
        (2024, 333, 2846),
    ],
)
def test_totals_by_level_are_the_published_ones(year, prefectures, counties):
    levels = load_divisions(year)["level"].value_counts().to_dict()
    assert levels == {"province": 31, "prefecture": prefectures, "county": counties}


def test_a_year_without_a_table_is_refused_with_those_that_have_one():
    for year in (1979, 2025, "1979", None):
        with pytest.raises(ParameterError, match="1980 to 2024"):
            load_divisions(year)


def test_spells_of_a_code_do_not_overlap():
    table = read_table("divisions").sort_values(["division_code", "first_year"])
    before = table.groupby("division_code")["last_year"].shift()
    assert (table["first_year"] <= table["last_year"]).all()
    assert not (table["first_year"] <= before).any()


def test_a_code_that_ended_in_a_year_is_not_in_its_table():
    # 莱芜 was made part of 济南 in December 2018, 崇文区 of 东城区 in July 2010.
    for code, last in (("371200", 2017), ("110103", 2009)):
        assert code in set(load_divisions(last)["division_code"])
        assert code not in set(load_divisions(last + 1)["division_code"])


def test_the_comparison_of_the_sources_is_that_of_the_table():
    compared = read_table("division_comparison").set_index("year")
    for year in (1996, 2011, 2024):
        assert compared["divisions"][year] == len(load_divisions(year))
    late = compared.loc[2012:]
    assert (late["same_code_and_name"] == late["divisions"]).all()
    assert (late["divisions_areacodes"] == late["divisions"]).all()


@pytest.mark.parametrize("year", YEARS)
def test_codes_are_six_digits_ordered_and_unique(year):
    codes = load_divisions(year)["division_code"]
    assert codes.str.fullmatch(r"[1-6]\d{5}").all()
    assert codes.is_unique
    assert codes.is_monotonic_increasing


@pytest.mark.parametrize("year", YEARS)
def test_every_division_lies_in_one_that_the_table_has(year):
    table = load_divisions(year)
    levels = table.set_index("division_code")["level"]
    assert (table["province_code"].map(levels) == "province").all()
    below = table.loc[table["prefecture_code"].notna()]
    assert (below["prefecture_code"].map(levels) == "prefecture").all()
    assert (below["prefecture_code"].str[:2] == below["division_code"].str[:2]).all()
    assert table.loc[table["level"] == "province", "prefecture_code"].isna().all()


def test_placeholders_of_the_code_table_are_no_divisions():
    names = set(load_divisions(2018)["name"]) | set(load_divisions(2019)["name"])
    assert names.isdisjoint({"市辖区", "直辖县", "县", "省直辖县级行政区划"})


@pytest.mark.parametrize(
    ("code", "name", "rank"),
    [
        ("419001", "济源市", "县级市"),
        ("429004", "仙桃市", "县级市"),
        ("429005", "潜江市", "县级市"),
        ("429006", "天门市", "县级市"),
        ("429021", "神农架林区", "林区"),
        ("469001", "五指山市", "县级市"),
        ("659001", "石河子市", "县级市"),
        ("500112", "渝北区", "市辖区"),
        ("310115", "浦东新区", "市辖区"),
    ],
)
def test_counties_without_a_prefecture(code, name, rank):
    row = load_divisions(2018).set_index("division_code").loc[code]
    assert (row["name"], row["rank"]) == (name, rank)
    assert pd.isna(row["prefecture_code"])


def test_provinces_own_cities_of_sub_provincial_rank():
    table = load_divisions(2018)
    cities = table.loc[table["rank"] == "副省级市", "name_short"].tolist()
    expected = "沈阳 大连 长春 哈尔滨 南京 杭州 宁波 厦门 济南 青岛 武汉 广州 深圳 成都 西安"
    assert cities == expected.split()


def test_counts_of_provinces_are_those_of_their_year():
    columns = ["prefecture_level_divisions", "county_level_divisions", "districts"]
    # National totals as published for the ends of the years.
    totals = {2015: [334, 2850, 921], 2018: [333, 2851, 970], 2022: [333, 2843, 977]}
    for year, total in totals.items():
        assert load_provinces(year)[columns].sum().tolist() == total


def test_names_of_the_provinces_agree_with_the_divisions():
    columns = ["name", "name_short", "name_hant", "name_en"]
    provinces = load_provinces().set_index("province_code")[columns]
    divisions = load_divisions().query("level == 'province'").set_index("division_code")[columns]
    assert (provinces.to_numpy() == divisions.to_numpy()).all()


def test_regions_cover_all_provinces():
    provinces = load_provinces()
    assert provinces["nbs_region"].value_counts().to_dict() == {
        "西部": 12,
        "东部": 10,
        "中部": 6,
        "东北": 3,
    }
    assert set(provinces["region7"]) == {"华北", "东北", "华东", "华中", "华南", "西南", "西北"}


def test_census_of_the_provinces_adds_up_to_the_official_total():
    assert load_provinces()["population_2020_census"].sum() == 1_409_778_724


@pytest.mark.parametrize(
    ("year", "vintage", "total"),
    [
        (2019, None, 982_320.5),
        (2019, "2018_census", 982_320.5),
        (2019, "2023_census", 1_001_773.7),
        (2015, None, 693_642.0),
        (2023, None, 1_250_931.8),
        (2024, None, 1_337_605.8),
        (2024, "first_release", 1_340_312.8),
    ],
)
def test_gdp_adds_up_to_the_published_total_of_its_vintage(year, vintage, total):
    provinces = load_provinces(year, vintage)
    assert provinces["gdp_100m_cny"].sum() == pytest.approx(total, abs=0.06)
    expected = vintage or ("2018_census" if year < 2024 else "2023_census")
    assert set(provinces["gdp_vintage"]) == {expected}


def test_a_vintage_that_a_year_lacks_is_refused():
    for year, vintage in ((2024, "2018_census"), (2020, "first_release")):
        with pytest.raises(ParameterError, match="2018_census has 2015 to 2023"):
            load_provinces(year, vintage)
    for year in (2014, 2025, "2025"):
        with pytest.raises(ParameterError, match="2015 to 2024"):
            load_provinces(year)


def test_population_is_the_revised_one():
    provinces = load_provinces(2019).set_index("name_short")["population_10k"]
    assert provinces[["广东", "黑龙江"]].tolist() == [12489, 3255]
    totals = [int(load_provinces(year)["population_10k"].sum()) for year in (2015, 2019, 2024)]
    # The national totals less the active military.
    assert totals == [138_326 - 229 + 229 - 229, 141_008 - 203, 140_828 - 200]


def test_prefectures_add_up_to_their_province():
    population = load_prefecture_population()
    sums = population.groupby(population["division_code"].str[:2])["population_2020_census"].sum()
    provinces = load_provinces()
    short = provinces["population_2020_census"] - provinces["province_code"].str[:2].map(sums)
    missing = dict(zip(provinces["name_short"], short, strict=True))
    assert min(missing.values()) == 0
    # Counties that no prefecture runs, and areas that the source counts apart (SOURCES.toml).
    expected = {"河北", "吉林", "河南", "湖北", "海南", "陕西", "新疆"}
    assert {name for name, persons in missing.items() if persons} == expected
    assert missing["河北"] == 2_301_426
    assert missing["陕西"] == 253_871


def test_population_is_there_for_every_prefecture_and_municipality():
    divisions = load_divisions(2019)
    wanted = (divisions["level"] == "prefecture") | (divisions["rank"] == "直辖市")
    population = load_prefecture_population().merge(
        divisions.loc[wanted], on="division_code", how="outer", suffixes=("", "_table")
    )
    assert len(population) == 337
    assert (population["name"] == population["name_table"]).all()


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("341500", "Lu'an"),
        ("341600", "Bozhou"),
        ("340300", "Bengbu"),
        ("331100", "Lishui"),
        ("331000", "Taizhou"),
        ("321200", "Taizhou"),
        ("320500", "Suzhou"),
        ("341300", "Suzhou"),
        ("350100", "Fuzhou"),
        ("361000", "Fuzhou"),
        ("230700", "Yichun"),
        ("360900", "Yichun"),
        ("411100", "Luohe"),
        ("211300", "Chaoyang"),
        ("140400", "Changzhi"),
        ("511100", "Leshan"),
        ("150100", "Hohhot"),
        ("150600", "Ordos"),
        ("650100", "Urumqi"),
        ("610100", "Xi'an"),
        ("370100", "Jinan"),
        ("141100", "Lüliang"),
        ("140000", "Shanxi"),
        ("610000", "Shaanxi"),
        ("440606", "Shunde"),
        ("510112", "Longquanyi"),
        ("320582", "Zhangjiagang"),
        ("320583", "Kunshan"),
        ("320507", "Xiangcheng"),
    ],
)
def test_english_names(code, english):
    assert load_divisions(2018).set_index("division_code")["name_en"][code] == english


@pytest.mark.parametrize("year", YEARS)
def test_english_names_are_there_for_provinces_and_prefectures(year):
    table = load_divisions(year)
    larger = table.loc[table["level"] != "county"]
    assert larger["name_en"].str.fullmatch(r"[A-Z][a-zü']+( [A-Z][a-z]+)?").all()


@pytest.mark.parametrize(
    ("code", "traditional"),
    [
        ("460106", "龍華區"),
        ("350206", "湖里區"),
        ("331000", "台州市"),
        ("370600", "煙台市"),
        ("430100", "長沙市"),
        ("610424", "乾縣"),
        ("420881", "鍾祥市"),
        ("360731", "于都縣"),
        ("440222", "始興縣"),
        ("330281", "餘姚市"),
        ("360700", "贛州市"),
        ("420625", "穀城縣"),
        ("410621", "浚縣"),
        ("330104", "江干區"),
        ("150826", "杭錦後旗"),
        ("445322", "鬱南縣"),
        ("320583", "昆山市"),
        ("110108", "海淀區"),
    ],
)
def test_traditional_names(code, traditional):
    assert load_divisions(2018).set_index("division_code")["name_hant"][code] == traditional


@pytest.mark.parametrize("year", YEARS)
def test_traditional_names_convert_to_the_simplified_ones(year):
    table = load_divisions(year)
    assert table["name_hant"].map(to_simplified).tolist() == table["name"].tolist()


def test_neighbours_go_both_ways():
    table = load_neighbours()
    pairs = set(zip(table["province_code"], table["neighbour_code"], strict=True))
    assert len(pairs) == len(table) == 2 * 69
    assert pairs == {(b, a) for a, b in pairs}
    assert all(a != b for a, b in pairs)
    assert {a for a, _ in pairs} == set(load_provinces()["province_code"])


def test_hainan_is_joined_across_the_strait_alone():
    strait = load_neighbours().query("kind == 'strait'")
    assert strait["province_code"].tolist() == ["440000", "460000"]
    assert load_neighbours().query("province_code == '460000'")["kind"].tolist() == ["strait"]


def test_inner_mongolia_and_shaanxi_have_eight_neighbours_each():
    counts = load_neighbours()["province_code"].value_counts()
    assert counts["150000"] == counts["610000"] == 8


@pytest.mark.parametrize("load", [load_divisions, load_provinces, load_neighbours])
def test_changing_a_table_changes_no_later_one(load):
    expected = load()
    changed = load()
    changed.iloc[0, 0] = "999999"
    changed["more"] = 1
    pd.testing.assert_frame_equal(load(), expected)


@pytest.mark.parametrize("year", YEARS)
def test_codes_are_text(year):
    assert set(load_divisions(year).dtypes.astype(str)) == {"str"}
    assert str(load_provinces()["province_code"].dtype) == "str"


def test_aliases_tell_division_reason_and_source():
    aliases = load_place_table("place_aliases.csv")
    assert aliases["alias"].is_unique
    assert aliases.notna().all(axis=None)
    assert set(aliases["form"]) == {"name", "stem"}
    known = set(
        read_table("divisions")[["division_code", "name"]].itertuples(index=False, name=None)
    )
    assert set(zip(aliases["division_code"], aliases["name"], strict=True)) <= known


def test_every_file_and_column_has_a_source():
    folder = data_folder() / "places"
    sources = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))["files"]
    for path in sorted(folder.glob("*.csv")):
        told = sources[path.name]
        for column in pd.read_csv(path, nrows=0).columns:
            family = f"{column.rpartition('_')[0]}_*"
            known_by_row = {"source", "reason", "note"}
            assert column in told or family in told or column in known_by_row, (path.name, column)


def test_files_are_plain_utf8_with_unix_lines():
    for path in (data_folder() / "places").iterdir():
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path
        assert b"\r" not in content, path
        assert content.endswith(b"\n"), path
        content.decode("utf-8")


def test_a_year_is_taken_as_text_too() -> None:
    assert load_divisions("2009").equals(load_divisions(2009))
    assert load_provinces("2018").equals(load_provinces(2018))
    for wrong in ("1979", "x", "", 2018.0):
        with pytest.raises(ParameterError, match="use one of 1980 to"):
            load_divisions(wrong)
