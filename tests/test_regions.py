"""Regions: the package's own and a user's."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hotlinelib import Regions, load_awards, load_divisions, select_awards
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.findings import counts
from hotlinelib.places.regions import ELSEWHERE

OWN = ["province", "nbs_region", "region7", "prefecture", "rank", "level"]
# 长三角 by provinces and prefectures, 粤港澳大湾区 by prefectures.
BAY = ["廣州", "深圳市", "Zhuhai", "佛山", "惠州", "东莞", "中山", "江门", "441200", "香港", "澳门"]
AREAS = pd.DataFrame(
    [("长三角", place) for place in ("上海", "江苏省", "浙江", "340000")]
    + [("粤港澳大湾区", place) for place in BAY],
    columns=["region", "place"],
)


def made_of(*places: object) -> pd.DataFrame:
    return pd.DataFrame({"region": "a region", "place": places})


@pytest.mark.parametrize("by", OWN)
@pytest.mark.parametrize("year", [2018, 2024])
def test_every_division_lies_in_one_region_or_elsewhere(by, year):
    regions = Regions.named(by, year)
    codes = load_divisions(year)["division_code"]
    found = regions.region_of(codes)
    assert found.index.equals(codes.index)
    assert set(found) <= {*regions.order, ELSEWHERE}
    assert set(regions.members["region"]) == set(regions.order)
    assert regions.covers_all == (by != "prefecture")


def test_counties_lie_where_their_prefecture_or_province_does():
    regions = Regions.read(AREAS)
    codes = ["320583", "310115", "440606", "441900", "440000", "450100", None, "419001"]
    expected = ["长三角", "长三角", "粤港澳大湾区", "粤港澳大湾区"] + [ELSEWHERE] * 4
    assert regions.region_of(codes).tolist() == expected
    assert regions.outside == ("香港", "澳门")
    assert regions.order == ("长三角", "粤港澳大湾区")


def test_a_file_reads_like_a_frame(tmp_path):
    path = tmp_path / "areas.csv"
    AREAS.assign(region_en=AREAS["region"].map({"长三角": "Delta"})).to_csv(path, index=False)
    regions = Regions.read(path)
    pd.testing.assert_frame_equal(regions.members, Regions.read(AREAS).members)
    assert regions.name == "areas"
    labels = regions.label("en")
    assert (labels["长三角"], labels["粤港澳大湾区"]) == ("Delta", "粤港澳大湾区")
    with pytest.raises(DataError, match="none"):
        Regions.read(tmp_path / "none.csv")


def test_counts_and_sizes_by_region_add_up():
    codes = load_awards("2019")["division_code"]
    for regions in (Regions.read(AREAS), *(Regions.named(by) for by in OWN)):
        assert regions.region_of(codes).value_counts().sum() == len(codes)
    for regions in (Regions.read(AREAS), Regions.named("prefecture"), Regions.named("region7")):
        assert regions.sizes("prefecture_divisions").sum() == 337
        assert regions.sizes("county_divisions").sum() == 2851
    # Made of prefectures: the census of 2020.
    assert Regions.read(AREAS).sizes("population").sum() == 1_409_778_724
    assert Regions.named("nbs_region").sizes("gdp", 2019).sum() == pytest.approx(982_320.5)
    assert Regions.named("nbs_region").sizes("gdp", 2024).sum() == pytest.approx(1_337_605.8)


def test_sizes_of_the_four_regions_are_those_of_their_provinces():
    sizes = Regions.named("nbs_region").sizes("population", 2019)
    assert sizes.index.tolist() == ["东部", "中部", "西部", "东北"]
    assert sizes["东北"] == (4277 + 2448 + 3255) * 10_000


def test_what_has_no_sound_size_is_refused_with_the_reason():
    with pytest.raises(ParameterError, match="made of prefectures"):
        Regions.read(AREAS).sizes("gdp")
    with pytest.raises(ParameterError, match="aren't areas"):
        Regions.named("rank").sizes("population")
    with pytest.raises(ParameterError, match="2015 to 2024"):
        Regions.named("province").sizes("gdp", 2014)
    with pytest.raises(ParameterError, match="济源市"):
        Regions.read(made_of("郑州", "济源")).sizes("population")


@pytest.mark.parametrize(
    ("places", "match"),
    [
        (["江苏", "苏州"], "'苏州' lies in '江苏'"),
        (["苏州", "宁波", "苏州市"], "row 3: '苏州市' stands already"),
        (["昆山市"], "county or district"),
        (["浦东新区"], "county or district"),
        (["吉林"], "吉林省.*吉林市"),
        (["Suzhou"], "苏州市.*宿州市"),
        (["某某市"], "no place '某某市'"),
        (["999999"], "no place '999999'"),
        ([None], "no place"),
        (["香港"], "names no place"),
    ],
)
def test_a_place_that_is_not_one_province_or_prefecture_is_refused(places, match):
    with pytest.raises(ParameterError, match=match):
        Regions.read(made_of(*places))


def test_a_place_in_two_regions_is_refused_with_both():
    table = pd.DataFrame({"region": ["a", "b"], "place": ["苏州", "320500"]})
    with pytest.raises(ParameterError, match="in the region 'a'"):
        Regions.read(table)
    with pytest.raises(ParameterError, match="no column 'place'"):
        Regions.read(table[["region"]])


def test_regions_of_another_year_have_its_codes():
    assert "371200" in set(Regions.named("prefecture", 2017).members["division_code"])
    assert "371200" not in set(Regions.named("prefecture", 2019).members["division_code"])
    with pytest.raises(ParameterError, match="no division codes of 2019: '371200'"):
        Regions.named("province", 2019).region_of(["371200"])


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_labels_name_every_region_in_the_language(language):
    for by in OWN:
        regions = Regions.named(by)
        labels = regions.label(language)
        assert list(labels) == [*regions.order, ELSEWHERE]
        assert len(set(labels.values())) == len(labels)


@pytest.mark.parametrize("by", ["regions.csv", Path("own/regions.xlsx"), pd.DataFrame()])
def test_a_file_of_own_regions_is_told_to_be_read_first(by):
    with pytest.raises(ParameterError, match=r"by=hl\.Regions\.read\("):
        counts(select_awards(load_awards()), by=by)
