"""Settings in an officer's words: what each means, in which group it stands, which is chosen on a screen of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gongkai.agencies.answering import ANSWERED_BY
from gongkai.agencies.settings import LIMIT_SETTINGS, SETTINGS, Setting
from gongkai.law.limits import LIMITS, Unit
from gongkai.law.reference import Convention

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("网站与门户", ("site.", "portal.", "publicity.")),
    ("文件、链接、编号与审核", ("files.", "links.", "index_number.", "review.", "report.")),
    ("依申请公开与文书", ("requests.", "law.", "letters.")),
    ("公众表单", ("forms.", "surveys.")),
    ("消息", ("messages.",)),
)
LIMITS_GROUP = "期限约定（法律、法规未规定天数的）"
MEANS: Mapping[str, str] = {
    "portal.figures_open": "公众可以点开年度报告中的数字，查看口径、构成和已公开的记录。",
    "publicity.natural_persons": "自然人的行政决定加掩码公示，凭完整文号查询；未成年人一律不公示。",
    "portal.own": "关闭后只用工作台，不生成门户页面，访问者转到“对外发布的网站”。",
    "portal.external": "关闭本系统门户时访问者转到的网址，例如 https://www.jiaozuo.gov.cn/wenxian/。",
    "site.name": "显示在每个页面；空着即用本级政府名称。",
    "site.domain": "写入页面标签和完整网址，例如 www.wenxian.gov.cn。",
    "site.id_code": "全国政府网站标识码，十位，显示在每个页面底部。",
    "site.icp": "显示在每个页面底部。",
    "site.police": "显示在每个页面底部。",
    "site.contact": "显示在每个页面底部的联系电话。",
    "site.organiser": "显示在每个页面底部；空着即为本级政府。",
    "site.undertaker": "显示在每个页面底部；空着不显示。",
    "site.error_report": "“我为政府网站找错”的网址；空着即按网站标识码转到全国统一平台。",
    "site.party_mark": "事业单位在线（编办）发给的党政机关网站标识的网址；空着不显示。",
    "files.largest_mb": "工作人员和公众上传的单个文件最大多少 MB。",
    "links.probe_outside": "开启后，文稿中的外部链接即时、已公开的每周探测一次能否打开；单位网络不能访问外网的不要开启。",
    "forms.sum_after": "来信、意见、提问：同一网络地址一小时内超过几次后要先回答一道算式。",
    "forms.refused_after": "来信、意见、提问：同一网络地址一小时内最多提交几次；整个单位共用一个出口的须调大。",
    "forms.lookups": "同一网络地址一小时内最多凭编号和查询码查询几次。",
    "surveys.per_address": "公开问卷：同一网络地址一天内最多提交几份；通过专用链接填写的不受限制。",
    "report.post_rounding": "“6200余条”一类约数向下取整到的单位。",
    "review.paths": "各类信息的审核环节。",
    "review.reviewed_by": "人手少的单位由哪个单位代为审核；不向下级继承。",
    "requests.answered_by": "没有账号的单位由哪个公开工作机构代为登记、答复依申请公开；不向下级继承。",
    "index_number.pattern": "索引号的写法：{uscc} 统一社会信用代码、{code} 单位代码、{year} 年份、{serial} 流水号，例如 {uscc}/{year}-{serial:05d}。已经编出的不改。",
    "requests.number_pattern": "申请编号的写法：{code} 单位代码、{year} 年份、{serial} 流水号，例如 WX{year}-{serial:04d}。已经编出的不改。",
    "law.conventions": '法律未规定、又不是天数的约定，例如 {"suspension_begins": "RECEIPT", "restart_keeps_extension": false}。',
    "requests.retention_years": "结案的依申请公开档案保管多少年（一般的、涉复议诉讼的），按本单位批准的保管期限表填写。",
    "requests.statistics_open": "门户显示本地区本年度收到和办结多少件申请。",
    "letters.remedy_names": '文书救济告知中的机关名称，例如 {"court.basic": "温县人民法院", "same_level_government.office": "温县司法局"}。',
    "messages.sms": "短信怎样发出：写入文件，或者服务商的 HTTP 接口；密钥只写文件名，不写在这里。",
    "messages.email": "邮件怎样发出：写入文件、SMTP，或者服务商的 HTTP 接口；密钥只写文件名，不写在这里。",
    "messages.webhook": "工作群消息：写入文件，或者企业微信、政务微信、钉钉的群机器人；密钥只写文件名，不写在这里。",
    "messages.kept_days": "发出的消息，其收件地址和内容多少天后删除。",
}
ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "review.paths": ("desk:review-paths", "审核路径"), "review.reviewed_by": ("desk:review-paths", "审核路径"), ANSWERED_BY: ("desk:requests-units", "代办单位"),
    "letters.remedy_names": ("desk:letter-places", "文书联系方式"),
}  # fmt: skip
_UNITS = {Unit.WORKING_DAYS: "个工作日", Unit.NATURAL_DAYS: "日", Unit.MONTHS: "个月", Unit.HOURS: "小时"}
_UNIT_OF = {one.basis.setting: _UNITS.get(one.unit, "") for one in LIMITS if isinstance(one.basis, Convention)}


def means(setting: Setting) -> str:
    """Numbers of days bring their reason in Chinese; everything else has its words above."""
    return setting.means if setting.name in LIMIT_SETTINGS else MEANS[setting.name]


def shown(setting: Setting, value: Any) -> str:
    """A value as an officer reads it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return f"{value} {_UNIT_OF[setting.name]}".strip() if setting.name in _UNIT_OF else str(value)
    if isinstance(value, str):
        return value or "（空）"
    return json.dumps(value, ensure_ascii=False) if value else "（未填）"


def grouped() -> list[tuple[str, list[str]]]:
    """Every declared name in exactly one group; what a room adds under a new beginning stands last."""
    left = [name for name in SETTINGS if name not in LIMIT_SETTINGS]
    groups = []
    for title, beginnings in GROUPS:
        names = [name for name in left if name.startswith(beginnings)]
        left = [name for name in left if name not in names]
        groups.append((title, names))
    return [*groups, *([("其他", left)] if left else []), (LIMITS_GROUP, list(LIMIT_SETTINGS))]
