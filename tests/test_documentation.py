"""The documentation: it names everything that is public, its code runs, both languages agree."""

from __future__ import annotations

import ast
import csv
import importlib
import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
import typer
import yaml
from report_helpers import hotline
from typer.testing import CliRunner

import hotlinelib as hl
from hotlinelib.cli import app
from hotlinelib.storage import PACKAGE

ROOT = PACKAGE.parent
DOCS = ROOT / "docs"
BIN = Path(sys.executable).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
sys.path.insert(0, str(ROOT / "tools"))
import documentation  # noqa: E402

CHINESE = sorted(DOCS.rglob("*.zh.md"))
ENGLISH = sorted(set(DOCS.rglob("*.md")) - set(CHINESE))
IN_BOTH = [path for path in ENGLISH if path.parent.name != "reference"]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
# A block of code and, where the page shows it, what it prints or returns.
CODE = re.compile(r"^```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.S | re.M)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
NOT_RUN = ("# not run here", "# 此处不运行", ">>> ")
# The site's own test draws the gallery, another needs rendered reports, another renders this one.
ELSEWHERE = ("gallery", "compare")
NOTICE = "<p>优秀服务单位</p><p>1. 昆山市便民服务中心</p><p>2. 厦门市12345热线</p>"
OWN_REGIONS = "region,place\n长三角,上海\n长三角,江苏\n"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def twin(path: Path) -> Path:
    return path.with_suffix(".zh.md")


def with_code(pages: list[Path]) -> list[Path]:
    return [
        path
        for path in pages
        if "```python" in read(path) and path.name.partition(".")[0] not in ELSEWHERE
    ]


# --- what it lists ---


def test_every_room_of_public_names_has_its_page() -> None:
    listed = [
        argument
        for path in ENGLISH
        for kind, argument in documentation.MARKER.findall(read(path))
        if kind == "reference"
    ]
    assert sorted(listed) == sorted(documentation.ROOMS)
    text = "\n".join(map(documentation.reference, listed))
    for room in listed:
        module = importlib.import_module(room)
        for name in module.__all__:
            shown = inspect.ismodule(getattr(module, name)) or f".{name}\n" in f"{text}\n"
            assert shown, f"{room}.{name}"


def test_every_command_and_every_option_is_listed() -> None:
    text = documentation.on_page_markdown(read(DOCS / "reference" / "commands.md"))
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"## `hotline {name}`" in text
        for one in command.params:
            assert one.name == "help" or one.help, f"{name}: {one.name} has no help"


def test_the_dictionary_says_where_each_loader_is() -> None:
    for name in re.findall(r"^## `hl\.([\w.]+)\(\)`", documentation.dictionary(), re.M):
        *rooms, function = name.split(".")
        assert callable(
            getattr(importlib.import_module(".".join(["hotlinelib", *rooms])), function)
        )


def test_every_measure_has_its_row_in_the_method() -> None:
    for path in (DOCS / "method.md", DOCS / "method.zh.md"):
        named = set(re.findall(r"`(\w+)`", read(path)))
        functions = {
            name for name in hl.measures.__all__ if inspect.isfunction(getattr(hl.measures, name))
        }
        assert functions - named == set(), path


def test_the_glossary_has_the_words_of_the_reports() -> None:
    with (DOCS / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    catalogue = PACKAGE / "locale/zh_Hans/LC_MESSAGES/hotlinelib.po"
    said = "".join(map(read, [catalogue, *(ROOT / "data").glob("*.csv")])).casefold()
    for row in rows:
        assert all(row.values()), row
        assert row["chinese"].casefold() in said, row["chinese"]
        assert row["english"].casefold() in said, row["english"]


# --- both languages ---


def test_every_page_is_there_in_chinese_and_in_the_navigation() -> None:
    assert [twin(path) for path in IN_BOTH] == CHINESE
    navigation = read(ROOT / "mkdocs.yml")
    for path in ENGLISH:
        assert f" {path.relative_to(DOCS).as_posix()}\n" in navigation, path
    entries = re.findall(r"^ +- ([^:\n]+):(?: \S+\.md)?$", navigation.partition("\nnav:")[2], re.M)
    for entry in entries + re.findall(r"^  - (\w+): \w+\.md$", navigation, re.M):
        assert f"            {entry}: " in navigation, f"{entry} has no Chinese name"


@pytest.mark.parametrize("path", [*IN_BOTH, ROOT / "README.md"], ids=lambda path: path.stem)
def test_both_languages_show_the_same_code(path: Path) -> None:
    assert skeletons(path) == skeletons(twin(path))
    assert read(path).count("\n## ") == read(twin(path)).count("\n## ")


def skeletons(path: Path) -> list[str]:
    """Return the blocks of a page without what a language may change: texts and comments."""
    return [
        skeleton(kind, block)
        for kind, block in BLOCK.findall(read(path))
        if kind in ("python", "sh", "bat", "console", "diff", "po", "yaml")
    ]


def skeleton(kind: str, block: str) -> str:
    if kind != "python" or block.startswith(">>>"):
        return re.sub(r" -p language[= ]\S+", "", block)

    class WithoutTexts(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.AST:
            node.keywords = [one for one in node.keywords if one.arg != "language"]
            node.args = [one for one in node.args if not isinstance(one, ast.Constant)]
            return self.generic_visit(node)

        def visit_Constant(self, node: ast.Constant) -> ast.AST:
            return ast.Constant("") if isinstance(node.value, str) else node

        def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
            return ast.Constant("")

    return ast.dump(WithoutTexts().visit(ast.parse(block)))


def test_chinese_pages_link_to_chinese_pages() -> None:
    for path in [*CHINESE, ROOT / "README.zh.md"]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+\.md)", read(path)):
            twin = (path.parent / link).with_suffix(".zh.md")
            assert link.endswith(".zh.md") or not twin.exists() or link == "README.md", (path, link)
            assert (path.parent / link).exists() or link.startswith(("reference/", "../reference/"))


@pytest.mark.parametrize("path", [*READMES, ROOT / "CONTRIBUTING.md"], ids=lambda path: path.name)
def test_links_of_files_beside_the_package_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", read(path))
    assert links
    for link in links:
        assert (path.parent / link).exists(), link


def test_codemeta_says_what_the_citation_says() -> None:
    said = json.loads(read(ROOT / "codemeta.json"))
    cited = yaml.safe_load(read(ROOT / "CITATION.cff"))
    assert said["version"] == cited["version"] == hl.__version__
    assert said["dateModified"] == str(cited["date-released"])
    assert [one["name"] for one in said["author"]] == [one["name"] for one in cited["authors"]]


# --- its code runs ---


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the files that pages speak of, and work there."""
    (tmp_path / "regions.csv").write_text(OWN_REGIONS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", with_code([*ENGLISH, *READMES]), ids=lambda path: path.stem)
def test_the_code_of_a_page_runs(
    path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_page(path, folder, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("path", with_code(CHINESE), ids=lambda path: path.stem)
def test_the_code_of_a_chinese_page_runs(
    path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_page(path, folder, capsys)


def run_page(path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if "notice.docx" in read(path):
        import pypandoc

        pypandoc.convert_text(NOTICE, "docx", format="html", outputfile="notice.docx")
    scope: dict[str, object] = {}
    for block, shown in CODE.findall(read(path)):
        if block.startswith(NOT_RUN):
            continue
        value = run_cell(block, scope)
        printed = capsys.readouterr().out or f"{value}\n"
        assert not shown or printed == shown
    plt.close("all")


def run_cell(block: str, scope: dict[str, object]) -> object:
    """Run a block as a notebook does: its last expression is its value."""
    tree = ast.parse(block)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "block", "exec"), scope)
    return eval(compile(ast.Expression(last.value), "block", "eval"), scope) if last else None


def shell_lines(paths: list[Path], *starts: str) -> list[str]:
    """Return the commands of pages that begin in one of the ways, each once, in their order."""
    blocks = [block for path in paths for kind, block in BLOCK.findall(read(path)) if kind == "sh"]
    lines = [line for block in blocks for line in block.splitlines() if line.startswith(starts)]
    return list(dict.fromkeys(lines))


def test_commands_print_what_is_shown_below_them() -> None:
    text = "".join(map(read, [*ENGLISH, *READMES]))
    transcripts = re.findall(r"^```\n\$ (hotline .*)\n((?:.+\n)+)```$", text, re.M)
    assert transcripts
    for command, shown in transcripts:
        done = hotline(*shlex.split(command)[1:], cwd=ROOT)
        assert done.stdout + done.stderr == shown, command


@pytest.mark.parametrize(
    "line",
    shell_lines(
        [*ENGLISH, *READMES], *map("hotline {}".format, ("export", "parameters", "locate"))
    ),
)
def test_a_quick_command_of_the_pages_runs(line: str, folder: Path) -> None:
    done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output


def run_line(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-c", line], cwd=cwd, env=environment, capture_output=True, text=True
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        line
        for line in shell_lines([*ENGLISH, *READMES], "hotline report ")
        # A cluster's, everything, and the reader's own, which has its own test.
        if not any(word in line for word in ("--scheduler", "--all", "my_report"))
    ],
)
def test_a_report_of_the_pages_renders(line: str, folder: Path) -> None:
    done = run_line(line, folder)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_reports_are_compared_and_read_as_their_page_says(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = DOCS / "how_to" / "compare.md"
    *reports, difference = shell_lines([page], "hotline report", "hotline diff")
    for line in reports:
        assert run_line(line, folder).returncode == 0
    assert run_line(difference, folder).returncode == 1
    run_page(page, folder, capsys)


@pytest.mark.slow
def test_a_report_of_your_own_renders_as_its_page_says(folder: Path) -> None:
    page = DOCS / "how_to" / "own_report.md"
    new, rendered, checked = shell_lines([page], "hotline", "PYTHONPATH")
    for line in (new, rendered):
        done = run_line(line, folder)
        assert done.returncode == 0, done.stderr
    (module,) = [block for block, _ in CODE.findall(read(page)) if "class MyChoices" in block]
    (folder / "my_choices.py").write_text(module, encoding="utf-8")
    notebook = nbformat.read(folder / "my_report.ipynb", as_version=4)
    (parameters,) = [
        cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])
    ]
    parameters.source += '\nunit: str = "awards"  # what is counted\nawards: str = "all"  # awards'
    (named,) = re.findall(r"^```json\n(.*?)^```$", read(page), re.S | re.M)
    notebook.metadata |= json.loads(f"{{{named}}}")
    nbformat.write(notebook, folder / "my_report.ipynb")
    assert run_line(checked, folder).returncode == 0
    refused = run_line(checked.replace("cities", "towns"), folder)
    assert refused.returncode == 2
    assert "unit = 'towns' is not offered; use: awards, organisations, cities" in refused.stderr


@pytest.mark.slow
def test_a_measure_is_added_to_a_finding_as_its_page_says(tmp_path: Path) -> None:
    page = read(DOCS / "how_to" / "own_finding.md")
    ignored = shutil.ignore_patterns("__pycache__", "data", "notebooks", "reports.toml")
    shutil.copytree(PACKAGE, tmp_path / "hotlinelib", ignore=ignored)
    for name in ("tools", "data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    blocks = BLOCK.findall(page)
    for kind, block in blocks:
        if kind == "diff":
            apply(block, tmp_path)
    catalogue = tmp_path / "hotlinelib/locale/zh_Hans/LC_MESSAGES/hotlinelib.po"
    (entry,) = [block for kind, block in blocks if kind == "po"]
    catalogue.write_text(f"{read(catalogue)}\n{entry}", encoding="utf-8")
    code = (
        "import hotlinelib as hl\n"
        "found = hl.findings.concentration(hl.select_awards(hl.load_awards('2019')))\n"
        "row = found.estimates.set_index('quantity').loc['largest_four_share']\n"
        "four = found.frame['count'].nlargest(4).sum() / found.frame['count'].sum()\n"
        "assert row['value'] == four and row['null_low'] < row['null_high']\n"
        "print(found.table('zh-Hans').iloc[-1, 0], found.table('zh-Hant').iloc[-1, 0])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    for command in (["tools/messages.py"], ["-c", code]):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == "最多的四个省份合计所占份额 最多的四個省份合計所佔份額\n"


def apply(difference: str, folder: Path) -> None:
    """Apply a difference as whoever follows the page would."""
    assert max(map(len, difference.splitlines())) <= 101, "a line of more than 100 characters"
    command = ["git", "apply", "-"]
    done = subprocess.run(command, cwd=folder, input=difference, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# --- the site ---


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the documentation as `make docs` does: strictly, so that every link leads somewhere."""
    folder = tmp_path_factory.mktemp("site")
    command = [*(sys.executable, "-m", "mkdocs", "build"), "--strict", "--quiet", "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


@pytest.mark.slow
def test_the_site_lists_every_name_and_asks_no_other_host(site: Path) -> None:
    pages = [page for page in site.rglob("*.html") if "reports" not in page.parent.parts]
    loaded = re.compile(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["']?https?://""")
    assert len(pages) > 2 * len(IN_BOTH)
    assert not [page for page in pages if loaded.search(read(page))]
    # The browser is told, too, on each page and in each report that is shown.
    policy = re.compile(r"""="Content-Security-Policy" content="default-src '(self|none)'""")
    assert not [page for page in site.rglob("*.html") if not policy.search(unescape(read(page)))]
    assert not [page for page in pages if "<!-- made" in read(page)]
    html = "".join(read(page) for page in (site / "reference").glob("*.html"))
    for room in documentation.ROOMS:
        module = importlib.import_module(room)
        for name in module.__all__:
            shown = inspect.ismodule(getattr(module, name))
            assert shown or re.search(rf'id="hotlinelib\.[\w.]*\b{name}"', html), name


@pytest.mark.slow
def test_the_gallery_shows_every_figure_in_both_languages(site: Path) -> None:
    offered = {name: getattr(hl.figures, name) for name in hl.figures.__all__}
    drawn = {
        name
        for name, one in offered.items()
        if inspect.isclass(one)
        and issubclass(one, hl.figures.Chart)
        and one is not hl.figures.Chart
    }
    for language in ("en", "zh"):
        page = site / ("gallery.html" if language == "en" else "zh/gallery.html")
        assert drawn <= set(re.findall(r"\w+", read(page)))
        sources = re.findall(r'<img src="([^"]*gallery/[^"]*)"', read(page))
        assert len(sources) == len(drawn)
        for source in sources:
            assert "<svg" in read(page.parent / source)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="there is no Chromium to open pages in; install one, or set CI to fail instead",
)
def test_pages_opened_as_files_search_and_follow_the_browsers_language(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI is set, and there is no Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        asked: list[str] = []
        page = browser.new_page(locale="en-GB")
        page.on("request", lambda request: asked.append(request.url))
        for typed, found in (
            ("division_coverage", "division_coverage"),
            ("鼓楼区", "locate"),
            ("cluster", "Render on a cluster"),
            ("区位熵", "术语表"),
        ):
            page.goto((site / "how_to" / "cluster.html").as_uri())
            page.keyboard.press("/")
            page.keyboard.insert_text(typed)
            # The search waits for a key, which typing a Chinese word alone doesn't press.
            page.keyboard.press("Shift")
            title = page.locator(".md-search-result__item").get_by_text(found, exact=True).first
            title.wait_for()
        assert page.locator("html").get_attribute("lang") == "en"
        chinese = browser.new_page(locale="zh-CN")
        chinese.goto((site / "tutorial.html").as_uri())
        chinese.wait_for_url("**/zh/tutorial.html")
        # Who asks for English stays there.
        chinese.locator("a[hreflang=en]").first.dispatch_event("click")
        chinese.wait_for_url(lambda address: "/zh/" not in address)
        chinese.goto((site / "tutorial.html").as_uri())
        chinese.wait_for_timeout(500)
        assert chinese.url.endswith("tutorial.html")
        assert "/zh/" not in chinese.url
        browser.close()
    assert not [address for address in asked if not address.startswith("file:")]
