"""A sample letter for the preview of words: every content is its own name in brackets, so that it shows where each stands."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.law.letters import letters_with
from gongkai.notices.document import LetterDocument
from gongkai.notices.templates import paragraphs, text_in_force


def sample(agency: Agency, block: str, day: date, text: str | None = None) -> LetterDocument:
    """The first letter composed with a block, in the agency's words of a day, the block itself in ``text`` where given."""
    known = letters_with(block)[0]
    words = text_in_force(agency, known.blocks, day) | ({block: text} if text is not None else {})
    named = {content.label_zh: f"〔{content.label_zh}〕" for content in known.contents}
    return LetterDocument(
        kind=known.kind, agency=agency.name, number="样张〔0000〕0号", title=known.title_zh, addressee="〔收件人〕",
        paragraphs=tuple(line for one in known.blocks for line in paragraphs(words[one], named, frozenset())), made_on=day,
    )  # fmt: skip
