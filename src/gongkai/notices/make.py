"""Compose a letter from its kind and its values. What is required and absent is named, all at once, never printed as a blank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.agencies.errors import Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.law.letters import Letter, letter, missing
from gongkai.law.reference import Ref
from gongkai.notices.document import LetterDocument, Slip, day_zh
from gongkai.notices.templates import paragraphs, text_in_force

WHERE = {
    "contact_phone": "，请由机构负责人或者系统管理员在“文书联系方式”中填写电话",
    "contact_address": "，请由机构负责人或者系统管理员在“文书联系方式”中填写地址",
    "query_code": "，请从登记页面打印，或者重新发放查询码",
}


class MissingContents(Refused):
    """The letter cannot be made yet; each reason names a content and the article that asks for it."""


def make(
    kind: str, *, agency: Agency, values: Mapping[str, object], made_on: date, enclosures: tuple[str, ...] = ()
) -> LetterDocument:
    """The letter of ``kind`` in the agency's words of ``made_on``. ``values`` by field of ``law.letters``; days are written out.

    Raises MissingContents.
    """
    known = letter(kind)
    given = (
        {name: _written(value) for name, value in values.items()}
        | contacts_of(agency)
        | {"agency": agency.name}
        | {"made_on": day_zh(made_on)}
    )
    absent = missing(kind, given)
    if absent:
        raise MissingContents(
            Reason(
                content.field,
                f"{known.title_zh}缺少“{content.label_zh}”{WHERE.get(content.field, '')}",
                _articles(content.basis),
            )
            for content in absent
        )
    named = {content.label_zh: given.get(content.field, "") for content in known.contents}
    optional = frozenset(content.label_zh for content in known.contents if not content.required)
    words = text_in_force(agency, known.blocks, made_on)
    return LetterDocument(
        kind=kind, agency=agency.name, number=given["number"], title=known.title_zh, addressee=given["addressee"],
        paragraphs=tuple(line for block in known.blocks for line in paragraphs(words[block], named, optional)),
        made_on=made_on, enclosures=enclosures, slip=_slip(known, given),
    )  # fmt: skip


def _written(value: object) -> str:
    return day_zh(value) if isinstance(value, date) else str(value if value is not None else "")


def contacts_of(agency: Agency) -> dict[str, str]:
    """How the disclosure office is reached; empty where nobody has put it on file."""
    contact = agency.contact or {}
    return {
        "contact_unit": str(contact.get("disclosure_office") or f"{agency.name}政府信息公开工作机构"),
        "contact_phone": str(contact.get("phone") or contact.get("电话") or ""),
        "contact_address": str(contact.get("address") or contact.get("地址") or ""),
    }


def _articles(basis: tuple[object, ...]) -> str:
    return "、".join(one.zh for one in basis if isinstance(one, Ref))


def _slip(known: Letter, given: Mapping[str, str]) -> Slip | None:
    """The reply slip of a consultation: filled in by hand, so its lines are blank on purpose."""
    if known.kind not in ("CONSULTATION_THIRD_PARTY", "CONSULTATION_AGENCY"):
        return None
    return Slip(
        "征求意见确认函",
        (
            f"{given['agency']}：",
            f"贵机关{given['number']}征求意见书收悉。对其中所列政府信息，我（单位）的意见是：",
            "□ 同意公开　　□ 部分同意公开　　□ 不同意公开",
            "理由（不同意或者部分同意公开的，请写明涉及的内容和理由，可另附页）：",
            "签名（盖章）：　　　　　　　　　联系电话：",
            "收到征求意见书的日期：　　　　年　　月　　日",
            "日期：　　　　年　　月　　日",
        ),
    )
