"""What betrays a person in a text about to be published: the writer's own name and phone, numbers of persons, addresses.

The gate refuses and names the kind and the place, never the value; a person masks the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.agencies.errors import Reason
from gongkai.law.codes import is_resident_number

_RESIDENT = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DOOR = re.compile(r"\d+号(?:楼|院)?\d*(?:单元)?\d+(?:室|户)|\d+(?:单元|栋|幢)\d+(?:室|户|号)")


def personal_traces(
    text: str,
    field: str,
    names: tuple[str, ...] = (),
    phones: tuple[str, ...] = (),
    public_contacts: tuple[str, ...] = (),
) -> Iterator[Reason]:
    """One reason per trace in ``text``; ``names`` and ``phones`` belong to persons known to be concerned.

    ``public_contacts`` (an agency's own telephone, e-mail, address) are no traces.
    """
    for contact in sorted(filter(None, public_contacts), key=len, reverse=True):
        text = text.replace(contact, "□" * len(contact))
    for name in filter(None, names):
        if len(name) > 1 and name in text:
            yield _reason(field, "来信人姓名", text.index(name))
    for phone in filter(None, phones):
        if len(phone) > 4 and phone in text:
            yield _reason(field, "来信人电话", text.index(phone))
    for found in _RESIDENT.finditer(text):
        if is_resident_number(found[0]):
            yield _reason(field, "公民身份号码", found.start())
    for kind, pattern in (("手机号码", _MOBILE), ("固定电话", _LANDLINE), ("电子邮箱", _EMAIL), ("门牌住址", _DOOR)):
        for found in pattern.finditer(text):
            if found[0] not in phones:
                yield _reason(field, kind, found.start())


def _reason(field: str, kind: str, place: int) -> Reason:
    return Reason(field, f"拟公开的文字第{place + 1}字处有{kind}，请先作去标识化处理", "PIPL 6")
