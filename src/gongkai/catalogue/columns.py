"""The columns of the portal: the four fixed sections of the disclosure column, the fifteen categories of REG 20, and the rest.

The disclosure column serves statutory disclosure only (专栏姓专): items that are news stand outside it. ``stale_after_days`` is the
window inspection looks at (domain 6.2); none where nothing is expected regularly.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.reference import REG, Ref

GUIDE, RULES, CONTENT, REPORTS = "zn", "zd", "fdzdgknr", "nb"
TOPICS = "ztzl"
_HALF_YEAR, _TWO_WEEKS, _YEAR = 183, 14, 366


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """``name`` is what the menu shows, ``content`` the words of the law, ``column_type`` the ColumnType meta tag."""

    code: str
    name: str
    parent: str
    column_type: str
    statutory: bool
    content: str = ""
    basis: Ref | None = None
    stale_after_days: int | None = None


def _section(code: str, name: str, column_type: str, stale: int | None, basis: Ref) -> ColumnRow:
    return ColumnRow(code, name, "", column_type, True, basis=basis, stale_after_days=stale)


_ARTICLE_20: tuple[tuple[str, str], ...] = (
    ("法规规章和规范性文件", "行政法规、规章和规范性文件"),
    ("机构职能", "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
    ("规划计划", "国民经济和社会发展规划、专项规划、区域规划及相关政策"),
    ("统计信息", "国民经济和社会发展统计信息"),
    ("行政许可和对外管理服务", "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果"),
    ("行政处罚和行政强制", "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定"),
    ("财政预决算", "财政预算、决算信息"),
    ("行政事业性收费", "行政事业性收费项目及其依据、标准"),
    ("政府集中采购", "政府集中采购项目的目录、标准及实施情况"),
    ("重大建设项目", "重大建设项目的批准和实施情况"),
    ("民生保障", "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况"),
    ("应急管理", "突发公共事件的应急预案、预警信息及应对情况"),
    ("监督检查", "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况"),
    ("公务员招考", "公务员招考的职位、名额、报考条件等事项以及录用结果"),
    ("其他应当主动公开的信息", "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"),
)
_ARTICLE_21: tuple[str, ...] = (
    "市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助",
    "农业农村政策", "农田水利工程", "农村土地承包经营权流转", "宅基地审核", "筹资筹劳",
)  # fmt: skip

COLUMNS: tuple[ColumnRow, ...] = (
    _section(GUIDE, "政府信息公开指南", "信息公开指南", _YEAR, REG(12)),
    _section(RULES, "政府信息公开制度", "信息公开制度", None, REG(4)),
    _section(CONTENT, "法定主动公开内容", "信息公开目录", None, REG(20)),
    _section(REPORTS, "政府信息公开年报", "信息公开年报", _YEAR, REG(49)),
    *(
        ColumnRow(f"A20-{number:02d}", name, CONTENT, "信息公开目录", True, content, REG(20, number))
        for number, (name, content) in enumerate(_ARTICLE_20, 1)
    ),
    ColumnRow("A20-01-01", "规章", "A20-01", "政策文件", True, basis=REG(20, 1)),
    ColumnRow("A20-01-02", "行政规范性文件", "A20-01", "政策文件", True, basis=REG(20, 1), stale_after_days=_HALF_YEAR),
    ColumnRow("A20-01-03", "其他政策文件", "A20-01", "政策文件", True, basis=REG(19), stale_after_days=_HALF_YEAR),
    ColumnRow("A20-01-04", "政策解读", "A20-01", "政策解读", True, basis=REG(19), stale_after_days=_HALF_YEAR),
    ColumnRow("A20-07-01", "政府预算", "A20-07", "财政预决算", True, basis=REG(20, 7), stale_after_days=_YEAR),
    ColumnRow("A20-07-02", "政府决算", "A20-07", "财政预决算", True, basis=REG(20, 7), stale_after_days=_YEAR),
    ColumnRow("A20-07-03", "资金分配", "A20-07", "财政预决算", True, basis=REG(20, 7)),
    ColumnRow("A20-15-01", "建议提案办理", "A20-15", "信息公开目录", True, basis=REG(20, 15)),
    ColumnRow("A20-15-02", "政府常务会议", "A20-15", "信息公开目录", True, basis=REG(20, 15)),
    ColumnRow("A21", "基层和重点领域信息", CONTENT, "信息公开目录", True, basis=REG(21)),
    *(
        ColumnRow(f"A21-{number:02d}", name, "A21", "信息公开目录", True, basis=REG(21))
        for number, name in enumerate(_ARTICLE_21, 1)
    ),
    ColumnRow("A55", "公共企事业单位", CONTENT, "信息公开目录", True, basis=REG(55)),
    ColumnRow("zwdt", "政务动态", "", "工作动态", False, stale_after_days=_TWO_WEEKS),
    ColumnRow("zwdt-bm", "部门动态", "zwdt", "工作动态", False, stale_after_days=_TWO_WEEKS),
    ColumnRow("zwdt-xz", "乡镇动态", "zwdt", "工作动态", False, stale_after_days=_TWO_WEEKS),
    ColumnRow("zwdt-zz", "上级要闻", "zwdt", "工作动态", False, stale_after_days=_TWO_WEEKS),
    ColumnRow("tzgg", "通知公告", "", "通知公告", False, stale_after_days=_HALF_YEAR),
    ColumnRow("bsfw", "办事服务", "", "办事服务", False),
    ColumnRow(TOPICS, "专题专栏", "", "专题专栏", False),
)  # fmt: skip


def codes_below(code: str) -> frozenset[str]:
    """A column's code and those of all columns below it; a code outside the common tree stands for itself."""
    codes = {code}
    for row in COLUMNS:  # parents stand before their children in the table
        if row.parent in codes:
            codes.add(row.code)
    return frozenset(codes)
