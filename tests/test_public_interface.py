"""What users import: its names, what it costs, what it answers to misuse, what it returns."""

from __future__ import annotations

import doctest
import importlib
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from textwrap import dedent
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import hotlinelib as hl
from hotlinelib.extras import install_command
from hotlinelib.storage import PACKAGE

AWARDS = hl.load_awards()
# Their examples look at all data, as other tests do.
LONG = ("check", "build")
WITH_EXAMPLES = [
    pytest.param(path, marks=pytest.mark.slow if path.stem in LONG else (), id=path.stem)
    for path in sorted(PACKAGE.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]
# They read or write files of a user.
WITHOUT_EXAMPLE = {"hl.read_report", "hl.render_report", "hl.build", "hl.check"} | {
    "reports.archive_reports",
    "reports.verify_archive",
    "reports.bind_book",
}

# A user's own awards: only the columns that the functions say they need.
OWN = pd.DataFrame(
    {
        "award_id": ["a", "b", "b", "c"],
        "recipient": ["organisation", "organisation", "organisation", "person"],
        "organisation_id": ["suzhou", "suzhou", "kunshan", "xiamen"],
        "organisation_hans": ["苏州热线", "苏州热线", "昆山热线", "厦门热线"],
        "person": [None, None, None, "甲乙"],
        "division_code": ["320500", "320500", "320583", "350200"],
        "province": ["江苏省", "江苏省", "江苏省", "福建省"],
        "prefecture": ["苏州市", "苏州市", "苏州市", "厦门市"],
        "level": ["prefecture", "prefecture", "county", "prefecture"],
        "rank": ["地级市", "地级市", "县级市", "副省级市"],
        "nbs_region": ["东部", "东部", "东部", "东部"],
        "region7": ["华东", "华东", "华东", "华东"],
    }
).astype("str")
NOT_AWARDS = pd.DataFrame({"x": [1]})
TWO_BY_TWO = pd.DataFrame({"x": [3, 1], "y": [1, 3]})


ROOMS = {
    "hl": hl,
    "findings": hl.findings,
    "figures": hl.figures,
    "measures": hl.measures,
    "places": hl.places,
    "reports": hl.reports,
}
FUNCTIONS = {
    f"{room}.{name}": getattr(module, name)
    for room, module in ROOMS.items()
    for name in module.__all__
    if inspect.isfunction(getattr(module, name))
}


def test_what_the_package_offers_at_the_top_fits_on_a_page() -> None:
    assert len(hl.__all__) <= 40
    assert dir(hl) == hl.__all__


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_says_what_is_allowed_and_shows_an_example(name: str) -> None:
    text = inspect.getdoc(FUNCTIONS[name]) or ""
    assert text.splitlines()[0].endswith(".")
    if name.partition(".")[0] not in ("findings", "figures"):
        assert ">>> " in text or name in WITHOUT_EXAMPLE
    if inspect.signature(FUNCTIONS[name]).parameters and "parameters are those of" not in text:
        assert "Parameters\n----------\n" in text
        for parameter in inspect.signature(FUNCTIONS[name]).parameters:
            assert re.search(rf"\b{parameter}\b", text), parameter


@pytest.mark.parametrize("path", WITH_EXAMPLES)
def test_the_examples_run(path: Path) -> None:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    plt.close("all")
    assert result.attempted
    assert not result.failed


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_loads_nothing_heavy() -> None:
    heavy = "{'pandas', 'matplotlib', 'geopandas', 'scipy', 'seaborn', 'opencc'}"
    assert run_python(f"import sys, hotlinelib; print({heavy} & set(sys.modules))") == "set()"


def test_loading_awards_loads_no_plotting_and_no_geography() -> None:
    heavy = "{'matplotlib', 'geopandas', 'shapely', 'scipy', 'opencc', 'babel'}"
    code = f"import sys, hotlinelib as hl; hl.load_awards(); print({heavy} & set(sys.modules))"
    assert run_python(code) == "set()"


def test_what_may_be_chosen_is_told_without_pandas() -> None:
    # A command refuses a mistake, and lists its reports, without a third of a second's wait.
    code = """
import sys
from hotlinelib.reports.manifest import read_manifest
from hotlinelib.reports.plan import check_choices, plan_entry
entries = read_manifest()
check_choices([report for entry in entries.values() for report in plan_entry(entry)], entries)
print({"pandas", "numpy"} & set(sys.modules))
"""
    assert run_python(code) == "set()"


@pytest.fixture(scope="module")
def lacking() -> dict[str, str]:
    """Return what each public name says that needs a package of an extra, where there is none."""
    wanted = {name for name in extra_requirements() if name != "hotlinelib"}
    blocked = [
        module
        for module, packages in packages_distributions().items()
        if wanted & {package.lower().replace("_", "-") for package in packages}
    ]
    assert {"scipy", "noto_cjk_sans_otc", "frictionless"} <= set(blocked)
    script = Path(__file__).with_name("examples_of_names.py")
    command = [sys.executable, str(script), ",".join(LONG), *blocked]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(line.split(": ", 1) for line in done.stdout.splitlines())


def extra_requirements() -> list[str]:
    """Return the packages that come only with an extra."""
    stated = [re.match(r"([\w.-]+).*extra", one) for one in requires("hotlinelib") or []]
    return [one[1].lower() for one in stated if one]


def test_what_needs_an_extra_says_what_to_install(lacking: dict[str, str]) -> None:
    for name, package in {"speak": "babel", "cite": "yaml"}.items():
        assert lacking[name] == (
            f"the package {package} is missing: it comes with the extra 'reports'; run: "
            f"{install_command('reports')}"
        )


def test_what_needs_no_extra_works_without(lacking: dict[str, str]) -> None:
    # Everything that ends neither in a figure nor in an interval or a test.
    needing_none = {"load_awards", "select_awards", "locate", "parse_awards", "convert_codes"}
    assert not needing_none & set(lacking)


def test_the_way_to_install_an_extra_is_the_way_the_package_came(tmp_path: Path) -> None:
    folder = tmp_path / "hotlinelib-0.1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: hotlinelib\nVersion: 0.1.0\n")
    wheel = "file:///home/x/hotlinelib-0.1.0-py3-none-any.whl"
    repository = {"url": "https://example.org/h.git", "vcs_info": {"vcs": "git"}}
    origins = {
        '"hotlinelib[lab]"': None,
        f'"hotlinelib[lab] @ {wheel}"': {"url": wheel, "archive_info": {}},
        '"hotlinelib[lab] @ file:///home/x/h"': {"url": "file:///home/x/h", "dir_info": {}},
        '"hotlinelib[lab] @ git+https://example.org/h.git"': repository,
        '--editable "/home/x y/h[lab]"': {
            "url": "file:///home/x%20y/h",
            "dir_info": {"editable": True},
        },
    }
    code = f"""
        import sys; sys.path.insert(0, {str(tmp_path)!r})
        from hotlinelib.extras import install_command
        print(install_command("lab"))
    """
    for told, origin in origins.items():
        (folder / "direct_url.json").unlink(missing_ok=True)
        if origin:
            (folder / "direct_url.json").write_text(json.dumps(origin))
        assert run_python(dedent(code)) == f"pip install {told}"


@pytest.mark.parametrize(
    ("given", "near"),
    [("load_award", "did you mean 'load_awards'"), ("xyz", "hotlinelib.__all__ lists them")],
)
def test_a_name_that_does_not_exist_is_refused_with_those_spelt_nearly_so(
    given: str, near: str
) -> None:
    with pytest.raises(AttributeError, match=f"no public name '{given}'; {near}"):
        getattr(hl, given)


MISUSE: list[tuple[str, Callable[[], Any], str]] = [
    ("edition", lambda: hl.load_awards(1999), "it has in whole: 2019"),
    ("record", lambda: hl.read_source_record("1999"), "it has in whole: 2019"),
    ("recipients", lambda: hl.select_awards(AWARDS, "people"), "use: organisation, person, all"),
    ("awards", lambda: hl.select_awards(AWARDS, awards="x"), "use: all, management_"),
    (
        "unit",
        lambda: hl.findings.count_by(AWARDS, unit="x"),
        "use: awards, organisations, cities",
    ),
    (
        "by",
        lambda: hl.findings.count_by(AWARDS, by="x"),
        "use: province, nbs_region, region7",
    ),
    (
        "by county",
        lambda: hl.findings.award_table(AWARDS, by="county"),
        "use: province, nbs_",
    ),
    ("rates", lambda: hl.findings.regional_rates(AWARDS, by="x", per="gdp"), "use: province"),
    ("comparison", lambda: hl.findings.compare_regions(AWARDS, by="x"), "use: province"),
    (
        "winners",
        lambda: hl.findings.count_winners(AWARDS, "x"),
        "use: organisation, city, province",
    ),
    ("count", lambda: hl.findings.count_winners(AWARDS, count="x"), "use: categories, awards"),
    (
        "holdings",
        lambda: hl.findings.award_holdings(AWARDS, "x"),
        "use: organisation, city, province",
    ),
    ("language", lambda: hl.speak("fr"), "use: en, zh-Hans, zh-Hant"),
    ("label", lambda: hl.label_values(pd.Series(["x"]), "x", "en"), "use: province, prefecture"),
    ("style", lambda: hl.figures.figure_style("fr").__enter__(), "use: en, zh-Hans, zh-Hant"),
    ("year", lambda: hl.load_divisions(1979), "1980 to 2024"),
    ("locate", lambda: hl.locate(["北京"], year=2025), "1980 to 2024"),
    ("boundaries", lambda: hl.figures.load_boundaries("county"), "province, prefecture"),
    ("no awards", lambda: hl.select_awards(NOT_AWARDS), "no column 'recipient', 'award_id'"),
    (
        "no regions",
        lambda: hl.findings.count_by(NOT_AWARDS),
        "'division_code'",
    ),
    ("no winners", lambda: hl.findings.count_winners(NOT_AWARDS), "no column"),
    (
        "no codes",
        lambda: hl.figures.Choropleth(NOT_AWARDS, "x").draw(),
        "'division_code'; it has: x. locate",
    ),
    (
        "no award",
        lambda: hl.findings.award_table(NOT_AWARDS),
        "'division_code'; it has: x",
    ),
    (
        "no names",
        lambda: hl.findings.name_winners(NOT_AWARDS, "city", "en"),
        "'winner_id', 'winner'",
    ),
    ("frame", lambda: hl.select_awards("2019"), "is '2019'; expected a pandas DataFrame, such"),
    ("labels", lambda: hl.label_values(AWARDS, "province", "en"), "is a DataFrame; expected a pan"),
    (
        "numbers",
        lambda: hl.measures.gini("abc"),
        "values is 'abc'; expected numbers: one column of a frame",
    ),
    (
        "frame of numbers",
        lambda: hl.measures.gini(AWARDS, "count"),
        "values is a DataFrame; expected numb",
    ),
    (
        "awards listed",
        lambda: hl.select_awards(AWARDS, "all", ["x"]),
        "awards = 'x' is not offered",
    ),
    (
        "minimum",
        lambda: hl.findings.count_winners(AWARDS, min_awards="2"),
        "min_awards is '2'; expected",
    ),
    (
        "seed",
        lambda: hl.measures.independence(NOT_AWARDS, seed="x"),
        "seed is 'x'; expected a whole number",
    ),
    (
        "confidence",
        lambda: hl.measures.fisher_exact(TWO_BY_TWO, confidence="95%"),
        "confidence is '95%'; e",
    ),
    (
        "sizes",
        lambda: hl.measures.repeat_winners(12, 20),
        "sizes is 12; expected how often each award was",
    ),
    (
        "columns",
        lambda: hl.figures.GroupedDots(NOT_AWARDS, "x", ["x"]).draw(),
        "is ['x']; expected a dict",
    ),
    (
        "pools",
        lambda: hl.measures.few_distinct_and_nobody_with_more([2], 2, 1, pools=5),
        "pools is 5; expected",
    ),
    (
        "p-values",
        lambda: hl.measures.holm(pd.Series(["a"])),
        "p_values: expected numbers, found dtype str",
    ),
    (
        "shape",
        lambda: hl.measures.cramers_v(1.0, 2, 3),
        "shape is 2; expected the numbers of rows and of",
    ),
    ("export", lambda: hl.export_tables(5), "folder is 5; expected a path, such as 'tables'"),
    ("language", lambda: hl.Paper("fr"), "language = 'fr' is not offered; use: en, zh-Hans"),
    ("text", lambda: hl.parse_awards(None), "text is None; expected text"),
    ("folder", lambda: hl.data(5).__enter__(), "folder is 5; expected a path, such as 'data'"),
]


@pytest.mark.parametrize(
    ("misuse", "allowed"), [one[1:] for one in MISUSE], ids=[one[0] for one in MISUSE]
)
def test_misuse_is_answered_with_what_is_allowed(misuse: Callable[[], Any], allowed: str) -> None:
    with pytest.raises(hl.ParameterError) as caught:
        misuse()
    assert allowed in str(caught.value)


def first_kind(function: Callable[..., Any]) -> str:
    """Return the kind of a function's first parameter, as it is annotated."""
    given = next(iter(inspect.signature(function).parameters.values()), None)
    return str(given.annotation) if given else ""


TAKING_FRAMES = [
    name
    for name, function in FUNCTIONS.items()
    if first_kind(function) in ("pd.DataFrame", "pd.Series", "Values")
    and ">>> " in (inspect.getdoc(function) or "")
]


def arguments_of_the_example(name: str) -> inspect.BoundArguments:
    """Return what a function is first called with in its own example."""
    function = FUNCTIONS[name]
    called = name.rpartition(".")[2]
    calls = []

    def recorded(*arguments: Any, **named: Any) -> Any:
        calls.append(inspect.signature(function).bind(*arguments, **named))
        raise InterruptedError("what it is given is enough")

    module = sys.modules[function.__module__]
    globs = {**vars(module), called: recorded}
    (example,) = doctest.DocTestFinder(recurse=False).find(function, called, module, globs=globs)
    doctest.DocTestRunner().run(example, out=lambda _: None)
    plt.close("all")
    return calls[0]


@pytest.mark.parametrize("name", TAKING_FRAMES)
def test_what_is_no_frame_and_no_column_is_refused(name: str) -> None:
    function = FUNCTIONS[name]
    arguments = arguments_of_the_example(name)
    _, *others = arguments.args
    for wrong in (None, "2019", 5, ["a", "b"], AWARDS.to_numpy()):
        with pytest.raises(hl.ParameterError):
            function(wrong, *others, **arguments.kwargs)


COUNTED_WINNERS = [
    "winner_id", "winner", "province", "city", "award_categories", "awards_given",
    "organisations", "people", "award_ids",
]  # fmt: skip
RETURNED: dict[str, tuple[Callable[[pd.DataFrame], pd.DataFrame], list[str]]] = {
    "select_awards": (hl.select_awards, []),
    "count_by": (
        hl.findings.count_by,
        ["region_id", "region", "count"],
    ),
    "regional_rates": (
        lambda awards: hl.findings.regional_rates(awards, unit="cities", per="population"),
        [
            "region_id", "region", "count", "size", "share", "size_share", "rate", "rate_low",
            "rate_high", "location_quotient", "location_quotient_low", "location_quotient_high",
        ],
    ),
    "compare_regions": (
        lambda awards: hl.findings.compare_regions(awards, unit="awards", by="region7"),
        [
            "region_id", "region", "count", "share", "prefecture_divisions", "county_divisions",
            "population",
            "gdp",
        ],
    ),
    "count_winners": (hl.findings.count_winners, COUNTED_WINNERS),
    "award_holdings": (hl.findings.award_holdings, ["winner_id", "award_id"]),
}  # fmt: skip


@pytest.mark.parametrize("name", RETURNED)
@pytest.mark.parametrize("awards", [AWARDS, OWN], ids=["published", "own"])
def test_columns_are_the_stated_ones_and_the_frame_given_stays_as_it_was(
    name: str, awards: pd.DataFrame
) -> None:
    function, expected = RETURNED[name]
    before = awards.copy(deep=True)
    returned = function(awards)
    assert sorted(returned.columns) == sorted(expected or awards.columns)
    pd.testing.assert_frame_equal(awards, before)


def test_own_awards_are_counted_as_the_rules_say() -> None:
    counts = hl.findings.count_by(OWN, unit="cities").set_index("region")["count"]
    assert counts[counts > 0].to_dict() == {"江苏省": 1, "福建省": 1}
    winners = hl.findings.count_winners(OWN, "city", min_awards=2)
    assert winners.loc[0, ["winner", "award_categories", "awards_given"]].tolist() == [
        "苏州市",
        2,
        3,
    ]
    assert len(winners) == 1


def test_loaded_tables_are_fresh_copies() -> None:
    first = hl.load_awards()
    first["award"] = "changed"
    assert not (hl.load_awards()["award"] == "changed").any()
