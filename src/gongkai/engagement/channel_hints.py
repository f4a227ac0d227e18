"""Letters that look as if they belonged to another channel: petitions (信访) and requests for information (依申请公开).

A hint is shown to the writer and to the officer, with the right address. Nobody converts a letter: the writer decides, or the
officer rejects it with that reason, which points the writer to the channel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """``rejection`` is the reason of ``Letter.Rejection`` it corresponds to; ``address`` leads to the right channel, if it is ours."""

    rejection: str
    words: str
    text: str
    address: str = ""


_REQUEST = re.compile(
    r"申请(?:政府)?信息公开|政府信息公开申请|依申请公开|申请公开|要求公开|请(?:求|予以)?公开.{0,20}(?:文件|信息|材料|批复|方案|台账)|"
    r"(?:索取|查阅|复印|提供).{0,12}(?:批复|红头文件|政府信息|征地(?:批复|文件)|规划许可证)"
)
_PETITION = re.compile(r"信访|上访|越级|集访|联名(?:信|上书)|不服.{0,12}(?:处理|答复)意见|复查复核")

_KNOWN = (
    (
        _REQUEST, "INFORMATION_REQUEST", "/zfxxgk/ysqgk/",
        "内容像是政府信息公开申请。通过“依申请公开”提出，行政机关须在法定期限内书面答复；来信不会被转为申请。",
    ),
    (
        _PETITION, "PETITION", "",
        "内容像是信访事项。请通过信访渠道提出：信访机构十五日内告知是否受理，受理后六十日内办结；来信不会被转为信访件。",
    ),
)  # fmt: skip


def hints(*texts: str) -> tuple[Hint, ...]:
    """One hint for each other channel the words speak of."""
    whole = "\n".join(texts)
    found = []
    for pattern, rejection, address, text in _KNOWN:
        match = pattern.search(whole)
        if match is not None:
            found.append(Hint(rejection, match.group(), text, address))
    return tuple(found)
