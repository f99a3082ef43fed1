# ruff: noqa: E501
"""Layouts of award lists that notices print, and what a person reads in them.

Each is a text and its rows (award, organisation, person, and grade, group or work where there are
any), or the kinds of doubt that it must leave. Invented, after real notices.
"""

from __future__ import annotations

Row = dict[str, str]

# fmt: off
LAYOUTS: list[tuple[str, list[Row] | set[str]]] = [
    ("昆山市便民服务中心\t最佳服务奖\n太仓市便民服务中心\t最佳管理奖\n常熟市便民服务中心\t最佳案例奖\n苏州市人民政府办公室\n2018年6月26日", [
        {"award": "最佳服务奖", "organisation": "昆山市便民服务中心"},
        {"award": "最佳管理奖", "organisation": "太仓市便民服务中心"},
        {"award": "最佳案例奖", "organisation": "常熟市便民服务中心"},
    ]),
    ("先进单位\n昆山市财政局 太仓市财政局\n常熟市财政局 张家港市财政局", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "先进单位", "organisation": "太仓市财政局"},
        {"award": "先进单位", "organisation": "常熟市财政局"},
        {"award": "先进单位", "organisation": "张家港市财政局"},
    ]),
    ("附件:先进单位名单\n昆山市人民政府办公室\n2018年6月26日\n附件:\n先进单位\n1.昆山市便民服务中心\n2.太仓市便民服务中心", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市便民服务中心"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市便民服务中心"},
    ]),
    ("附件:先进单位名单\n昆山市人民政府办公室\n附件:\n先进单位\n1.昆山市便民服务中心\n2.太仓市便民服务中心", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市便民服务中心"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市便民服务中心"},
    ]),
    ("先进单位\n1\t昆山市财政局\t江苏\n2\t义乌市财政局\t浙江", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局", "group": "江苏"},
        {"award": "先进单位", "position": "2", "organisation": "义乌市财政局", "group": "浙江"},
    ]),
    ("优秀案例\n1.昆山市大数据局:一键通\n2.太仓市大数据局:民呼我应", [
        {"award": "优秀案例", "position": "1", "organisation": "昆山市大数据局", "work": "一键通"},
        {"award": "优秀案例", "position": "2", "organisation": "太仓市大数据局", "work": "民呼我应"},
    ]),
    ("2020年度中国最佳政府热线(12345)奖\n1.昆山市12345热线\n2.太仓市12345热线", [
        {"award": "中国最佳政府热线(12345)奖", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "中国最佳政府热线(12345)奖", "position": "2", "organisation": "太仓市12345热线"},
    ]),
    ("附件1:先进单位名单\n1.昆山市12345热线\n2.太仓市12345热线", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市12345热线"},
    ]),
    ("奖项\t单位\n最佳服务奖\t昆山市便民服务中心\n最佳管理奖\t太仓市便民服务中心", [
        {"award": "最佳服务奖", "organisation": "昆山市便民服务中心"},
        {"award": "最佳管理奖", "organisation": "太仓市便民服务中心"},
    ]),
    ("先进单位:昆山市财政局、太仓市财政局和常熟市财政局。", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "先进单位", "organisation": "太仓市财政局"},
        {"award": "先进单位", "organisation": "常熟市财政局"},
    ]),
    ("先进集体\n南京市\n鼓楼区便民服务中心\n苏州市\n昆山市便民服务中心", [
        {"award": "先进集体", "organisation": "鼓楼区便民服务中心", "group": "南京市"},
        {"award": "先进集体", "organisation": "昆山市便民服务中心", "group": "苏州市"},
    ]),
    ("优秀案例\n1.昆山市行政审批局《远程踏勘》\n2.“一键通”平台(太仓市大数据局)", [
        {"award": "优秀案例", "position": "1", "organisation": "昆山市行政审批局", "work": "《远程踏勘》"},
        {"award": "优秀案例", "position": "2", "organisation": "太仓市大数据局", "work": "“一键通”平台"},
    ]),
    ("先进单位\n昆山市财政局\n太仓市财政局\n苏州市人民政府办公室", {"role"}),
    ("先进单位和先进个人名单\n一、先进单位(2个)\n1.昆山市财政局\n2.太仓市财政局", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市财政局"},
    ]),
    ("一、金杯单位\n昆山市人民政府\n二、银杯单位\n太仓市人民政府", [
        {"award": "金杯单位", "organisation": "昆山市人民政府"},
        {"award": "银杯单位", "organisation": "太仓市人民政府"},
    ]),
    ("先进工作者\n王小明 昆山市林业局", [
        {"award": "先进工作者", "organisation": "昆山市林业局", "person": "王小明"},
    ]),
    ("先进单位(4个)\n昆山市政府办公室 太仓市政府办公室\n常熟市政府办公室 吴江区政府办公室", [
        {"award": "先进单位", "organisation": "昆山市政府办公室"},
        {"award": "先进单位", "organisation": "太仓市政府办公室"},
        {"award": "先进单位", "organisation": "常熟市政府办公室"},
        {"award": "先进单位", "organisation": "吴江区政府办公室"},
    ]),
    ("附件:2018年度先进集体名单\n昆山市人民政府办公室\n2018年6月26日\n一、先进集体\n1.昆山市财政局", [
        {"award": "先进集体", "position": "1", "organisation": "昆山市财政局"},
    ]),
    ("先进单位(3家)\n区环保局、区教育局、东山街道", {"place"}),
    ("(一)县级\n一等奖:昆山市政府办公室\n(二)市级部门\n一等奖:昆山市公安局", [
        {"award": "一等奖", "organisation": "昆山市政府办公室", "group": "县级"},
        {"award": "一等奖", "organisation": "昆山市公安局", "group": "市级部门"},
    ]),
    ("先进集体\n江苏省\n1.昆山市便民服务中心\n浙江省\n1.义乌市便民服务中心", [
        {"award": "先进集体", "position": "1", "organisation": "昆山市便民服务中心", "group": "江苏省"},
        {"award": "先进集体", "position": "1", "organisation": "义乌市便民服务中心", "group": "浙江省"},
    ]),
    ("先进集体\n江苏省:昆山市便民服务中心、太仓市便民服务中心\n浙江省:义乌市便民服务中心", [
        {"award": "先进集体", "organisation": "昆山市便民服务中心", "group": "江苏省"},
        {"award": "先进集体", "organisation": "太仓市便民服务中心", "group": "江苏省"},
        {"award": "先进集体", "organisation": "义乌市便民服务中心", "group": "浙江省"},
    ]),
    ("先进单位\n昆山市财政局\n太仓市财政局\n希望珍惜荣誉。\n文号 昆政〔2011〕7号 N001-12345", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "先进单位", "organisation": "太仓市财政局"},
    ]),
    ("昆山市便民服务中心   最佳服务奖\n太仓市便民服务中心   最佳管理奖\n常熟市便民服务中心   最佳案例奖\n苏州市人民政府办公室\n2018年6月26日", [
        {"award": "最佳服务奖", "organisation": "昆山市便民服务中心"},
        {"award": "最佳管理奖", "organisation": "太仓市便民服务中心"},
        {"award": "最佳案例奖", "organisation": "常熟市便民服务中心"},
    ]),
    ("先进单位(2个)\n昆山市财政局 太仓市财政局\n常熟市财政局 张家港市财政局", {"count"}),
    ("先进单位\n1.昆山市财政局 太仓市财政局\n2.常熟市财政局 张家港市财政局", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局"},
        {"award": "先进单位", "position": "1", "organisation": "太仓市财政局"},
        {"award": "先进单位", "position": "2", "organisation": "常熟市财政局"},
        {"award": "先进单位", "position": "2", "organisation": "张家港市财政局"},
    ]),
    ("<p>先进单位</p><p>昆山市财政局&nbsp;太仓市财政局</p><p>常熟市财政局   张家港市财政局</p>", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "先进单位", "organisation": "太仓市财政局"},
        {"award": "先进单位", "organisation": "常熟市财政局"},
        {"award": "先进单位", "organisation": "张家港市财政局"},
    ]),
    ("<p>先进单位</p><p>昆山市财政局\n太仓市财政局</p>", {"winner"}),
    ("附:先进单位名单\n昆山市人民政府办公室\n2018年6月26日\n附:\n先进单位\n1.昆山市便民服务中心\n2.太仓市便民服务中心", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市便民服务中心"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市便民服务中心"},
    ]),
    ("附件2:先进单位名单\n昆山市人民政府办公室\n附件2:\n先进单位\n1.昆山市便民服务中心\n2.太仓市便民服务中心", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市便民服务中心"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市便民服务中心"},
    ]),
    ("先进单位\n1\t昆山市财政局\t优秀\n2\t太仓市财政局\t一等", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局", "grade": "优秀"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市财政局", "grade": "一等"},
    ]),
    ("先进个人\n1\t昆山市财政局\t书记\n2\t太仓市财政局\t接线员", {"fields"}),
    ("先进单位\n1.昆山市财政局:江苏\n2.义乌市财政局:浙江", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局", "group": "江苏"},
        {"award": "先进单位", "position": "2", "organisation": "义乌市财政局", "group": "浙江"},
    ]),
    ("先进个人\n1.昆山市财政局:空缺\n2.太仓市财政局:见附件", {"fields"}),
    ("最佳服务(政府)案例奖\n1.昆山市12345热线", [
        {"award": "最佳服务(政府)案例奖", "position": "1", "organisation": "昆山市12345热线"},
    ]),
    ("以下为先进单位:\n1.昆山市12345热线\n2.太仓市12345热线", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市12345热线"},
    ]),
    ("奖项 单位\n最佳服务奖 昆山市便民服务中心\n最佳管理奖 太仓市便民服务中心", [
        {"award": "最佳服务奖", "organisation": "昆山市便民服务中心"},
        {"award": "最佳管理奖", "organisation": "太仓市便民服务中心"},
    ]),
    ("<table><tr><td>奖项</td><td>单位</td></tr><tr><td>最佳服务奖</td><td>昆山市便民服务中心</td></tr><tr><td>最佳管理奖</td><td>太仓市便民服务中心</td></tr></table>", [
        {"award": "最佳服务奖", "organisation": "昆山市便民服务中心"},
        {"award": "最佳管理奖", "organisation": "太仓市便民服务中心"},
    ]),
    ("先进单位:昆山市财政局、太仓市财政局等5家单位。", {"winner"}),
    ("先进单位和先进个人名单\n一、先进单位\n1.昆山市财政局\n2.太仓市财政局", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市财政局"},
    ]),
    ("12345热线工作先进单位名单\n一、12345热线工作先进单位\n1.昆山市财政局\n2.太仓市财政局", [
        {"award": "12345热线工作先进单位", "position": "1", "organisation": "昆山市财政局"},
        {"award": "12345热线工作先进单位", "position": "2", "organisation": "太仓市财政局"},
    ]),
    ("先进个人(2名)\n1.昆山市林业局 王小明\n2.太仓市林业局 李 红", [
        {"award": "先进个人", "position": "1", "organisation": "昆山市林业局", "person": "王小明"},
        {"award": "先进个人", "position": "2", "organisation": "太仓市林业局", "person": "李红"},
    ]),
    ("先进单位\n1.昆山市图书馆\n2.太仓市残联\n3.昆山市妇联\n4.昆山市政协\n5.昆山中学\n6.昆山市实验小学\n7.昆山市档案馆\n8.昆山市长江路街道\n9.昆山海关\n10.昆山电视台", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市图书馆"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市残联"},
        {"award": "先进单位", "position": "3", "organisation": "昆山市妇联"},
        {"award": "先进单位", "position": "4", "organisation": "昆山市政协"},
        {"award": "先进单位", "position": "5", "organisation": "昆山中学"},
        {"award": "先进单位", "position": "6", "organisation": "昆山市实验小学"},
        {"award": "先进单位", "position": "7", "organisation": "昆山市档案馆"},
        {"award": "先进单位", "position": "8", "organisation": "昆山市长江路街道"},
        {"award": "先进单位", "position": "9", "organisation": "昆山海关"},
        {"award": "先进单位", "position": "10", "organisation": "昆山电视台"},
    ]),
    ("先进单位\n昆山市图书馆\n太仓市残联\n昆山市长江路街道\n昆山海关\n昆山电视台", [
        {"award": "先进单位", "organisation": "昆山市图书馆"},
        {"award": "先进单位", "organisation": "太仓市残联"},
        {"award": "先进单位", "organisation": "昆山市长江路街道"},
        {"award": "先进单位", "organisation": "昆山海关"},
        {"award": "先进单位", "organisation": "昆山电视台"},
    ]),
    ("先进单位\n1.昆山市陆家镇邹家角村\n2.昆山市长江路街道", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市陆家镇邹家角村"},
        {"award": "先进单位", "position": "2", "organisation": "昆山市长江路街道"},
    ]),
    ("先进单位:太仓市财政局、昆山市民政局", [
        {"award": "先进单位", "organisation": "太仓市财政局"},
        {"award": "先进单位", "organisation": "昆山市民政局"},
    ]),
    ("先进单位(附后)\n1.昆山市财政局", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局"},
    ]),
    ("先进单位名单如下:\n1.昆山市财政局\n2.太仓市财政局", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市财政局"},
    ]),
    ("最佳服务奖获得者:\n1.昆山市财政局\n2.太仓市财政局", [
        {"award": "最佳服务奖", "position": "1", "organisation": "昆山市财政局"},
        {"award": "最佳服务奖", "position": "2", "organisation": "太仓市财政局"},
    ]),
    ("最佳服务奖(Best Service Award)\n1.昆山市财政局\n2.太仓市财政局", [
        {"award": "最佳服务奖(Best Service Award)", "position": "1", "organisation": "昆山市财政局"},
        {"award": "最佳服务奖(Best Service Award)", "position": "2", "organisation": "太仓市财政局"},
    ]),
    ("<h3>优秀案例</h3><table><tr><td>序号</td><td>申报单位</td><td>案例名称</td></tr><tr><td>1</td><td>昆山市财政局</td><td>一网通办</td></tr></table>", [
        {"award": "优秀案例", "position": "1", "organisation": "昆山市财政局", "work": "一网通办"},
    ]),
    ("<h3>服务之星</h3><table><tr><td rowspan=2>昆山市便民服务中心</td><td>王小明</td></tr><tr><td>李小红</td></tr></table>", [
        {"award": "服务之星", "organisation": "昆山市便民服务中心", "person": "王小明"},
        {"award": "服务之星", "organisation": "昆山市便民服务中心", "person": "李小红"},
    ]),
    ("先进个人:王小明、李小红", [
        {"award": "先进个人", "person": "王小明"},
        {"award": "先进个人", "person": "李小红"},
    ]),
    ("1\t昆山市便民服务中心\t最佳服务奖\n2\t太仓市便民服务中心\t最佳管理奖", [
        {"award": "最佳服务奖", "position": "1", "organisation": "昆山市便民服务中心"},
        {"award": "最佳管理奖", "position": "2", "organisation": "太仓市便民服务中心"},
    ]),
    ("一、先进单位(2个,各奖励500元)\n1.昆山市残联\n2.太仓市残联", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市残联"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市残联"},
    ]),
    ("最佳服务奖\n1. 昆山市12345热线\n2. 太仓市12345热线\n3，常熟市12345热线", [
        {"award": "最佳服务奖", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "最佳服务奖", "position": "2", "organisation": "太仓市12345热线"},
        {"award": "最佳服务奖", "position": "3", "organisation": "常熟市12345热线"},
    ]),
    ("最佳服务奖\n1. 昆山市12345热线\n2. 太仓市12345热线\n3;常熟市12345热线\n4。张家港市12345热线\n5！吴江区12345热线", [
        {"award": "最佳服务奖", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "最佳服务奖", "position": "2", "organisation": "太仓市12345热线"},
        {"award": "最佳服务奖", "position": "3", "organisation": "常熟市12345热线"},
        {"award": "最佳服务奖", "position": "4", "organisation": "张家港市12345热线"},
        {"award": "最佳服务奖", "position": "5", "organisation": "吴江区12345热线"},
    ]),
    ("最佳服务奖\n1. 昆山市12345热线\n10;. 太仓市12345热线", {"numbering"}),
    ("最佳服务奖\n1. 昆山市12345热线\n2. 太仓市12345热线\n  3", {"role"}),
    ("最佳服务奖\n1.. 昆山市12345热线\n2.. 太仓市12345热线", [
        {"award": "最佳服务奖", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "最佳服务奖", "position": "2", "organisation": "太仓市12345热线"},
    ]),
    ("表扬单位\n1.宜兴市行政审批局\n2.江阴市行政审批局", [
        {"award": "表扬单位", "position": "1", "organisation": "宜兴市行政审批局"},
        {"award": "表扬单位", "position": "2", "organisation": "江阴市行政审批局"},
    ]),
    ("一、红旗班组（2个）\n1.常州市12345政府公共服务平台话务一班\n2.镇江市12345热线话务二班", [
        {"award": "红旗班组", "position": "1", "organisation": "常州市12345政府公共服务平台话务一班"},
        {"award": "红旗班组", "position": "2", "organisation": "镇江市12345热线话务二班"},
    ]),
    ("二、热线服务暖心人(3名)\n1.南通市便民热线 张晓燕\n2.海门区信访局 李 娜\n3.启东市城管局 顾建国", [
        {"award": "热线服务暖心人", "position": "1", "organisation": "南通市便民热线", "person": "张晓燕"},
        {"award": "热线服务暖心人", "position": "2", "organisation": "海门区信访局", "person": "李娜"},
        {"award": "热线服务暖心人", "position": "3", "organisation": "启东市城管局", "person": "顾建国"},
    ]),
    ("先进集体\n1、杭州市西湖区信访局；\n2、宁波市海曙区行政服务中心；\n3、温州市鹿城区教育局。\n先进个人\n1、陈小华，杭州市西湖区信访局科员；\n2、王立群，宁波市海曙区行政服务中心主任；", [
        {"award": "先进集体", "position": "1", "organisation": "杭州市西湖区信访局"},
        {"award": "先进集体", "position": "2", "organisation": "宁波市海曙区行政服务中心"},
        {"award": "先进集体", "position": "3", "organisation": "温州市鹿城区教育局"},
        {"award": "先进个人", "position": "1", "organisation": "杭州市西湖区信访局", "person": "陈小华"},
        {"award": "先进个人", "position": "2", "organisation": "宁波市海曙区行政服务中心", "person": "王立群"},
    ]),
    ("优秀组织奖：洛阳市大数据局、开封市大数据局、新乡市大数据局\n最佳案例奖：洛阳市大数据局《一网通办》、开封市大数据局《一键直达》", [
        {"award": "优秀组织奖", "organisation": "洛阳市大数据局"},
        {"award": "优秀组织奖", "organisation": "开封市大数据局"},
        {"award": "优秀组织奖", "organisation": "新乡市大数据局"},
        {"award": "最佳案例奖", "organisation": "洛阳市大数据局", "work": "《一网通办》"},
        {"award": "最佳案例奖", "organisation": "开封市大数据局", "work": "《一键直达》"},
    ]),
    ("关于表彰2020年度12345热线工作先进单位的通报\n各县（市、区）人民政府，市政府各部门：\n2020年，全市12345热线工作取得了显著成绩。为表彰先进，市政府决定对以下单位予以通报表扬。\n一、先进县区（3个）\n长清区、章丘区、平阴县\n二、先进部门（4个）\n市公安局、市人社局、市住建局、市卫健委\n希望受表扬的单位再接再厉。\n济南市人民政府办公厅\n2021年3月2日", {"place"}),
    ("附件\n2021年度市民热线工作先进单位和先进个人名单\n一、先进单位（5家）\n芜湖市城管局　芜湖市住建局　芜湖市水务局\n芜湖市公安局　无为市人民政府\n二、先进个人（6名）\n王　磊　芜湖市城管局\n李晓明　芜湖市住建局\n赵　云　芜湖市水务局\n孙丽丽　芜湖市公安局\n周　强　无为市人民政府办公室\n吴　涛　繁昌区人民政府办公室", [
        {"award": "先进单位", "organisation": "芜湖市城管局"},
        {"award": "先进单位", "organisation": "芜湖市住建局"},
        {"award": "先进单位", "organisation": "芜湖市水务局"},
        {"award": "先进单位", "organisation": "芜湖市公安局"},
        {"award": "先进单位", "organisation": "无为市人民政府"},
        {"award": "先进个人", "organisation": "芜湖市城管局", "person": "王磊"},
        {"award": "先进个人", "organisation": "芜湖市住建局", "person": "李晓明"},
        {"award": "先进个人", "organisation": "芜湖市水务局", "person": "赵云"},
        {"award": "先进个人", "organisation": "芜湖市公安局", "person": "孙丽丽"},
        {"award": "先进个人", "organisation": "无为市人民政府办公室", "person": "周强"},
        {"award": "先进个人", "organisation": "繁昌区人民政府办公室", "person": "吴涛"},
    ]),
    ("获奖名单\n一等奖\n合肥市12345热线《接诉即办改革》\n二等奖\n蚌埠市12345热线《数据赋能治理》\n马鞍山市12345热线《一线应答》", [
        {"award": "一等奖", "organisation": "合肥市12345热线", "work": "《接诉即办改革》"},
        {"award": "二等奖", "organisation": "蚌埠市12345热线", "work": "《数据赋能治理》"},
        {"award": "二等奖", "organisation": "马鞍山市12345热线", "work": "《一线应答》"},
    ]),
    ("序号\t单位名称\t获奖等级\n1\t徐州市政务办\t一等奖\n2\t沛县政务办\t二等奖\n3\t睢宁县政务办\t二等奖", {"title"}),
    ("2020年度优秀案例\n序号\t案例名称\t申报单位\t等次\n1\t民意直通车\t绍兴市信访局\t一等奖\n2\t接诉即办\t诸暨市信访局\t二等奖", [
        {"award": "优秀案例", "position": "1", "organisation": "绍兴市信访局", "grade": "一等奖", "work": "民意直通车"},
        {"award": "优秀案例", "position": "2", "organisation": "诸暨市信访局", "grade": "二等奖", "work": "接诉即办"},
    ]),
    ("先进单位\n（一）县（市、区）\n1.诸城市人民政府\n2.寿光市人民政府\n（二）市直部门\n1.潍坊市公安局\n2.潍坊市教育局", [
        {"award": "先进单位", "position": "1", "organisation": "诸城市人民政府", "group": "县（市、区）"},
        {"award": "先进单位", "position": "2", "organisation": "寿光市人民政府", "group": "县（市、区）"},
        {"award": "先进单位", "position": "1", "organisation": "潍坊市公安局", "group": "市直部门"},
        {"award": "先进单位", "position": "2", "organisation": "潍坊市教育局", "group": "市直部门"},
    ]),
    ("服务标兵\n张伟 烟台市12345热线\n李静 威海市12345热线\n王芳 青岛市12345热线", [
        {"award": "服务标兵", "organisation": "烟台市12345热线", "person": "张伟"},
        {"award": "服务标兵", "organisation": "威海市12345热线", "person": "李静"},
        {"award": "服务标兵", "organisation": "青岛市12345热线", "person": "王芳"},
    ]),
    ("服务标兵：张伟、李静、王芳、刘洋", [
        {"award": "服务标兵", "person": "张伟"},
        {"award": "服务标兵", "person": "李静"},
        {"award": "服务标兵", "person": "王芳"},
        {"award": "服务标兵", "person": "刘洋"},
    ]),
    ("先进个人（4名）\n张伟　李静　王芳　刘洋", [
        {"award": "先进个人", "person": "张伟"},
        {"award": "先进个人", "person": "李静"},
        {"award": "先进个人", "person": "王芳"},
        {"award": "先进个人", "person": "刘洋"},
    ]),
    ("先进个人\n张伟（烟台市12345热线）\n李静（威海市12345热线）", [
        {"award": "先进个人", "organisation": "烟台市12345热线", "person": "张伟"},
        {"award": "先进个人", "organisation": "威海市12345热线", "person": "李静"},
    ]),
    ("优秀单位\n太原市 12345 热线\n大同市 12345 热线", {"fields"}),
    ("先进单位：太原市公安局 大同市公安局 阳泉市公安局", [
        {"award": "先进单位", "organisation": "太原市公安局"},
        {"award": "先进单位", "organisation": "大同市公安局"},
        {"award": "先进单位", "organisation": "阳泉市公安局"},
    ]),
    ("山西省\n太原市12345热线\n大同市12345热线\n河北省\n石家庄市12345热线", {"title"}),
    ("最佳服务奖\n浙江：杭州市12345热线、宁波市12345热线\n江苏：南京市12345热线", [
        {"award": "最佳服务奖", "organisation": "杭州市12345热线", "group": "浙江"},
        {"award": "最佳服务奖", "organisation": "宁波市12345热线", "group": "浙江"},
        {"award": "最佳服务奖", "organisation": "南京市12345热线", "group": "江苏"},
    ]),
    ("先进单位\n昆山市财政局（第一名）\n太仓市财政局（第二名）", [
        {"award": "先进单位", "organisation": "昆山市财政局", "grade": "第一名"},
        {"award": "先进单位", "organisation": "太仓市财政局", "grade": "第二名"},
    ]),
    ("先进个人\n1.昆山市财政局 科员 王小明\n2.太仓市财政局 主任 李小红", [
        {"award": "先进个人", "position": "1", "organisation": "昆山市财政局", "person": "王小明"},
        {"award": "先进个人", "position": "2", "organisation": "太仓市财政局", "person": "李小红"},
    ]),
    ("先进个人\n昆山市财政局：王小明（男）、李小红（女，回族）\n太仓市财政局：张海", [
        {"award": "先进个人", "organisation": "昆山市财政局", "person": "王小明"},
        {"award": "先进个人", "organisation": "昆山市财政局", "person": "李小红"},
        {"award": "先进个人", "organisation": "太仓市财政局", "person": "张海"},
    ]),
    ("年度金牌团队\n第一名：宜昌市12345热线\n第二名：荆州市12345热线", [
        {"award": "年度金牌团队", "position": "1", "organisation": "宜昌市12345热线", "grade": "第一名"},
        {"award": "年度金牌团队", "position": "2", "organisation": "荆州市12345热线", "grade": "第二名"},
    ]),
    ("十佳热线（排名不分先后）\n北京12345\n上海12345\n广州12345", [
        {"award": "十佳热线", "organisation": "北京12345"},
        {"award": "十佳热线", "organisation": "上海12345"},
        {"award": "十佳热线", "organisation": "广州12345"},
    ]),
    ("先进单位\n1.昆山市财政局\n2.太仓市财政局\n3.常熟市财政局等10家单位", {"winner"}),
    ("先进单位\n一、昆山市财政局\n二、太仓市财政局\n三、常熟市财政局", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市财政局"},
        {"award": "先进单位", "position": "3", "organisation": "常熟市财政局"},
    ]),
    ("绍兴市大数据局    优秀组织奖\n诸暨市大数据局    突出贡献奖\n嵊州市大数据局    最佳创新奖\n绍兴市人民政府办公室\n2020年1月3日", [
        {"award": "优秀组织奖", "organisation": "绍兴市大数据局"},
        {"award": "突出贡献奖", "organisation": "诸暨市大数据局"},
        {"award": "最佳创新奖", "organisation": "嵊州市大数据局"},
    ]),
    ("绍兴市大数据局 优秀组织奖\n诸暨市大数据局 突出贡献奖", [
        {"award": "优秀组织奖", "organisation": "绍兴市大数据局"},
        {"award": "突出贡献奖", "organisation": "诸暨市大数据局"},
    ]),
    ("优秀组织奖 绍兴市大数据局\n突出贡献奖 诸暨市大数据局", [
        {"award": "优秀组织奖", "organisation": "绍兴市大数据局"},
        {"award": "突出贡献奖", "organisation": "诸暨市大数据局"},
    ]),
    ("1\t绍兴市大数据局\t优秀组织奖\n2\t诸暨市大数据局\t突出贡献奖", [
        {"award": "优秀组织奖", "position": "1", "organisation": "绍兴市大数据局"},
        {"award": "突出贡献奖", "position": "2", "organisation": "诸暨市大数据局"},
    ]),
    ("1.绍兴市大数据局 优秀组织奖\n2.诸暨市大数据局 突出贡献奖", [
        {"award": "优秀组织奖", "position": "1", "organisation": "绍兴市大数据局"},
        {"award": "突出贡献奖", "position": "2", "organisation": "诸暨市大数据局"},
    ]),
    ("张伟\t烟台市12345热线\t服务之星\n李静\t威海市12345热线\t服务标兵", [
        {"award": "服务之星", "organisation": "烟台市12345热线", "person": "张伟"},
        {"award": "服务标兵", "organisation": "威海市12345热线", "person": "李静"},
    ]),
    ("优秀组织奖\t绍兴市大数据局\n\t诸暨市大数据局\n突出贡献奖\t嵊州市大数据局", [
        {"award": "优秀组织奖", "organisation": "绍兴市大数据局"},
        {"award": "优秀组织奖", "organisation": "诸暨市大数据局"},
        {"award": "突出贡献奖", "organisation": "嵊州市大数据局"},
    ]),
    ("1.昆山市财政局 太仓市财政局", {"role"}),
    ("先进集体\n1.连云港市公安局 东海县公安局\n2.灌云县公安局 灌南县公安局", [
        {"award": "先进集体", "position": "1", "organisation": "连云港市公安局"},
        {"award": "先进集体", "position": "1", "organisation": "东海县公安局"},
        {"award": "先进集体", "position": "2", "organisation": "灌云县公安局"},
        {"award": "先进集体", "position": "2", "organisation": "灌南县公安局"},
    ]),
    ("附：优秀单位名单\n无锡市人民政府办公厅\n2019年1月1日\n优秀单位\n江阴市信访局\n宜兴市信访局", [
        {"award": "优秀单位", "organisation": "江阴市信访局"},
        {"award": "优秀单位", "organisation": "宜兴市信访局"},
    ]),
    ("附件2:优秀单位名单\n无锡市人民政府办公厅\n优秀单位\n1.江阴市信访局\n2.宜兴市信访局", [
        {"award": "优秀单位", "position": "1", "organisation": "江阴市信访局"},
        {"award": "优秀单位", "position": "2", "organisation": "宜兴市信访局"},
    ]),
    ("附件：1.先进单位名单\n      2.先进个人名单\n无锡市人民政府\n2020年3月1日\n附件1\n先进单位名单\n江阴市信访局\n宜兴市信访局\n附件2\n先进个人名单\n王小明 江阴市信访局\n李小红 宜兴市信访局", [
        {"award": "先进单位", "organisation": "江阴市信访局"},
        {"award": "先进单位", "organisation": "宜兴市信访局"},
        {"award": "先进个人", "organisation": "江阴市信访局", "person": "王小明"},
        {"award": "先进个人", "organisation": "宜兴市信访局", "person": "李小红"},
    ]),
    ("先进单位\n1\t昆山市财政局\t优秀\n2\t太仓市财政局\t良好", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局", "grade": "优秀"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市财政局", "grade": "良好"},
    ]),
    ("先进单位\n1\t昆山市财政局\t内蒙古\n2\t太仓市财政局\t黑龙江", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局", "group": "内蒙古"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市财政局", "group": "黑龙江"},
    ]),
    ("先进个人\n1\t昆山市财政局\t王小明\t科员\n2\t太仓市财政局\t李小红\t接线员", [
        {"award": "先进个人", "position": "1", "organisation": "昆山市财政局", "person": "王小明"},
        {"award": "先进个人", "position": "2", "organisation": "太仓市财政局", "person": "李小红"},
    ]),
    ("先进个人\n1\t昆山市财政局\t空缺\n2\t太仓市财政局\t李小红", {"fields", "winner"}),
    ("先进个人\n1.昆山市财政局:见附件\n2.太仓市财政局:李小红", {"fields", "winner"}),
    ("优秀项目\n1.昆山市大数据局:马上办\n2.太仓市大数据局:万事通", [
        {"award": "优秀项目", "position": "1", "organisation": "昆山市大数据局", "work": "马上办"},
        {"award": "优秀项目", "position": "2", "organisation": "太仓市大数据局", "work": "万事通"},
    ]),
    ("最佳服务奖\n1.昆山市大数据局:马上办\n2.太仓市大数据局:连心桥", {"fields"}),
    ("最佳创新案例奖\n1.昆山市大数据局 一键通\n2.太仓市大数据局 小金牌", [
        {"award": "最佳创新案例奖", "position": "1", "organisation": "昆山市大数据局", "work": "一键通"},
        {"award": "最佳创新案例奖", "position": "2", "organisation": "太仓市大数据局", "work": "小金牌"},
    ]),
    ("最佳服务(政府)案例奖\n1.昆山市12345热线\n2.太仓市12345热线", [
        {"award": "最佳服务(政府)案例奖", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "最佳服务(政府)案例奖", "position": "2", "organisation": "太仓市12345热线"},
    ]),
    ("卓越 管理创新奖\n1.昆山市12345热线\n2.太仓市12345热线", [
        {"award": "卓越 管理创新奖", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "卓越 管理创新奖", "position": "2", "organisation": "太仓市12345热线"},
    ]),
    ("2021年度十佳(12345)热线奖\n1.昆山市12345热线", [
        {"award": "十佳(12345)热线奖", "position": "1", "organisation": "昆山市12345热线"},
    ]),
    ("下列为优秀单位：\n1.昆山市12345热线", [
        {"award": "优秀单位", "position": "1", "organisation": "昆山市12345热线"},
    ]),
    ("附件一：优秀单位名单\n1.昆山市12345热线\n2.太仓市12345热线", [
        {"award": "优秀单位", "position": "1", "organisation": "昆山市12345热线"},
        {"award": "优秀单位", "position": "2", "organisation": "太仓市12345热线"},
    ]),
    ("单位 荣誉\n昆山市便民服务中心 最佳服务奖\n太仓市便民服务中心 最佳管理奖", [
        {"award": "最佳服务奖", "organisation": "昆山市便民服务中心"},
        {"award": "最佳管理奖", "organisation": "太仓市便民服务中心"},
    ]),
    ("<table><tr><td>奖项</td><td>获奖单位</td></tr><tr><td rowspan=2>最佳服务奖</td><td>昆山市便民服务中心</td></tr><tr><td>太仓市便民服务中心</td></tr><tr><td>最佳管理奖</td><td>常熟市便民服务中心</td></tr></table>", [
        {"award": "最佳服务奖", "organisation": "昆山市便民服务中心"},
        {"award": "最佳服务奖", "organisation": "太仓市便民服务中心"},
        {"award": "最佳管理奖", "organisation": "常熟市便民服务中心"},
    ]),
    ("优秀单位:宜兴市财政局、江阴市财政局及惠山区财政局", [
        {"award": "优秀单位", "organisation": "宜兴市财政局"},
        {"award": "优秀单位", "organisation": "江阴市财政局"},
        {"award": "优秀单位", "organisation": "惠山区财政局"},
    ]),
    ("优秀单位:宜兴市财政局、江阴市财政局等单位", {"winner"}),
    ("优秀单位：宜兴市财政局等3家", {"title"}),
    ("先进单位\n杭州市\n西湖区信访局\n余杭区信访局\n宁波市\n海曙区信访局", [
        {"award": "先进单位", "organisation": "西湖区信访局", "group": "杭州市"},
        {"award": "先进单位", "organisation": "余杭区信访局", "group": "杭州市"},
        {"award": "先进单位", "organisation": "海曙区信访局", "group": "宁波市"},
    ]),
    ("先进单位\n江苏\n昆山市信访局\n浙江\n义乌市信访局", [
        {"award": "先进单位", "organisation": "昆山市信访局", "group": "江苏"},
        {"award": "先进单位", "organisation": "义乌市信访局", "group": "浙江"},
    ]),
    ("先进城市\n杭州市\n宁波市\n温州市", [
        {"award": "先进城市", "organisation": "杭州市"},
        {"award": "先进城市", "organisation": "宁波市"},
        {"award": "先进城市", "organisation": "温州市"},
    ]),
    ("创新案例\n1.杭州市数据局“民呼我为”\n2.宁波市数据局“甬易办”", [
        {"award": "创新案例", "position": "1", "organisation": "杭州市数据局", "work": "“民呼我为”"},
        {"award": "创新案例", "position": "2", "organisation": "宁波市数据局", "work": "“甬易办”"},
    ]),
    ("创新案例\n1.《民呼我为》 杭州市数据局\n2.《甬易办》 宁波市数据局", [
        {"award": "创新案例", "position": "1", "organisation": "杭州市数据局", "work": "《民呼我为》"},
        {"award": "创新案例", "position": "2", "organisation": "宁波市数据局", "work": "《甬易办》"},
    ]),
    ("先进单位\n宜兴市财政局\n江阴市财政局\n无锡市委办公室", {"role"}),
    ("先进单位\n宜兴市财政局\n江阴市财政局\n无锡市12345热线", [
        {"award": "先进单位", "organisation": "宜兴市财政局"},
        {"award": "先进单位", "organisation": "江阴市财政局"},
        {"award": "先进单位", "organisation": "无锡市12345热线"},
    ]),
    ("先进单位\n宜兴市财政局\n江阴市财政局\n无锡市人民政府办公室\n先进个人\n1.宜兴市财政局 王小明", [
        {"award": "先进单位", "organisation": "宜兴市财政局"},
        {"award": "先进单位", "organisation": "江阴市财政局"},
        {"award": "先进单位", "organisation": "无锡市人民政府办公室"},
        {"award": "先进个人", "position": "1", "organisation": "宜兴市财政局", "person": "王小明"},
    ]),
    ("先进单位(2个)\n宜兴市财政局\n江阴市财政局\n无锡市人民政府办公室", [
        {"award": "先进单位", "organisation": "宜兴市财政局"},
        {"award": "先进单位", "organisation": "江阴市财政局"},
    ]),
    ("先进单位(3个)\n宜兴市财政局\n江阴市财政局\n无锡市人民政府办公室\n2020年1月1日", [
        {"award": "先进单位", "organisation": "宜兴市财政局"},
        {"award": "先进单位", "organisation": "江阴市财政局"},
        {"award": "先进单位", "organisation": "无锡市人民政府办公室"},
    ]),
    ("先进单位和先进工作者名单\n一、先进单位(3个)\n1.慈溪市民政局\n2.余姚市民政局\n3.奉化区民政局\n二、先进工作者(2名)\n1.张晓燕 慈溪市民政局\n2.顾建国 余姚市民政局", [
        {"award": "先进单位", "position": "1", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "position": "2", "organisation": "余姚市民政局"},
        {"award": "先进单位", "position": "3", "organisation": "奉化区民政局"},
        {"award": "先进工作者", "position": "1", "organisation": "慈溪市民政局", "person": "张晓燕"},
        {"award": "先进工作者", "position": "2", "organisation": "余姚市民政局", "person": "顾建国"},
    ]),
    ("2020年度12345热线办理工作优秀单位名单\n一、12345热线办理工作优秀单位\n1.慈溪市民政局\n2.余姚市民政局", [
        {"award": "12345热线办理工作优秀单位", "position": "1", "organisation": "慈溪市民政局"},
        {"award": "12345热线办理工作优秀单位", "position": "2", "organisation": "余姚市民政局"},
    ]),
    ("一、钻石单位\n慈溪市民政局\n二、黄金单位\n余姚市民政局", [
        {"award": "钻石单位", "organisation": "慈溪市民政局"},
        {"award": "黄金单位", "organisation": "余姚市民政局"},
    ]),
    ("一、A级单位\n1.慈溪市民政局\n二、B级单位\n1.余姚市民政局", [
        {"award": "A级单位", "position": "1", "organisation": "慈溪市民政局"},
        {"award": "B级单位", "position": "1", "organisation": "余姚市民政局"},
    ]),
    ("（一）民心汇聚单位\n1.慈溪市民政局\n（二）人民满意窗口\n1.余姚市行政服务中心", [
        {"award": "民心汇聚单位", "position": "1", "organisation": "慈溪市民政局"},
        {"award": "人民满意窗口", "position": "1", "organisation": "余姚市行政服务中心"},
    ]),
    ("2022（第二届）全国政务热线“最具温度热线”\n1.慈溪市12345热线\n2.余姚市12345热线", [
        {"award": "全国政务热线“最具温度热线”", "position": "1", "organisation": "慈溪市12345热线"},
        {"award": "全国政务热线“最具温度热线”", "position": "2", "organisation": "余姚市12345热线"},
    ]),
    ("先进个人（3名）\n1.慈溪市民政局 马骏\n2.余姚市民政局 安 然\n3.奉化区民政局 欧阳海燕", [
        {"award": "先进个人", "position": "1", "organisation": "慈溪市民政局", "person": "马骏"},
        {"award": "先进个人", "position": "2", "organisation": "余姚市民政局", "person": "安然"},
        {"award": "先进个人", "position": "3", "organisation": "奉化区民政局", "person": "欧阳海燕"},
    ]),
    ("优秀联络员\n张晓燕 慈溪市民政局\n顾建国 余姚市民政局", [
        {"award": "优秀联络员", "organisation": "慈溪市民政局", "person": "张晓燕"},
        {"award": "优秀联络员", "organisation": "余姚市民政局", "person": "顾建国"},
    ]),
    ("先进单位（6个）\n慈溪市民政局 余姚市民政局 奉化区民政局\n鄞州区民政局 海曙区民政局 江北区民政局", [
        {"award": "先进单位", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "organisation": "余姚市民政局"},
        {"award": "先进单位", "organisation": "奉化区民政局"},
        {"award": "先进单位", "organisation": "鄞州区民政局"},
        {"award": "先进单位", "organisation": "海曙区民政局"},
        {"award": "先进单位", "organisation": "江北区民政局"},
    ]),
    ("附件：2020年度优秀集体名单\n宁波市人民政府办公厅\n2021年1月5日\n一、优秀集体\n1.慈溪市民政局\n二、优秀个人\n1.慈溪市民政局 张晓燕", [
        {"award": "优秀集体", "position": "1", "organisation": "慈溪市民政局"},
        {"award": "优秀个人", "position": "1", "organisation": "慈溪市民政局", "person": "张晓燕"},
    ]),
    ("先进集体（4个）\n市公安局、市民政局、浒山街道、观海卫镇", {"place"}),
    ("一、先进集体（2个，各奖励10000元）\n1.慈溪市残联\n2.余姚市妇联", [
        {"award": "先进集体", "position": "1", "organisation": "慈溪市残联"},
        {"award": "先进集体", "position": "2", "organisation": "余姚市妇联"},
    ]),
    ("一、优秀单位（共2家，每家奖励5000元）\n1.慈溪市残联\n2.余姚市妇联", [
        {"award": "优秀单位", "position": "1", "organisation": "慈溪市残联"},
        {"award": "优秀单位", "position": "2", "organisation": "余姚市妇联"},
    ]),
    ("（一）县（市、区）政府办公室\n一等奖：慈溪市政府办公室\n二等奖：余姚市政府办公室\n（二）市直部门\n一等奖：宁波市公安局", [
        {"award": "一等奖", "organisation": "慈溪市政府办公室", "group": "县（市、区）政府办公室"},
        {"award": "二等奖", "organisation": "余姚市政府办公室", "group": "县（市、区）政府办公室"},
        {"award": "一等奖", "organisation": "宁波市公安局", "group": "市直部门"},
    ]),
    ("先进集体\n浙江省\n1.慈溪市便民服务中心\n2.余姚市便民服务中心\n安徽省\n1.当涂县便民服务中心", [
        {"award": "先进集体", "position": "1", "organisation": "慈溪市便民服务中心", "group": "浙江省"},
        {"award": "先进集体", "position": "2", "organisation": "余姚市便民服务中心", "group": "浙江省"},
        {"award": "先进集体", "position": "1", "organisation": "当涂县便民服务中心", "group": "安徽省"},
    ]),
    ("先进集体\n浙江省：慈溪市便民服务中心、余姚市便民服务中心\n安徽省：当涂县便民服务中心", [
        {"award": "先进集体", "organisation": "慈溪市便民服务中心", "group": "浙江省"},
        {"award": "先进集体", "organisation": "余姚市便民服务中心", "group": "浙江省"},
        {"award": "先进集体", "organisation": "当涂县便民服务中心", "group": "安徽省"},
    ]),
    ("先进单位：慈溪市图书馆、余姚市残联、余姚市妇联、慈溪市政协", [
        {"award": "先进单位", "organisation": "慈溪市图书馆"},
        {"award": "先进单位", "organisation": "余姚市残联"},
        {"award": "先进单位", "organisation": "余姚市妇联"},
        {"award": "先进单位", "organisation": "慈溪市政协"},
    ]),
    ("先进单位\n慈溪市图书馆\n余姚中学\n慈溪市实验小学\n余姚市档案馆", [
        {"award": "先进单位", "organisation": "慈溪市图书馆"},
        {"award": "先进单位", "organisation": "余姚中学"},
        {"award": "先进单位", "organisation": "慈溪市实验小学"},
        {"award": "先进单位", "organisation": "余姚市档案馆"},
    ]),
    ("先进单位：慈溪市民政局、余姚市市民政务中心", [
        {"award": "先进单位", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "organisation": "余姚市市民政务中心"},
    ]),
    ("先进单位\n1.慈溪市长河镇\n2.宁波海关\n3.宁波电视台\n4.慈溪市长河街道", [
        {"award": "先进单位", "position": "1", "organisation": "慈溪市长河镇"},
        {"award": "先进单位", "position": "2", "organisation": "宁波海关"},
        {"award": "先进单位", "position": "3", "organisation": "宁波电视台"},
        {"award": "先进单位", "position": "4", "organisation": "慈溪市长河街道"},
    ]),
    ("先进单位\n慈溪市民政局\n余姚市民政局\n特此通报。\n主题词：表彰 通报\n抄送：市委各部门，市人大常委会办公室。", [
        {"award": "先进单位", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "organisation": "余姚市民政局"},
    ]),
    ("<h3>优秀接线员</h3><table><tr><th>单位</th><th>姓名</th></tr><tr><td rowspan=\"3\">慈溪市便民服务中心</td><td>张晓燕</td></tr><tr><td>顾建国</td></tr><tr><td>李小红</td></tr></table>", [
        {"award": "优秀接线员", "organisation": "慈溪市便民服务中心", "person": "张晓燕"},
        {"award": "优秀接线员", "organisation": "慈溪市便民服务中心", "person": "顾建国"},
        {"award": "优秀接线员", "organisation": "慈溪市便民服务中心", "person": "李小红"},
    ]),
    ("先进单位：慈溪市民政局；余姚市民政局；奉化区民政局", [
        {"award": "先进单位", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "organisation": "余姚市民政局"},
        {"award": "先进单位", "organisation": "奉化区民政局"},
    ]),
    ("先进单位（名单附后）\n1.慈溪市民政局", [
        {"award": "先进单位", "position": "1", "organisation": "慈溪市民政局"},
    ]),
    ("优秀单位名单如下：\n慈溪市民政局\n余姚市民政局", [
        {"award": "优秀单位", "organisation": "慈溪市民政局"},
        {"award": "优秀单位", "organisation": "余姚市民政局"},
    ]),
    ("宁波市2021年度先进单位名单\n1.慈溪市民政局\n2.余姚市民政局", [
        {"award": "先进单位", "position": "1", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "position": "2", "organisation": "余姚市民政局"},
    ]),
    ("最佳服务奖得主：\n慈溪市民政局\n余姚市民政局", [
        {"award": "最佳服务奖", "organisation": "慈溪市民政局"},
        {"award": "最佳服务奖", "organisation": "余姚市民政局"},
    ]),
    ("序号 申报单位 案例名称\n1 慈溪市民政局 民情直通车\n2 余姚市民政局 一线解忧", {"title"}),
    ("优秀案例\n序号\t申报单位\t案例名称\n1\t慈溪市民政局\t民情直通车\n2\t余姚市民政局\t一线解忧", [
        {"award": "优秀案例", "position": "1", "organisation": "慈溪市民政局", "work": "民情直通车"},
        {"award": "优秀案例", "position": "2", "organisation": "余姚市民政局", "work": "一线解忧"},
    ]),
    ("奖项\t单位\n最佳服务奖\t慈溪市民政局\n最佳服务奖\t余姚市民政局\n最佳管理奖\t奉化区民政局", [
        {"award": "最佳服务奖", "organisation": "慈溪市民政局"},
        {"award": "最佳服务奖", "organisation": "余姚市民政局"},
        {"award": "最佳管理奖", "organisation": "奉化区民政局"},
    ]),
    ("先进个人：张晓燕、顾建国", [
        {"award": "先进个人", "person": "张晓燕"},
        {"award": "先进个人", "person": "顾建国"},
    ]),
    ("先进个人：张晓燕（慈溪市民政局）、顾建国（余姚市民政局）", [
        {"award": "先进个人", "organisation": "慈溪市民政局", "person": "张晓燕"},
        {"award": "先进个人", "organisation": "余姚市民政局", "person": "顾建国"},
    ]),
    ("先进单位：\n慈溪市民政局、\n余姚市民政局、\n奉化区民政局。", [
        {"award": "先进单位", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "organisation": "余姚市民政局"},
        {"award": "先进单位", "organisation": "奉化区民政局"},
    ]),
    ("先进单位（3家）：慈溪市民政局，余姚市民政局，奉化区民政局。", [
        {"award": "先进单位", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "organisation": "余姚市民政局"},
        {"award": "先进单位", "organisation": "奉化区民政局"},
    ]),
    ("授予慈溪市民政局、余姚市民政局“先进单位”称号。", [
        {"award": "先进单位", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "organisation": "余姚市民政局"},
    ]),
    ("会上，慈溪市12345热线获“标杆热线奖”，余姚市12345热线的王峰被评为“最美话务员”。", [
        {"award": "标杆热线奖", "organisation": "慈溪市12345热线"},
        {"award": "最美话务员", "organisation": "余姚市12345热线", "person": "王峰"},
    ]),
    ("慈溪市12345热线、余姚市12345热线分别获得一等奖、二等奖。", {"fields"}),
    ("授予慈溪市民政局等5家单位“先进单位”称号。", {"text"}),
    ("先进单位\n1.慈溪市民政局\n2.余姚市民政局\n此外，海曙区民政局荣获“特别贡献奖”。", {"text"}),
    ("先进单位\n1.慈溪市民政局\n2.余姚市民政局\n注：海曙区民政局放弃评选。", {"text"}),
    ("先进单位\n1.慈溪市民政局\n2.余姚市民政局\n如弄虚作假，取消称号。", [
        {"award": "先进单位", "position": "1", "organisation": "慈溪市民政局"},
        {"award": "先进单位", "position": "2", "organisation": "余姚市民政局"},
    ]),
    ("先进个人\n单位\t姓名\t工作特点\n慈溪市民政局\t王峰\t及时\n余姚市民政局\t李红\t周到", {"fields"}),
    ("★★★\n1.慈溪市民政局\n2.余姚市民政局", {"title"}),
    ("一、接入单位（2个）\n1.慈溪市民政局\n2.余姚市民政局", {"title"}),
    ("一、帮扶单位（2个）\n1.慈溪市民政局\n2.余姚市民政局", {"title"}),
    ("先进集体和优秀集体\n1.慈溪市民政局\n2.余姚市民政局", {"title"}),
    ("先进单位\n慈溪市民政局\n余姚市民政局\n海曙区民政局\n宁波市信访局", {"role"}),
    ("优秀案例\n1.慈溪市民政局《夜灯》\n2.余姚市民政局\n3.海曙区民政局《晨钟》", {"fields"}),
    ("先进个人\n慈溪市民政局/王峰\n余姚市民政局/李小红", [
        {"award": "先进个人", "organisation": "慈溪市民政局", "person": "王峰"},
        {"award": "先进个人", "organisation": "余姚市民政局", "person": "李小红"},
    ]),
    ("先进个人：刀建国、线永芬、岳春生、排志平", [
        {"award": "先进个人", "person": "刀建国"},
        {"award": "先进个人", "person": "线永芬"},
        {"award": "先进个人", "person": "岳春生"},
        {"award": "先进个人", "person": "排志平"},
    ]),
    ("先进个人\n慈溪市民政局　张晓燕\n余姚市民政局　安　然", {"winner"}),
    ("十佳接线员\n1号 张晓燕\n2号 顾建国", {"fields"}),
    ("服务明星\n张晓燕 女 慈溪市民政局\n顾建国 男 余姚市民政局", [
        {"award": "服务明星", "organisation": "慈溪市民政局", "person": "张晓燕"},
        {"award": "服务明星", "organisation": "余姚市民政局", "person": "顾建国"},
    ]),
    ("服务明星\n姓名 性别 单位\n张晓燕 女 慈溪市民政局\n顾建国 男 余姚市民政局", [
        {"award": "服务明星", "organisation": "慈溪市民政局", "person": "张晓燕"},
        {"award": "服务明星", "organisation": "余姚市民政局", "person": "顾建国"},
    ]),
    ("优秀组织奖：洛阳市大数据局、开封市大数据局\n最佳案例奖：洛阳市大数据局《一网通办》、开封市大数据局《一键直达》", [
        {"award": "优秀组织奖", "organisation": "洛阳市大数据局"},
        {"award": "优秀组织奖", "organisation": "开封市大数据局"},
        {"award": "最佳案例奖", "organisation": "洛阳市大数据局", "work": "《一网通办》"},
        {"award": "最佳案例奖", "organisation": "开封市大数据局", "work": "《一键直达》"},
    ]),
    ("服务之星：洛阳市12345热线王小明、开封市12345热线李晓红", {"fields"}),
    ("服务之星\n洛阳市12345热线：王小明；开封市12345热线：李晓红", [
        {"award": "服务之星", "organisation": "洛阳市12345热线", "person": "王小明"},
        {"award": "服务之星", "organisation": "开封市12345热线", "person": "李晓红"},
    ]),
    ("试点城市\n1.洛阳市\n2.开封市", {"role"}),
    ("主办单位：河南省人民政府\n承办单位：洛阳市大数据局\n先进单位\n1.洛阳市大数据局\n2.开封市大数据局", [
        {"award": "先进单位", "position": "1", "organisation": "洛阳市大数据局"},
        {"award": "先进单位", "position": "2", "organisation": "开封市大数据局"},
    ]),
    ("先进单位\n1.洛阳市大数据局\n2.开封市大数据局\n联系人：王小明 电话：0379-12345678", [
        {"award": "先进单位", "position": "1", "organisation": "洛阳市大数据局"},
        {"award": "先进单位", "position": "2", "organisation": "开封市大数据局"},
    ]),
    ("先进单位\n1.洛阳市大数据局2.开封市大数据局3.新乡市大数据局", [
        {"award": "先进单位", "position": "1", "organisation": "洛阳市大数据局"},
        {"award": "先进单位", "position": "2", "organisation": "开封市大数据局"},
        {"award": "先进单位", "position": "3", "organisation": "新乡市大数据局"},
    ]),
    ("先进单位 1.洛阳市大数据局 2.开封市大数据局 先进个人 1.王小明 2.李晓红", {"numbering", "title", "winner"}),
    ("一、先进单位\n洛阳市大数据局，开封市大数据局\n新乡市大数据局", [
        {"award": "先进单位", "organisation": "洛阳市大数据局"},
        {"award": "先进单位", "organisation": "开封市大数据局"},
        {"award": "先进单位", "organisation": "新乡市大数据局"},
    ]),
    ("先进单位\n洛阳市大数据局\n开封市大数据局\n先进个人\n王小明\n李晓红", [
        {"award": "先进单位", "organisation": "洛阳市大数据局"},
        {"award": "先进单位", "organisation": "开封市大数据局"},
        {"award": "先进个人", "person": "王小明"},
        {"award": "先进个人", "person": "李晓红"},
    ]),
    ("先进单位\n洛阳市大数据局（先进个人：王小明）", {"winner"}),
    ("2020年度先进单位\n2020年度\n洛阳市大数据局", {"role"}),
    ("先进单位\n1.洛阳市大数据局\n2.开封市大数据局\n先进单位\n1.新乡市大数据局", {"title"}),
    ("先进单位\n1.洛阳市大数据局\n2.最佳服务奖\n3.新乡市大数据局", {"fields"}),
    ("最佳服务奖\n1.洛阳市大数据局 最佳管理奖\n2.开封市大数据局 最佳管理奖", {"role", "title"}),
    ("最佳服务奖\n洛阳市大数据局\n最佳管理奖", {"role"}),
    ("特等奖\n洛阳市大数据局\n一等奖（2名）\n开封市大数据局\n新乡市大数据局\n二等奖（2名）\n安阳市大数据局\n鹤壁市大数据局", [
        {"award": "特等奖", "organisation": "洛阳市大数据局"},
        {"award": "一等奖", "organisation": "开封市大数据局"},
        {"award": "一等奖", "organisation": "新乡市大数据局"},
        {"award": "二等奖", "organisation": "安阳市大数据局"},
        {"award": "二等奖", "organisation": "鹤壁市大数据局"},
    ]),
    ("优秀案例奖\n一等奖（1个）\n1.洛阳市大数据局\n二等奖（2个）\n1.开封市大数据局\n2.新乡市大数据局", [
        {"award": "优秀案例奖", "position": "1", "organisation": "洛阳市大数据局", "grade": "一等奖"},
        {"award": "优秀案例奖", "position": "1", "organisation": "开封市大数据局", "grade": "二等奖"},
        {"award": "优秀案例奖", "position": "2", "organisation": "新乡市大数据局", "grade": "二等奖"},
    ]),
    ("先进个人\n洛阳市大数据局 王小明 李晓红 张 伟\n开封市大数据局 陈静", [
        {"award": "先进个人", "organisation": "洛阳市大数据局", "person": "王小明"},
        {"award": "先进个人", "organisation": "洛阳市大数据局", "person": "李晓红"},
        {"award": "先进个人", "organisation": "洛阳市大数据局", "person": "张伟"},
        {"award": "先进个人", "organisation": "开封市大数据局", "person": "陈静"},
    ]),
    ("先进个人\n1.王小明（洛阳市大数据局科员）\n2.李晓红（开封市大数据局主任）", [
        {"award": "先进个人", "position": "1", "organisation": "洛阳市大数据局", "person": "王小明"},
        {"award": "先进个人", "position": "2", "organisation": "开封市大数据局", "person": "李晓红"},
    ]),
    ("先进个人\n王小明，男，洛阳市大数据局科员\n李晓红，女，开封市大数据局主任", [
        {"award": "先进个人", "organisation": "洛阳市大数据局", "person": "王小明"},
        {"award": "先进个人", "organisation": "开封市大数据局", "person": "李晓红"},
    ]),
    ("先进个人\n王  玲（女，苗族）洛阳市大数据局业务科科长\n冉敏（女，土家族）开封市大数据局主任", [
        {"award": "先进个人", "organisation": "洛阳市大数据局业务科", "person": "王玲"},
        {"award": "先进个人", "organisation": "开封市大数据局", "person": "冉敏"},
    ]),
    ("先进个人\n王小明 洛阳市大数据局局长\n李晓红 开封市大数据局副局长", [
        {"award": "先进个人", "organisation": "洛阳市大数据局", "person": "王小明"},
        {"award": "先进个人", "organisation": "开封市大数据局", "person": "李晓红"},
    ]),
    ("先进集体\n中国移动通信集团江苏有限公司昆山分公司\n国网江苏省电力有限公司苏州供电分公司", [
        {"award": "先进集体", "organisation": "中国移动通信集团江苏有限公司昆山分公司"},
        {"award": "先进集体", "organisation": "国网江苏省电力有限公司苏州供电分公司"},
    ]),
    ("先进集体\n1.昆山市公安局交通警察大队\n2.昆山市公安局玉山派出所\n3.昆山市人民医院\n4.昆山市第一中学", [
        {"award": "先进集体", "position": "1", "organisation": "昆山市公安局交通警察大队"},
        {"award": "先进集体", "position": "2", "organisation": "昆山市公安局玉山派出所"},
        {"award": "先进集体", "position": "3", "organisation": "昆山市人民医院"},
        {"award": "先进集体", "position": "4", "organisation": "昆山市第一中学"},
    ]),
    ("群众满意单位\n昆山市自来水集团有限公司\n昆山华润燃气有限公司", [
        {"award": "群众满意单位", "organisation": "昆山市自来水集团有限公司"},
        {"award": "群众满意单位", "organisation": "昆山华润燃气有限公司"},
    ]),
    ("先进单位\n——昆山市财政局\n——太仓市财政局", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "先进单位", "organisation": "太仓市财政局"},
    ]),
    ("一、2019年度先进单位\n（一）综合奖\n昆山市财政局\n太仓市财政局\n（二）单项奖\n常熟市财政局", {"role"}),
    ("二〇二〇年度先进单位\n一、县区\n1.昆山市\n2.太仓市\n二、部门\n1.苏州市财政局", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市", "group": "县区"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市", "group": "县区"},
        {"award": "先进单位", "position": "1", "organisation": "苏州市财政局", "group": "部门"},
    ]),
    ("昆山市财政局荣获先进单位\n太仓市财政局荣获优秀单位", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "优秀单位", "organisation": "太仓市财政局"},
    ]),
    ("先进单位(昆山市财政局、太仓市财政局)", {"title"}),
    ("先进单位有：昆山市财政局、太仓市财政局。", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "先进单位", "organisation": "太仓市财政局"},
    ]),
    ("授予以下单位“先进单位”称号：\n昆山市财政局\n太仓市财政局", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "先进单位", "organisation": "太仓市财政局"},
    ]),
    ("“先进单位”（2个）\n昆山市财政局\n太仓市财政局", [
        {"award": "先进单位", "organisation": "昆山市财政局"},
        {"award": "先进单位", "organisation": "太仓市财政局"},
    ]),
    ("授予昆山市财政局等3个单位“先进单位”称号\n1.昆山市财政局\n2.太仓市财政局\n3.常熟市财政局", [
        {"award": "先进单位", "position": "1", "organisation": "昆山市财政局"},
        {"award": "先进单位", "position": "2", "organisation": "太仓市财政局"},
        {"award": "先进单位", "position": "3", "organisation": "常熟市财政局"},
    ]),
    ("先进单位\n1.惠州市财政局 惠阳区财政局\n2.博罗县财政局", [
        {"award": "先进单位", "position": "1", "organisation": "惠州市财政局"},
        {"award": "先进单位", "position": "1", "organisation": "惠阳区财政局"},
        {"award": "先进单位", "position": "2", "organisation": "博罗县财政局"},
    ]),
    ("附件1\n2020年度先进单位名单\n(排名不分先后)\n惠州市财政局\n博罗县财政局\n附件2\n2020年度先进个人名单\n王小明 惠州市财政局\n李红 博罗县财政局", [
        {"award": "先进单位", "organisation": "惠州市财政局"},
        {"award": "先进单位", "organisation": "博罗县财政局"},
        {"award": "先进个人", "organisation": "惠州市财政局", "person": "王小明"},
        {"award": "先进个人", "organisation": "博罗县财政局", "person": "李红"},
    ]),
    ("先进集体：惠州市财政局预算科、惠州市公安局指挥中心、博罗县教育局办公室", [
        {"award": "先进集体", "organisation": "惠州市财政局预算科"},
        {"award": "先进集体", "organisation": "惠州市公安局指挥中心"},
        {"award": "先进集体", "organisation": "博罗县教育局办公室"},
    ]),
    ("优秀案例\n惠州市财政局：数字赋能\n博罗县教育局：阳光招生", [
        {"award": "优秀案例", "organisation": "惠州市财政局", "work": "数字赋能"},
        {"award": "优秀案例", "organisation": "博罗县教育局", "work": "阳光招生"},
    ]),
    ("优秀案例\n1.惠州市财政局——数字赋能财政监管\n2.博罗县教育局——阳光招生平台建设", [
        {"award": "优秀案例", "position": "1", "organisation": "惠州市财政局", "work": "数字赋能财政监管"},
        {"award": "优秀案例", "position": "2", "organisation": "博罗县教育局", "work": "阳光招生平台建设"},
    ]),
    ("优秀案例\n1.数字赋能财政监管（惠州市财政局）\n2.阳光招生平台建设（博罗县教育局）", [
        {"award": "优秀案例", "position": "1", "organisation": "惠州市财政局", "work": "数字赋能财政监管"},
        {"award": "优秀案例", "position": "2", "organisation": "博罗县教育局", "work": "阳光招生平台建设"},
    ]),
    ("优秀案例\n1.惠州市财政局数字赋能财政监管案例\n2.博罗县教育局阳光招生平台建设案例", {"winner"}),
    ("先进个人\n1.王小明 男 1980年5月 惠州市财政局\n2.李红 女 1985年3月 博罗县教育局", {"fields"}),
    ("先进个人\n王小明\t惠州市财政局\t主任科员\n李红\t博罗县教育局\t科长", [
        {"award": "先进个人", "organisation": "惠州市财政局", "person": "王小明"},
        {"award": "先进个人", "organisation": "博罗县教育局", "person": "李红"},
    ]),
    ("先进单位\n惠州市财政局\t13800000000\n博罗县教育局\t13900000000", [
        {"award": "先进单位", "organisation": "惠州市财政局"},
        {"award": "先进单位", "organisation": "博罗县教育局"},
    ]),
    ("单位\t得分\t等次\n惠州市财政局\t98.5\t优秀\n博罗县教育局\t92\t良好", {"role", "title"}),
    ("服务之星\n单位\t姓名\n惠州市12345热线\t王小明\n博罗县12345热线\t江苏", {"winner"}),
    ("先进单位\n1.惠州市财政局\n   2.博罗县教育局\n3.龙门县教育局\n（以上排名不分先后）\n惠州市人民政府办公室", {"role"}),
    ("表彰名单\n惠州市财政局 先进单位\n博罗县教育局 先进单位\n王小明 先进个人", [
        {"award": "先进单位", "organisation": "惠州市财政局"},
        {"award": "先进单位", "organisation": "博罗县教育局"},
        {"award": "先进个人", "person": "王小明"},
    ]),
    ("先进单位：惠州市财政局\n先进个人：王小明（惠州市财政局）", [
        {"award": "先进单位", "organisation": "惠州市财政局"},
        {"award": "先进个人", "organisation": "惠州市财政局", "person": "王小明"},
    ]),
    ("一、先进单位（2个）：惠州市财政局、博罗县教育局\n二、先进个人（2名）：王小明、李红", [
        {"award": "先进单位", "organisation": "惠州市财政局"},
        {"award": "先进单位", "organisation": "博罗县教育局"},
        {"award": "先进个人", "person": "王小明"},
        {"award": "先进个人", "person": "李红"},
    ]),
    ("1.先进单位\n惠州市财政局\n博罗县教育局\n2.先进个人\n王小明\n李红", [
        {"award": "先进单位", "organisation": "惠州市财政局"},
        {"award": "先进单位", "organisation": "博罗县教育局"},
        {"award": "先进个人", "person": "王小明"},
        {"award": "先进个人", "person": "李红"},
    ]),
    ("1.先进单位：惠州市财政局、博罗县教育局\n2.先进个人：王小明、李红", [
        {"award": "先进单位", "organisation": "惠州市财政局"},
        {"award": "先进单位", "organisation": "博罗县教育局"},
        {"award": "先进个人", "person": "王小明"},
        {"award": "先进个人", "person": "李红"},
    ]),
    ("广东省\n先进单位：惠州市财政局\n湖南省\n先进单位：长沙市财政局", [
        {"award": "先进单位", "organisation": "惠州市财政局", "group": "广东省"},
        {"award": "先进单位", "organisation": "长沙市财政局", "group": "湖南省"},
    ]),
    ("年度热线奖获奖名单：北京市12345热线，上海市12345热线，广州市12345热线", [
        {"award": "年度热线奖", "organisation": "北京市12345热线"},
        {"award": "年度热线奖", "organisation": "上海市12345热线"},
        {"award": "年度热线奖", "organisation": "广州市12345热线"},
    ]),
    ("最佳服务奖\n北京市12345热线 上海市12345热线 广州市12345热线\n最佳创新奖\n深圳市12345热线", [
        {"award": "最佳服务奖", "organisation": "北京市12345热线"},
        {"award": "最佳服务奖", "organisation": "上海市12345热线"},
        {"award": "最佳服务奖", "organisation": "广州市12345热线"},
        {"award": "最佳创新奖", "organisation": "深圳市12345热线"},
    ]),
    ("先进单位\n惠州市财政局\n（附照片）\n博罗县教育局", {"role", "title"}),
    ("先进单位\n国家税务总局惠州市税务局\n中国人民银行惠州市中心支行", [
        {"award": "先进单位", "organisation": "国家税务总局惠州市税务局"},
        {"award": "先进单位", "organisation": "中国人民银行惠州市中心支行"},
    ]),
    ("十佳接线员\n王小明、李红、张晓燕、顾建国、赵云霞、\n周强、陈静、孙丽、吴涛、郑海燕", [
        {"award": "十佳接线员", "person": "王小明"},
        {"award": "十佳接线员", "person": "李红"},
        {"award": "十佳接线员", "person": "张晓燕"},
        {"award": "十佳接线员", "person": "顾建国"},
        {"award": "十佳接线员", "person": "赵云霞"},
        {"award": "十佳接线员", "person": "周强"},
        {"award": "十佳接线员", "person": "陈静"},
        {"award": "十佳接线员", "person": "孙丽"},
        {"award": "十佳接线员", "person": "吴涛"},
        {"award": "十佳接线员", "person": "郑海燕"},
    ]),
    ("先进个人\n汉族同志名单\n王小明", [
        {"award": "先进个人", "person": "王小明"},
    ]),
    ("优胜单位\nA组：惠州市财政局\nB组：博罗县教育局", [
        {"award": "优胜单位", "organisation": "惠州市财政局", "group": "A组"},
        {"award": "优胜单位", "organisation": "博罗县教育局", "group": "B组"},
    ]),
    ("优秀品牌\n惠州市财政局“惠财通”\n博罗县教育局“阳光e校”", [
        {"award": "优秀品牌", "organisation": "惠州市财政局", "work": "“惠财通”"},
        {"award": "优秀品牌", "organisation": "博罗县教育局", "work": "“阳光e校”"},
    ]),
    ("热线先锋\n张晓燕 客服一部\n顾建国 客服二部", {"place"}),
    ("先进单位 惠州市财政局 博罗县教育局", [
        {"award": "先进单位", "organisation": "惠州市财政局"},
        {"award": "先进单位", "organisation": "博罗县教育局"},
    ]),
    ("获奖单位\n最佳服务奖：惠州市12345热线\n最佳创新奖：博罗县12345热线", [
        {"award": "最佳服务奖", "organisation": "惠州市12345热线"},
        {"award": "最佳创新奖", "organisation": "博罗县12345热线"},
    ]),
]
# fmt: on
