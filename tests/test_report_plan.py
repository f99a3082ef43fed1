"""Manifest and plan: what is rendered, under which name, and what is refused with its place."""

from pathlib import Path

import pytest
from report_helpers import hotline_here, write_notebook

import hotlinelib as hl
from hotlinelib.reports.manifest import Entry, read_manifest
from hotlinelib.reports.parameters import check_parameters, declared_parameters, default_values
from hotlinelib.reports.plan import (
    check_choices,
    check_names,
    find_notebook,
    only,
    plan_entry,
    plan_report,
)

REPORTED = sorted({entry.notebook for entry in read_manifest().values()})


def write_manifest(folder: Path, text: str) -> Path:
    path = folder / "reports.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_matrix_makes_a_report_for_each_combination() -> None:
    entry = Entry("w", "multi_award_winners", matrix={"language": "*", "level": ["city"]})
    assert [report.name for report in plan_entry(entry)] == [
        "w--language-en--level-city",
        "w--language-zh-Hans--level-city",
        "w--language-zh-Hant--level-city",
    ]


def test_what_a_user_sets_takes_the_place_of_the_manifests() -> None:
    entry = Entry("w", "multi_award_winners", parameters={"count": "awards"},
                  matrix={"level": ["city", "province"]})  # fmt: skip
    (report,) = plan_entry(entry, {"level": "organisation", "min_awards": "3"})
    assert report.name == "w--level-organisation--min_awards-3"
    assert report.parameters == {"level": "organisation", "min_awards": 3, "count": "awards"}
    several = plan_entry(entry, {"level": "city"}, {"min_awards": ["2", "3"]})
    assert [report.name for report in several] == [
        "w--level-city--min_awards-2", "w--level-city--min_awards-3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "name", "changed"),
    [
        # What the manifest says anyway; what the notebook declares; not what the manifest says.
        ({"count": "awards"}, "w", {}),
        ({"level": "organisation"}, "w", {}),
        ({"count": "categories"}, "w--count-categories", {"count": "categories"}),
        ({"min_awards": "3", "level": "city"}, "w--level-city--min_awards-3",
         {"level": "city", "min_awards": 3}),
        ({"level": "city", "min_awards": "3"}, "w--level-city--min_awards-3",
         {"level": "city", "min_awards": 3}),
    ],
)  # fmt: skip
def test_the_same_settings_make_the_same_report(
    given: dict[str, str], name: str, changed: dict[str, object]
) -> None:
    entry = Entry("w", "multi_award_winners", parameters={"count": "awards"})
    (report,) = plan_entry(entry, given)
    assert report.name == name
    assert report.parameters == {"count": "awards", **changed}


def test_what_a_notebook_declares_need_not_be_named() -> None:
    notebook = find_notebook("multi_award_winners")
    typed = default_values(notebook)
    as_text = {name: str(value) for name, value in typed.items()}
    assert plan_report(notebook, typed) == plan_report(notebook, as_text)
    assert plan_report(notebook, typed) == plan_report(notebook, {})


def test_every_report_of_the_project_can_be_planned() -> None:
    entries = read_manifest()
    plan = [report for entry in entries.values() for report in plan_entry(entry)]
    check_names(plan)
    check_choices(plan, entries)
    assert len([report for report in plan if report.group == "province_profile"]) == 31 * 3
    default = {name for name, entry in entries.items() if entry.default}
    assert default == {"regional_distribution", "multi_award_winners"}


def test_all_mistakes_of_the_form_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    path = write_manifest(
        tmp_path,
        '[report.one]\nnotebok = "regional_distribution"\ntitle = 3\n\n'
        "[report.one.matrix]\nlanguage = []\n\n[rapport.two]\n",
    )
    with pytest.raises(hl.ParameterError) as caught:
        read_manifest(path)
    assert str(caught.value).splitlines() == [
        f"{path}:2: 'notebok' is not known; use: notebook, title, default, parameters, matrix",
        f"{path}:3: title = 3 is wrong; it takes text",
        f'{path}:6: language = [] is wrong; a matrix takes a list that isn\'t empty, or "*"',
        f"{path}:8: 'rapport' is not known; reports are tables named [report.NAME]",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("report = ", "is no TOML"),
        ("", "there is no report; begin one with [report.NAME]"),
        ("[report]\none = 3\n", ":2: report.one is no table"),
        ('[report."a/b"]\n', ":1: 'a/b' can't name a folder"),
    ],
)
def test_files_that_are_no_manifest_are_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(hl.ParameterError) as caught:
        read_manifest(write_manifest(tmp_path, text))
    assert told in str(caught.value)


def test_mistakes_of_several_reports_are_told_at_once_before_anything_runs(tmp_path: Path) -> None:
    path = write_manifest(
        tmp_path,
        "[report.one]\n"
        'notebook = "regional_distribution"\n'
        "default = true\n"
        "[report.one.parameters]\n"
        'colour = "red"\n'
        "[report.two]\n"
        'notebook = "multi_award_winners"\n'
        "default = true\n"
        "[report.two.matrix]\n"
        'min_awards = [2, "few"]\n'
        "[report.three]\n"
        "default = true\n",
    )
    done = hotline_here("report", "--manifest", path, cwd=tmp_path)
    assert done.returncode == 2
    assert f"{path}:5: regional_distribution.ipynb: there is no parameter 'colour'" in done.stderr
    assert f"{path}:10: multi_award_winners.ipynb: min_awards = 'few' is no int" in done.stderr
    assert f"{path}:11: there is no notebook 'three'" in done.stderr
    assert not (tmp_path / "reports").exists()


def test_values_that_the_notebooks_choices_refuse_are_told_with_their_lines(tmp_path: Path) -> None:
    path = write_manifest(
        tmp_path,
        '[report.one]\nnotebook = "regional_distribution"\ndefault = true\n'
        '[report.one.matrix]\nby = ["province", "county"]\nunit = ["hotlines", "awards"]\n',
    )
    done = hotline_here("report", "--manifest", path, cwd=tmp_path)
    assert done.returncode == 2
    assert f"{path}:5: regional_distribution.ipynb: by = 'county' is not offered" in done.stderr
    assert f"{path}:6: regional_distribution.ipynb: unit = 'hotlines' is not" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert not list((tmp_path / "reports").glob("*/report.html"))


def test_a_mistake_on_the_command_line_isnt_blamed_on_the_manifest(tmp_path: Path) -> None:
    told = hotline_here("report", "regional_by_recipients", "-p", "recipients=organisations",
                   "--matrix", "by=region4|county", "-p", "colour=red", cwd=tmp_path)  # fmt: skip
    assert told.returncode == 2
    assert told.stderr.splitlines() == [
        "hotline: -p colour: regional_distribution.ipynb: there is no parameter 'colour'; it has: "
        + ", ".join(declared_parameters(find_notebook("regional_distribution"))),
    ]
    told = hotline_here("report", "regional_by_recipients", "-p", "recipients=organisations",
                   "--matrix", "by=region4|county", cwd=tmp_path)  # fmt: skip
    assert "hotline: -p recipients: regional_distribution.ipynb: recipients = " in told.stderr
    assert "--matrix by: regional_distribution.ipynb: by = 'county' is not" in told.stderr
    told = hotline_here("report", "regional_distributon", cwd=tmp_path)
    assert "did you mean 'regional_distribution'?" in told.stderr


def test_a_notebook_may_have_parameters_beyond_the_choices_that_it_names(tmp_path: Path) -> None:
    own = write_notebook(tmp_path / "own.ipynb", choices="hotlinelib.choices:Choices")
    assert check_parameters(own, {"times": "3", "language": "en"}) == {"times": 3, "language": "en"}
    with pytest.raises(hl.ParameterError, match="language = 'fr' is not offered"):
        check_parameters(own, {"times": 3, "language": "fr"})


@pytest.mark.parametrize(
    "choices", ["no_such.module:Choices", "hotlinelib.choices:None", "Choices"]
)
def test_choices_that_arent_there_are_told(tmp_path: Path, choices: str) -> None:
    write_notebook(tmp_path / "own.ipynb", choices=choices)
    told = hotline_here("report", "own.ipynb", "-p", "times=3", cwd=tmp_path)
    assert told.returncode == 2
    assert f"its metadata names the choices '{choices}', expected module:Class" in told.stderr


def test_a_parameter_with_any_value_has_no_star() -> None:
    with pytest.raises(hl.ParameterError, match="min_awards takes any value, so that '\\*' names"):
        plan_entry(Entry("w", "multi_award_winners", matrix={"min_awards": "*"}))


def test_two_reports_in_one_folder_are_refused(tmp_path: Path) -> None:
    small = write_notebook(tmp_path / "small.ipynb")
    entry = Entry("small", str(small), matrix={"language": ["a b", "a+b"]})
    with pytest.raises(hl.ParameterError, match="more than one report would be written to: small"):
        check_names(plan_entry(entry))


def test_only_takes_what_matches_and_refuses_what_matches_nothing() -> None:
    plan = plan_entry(Entry("w", "multi_award_winners", matrix={"language": "*"}))
    assert [report.name for report in only(plan, ["zh-Han?"])] == [
        "w--language-zh-Hans", "w--language-zh-Hant",
    ]  # fmt: skip
    with pytest.raises(hl.ParameterError, match="--only fr matches no report; there are w--"):
        only(plan, ["fr"])


@pytest.mark.parametrize("name", REPORTED)
def test_parameters_are_read_as_papermill_reads_them(name: str) -> None:
    path = find_notebook(name)
    from papermill import inspect_notebook

    theirs = inspect_notebook(str(path))
    ours = declared_parameters(path)
    assert list(ours) == list(theirs)
    for name, one in ours.items():
        about = theirs[name]
        assert (one.type, one.help) == (about["inferred_type_name"], about["help"])
        assert one.default == about["default"].strip("()")


def test_the_commands_tell_what_there_is_and_what_would_be_done(tmp_path: Path) -> None:
    listed = hotline_here("report", "--list", cwd=tmp_path)
    assert "province_profile: 93 reports\n" in listed.stdout
    assert "regional_distribution: 1 report  (default)\n" in listed.stdout
    planned = hotline_here(
        "report", "province_profile", "--only", "云南省", "--dry-run", "-o", "out", cwd=tmp_path
    )
    assert planned.stdout.splitlines() == [
        "province_profile--language-en--province-云南省: new",
        "province_profile--language-zh-Hans--province-云南省: new",
        "province_profile--language-zh-Hant--province-云南省: new",
        "3 of 3 would be rendered",
    ]
    offered = hotline_here("parameters", "province_profile", cwd=tmp_path)
    assert "one of: 北京市, 天津市" in offered.stdout
    assert "province_profile" in hotline_here("parameters", cwd=tmp_path).stdout.splitlines()
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_a_path_is_refused(tmp_path: Path) -> None:
    done = hotline_here("report", "regional_distribution", "--name", "x/y", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("hotline: --name 'x/y' is no name of a folder; use letters")
