from __future__ import annotations

import tomllib

import pandas as pd
import pytest

from hotlinelib.errors import ParameterError
from hotlinelib.places.divisions import (
    load_divisions,
    load_neighbours,
    load_place_table,
    load_prefecture_population,
    load_provinces,
)
from hotlinelib.script import to_simplified
from hotlinelib.storage import data_folder

YEARS = [2018, 2019]
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


@pytest.mark.parametrize("year", YEARS)
def test_totals_by_rank_are_the_published_ones(year):
    assert load_divisions(year)["rank"].value_counts().to_dict() == RANKS[year]


@pytest.mark.parametrize(("year", "counties"), [(2018, 2851), (2019, 2846)])
def test_totals_by_level_are_the_published_ones(year, counties):
    levels = load_divisions(year)["level"].value_counts().to_dict()
    assert levels == {"province": 31, "prefecture": 333, "county": counties}


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


@pytest.mark.parametrize("year", YEARS)
def test_counts_of_the_provinces_agree_with_the_divisions(year):
    table = load_divisions(year)
    counted = pd.DataFrame(
        {
            "prefecture_level_divisions": table["level"] == "prefecture",
            "prefecture_level_cities": table["rank"].isin(["地级市", "副省级市"]),
            "county_level_divisions": table["level"] == "county",
            "districts": table["rank"] == "市辖区",
            "county_level_cities": table["rank"] == "县级市",
        }
    )
    counted = counted.groupby(table["province_code"]).sum()
    stated = load_provinces().set_index("province_code")[[f"{c}_{year}" for c in counted]]
    assert (counted.to_numpy() == stated.to_numpy()).all()
    assert counted.index.tolist() == stated.index.tolist()


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


def test_revised_gdp_adds_up_to_the_published_total():
    total = load_provinces()["gdp_2019_revised_100m_cny"].sum()
    assert total == pytest.approx(982_320.5, abs=0.05)


def test_first_release_and_revised_population_are_kept_apart():
    provinces = load_provinces().set_index("name_short")
    first, revised = "population_2019_first_release_10k", "population_2019_revised_10k"
    assert provinces.loc["广东", [first, revised]].tolist() == [11521, 12489]
    assert provinces.loc["黑龙江", [first, revised]].tolist() == [3751.3, 3255]


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


@pytest.mark.parametrize("year", [2017, 2020, "2018", None])
def test_another_year_is_refused_with_the_years_offered(year):
    with pytest.raises(ParameterError, match="2018, 2019"):
        load_divisions(year)


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
    both = pd.concat([load_divisions(2018), load_divisions(2019)])
    known = set(zip(both["division_code"], both["name"], strict=True))
    assert set(zip(aliases["division_code"], aliases["name"], strict=True)) <= known


def test_every_file_and_column_has_a_source():
    folder = data_folder() / "places"
    sources = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))["files"]
    for path in sorted(folder.glob("*.csv")):
        told = sources["divisions_2018.csv" if path.name.startswith("divisions_2") else path.name]
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
