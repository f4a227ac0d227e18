"""What betrays a person in a text about to be published: the writer's own name and phone, numbers of persons, addresses.

The gate refuses and names the kind and the place, never the value; a person masks the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.agencies.errors import Reason
from gongkai.privacy.detection import LABELS_ZH, detect


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
    for finding in detect(text):
        if finding.text not in phones:
            yield _reason(field, LABELS_ZH[finding.kind], finding.start)


def _reason(field: str, kind: str, place: int) -> Reason:
    return Reason(field, f"拟公开的文字第{place + 1}字处有{kind}，请先作去标识化处理", "PIPL 6")
