from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from counted_work import calls_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.places.divisions import load_divisions
from hotlinelib.places.gazetteer import load_gazetteer
from hotlinelib.places.locate import locate

# The organisations of the 2019 list as printed, each with the code of its division.
PRINTED = """
440100 廣州12345政府服務熱線
120000 天津市便民專線服務中心
510100 成都市政務服務管理和網絡理政辦公室
410100 鄭州市12345市長熱線
440600 佛山市政府12345熱線
460200 三亞市12345政府服務熱線管理辦公室
430600 岳陽市人民政府12345熱線管理辦公室
350300 莆田市12345便民服務平台
410500 安陽市市長便民公開電話受理中心
320600 南通市12345政府公共服務中心
360900 宜春市12345熱線
150300 烏海市數字化監督指揮中心(烏海12345)
610700 漢中市大數據服務中心(漢中市12345政府服務熱線)
610900 安康市政務服務中心
510900 遂寧市政府服務熱線辦公室(遂寧12345)
440300 深圳市12345政務服務熱線
430100 長沙市12345市民服務熱線
350100 福州市12345便民(惠企)服務平台——福州市“智慧福州”管理服務中心
640100 銀川市智慧城市管理指揮中心(12345便民服務中心)
440400 珠海市12345市民服務熱線
411700 駐馬店市12345市長熱線服務中心
340300 蚌埠市市長熱線辦公室
341000 黃山市12345統一呼叫中心
370700 濰坊市政務服務熱線
330500 湖州市12345政府陽光熱線中心
440606 順德區政務咨詢和行政投訴平台
360100 南昌市12345政府服務熱線
410100 鄭州市投訴舉報平台
441900 東莞市12345政府服務熱線
350200 廈門市12345熱線
340500 馬鞍山市市長公開電話
441300 惠州市12345熱線
440800 湛江市人民政府行政服務中心
411400 商丘市12345政務服務熱線
411300 南陽市市長熱線受理中心
220400 遼源市12345市民服務熱線
320582 張家港市便民服務中心
320583 昆山市便民服務中心
150600 鄂爾多斯市市長熱線
370300 淄博12345政務服務熱線
371500 聊城市市長公開電話受理中心
140500 晉城市12345市長熱線
610600 延安市12345智慧政務服務中心
610800 榆林市12345便民服務熱線中心
330300 溫州市12345政務服務熱線中心
330400 浙江省嘉興市12345政務熱線服務中心
510112 成都市龍泉驛區行政審批局
110000 北京市市民熱線服務中心
460100 12345海口市民服務智慧聯動平台
510300 自貢市政務服務和數字化管理局
320100 南京市12345政務熱線服務中心
440700 江門市12345政府服務熱線
410500 安陽市12345熱線
320507 相城區社會綜合治理聯動中心
"""

LOCATED = """
510900 遂宁12345
320583 昆山
320583 昆山12345
320583 崑山市12345
222400 延边州
222400 延边朝鲜族自治州12345
440606 順德區
440606 广东顺德12345
440606 广东省佛山市顺德区人民政府
460100 12345海口市民服务智慧联动平台
350200 12345廈門市民服務熱線
350200 １２３４５ 廈門市 熱線
150000 内蒙古12345
150000 內蒙古自治區12345
450000 广西12345
450000 广西壮族自治区政务服务热线
110105 北京市朝阳区12345
110105 北京朝阳12345
220104 长春市朝阳区12345
220104 吉林朝阳区12345
211300 朝阳市12345
211321 朝阳县12345
330400 浙江嘉兴12345
510112 成都龙泉驿
510112 四川省成都市龙泉驿区
331000 臺州市12345
331000 台州12345
370600 煙臺市12345
370600 烟台12345
150300 烏海市數字化監督指揮中心(烏海12345)
150300 市民服务热线(乌海12345)
340500 馬鞍山12345
210300 鞍山12345
220200 吉林市12345
220200 吉林省吉林市12345
220200 吉林吉林12345
220200 吉林市长热线
220000 吉林省12345
220000 吉林12345(吉林省)
632500 海南州12345
632500 海南藏族自治州(海南12345)
632521 海南州共和县12345
150303 海南区12345
460000 海南12345
460000 海南省12345
410000 河南12345
632324 河南县12345
120105 河北区12345
130000 河北12345
419001 济源12345
429004 仙桃市12345
429005 湖北潜江12345
429006 天门12345
429021 神农架12345
429021 湖北省神农架林区12345
659001 石河子12345
659001 第八师石河子市12345
659001 新疆生产建设兵团第八师石河子市12345
469001 五指山12345
469007 东方市12345
469007 东方12345
469030 海南省琼中县12345
610100 西安12345
231005 牡丹江西安区12345
231005 西安12345(牡丹江市西安区)
230700 伊春12345
360900 宜春12345
430100 长沙12345
430121 长沙县12345
430121 湖南长沙长沙县12345
140200 大同12345
220500 通化12345
220521 通化县12345
340800 安庆12345
341000 黄山12345
442000 中山12345
140430 沁县12345
370103 济南市中区12345
370103 济南市市中区12345
370203 青岛市北12345
110101 北京市东城区网格化服务管理中心
140502 晋城城区12345
120101 天津市和平区12345
120101 天津和平12345
441624 和平县12345
422800 恩施州12345
422801 恩施市12345
422800 恩施州12345(恩施12345)
532900 大理白族自治州12345
532901 大理州大理市12345
610424 乾縣12345
610424 乾县12345
220723 乾安縣12345
130109 藁城12345
420881 鍾祥12345
360731 于都县12345
330112 临安12345
341321 碭山縣12345
410425 郟縣12345
371726 鄄城12345
320830 盱眙12345
410900 濮陽12345
410621 浚縣12345
410621 濬縣12345
370200 青島12345
371000 威海12345
341500 六安12345
341600 亳州12345
150800 巴盟12345
150800 巴彦淖尔12345
152500 锡盟12345
420600 襄樊12345
420600 襄陽12345
530800 思茅市12345
653000 克州12345
310115 浦东12345
310115 上海市浦东新区12345
120116 滨海新区12345
120116 天津滨海12345
654201 新疆伊犁哈萨克自治州塔城地区塔城市12345
654000 伊犁州12345
632800 海西州12345
230500 双鸭山12345
510100 成都市高新区12345
510100 成都市智慧社区服务中心
411421 商丘市民权县12345
411400 商丘市民服务热线
620621 武威市民勤县12345
430121 长沙县12345（长沙）
430100 湖南省（长沙12345）
110105 北京市（朝阳区）12345
350100 福州市12345便民(惠企)服务平台——福州市“智慧福州”管理服务中心
320500 12345-苏州
320583 中共昆山市委办公室
520203 六枝12345
230604 让胡路12345
"""

AMBIGUOUS = """
110105,220104 朝阳区12345
110105,211300,220104 朝阳12345
320106,320302,350102,410204 鼓楼区
320106,320302,350102,410204 鼓楼12345
320106,320302 江苏省鼓楼区12345
330106,360103 西湖区12345
220000,220200 吉林12345
220000,220200 吉林市民服务热线
220000,220200 吉林市场监督管理局12315
422800,422801 恩施12345
653200,653201,653221 和田12345
511902,652800 巴州12345
120101,210102,441624 和平12345
150102,610102 新城12345
130102,610116 长安12345
140302,140502,441502 城区12345
140302,140502 山西省城区12345
140311,230811,340711 郊区12345
370103,370402,511002,511102 市中区12345
370103,370402,511002,511102 市中12345
630102 城东12345
361003,622926 东乡县12345
320100,440000 广东省南京市12345
320100,440000 广东南京12345
320100,440100 南京市广州12345
440100,440300 广州、深圳12345
500000,510100 成都12345(重庆)
110105,220104,440100 广州市朝阳区12345
"""

NOT_FOUND = """
中山大学
中山大学政治与公共事务管理学院
中山大学(中山市)
广东省中山大学
北京大学
南京大学12345
广州医科大学附属医院
南京市鼓楼医院
上海银行
广东影子数据信息科技股份有限公司
广州市公共交通集团有限公司服务热线
才博(中国)学习管理机构
中国信息协会
南京路
南京东路
北京路街道
上海市南京路
西湖龙井茶
北京交通广播
上海中心
广东信息科技
光明日报
新华社
长城汽车
黄山风景区
海南航空
广州地铁12345
平安热线
东方热线
公安便民服务中心
合作服务平台
公共资源交易中心
杭锦旗舰店
阿里云
太原理工
山东路12345
浙江省龙港市12345
广东省某某市12345
北京市幸福区12345
马鞍
鞍
12345
12345政务服务便民热线
政务服务热线
市长热线
中国12345
新疆生产建设兵团
"""

# Year, code, level and name.
KINDS = """
2018 320500 zone 苏州工业园区12345
2018 320500 zone 江苏省苏州工业园区12345热线
2018 320500 zone 苏州市工业园区12345
2018 420100 zone 湖北省武汉东湖高新区12345
2018 350128 zone 福建省平潭综合实验区12345
2018 510100 zone 成都高新区12345
2018 370200 zone 青岛西海岸新区12345热线
2018 340100 zone 合肥高新区12345热线
2018 419001 zone 济源示范区12345
2018 330200 zone 宁波杭州湾新区12345
2018 440300 zone 深圳市深汕特别合作区12345
2018 410100 zone 郑州航空港经济综合实验区
2018 310000 zone 上海自贸区12345
2018 320583 zone 江苏省昆山开发区便民服务中心
2018 130600 zone 河北雄安新区政务服务局
2018 610000 zone 西咸新区12345
2018 320100 zone 南京江北新区12345
2018 510100 zone 成都天府新区12345
2018 310115 county 浦东新区12345
2018 120116 county 天津滨海新区
2018 320583 county 昆山市委市政府信访局
2018 120112 county 天津市津南区委区政府信访办公室
2018 330000 province 浙江省委省政府信访局
2018 632800 prefecture 海西州委州政府信访局
2018 140430 county 沁县县政府
2018 450000 province 广西区政府
2018 632500 prefecture 海南州政府
2018 320583 county 昆山市长热线
2018 130284 county 滦县
2018 620881 county 华亭县12345
2018 361121 county 上饶县12345
2019 361104 county 上饶县12345
2018 361121 county 广信区12345
2021 330113 county 杭州市临平区信访局
2021 330114 county 钱塘区12345
2021 510118 county 新津区12345
2021 350405 county 三明市沙县区12345
2024 653229 county 和安县12345
1985 320222 county 无锡县12345
1985 510200 prefecture 四川省重庆市12345
2018 441900 prefecture 东莞市虎门镇12345
2018 441900 prefecture 东莞虎门镇12345
2018 441900 prefecture 东莞市东城区12345
2018 442000 prefecture 中山市石岐区12345
2018 460400 prefecture 儋州市那大镇12345
2018 620200 prefecture 嘉峪关市雄关区12345
2018 140214 county 国家税务总局大同市云冈区税务局
2018 513400 prefecture 涼山彞族自治州12345
2018 610100 prefecture ⻄安市12345
2018 340500 prefecture ⻢鞍⼭市12345
2018 230000 province ⿊⻰江省12345
2018 430182 county 宁乡市委、市政府信访局
2018 510000 province 四川省委、省人民政府信访局
2018 130300 zone 秦皇岛北戴河新区12345
2018 610100 zone 西安高新区12345
2018 610403 zone 陕西杨凌示范区12345
2018 440300 zone 深圳市前海12345
2018 440300 zone 前海合作区12345
2018 440400 zone 珠海横琴新区12345
2018 500000 zone 重庆两江新区管委会
2018 511400 zone 眉山天府新区12345
2018 340200 zone 芜湖经济技术开发区12345
2018 320100 zone 江苏省江北新区12345
2018 330108 county 杭州市滨江区(高新区)12345
2018 320505 zone 苏州高新区(虎丘区)12345
2018 422801 county 恩施州恩施市12345
2018 433100 prefecture 湖南湘西12345
2018 522600 prefecture 黔东南州12345
2018 632200 prefecture 海北州12345
2018 659002 county 第一师阿拉尔市12345
2021 659011 county 新疆生产建设兵团第十三师新星市12345
2023 659012 county 九师白杨市12345
2018 441900 prefecture 东莞市南城街道办事处
2018 442000 prefecture 中山小榄镇12345
2018 460400 prefecture 儋州那大镇政府
2018 110112 county 北京通州区12345
2018 320612 county 南通市通州区12345
2018 540102 county 拉萨城关区12345
2018 211300 prefecture 辽宁朝阳12345
2018 320500 prefecture 苏　州　市　１２３４５
2017 371200 prefecture 莱芜市12345
2021 370116 county 莱芜12345
1990 342600 prefecture 巢湖地区行署
2010 341400 prefecture 巢湖市12345
2012 340181 county 巢湖市12345
2009 110103 county 崇文区12345
2011 320584 county 吴江市12345
2018 320509 county 吴江市12345
2000 420621 county 襄阳县政府
1990 430800 prefecture 大庸市12345
"""

# Year, reason and name.
REASONS_TOLD = """
2018 wrong_unit 苏州县政府热线
2018 wrong_unit 郑州县人民政府
2018 wrong_unit 南昌区政府
2018 wrong_unit 临沧州政府
2018 wrong_unit 宁波县委办公室
2018 wrong_unit 佛山县长公开电话
2018 wrong_unit 延边市政府
2018 ended 遵义县人民政府办公室
2018 ended 无锡县政府热线
2018 ended 巢湖地区行署
2011 ended 北京市崇文区12345
2020 ended 莱芜市12345
2021 ended 余杭县政府
2018 ended 九江县政府热线
2019 ended 山东省莱芜市政府热线
2021 ended 杭州市下城区12345
2018 not_yet 杭州市临平区信访局
2018 not_yet 浙江省龙港市12345
2018 zone 海南省洋浦经济开发区12345
2018 zone 高新区12345
2018 zone 山东省高新区12345
2018 zone 北戴河新区12345
2018 zone 长白山保护开发区12345
2018 zone 庐山西海开发区12345
2016 zone 河北雄安新区12345
2018 several_places 吉林高新区12345
2018 several_places 鼓楼区12345
2018 several_places 城关区12345
2018 several_places 通州12345
2018 conflict 广东省南京市12345
2018 conflict 江苏杭州12345
2018 conflict 北京市浦东新区12345
2018 conflict 广州市两江新区12345
2018 conflict 江苏省西湖区12345
2018 outside 香港特别行政区政府
2018 outside 臺灣省12345
2018 outside 台北市政府
2018 relative 区环卫局
2018 other_organisation 中山大学
2018 short_name 南京路
2018 short_name 中山公园街道
2018 short_name 上海合作组织
2018 short_name 太湖流域管理局
2018 unknown_division 苏州市幸福区12345
2018 unknown_division 湖南省湘西市12345
2018 no_place 才博学习管理机构
"""

CHANGED = [
    (2019, "莱芜市", 2018, ("370100",)),
    (2018, "遵义县12345", 2016, ("520302", "520303", "520304")),
    (2018, "九江县政府热线", 2017, ("360404",)),
    (2018, "临平区", 2021, ("330110",)),
    (2018, "龙港市12345", 2019, ("330327",)),
    (2021, "江干区", 2021, ("330102", "330114")),
    (2018, "居巢区12345", 2011, ("340181",)),
]

# What stands around the place in names of hotlines and of the offices that run them.
AFTER = [
    "12345",
    "12345热线",
    "12345市长热线",
    "市长热线",
    "市长公开电话",
    "市长热线受理中心",
    "12345政府服务热线",
    "12345政务服务便民热线",
    "12345市民服务热线",
    "市民服务热线",
    "市民热线服务中心",
    "便民服务中心",
    "便民专线服务中心",
    "人民政府",
    "人民政府12345热线管理办公室",
    "政府12345热线",
    "政务服务管理和网络理政办公室",
    "政务服务和数字化管理局",
    "政务咨询和行政投诉平台",
    "投诉举报平台",
    "大数据局",
    "大数据发展管理局",
    "智慧城市管理指挥中心",
    "社会综合治理联动中心",
    "行政审批局",
    "数字化监督指挥中心",
    "12345统一呼叫中心",
    "12345政府阳光热线中心",
    "12319城市管理服务热线",
    "96345公共服务热线",
    "非紧急救助服务中心",
    "信访局",
    "群众诉求服务中心",
    "网格化服务管理中心",
    "政務服務中心",
    "(12345便民服务中心)",
]
CODE = "division_code"
BEFORE = ["", "12345", "12345热线", "１２３４５", " ", "“"]


def table(text):
    return [line.split(" ", 1) for line in text.strip().splitlines()]


def cells(text):
    return [line.split(" ") for line in text.strip().splitlines()]


@pytest.fixture(scope="module")
def divisions():
    return load_divisions(2018)


def test_all_printed_names_of_2019_are_located():
    expected, names = zip(*table(PRINTED), strict=True)
    assert len(names) == 54
    for year in (2018, 2019):
        found = locate(names, year=year)
        assert found["division_code"].tolist() == list(expected)
        assert set(found["status"]) == {"located"}


@pytest.mark.parametrize(("code", "name"), table(LOCATED))
def test_located(code, name):
    found = locate([name]).iloc[0]
    assert (found["status"], found["division_code"]) == ("located", code)
    assert found["candidates"] == (code,)


@pytest.mark.parametrize(("codes", "name"), table(AMBIGUOUS))
def test_ambiguous_with_all_candidates(codes, name):
    found = locate([name]).iloc[0]
    assert (found["status"], ",".join(found["candidates"])) == ("ambiguous", codes)
    assert found[["division_code", "province", "prefecture", "county", "level"]].isna().all()


@pytest.mark.parametrize("name", NOT_FOUND.strip().splitlines())
def test_not_found(name):
    found = locate([name]).iloc[0]
    assert (found["status"], found["candidates"]) == ("not_found", ())
    assert pd.isna(found["division_code"])


def test_columns_tell_the_whole_chain():
    names = ["成都市龍泉驛區行政審批局", "北京市朝阳区12345", "济源12345", "南京12345", "天津12345"]
    found = locate(names)[["name", CODE, "province", "prefecture", "county", "level", "rank"]]
    assert found.astype("object").where(found.notna(), None).to_numpy().tolist() == [
        [names[0], "510112", "四川省", "成都市", "龙泉驿区", "county", "市辖区"],
        [names[1], "110105", "北京市", None, "朝阳区", "county", "市辖区"],
        [names[2], "419001", "河南省", None, "济源市", "county", "县级市"],
        [names[3], "320100", "江苏省", "南京市", None, "prefecture", "副省级市"],
        [names[4], "120000", "天津市", None, None, "province", "直辖市"],
    ]


def test_a_series_keeps_its_index_and_is_not_changed():
    names = pd.Series(["昆山12345", None, "昆山12345"], index=["a", "b", "a"])
    before = names.copy()
    found = locate(names)
    assert found.index.tolist() == ["a", "b", "a"]
    assert found["division_code"].tolist()[::2] == ["320583", "320583"]
    pd.testing.assert_series_equal(names, before)


@pytest.mark.parametrize(
    "names",
    [
        ["昆山12345", "朝阳区"],
        ("昆山12345", "朝阳区"),
        np.array(["昆山12345", "朝阳区"]),
        pd.Index(["昆山12345", "朝阳区"]),
        pd.Series(["昆山12345", "朝阳区"], dtype="category"),
        (name for name in ["昆山12345", "朝阳区"]),
    ],
)
def test_any_iterable_of_names(names):
    assert locate(names)["status"].tolist() == ["located", "ambiguous"]


def test_missing_and_empty_names_are_not_found():
    found = locate([None, float("nan"), pd.NA, "", "  ", "“”"])
    assert found["status"].tolist() == ["not_found"] * 6
    assert found["name"].isna().tolist() == [True, True, True, False, False, False]


def test_no_names_give_the_same_columns():
    empty, one = locate([]), locate(["昆山"])
    assert empty.columns.tolist() == one.columns.tolist()
    assert empty.dtypes.astype(str).tolist() == one.dtypes.astype(str).tolist()
    assert len(empty) == 0


@pytest.mark.parametrize("names", [[12345], ["昆山", 1.5], [["昆山"]], [b"x"], "昆山12345"])
def test_other_than_text_is_refused(names):
    with pytest.raises(ParameterError):
        locate(names)


def test_another_year_is_refused():
    with pytest.raises(ParameterError, match="1980 to 2024"):
        locate(["昆山"], year=2025)


@pytest.mark.parametrize(("year", "code", "level", "name"), cells(KINDS))
def test_zones_units_towns_and_names_of_other_years(year, code, level, name):
    found = locate([name], year=int(year)).iloc[0]
    assert (found["status"], found[CODE], found["level"]) == ("located", code, level)
    assert pd.isna(found["reason"])


@pytest.mark.parametrize(("year", "reason", "name"), cells(REASONS_TOLD))
def test_the_reason_is_told(year, reason, name):
    found = locate([name], year=int(year)).iloc[0]
    expected = "ambiguous" if reason in {"several_places", "conflict"} else "not_found"
    assert (found["status"], found["reason"]) == (expected, reason)


def test_no_city_is_found_in_another_province(divisions):
    prefectures = divisions.query("level == 'prefecture'")
    provinces = divisions.loc[divisions["level"] == "province", ["division_code", "name"]]
    pairs = prefectures.merge(provinces, how="cross", suffixes=("", "_other"))
    pairs = pairs[pairs["province_code"] != pairs["division_code_other"]]
    found = locate(pairs["name_other"] + pairs["name"] + "12345")
    assert len(found) == 9_990
    assert set(found["reason"]) == {"conflict"}


@pytest.mark.parametrize(("year", "name", "changed", "codes"), CHANGED)
def test_names_of_other_years_are_answered_with_the_year_and_what_they_are(
    year, name, changed, codes
):
    found = locate([name], year=year).iloc[0]
    assert (found["change_year"], found["related_codes"]) == (changed, codes)
    assert found["candidates"] == ()


@pytest.mark.parametrize(
    ("within", "name", "code"),
    [
        ("320506", "区环卫局", "320506"),
        ("320506", "区教育局", "320506"),
        ("吴中区", "东山街道", "320506"),
        ("320506", "市财政局", None),
        ("昆山市", "市财政局", "320583"),
        ("昆山市", "周庄镇", "320583"),
        ("昆山市", "区教育局", None),
        ("昆山市", "市民热线", None),
        ("昆山市", "苏州市财政局", "320500"),
        ("南京市", "鼓楼区12345", "320106"),
        ("江苏省", "鼓楼区12345", None),
        ("南京市", "朝阳区", None),
        ("441900", "虎门镇", "441900"),
        ("苏州市", "东山街道", None),
        ("济南市", "市中区12345", "370103"),
    ],
)
def test_within_gives_relative_names_their_place(within, name, code):
    found = locate([name], within=within)[CODE].iloc[0]
    assert pd.isna(found) if code is None else found == code


@pytest.mark.parametrize("within", ["鼓楼区", "某某市", 320506, "香港"])
def test_within_must_be_one_division(within):
    with pytest.raises(ParameterError, match="within is"):
        locate(["区环卫局"], within=within)


def test_the_year_chooses_the_table():
    names = ["龙港市12345", "射洪市12345", "射洪县12345", "伊美区12345", "伊春区12345"]
    codes = [locate(names, year=year)["division_code"].fillna("").tolist() for year in (2018, 2019)]
    assert codes == [
        ["", "510922", "510922", "", "230702"],
        ["330383", "510981", "510981", "230717", ""],
    ]


def outcomes(names, codes, year):
    """Count right, ambiguous (with the true one among the candidates) and wrong."""
    found = locate(names, year=year)
    counts = {"right": 0, "ambiguous": 0, "wrong": 0}
    for status, candidates, code in zip(found["status"], found["candidates"], codes, strict=True):
        if code not in candidates:
            counts["wrong"] += 1
        else:
            counts["right" if status == "located" else "ambiguous"] += 1
    return counts


def full_chain(table):
    name = table.set_index("division_code")["name"]
    own = table["name"].where(table["level"] == "county", "")
    prefecture = table["prefecture_code"].map(name).fillna("")
    return table["province_code"].map(name) + prefecture + own


def short_chain(table):
    short = table.set_index("division_code")["name_short"]
    own = table["name_short"].where(table["level"] == "county", "")
    prefecture = table["prefecture_code"].map(short).fillna("")
    return table["province_code"].map(short) + prefecture + own


@pytest.mark.parametrize("year", [2018, 2019])
@pytest.mark.parametrize("words", ["", "12345", "人民政府政务服务管理办公室", "便民服務中心"])
@pytest.mark.parametrize("column", ["name", "name_hant"])
def test_every_full_name(year, words, column):
    table = load_divisions(year)
    for level, most_ambiguous in (("province", 0), ("prefecture", 0), ("county", 75)):
        rows = table.loc[table["level"] == level]
        counts = outcomes(rows[column] + words, rows["division_code"], year)
        assert counts["wrong"] == 0
        assert counts["ambiguous"] <= most_ambiguous
        assert sum(counts.values()) == len(rows)


@pytest.mark.parametrize("year", [2018, 2019])
@pytest.mark.parametrize("words", ["", "12345", "市民服务热线", "（12345政务服务热线）"])
def test_every_full_chain_is_right(year, words):
    table = load_divisions(year)
    counts = outcomes(full_chain(table) + words, table["division_code"], year)
    assert counts == {"right": len(table), "ambiguous": 0, "wrong": 0}


@pytest.mark.parametrize("year", [2018, 2019])
@pytest.mark.parametrize("words", ["", "12345", "市民服务热线"])
def test_every_short_chain_is_right_but_for_equal_names_in_one_prefecture(year, words):
    table = load_divisions(year).query("level == 'county'")
    counts = outcomes(short_chain(load_divisions(year)).loc[table.index] + words, table[CODE], year)
    # 临夏市 and 临夏县, 和田市 and 和田县, 伊宁市 and 伊宁县.
    assert counts == {"right": len(table) - 6, "ambiguous": 6, "wrong": 0}


@pytest.mark.parametrize("year", [2018, 2019])
@pytest.mark.parametrize("words", ["", "12345", "市民服务热线"])
def test_every_short_name_that_a_division_bears(year, words):
    gazetteer = load_gazetteer(year)
    table = load_divisions(year)
    is_borne = [
        code in gazetteer.bearers(short, gazetteer.stems.get(short, ()))
        for short, code in zip(table["name_short"], table[CODE], strict=True)
    ]
    borne = table.loc[is_borne]
    for level, least, most_ambiguous in (
        ("province", 31, 1),
        ("prefecture", 332, 19),
        ("county", 2600, 170),
    ):
        rows = borne.loc[borne["level"] == level]
        counts = outcomes(rows["name_short"] + words, rows[CODE], year)
        assert counts["wrong"] == 0
        assert counts["ambiguous"] <= most_ambiguous
        assert len(rows) >= least


def test_a_bare_short_name_never_names_a_district_beside_a_city(divisions):
    ranks = divisions.set_index(CODE)["rank"]
    cities = divisions.loc[divisions["rank"].isin(["地级市", "副省级市", "县级市"])]
    shared = set(cities["name_short"]) & set(divisions.query("rank == '市辖区'")["name_short"])
    found = locate(sorted(shared))
    assert len(shared) > 15
    assert "市辖区" not in set(found[CODE].dropna().map(ranks))


@pytest.mark.parametrize("words", AFTER)
def test_hotline_words_after_any_prefecture_or_province(words, divisions):
    rows = divisions.loc[divisions["level"] != "county"]
    assert locate(rows["name"] + words)[CODE].tolist() == rows[CODE].tolist()


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_hotline_words_around_a_full_name_change_nothing(data):
    table = load_divisions(2018)
    rows = table[["name", "name_hant"]].to_numpy()
    name = data.draw(st.sampled_from(list(itertools.chain.from_iterable(rows))))
    plain = locate([name]).iloc[0]
    dressed = data.draw(st.sampled_from(BEFORE)) + name + data.draw(st.sampled_from(AFTER))
    found = locate([dressed]).iloc[0]
    assert found["candidates"] == plain["candidates"]
    assert found["status"] == plain["status"]


PIECES = st.sampled_from(
    [
        "北京",
        "吉林",
        "市",
        "市中",
        "12345",
        "(",
        "）",
        "——",
        "大学",
        "州",
        "县",
        "朝阳",
        "民",
        "区",
        "\x00",
    ]
)


@given(name=st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
@example(name="吉林" * 200)
@example(name="(" * 500 + "吉林")
@example(name="市民" * 300)
@settings(max_examples=100, deadline=None)
def test_any_text_gets_an_answer_of_one_shape(name):
    found = locate([name]).iloc[0]
    count = len(found["candidates"])
    assert found["name"] == name
    assert found["status"] in {"located", "ambiguous", "not_found"}
    assert (found["status"] == "located") <= (count == 1)
    assert (found["status"] == "not_found") == (count == 0)
    assert pd.isna(found["division_code"]) == (found["status"] != "located")


def test_a_name_is_read_without_a_look_at_every_division(divisions):
    chains = full_chain(divisions)
    names = [f"{name}{i % 7}号窗口第{i}期" for i, name in enumerate(chains)]
    locate(names[:1])
    few, many = (calls_of(locate, names[:number]) for number in (500, 1_500))
    assert (many - few) / 1_000 < len(divisions) / 4
