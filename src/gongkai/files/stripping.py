"""The copy of a file that may be published: the same content without who made it, when and with what."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.files.apart import ReaderFailed, read_apart
from gongkai.files.extraction import text_of
from gongkai.files.kinds import kind_of


@dataclass(frozen=True, slots=True)
class PublishableCopy:
    """``removed``: what was taken out; ``problems``: what stayed and somebody must decide on (comments, tracked changes, a seal)."""

    content: bytes
    removed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def publishable_copy(content: bytes, media_type: str) -> PublishableCopy:
    """Metadata removed where that can be done without harm. Comments, deleted and hidden words are reported, never removed silently:

    they are content, and only its author knows whether they were meant. What cannot be read is handed back as it is, with the problem.
    """
    kind = kind_of(media_type)
    if kind is None:
        return PublishableCopy(content, problems=(f"不认识的文件类型 {media_type}，属性没有清除",))
    try:
        made = read_apart("copy", kind.key, content)
    except ReaderFailed as error:
        return PublishableCopy(content, problems=(f"{error}，属性没有清除",))
    hidden = text_of(made.copy, media_type).hidden
    left = dict.fromkeys(f"仍含{where}" for where, _ in hidden)
    return PublishableCopy(made.copy, tuple(made.answer["removed"]), (*made.answer["kept"], *list(left)[:20]))
