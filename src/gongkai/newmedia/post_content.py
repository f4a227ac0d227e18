"""What of a post is reviewed and goes out: its digest ties an approval to exactly this content."""

from __future__ import annotations

import hashlib
import json

from gongkai.newmedia.models import PostDraft


def content_digest(draft: PostDraft) -> str:
    """SHA-256 over account, words, source and cover as canonical JSON."""
    content = [
        draft.account_id, draft.title, draft.summary, draft.body_html, draft.source_id,
        draft.cover.sha256 if draft.cover else "",
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
