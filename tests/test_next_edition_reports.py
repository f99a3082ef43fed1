"""Both notebooks on a made-up edition of 2020: one region only, and a city that is new in 2019."""

from pathlib import Path

import pytest
from data_of_2019 import copy_of_2019
from notebook_runner import run_notebook, text_of
from report_helpers import hotline_here

import hotlinelib as hl

ARTICLE = """某报讯 各奖项获奖名单如下。

2020年度最佳管理效率奖
1. 广州12345政府服务热线
2. 龙港市12345热线

2020年度卓越百姓服务奖
1. 广州12345政府服务热线
2. 佛山市政府12345热线
"""
# 龙港市 was made in 2019: the division codes of 2018 don't have it.
LONGGANG = "longgang-12345,龙港市12345热线,龙港市12345热线,Longgang 12345 Hotline,330383,hotline\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("next")
    copy = place / "data"
    copy_of_2019(copy)
    with (copy / "registry/organisations.csv").open("a", encoding="utf-8") as file:
        file.write(LONGGANG)
    (place / "article.txt").write_text(ARTICLE, encoding="utf-8")
    page = ["--title", "示例榜单", "--publisher", "某报", "--address", "http://example.org/a"]
    dates = ["--published", "2020-12-23", "--awarded", "2020-12-18"]
    add = ["add-edition", "2020", "article.txt", *page, *dates, "--data", "data"]
    for command in (add, ["build", "--data", "data"]):
        done = hotline_here(*command, cwd=place)
        assert done.returncode == 0, done.stderr
    return copy


def test_both_notebooks_take_the_new_edition(folder: Path) -> None:
    names = ("regional_distribution", "multi_award_winners")
    with hl.data(folder):
        text = "\n".join(text_of(run_notebook(name, edition="2020")) for name in names)
    assert "4 awards" in text
    assert "Guangdong has the most: 2 of the 3 organisations (67%)." in text
    assert "29 of the 31 provinces" in text
    assert "In the next edition" not in text
    # 广州 won both awards; 佛山 and 龙港 one each.
    assert "1 of the 3 organisations won in 2 award categories" in text
