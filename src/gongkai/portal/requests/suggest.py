"""What is already published on the same subject: shown before somebody asks for it."""

from __future__ import annotations

import re

from gongkai.editions.selectors import content_address
from gongkai.numbering.keys import key_of
from gongkai.search.pages import Wish
from gongkai.search.service import search

MOST = 5
_FILLING = re.compile(r"(关于|申请|公开|请求|获取|相关|有关|政府信息|信息|文件|材料|资料|情况|的|及其?|和|与|等)")


def published_like(subject: str) -> list[tuple[str, str]]:
    """Address and title of what the search finds for a subject; with fewer words where the whole finds nothing."""
    words = [
        word
        for word in re.split(r"[\s、，,。．.；;：:（）()〔〕\[\]《》“”\"']+", _FILLING.sub(" ", subject))
        if len(word) > 1
    ]
    for asked in (subject, " ".join(words), max(words, key=len, default="")):
        if asked.strip():
            found = search(Wish(asked, size=MOST))
            if found.hits:
                return [(content_address(key_of(hit.id)), hit.title) for hit in found.hits[:MOST]]
    return []
