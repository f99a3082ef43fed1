"""Awards that sentences tell of, and sentences that stay a doubt."""

from __future__ import annotations

import pytest

from hotlinelib.award_list.article import read_awards

# (sentence, award: winners; an organisation's person after @, a work in 《》)
READ = [
    # relative names: --within says their place
    ("授予市公安局、市卫生健康委员会“先进单位”称号。", "先进单位: 市公安局 市卫生健康委员会"),
    ("县教育局、柳河镇荣获“先进集体”称号。", "先进集体: 县教育局 柳河镇"),
    ("市税务局、市医保局和市人社局获评“先进单位”。", "先进单位: 市税务局 市医保局 市人社局"),
    (
        "市住房和城乡建设局、市水务局荣获“优秀组织奖”。",
        "优秀组织奖: 市住房和城乡建设局 市水务局",
    ),
    ("授予夜班组、培训部“优秀团队”荣誉称号。", "优秀团队: 夜班组 培训部"),
    # numbers that agree
    ("授予王丽、张强、李敏等3名同志“先进个人”称号。", "先进个人: @王丽 @张强 @李敏"),
    ("授予王丽、张强、李敏3名同志“先进个人”称号。", "先进个人: @王丽 @张强 @李敏"),
    ("徐州市热线、宿迁市热线两家热线获评“十佳热线”。", "十佳热线: 徐州市热线 宿迁市热线"),
    (
        "决定对合肥市公安局、合肥市教育局等2个先进集体，陈晓红、赵建国2名先进个人予以通报表扬。",
        "先进集体: 合肥市公安局 合肥市教育局; 先进个人: @陈晓红 @赵建国",
    ),
    ("授予国网湖南电力衡阳供电公司“便民企业”称号。", "便民企业: 国网湖南电力衡阳供电公司"),
    # titles
    ("南京市热线荣获先进单位称号。", "先进单位: 南京市热线"),
    ("杭州市热线获得2022年度优质服务奖。", "优质服务奖: 杭州市热线"),
    ("获得“服务标兵”称号的有：王芳、李娜、刘洋。", "服务标兵: @王芳 @李娜 @刘洋"),
    ("将“热线之星”称号授予郑丽、冯军。", "热线之星: @郑丽 @冯军"),
    ("命名徐州市热线为“文明窗口”。", "文明窗口: 徐州市热线"),
    ("授予下列单位“先进单位”称号：龙岩市热线、南平市热线。", "先进单位: 龙岩市热线 南平市热线"),
    ("格尔木市代表队祁海燕获得个人第一名。", "个人第一名: 格尔木市代表队@祁海燕"),
    # people beside their organisations
    ("西安市代表队雷诺获得个人一等奖。", "个人一等奖: 西安市代表队@雷诺"),
    ("苏州市热线话务员陈晨获“服务之星”称号。", "服务之星: 苏州市热线@陈晨"),
    (
        "荆州市热线办副主任蒋欣、十堰市热线办科员沈丹获“先进个人”称号。",
        "先进个人: 荆州市热线办@蒋欣 十堰市热线办@沈丹",
    ),
    (
        "“最佳新人奖”由来自台州市热线的选手林小芳获得。",
        "最佳新人奖: 台州市热线@林小芳",
    ),
    (
        "客服一班丁雪、夏冰，客服二班姜文获“优秀坐席”称号。",
        "优秀坐席: 客服一班@丁雪 客服一班@夏冰 客服二班@姜文",
    ),
    (
        "授予供水公司热线班刘倩“岗位能手”称号。授予供水公司热线班“先进班组”称号。",
        "岗位能手: 供水公司热线班@刘倩; 先进班组: 供水公司热线班",
    ),
    (
        "授予刘洋（龙岩市热线）、陈晨（南平市热线）“先进个人”称号。",
        "先进个人: 龙岩市热线@刘洋 南平市热线@陈晨",
    ),
    # several awards, and what leads to them
    (
        "经过激烈角逐，曲靖市代表队获得团体一等奖，楚雄州代表队、红河州代表队获得团体二等奖。",
        "团体一等奖: 曲靖市代表队; 团体二等奖: 楚雄州代表队 红河州代表队",
    ),
    (
        "根据考核结果，经市政府同意，决定授予昭通市公安局“红旗单位”称号，授予江涛“办理能手”称号，"
        "予以通报表扬。",
        "红旗单位: 昭通市公安局; 办理能手: @江涛",
    ),
    (
        "授予史建国“岗位能手”称号并奖励2000元；授予侯勇“岗位能手”称号并奖励1000元。",
        "岗位能手: @史建国 @侯勇",
    ),
    ("会上昆明市热线获“服务奖”。", "服务奖: 昆明市热线"),
    (
        "个人奖方面，顾丽获一等奖，孟超、熊伟获二等奖。",
        "个人奖/一等奖: @顾丽; 个人奖/二等奖: @孟超 @熊伟",
    ),
    # works
    (
        "昆明市热线报送的《一键通》获一等奖，大理州热线报送的《慢城快办》获二等奖。",
        "一等奖/一等奖: 昆明市热线《一键通》; 二等奖/二等奖: 大理州热线《慢城快办》",
    ),
    ("市公安局的《户口“团聚”记》荣获优秀案例称号。", "优秀案例: 市公安局《户口“团聚”记》"),
    # what stands around awards
    (
        "周口市热线获“服务奖”。省大数据局副局长张伟为获奖单位颁奖。希望受表彰的单位珍惜荣誉。",
        "服务奖: 周口市热线",
    ),
    (
        "近日，漳州市热线荣获“全国青年文明号”称号。\n近年来，漳州市热线先后获得“省文明单位”等荣誉。",
        "全国青年文明号: 漳州市热线",
    ),
]

# What may be lost or wrong is a doubt of the sentence that tells it.
DOUBTED = [
    # not all are named, or not so many as the sentence says
    "授予王丽、张强等10名同志“先进个人”称号。",
    "授予王丽、张强等同志“先进个人”称号。",
    "扬州市热线、镇江市热线三家单位获评“先进单位”。",
    "对合肥市公安局等12个先进集体予以表彰，授予李敏“先进个人”称号。",
    # where a name begins or ends isn't sure
    "昨晚昆明市热线获“服务奖”。",
    "授予供水公司热线班刘倩“岗位能手”称号。",
    "李国荣获“先进个人”称号。",
    "博州人民医院120调度员李敏获“先进个人”称号。",
    "授予佛山市、南通市、宜昌市三地热线“示范热线”称号。",
    "宁波市热线和国网湖南中心的李敏获“服务奖”。",
    # several titles, or something more
    "昆明市热线获“服务奖”和“创新奖”。",
    "昆明市热线、大理州热线分获一、二等奖。",
    "昆明市热线获“服务奖”，大理州热线表现不俗。",
    "昆明市热线获“服务奖”，这是该热线连续三年获此殊荣。",
    # nothing was given
    "拟授予泉州市热线“先进单位”称号。",
    "泉州市热线未获得“服务奖”。",
]

# What follows a sentence that is read.
LOST = [
    "一等奖是大理州热线。",
    "大理州热线也榜上有名。",
    "大理州热线以高分夺冠。",
    "创新奖花落大理州热线。",
    "大理州热线主任王强拿下“管理奖”。",
    "“最佳新人”是来自大理州热线的刘洋。",
    "优秀话务员：刘洋、陈晨。",
    "最美话务员是刘洋。",
    "现场为刘洋颁发“终身荣誉”证书。",
    "刘洋、陈晨也受到表彰。",
    "给王丽、李强记三等功。",
    "大理州热线、玉溪市热线受到通报表扬。",
    "丽江市热线荣获优秀",
    "大理州热线成为“示范热线”。",
    "大理州热线也在获奖之列。",
    "此外，授予大理州热线铜牌。",
    "其余代表队获优胜奖。",
    "大理州热线从候选热线中脱颖而出，获“创新奖”。",
    "今年以来，大理州热线荣获“创新奖”。",
    "在决赛中大理州热线夺冠后，玉溪市热线获“创新奖”。",
]


def rows(reading):
    """'award/grade: organisation@person《work》' of a reading, as the tables above have it."""
    found: dict[str, list[str]] = {}
    for row in reading.draft.rows:
        award = f"{row.award}/{row.grade}" if row.grade else row.award
        person = f"@{row.person}" if row.person else ""
        found.setdefault(award, []).append(f"{row.organisation or ''}{person}{row.work or ''}")
    return "; ".join(f"{award}: {' '.join(names)}" for award, names in found.items())


@pytest.mark.parametrize(("text", "expected"), READ)
def test_sentences_that_give_awards_are_read(text, expected):
    reading = read_awards(text, within="甲市")
    assert [doubt.reason for doubt in reading.doubts] == []
    assert rows(reading) == expected


@pytest.mark.parametrize("text", DOUBTED)
def test_a_sentence_that_is_not_read_whole_is_a_doubt(text):
    reading = read_awards(text, within="甲市")
    assert not reading.draft.rows
    assert {doubt.line is None or doubt.line.number for doubt in reading.doubts} == {1}
    assert reading.doubts


@pytest.mark.parametrize("text", LOST)
def test_what_is_left_of_the_winners_is_a_doubt_with_its_line(text):
    reading = read_awards(f"昆明市热线获“服务奖”。\n{text}")
    assert 2 in [doubt.line.number for doubt in reading.doubts if doubt.line]


def test_names_that_leave_out_their_place_ask_for_it_once():
    text = "授予市公安局“先进单位”称号；授予区教育局“优秀单位”称号。"
    assert {doubt.kind for doubt in read_awards(text).doubts} == {"place"}
    assert read_awards(text, within="临沂市").is_sure


def test_lists_are_read_as_lists_and_what_sentences_add_is_a_doubt():
    text = "优秀话务员（2名）\n刘洋\n陈晨\n此外，昆明市热线获“服务奖”。"
    reading = read_awards(text)
    assert rows(reading) == "优秀话务员: @刘洋 @陈晨"
    assert [doubt.line.number for doubt in reading.doubts] == [4]


@pytest.mark.parametrize(
    "given",
    [
        "会上，青岛市热线、苏州市热线获“最佳服务奖”。",
        "会议继续。\n最佳服务奖：青岛市热线、苏州市热线。",
    ],
)
def test_who_writes_or_speaks_has_won_nothing(given):
    text = (
        "论坛在济南举行\n（记者 王文杰 通讯员 孙丽）9月5日，论坛在济南举行，热线获得表彰。\n"
        f"{given}\n会长陈永昌致辞。\n责任编辑：赵倩"
    )
    reading = read_awards(text)
    assert [doubt.reason for doubt in reading.doubts] == []
    assert rows(reading) == "最佳服务奖: 青岛市热线 苏州市热线"


def test_a_headline_tells_again_what_the_article_tells():
    text = "徐州市热线获“服务奖”\n会上，徐州市热线获“服务奖”，宿迁市热线获“创新奖”。"
    reading = read_awards(text)
    assert reading.is_sure
    assert rows(reading) == "服务奖: 徐州市热线; 创新奖: 宿迁市热线"


def test_what_a_person_decides_of_a_sentence_is_taken():
    text = "徐州市热线获“服务奖”。\n宿迁市热线主任王强拿下“管理奖”。"
    table = read_awards(text).lines
    table["role"] = ["row", "row"]
    table.loc[1, ["award", "organisation", "person"]] = ["管理奖", "宿迁市热线", "王强"]
    reading = read_awards(text, roles=table)
    assert reading.is_sure
    assert rows(reading) == "服务奖: 徐州市热线; 管理奖: 宿迁市热线@王强"
