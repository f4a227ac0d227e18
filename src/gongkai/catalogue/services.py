"""The elements of a guide of government services (办事指南): the eight classes inspection looks for (domain 6.2), whom it serves, its subject, its link.

The name of the service is the item's title. Elements are part of the item: reviewed, corrected and published with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from gongkai.agencies.errors import Reason

SERVICE, COLUMN = "service_guide", "bsfw"
MUST: dict[str, str] = {
    "basis": "设定依据",
    "conditions": "申请条件",
    "material": "办理材料",
    "place": "办理地点",
    "hours": "办理时间",
    "phone": "联系电话",
    "flow": "办理流程",
}
MAY: dict[str, str] = {"time_limit": "办结时限", "fee": "收费标准", "online": "在线办理网址"}
TEXTS = MUST | MAY
AUDIENCES: dict[str, str] = {"person": "个人", "legal": "法人和其他组织", "both": "个人、法人和其他组织"}
SUBJECTS: tuple[str, ...] = (
    "户籍证件", "婚姻生育", "教育就业", "社会保障", "医疗卫生", "住房保障", "交通出行", "农业农村", "企业开办", "经营许可", "工程建设", "税务缴费",
    "文化旅游", "法律服务", "其他",
)  # fmt: skip
CHOICES = {"audience": "办理对象", "subject": "主题"}
LABELS = {**CHOICES, **TEXTS}
LONGEST = 2000


def cleaned_service(given: Mapping[str, Any]) -> dict[str, str]:
    """Lines kept, white space folded, empty elements left out. Raises TypeError for one that is not known."""
    unknown = sorted(set(given) - set(LABELS))
    if unknown:
        raise TypeError(f"a guide has no element {unknown[0]!r}; elements: {', '.join(LABELS)}")
    lines = {
        name: [" ".join(line.split()) for line in str(given[name]).splitlines()] for name in LABELS if name in given
    }
    return {name: text for name, found in lines.items() if (text := "\n".join(line for line in found if line))}


def service_reasons(service: Mapping[str, str]) -> Iterator[Reason]:
    """What is wrong with cleaned elements."""
    for name, text in service.items():
        if len(text) > LONGEST:
            yield Reason(f"service_{name}", f"{LABELS[name]}最多 {LONGEST} 字，现有 {len(text)} 字")
    if service.get("audience", "both") not in AUDIENCES:
        yield Reason(
            "service_audience", f"办理对象“{service['audience'][:20]}”不存在；可选：{'、'.join(AUDIENCES.values())}"
        )
    if service.get("subject", "其他") not in SUBJECTS:
        yield Reason("service_subject", f"主题“{service['subject'][:20]}”不存在；可选：{'、'.join(SUBJECTS)}")
    online = service.get("online", "")
    if online and not _is_address(online):
        yield Reason("service_online", f"在线办理网址“{online[:60]}”应以 http:// 或 https:// 开头")


def missing_elements(service: Mapping[str, str]) -> list[str]:
    """Labels of the classes inspection counts that are absent; the name is the title."""
    return [label for name, label in MUST.items() if not service.get(name)]


def rows_of(service: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and text in the order of a guide, as the page and the files show them; the link stands apart."""
    shown = dict(service)
    if "audience" in shown:
        shown["audience"] = AUDIENCES.get(shown["audience"], shown["audience"])
    return [(label, shown[name]) for name, label in LABELS.items() if shown.get(name) and name != "online"]


def lines_of_service(service: Mapping[str, str]) -> list[str]:
    """One line an element, for comparing and for the check of wordings and personal data."""
    return [f"{label}：{text}" for label, text in rows_of(service)] + (
        [f"{LABELS['online']}：{service['online']}"] if service.get("online") else []
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in text and "\n" not in text


def reasons_of_kind(kind: str, values: Mapping[str, Any]) -> Iterator[Reason]:
    """Only a guide has elements."""
    if values.get("service") and kind != SERVICE:
        yield Reason("service", "只有办事指南有办事要素，其他类型请写在正文中")
