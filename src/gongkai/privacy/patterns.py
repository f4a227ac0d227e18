"""The shapes ``detection`` looks for, in half-width text, and the words that tell a person's number from a document's."""

from __future__ import annotations

import re

CONTEXT = 16
"""How many characters before a number are asked for a telling word."""
MOBILE_DIGITS = 11
UNBORN = 2100
PROVINCES = frozenset({
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
    "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
})  # fmt: skip

WORTH_A_LOOK = re.compile(r"[0-9\uff10-\uff19@\uff20\u2460-\u2473]|住|户籍")
_GAP = r"[ -]{0,2}"

IDENTITY_WORDS = re.compile(r"身份证|身份号码|证件号|公民身份")
CREDIT_WORDS = re.compile(r"信用代码|机构代码")
CARD_WORDS = re.compile(r"卡|账号|帐号|账户|开户|银行|存折")
PHONE_WORDS = re.compile(r"电话|座机|固话|传真|(?i:tel)")
PASSPORT_WORDS = re.compile(r"护照|(?i:passport)")
PERMIT_WORDS = re.compile(r"通行证|台胞证|回乡证|永久居留|居留身份证")
SERIAL_WORDS = re.compile(
    r"(?:订单|流水|单据|票据|发票|缴款书|决定书|文书|运单|快递单|物流单|条形|商品|产品|合同|许可|备案|登记|注册|证书|生产|"
    r"出厂|设备|序列|档案|案件|受理|业务|交易|批准|索引|统计)?(?:编号|单号|批号|文号|案号|条码|编码|流水号|票号|发票号|票据号|"
    r"缴款书号|注册号|登记号|许可证号|备案号|受理号|订单号|序列号|档案号|代码|号码牌)(?:为|是|:|：|\s|第|No\.?)*$"
)

INNOCENT = (
    re.compile(r"[〔\[(【]\d{4}[〕\])】][^\s,，。；;、\d]{0,12}\d[^\s,，。；;、]{0,20}?号"),
    re.compile(r"第 ?\d+(?:-\d+)* ?号"),
    re.compile(r"[¥$] ?\d[\d,]*(?:\.\d+)?"),
    re.compile(
        r"(?<![\d.])\d[\d,]*(?:\.\d+)? ?(?:元|万元|亿元|美元|万|亿|平方米|㎡|立方米|公斤|千克|吨|亩|公顷|千瓦|%)"
    ),
    re.compile(r"(?<!\d)\d+\.\d+(?!\d)"),
    re.compile(r"(?<![\d-])(?:400|800)-?\d{3}-?\d{4}(?!\d)"),
)
CREDIT_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NP-RT-UW-Y]{18}(?![0-9A-Za-z])")

RESIDENT = re.compile(rf"(?<!\d)[1-8](?:{_GAP}\d){{16}}{_GAP}[\dXx](?![\dA-Za-z])")
OLD_RESIDENT = re.compile(r"(?<!\d)[1-8]\d{14}(?![\dA-Za-z])")
CARD = re.compile(rf"(?<![\dA-Za-z.])[3-69](?:{_GAP}\d){{15,18}}(?![\dA-Za-z])")
IN_FOURS = re.compile(r"(?:\d{4}[ -]){3,4}\d{1,4}")
MOBILE = re.compile(rf"(?<![\d.])(?:\+?86[ -]?)?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)(?!\.\d)")
LANDLINE = re.compile(
    r"(?<![\d.-])(?:\+?86[ -]?)?\(?0(?:10|2\d|[3-9]\d{2})\)?[ -]{0,2}[2-9]\d{2,3}[ -]?\d{4}(?:[-转]\d{1,5})?(?!\d)"
)
LOCAL_NUMBER = re.compile(r"(?<![\d.-])[2-9]\d{6,7}(?!\d)(?!\.\d)")
EMAIL = re.compile(r"(?<![A-Za-z0-9._+-])[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
PASSPORT = re.compile(
    r"(?<![0-9A-Za-z])(?:[DEGHKMPS]\d{8}|E[A-HJ-NP-Z]\d{7}|1[45]\d{7}|[A-Z]{1,2}\d{7,8})(?![0-9A-Za-z])"
)
PERMIT = re.compile(r"(?<![0-9A-Za-z])(?:[HMC]\d{8}(?:\d{2})?|\d{8}|9\d{16}[\dX])(?![0-9A-Za-z])")
RESIDENCE_CARD = re.compile(r"(?<![0-9A-Za-z])[A-Z]{3}\d{12}(?![0-9A-Za-z])")
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z] ?[·•.-]? ?"
    r"(?=[A-HJ-NP-Z0-9]*\d)(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳])(?![0-9A-Za-z])"
)

STARS = "*×●"
MASKED = re.compile(r"(?<![\dA-Za-z*×●])\d[\d*×●]*[*×●][\d*×●]*[Xx]?(?![\dA-Za-z*×●])")
HIDDEN_AT_LEAST = {11: 4, 15: 6, 16: 6, 17: 6, 18: 6, 19: 6}
"""Length of a masked number -> how many characters must be hidden: a mobile number four, identity and card numbers six."""

_PLACE = r"[\u4e00-\u9fff0-9A-Za-z·-]"
HOME_SAID = re.compile(
    rf"(?:家住|现住|住在|居住于|居住在|居住地|居住地址|家庭住址|家庭地址|住址|户籍地址|户籍所在地|户籍地|(?<=[,，。；;])住(?![房建院宅宿户保]))"
    rf"(?:址|地)?(?:为|是|在|于|:|：| )*(?P<home>{_PLACE}{{5,60}})"
)
HOME_DETAIL = re.compile(r"\d+ ?号|组|室|户|小区|村|弄|巷|单元|栋|幢")
ROOM_SIGN = re.compile(r"\d(?:室|户|栋|幢|座|单元|号楼|号院)|单元\d")
VILLAGE_SIGN = re.compile(r"村[\u4e00-\u9fff\d]{0,12}\d号")
"""What an address of this shape cannot be without: looked for first, because the whole shape costs more."""
ROOM = re.compile(
    r"(?P<home>(?:(?!住址|住在|位于|住于|家住|现住|址为|地址)[\u4e00-\u9fff]){0,30}"
    r"(?:\d+号(?:楼|院)?(?:\d+(?:号楼|栋|幢|座))?(?:[\d一二三四五六东西中]+单元)?\d{1,4}(?:室|户)"
    r"|\d+(?:号楼|栋|幢|座)(?:[\d一二三四五六东西中]+单元)?\d{1,4}(?:室|户|号)"
    r"|[\d一二三四五六]+单元\d{1,4}(?:室|户|号)))"
)
VILLAGE_HOUSE = re.compile(
    r"(?P<home>(?:(?!住址|住在|位于|地址)[\u4e00-\u9fff]){1,24}村(?:委会)?(?:[\u4e00-\u9fff]{0,4}?[\d一二三四五六七八九十]+组)?\d+号(?!文|令))"
)
