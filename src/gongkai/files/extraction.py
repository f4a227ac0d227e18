"""The text of a file and where each piece of it stood, hidden places included; read in a process of its own with limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.files.apart import ReaderFailed, read_apart
from gongkai.files.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Extracted:
    """``parts`` and ``hidden`` are (where it stood, text); ``is_scannable`` is false when something of the file stayed unread."""

    parts: tuple[tuple[str, str], ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    hidden: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    is_scannable: bool = True

    @property
    def text(self) -> str:
        """What a reader sees, for an index or a download as text."""
        return "\n".join(text for _, text in self.parts)


def text_of(content: bytes, media_type: str) -> Extracted:
    """What cannot be read (unknown type, damaged, over the limits) comes back as not scannable, with the reason."""
    kind = kind_of(media_type)
    if kind is None:
        return Extracted(problems=(f"不认识的文件类型 {media_type}，无法检查",), is_scannable=False)
    try:
        answer = read_apart("text", kind.key, content).answer
    except ReaderFailed as error:
        return Extracted(problems=(str(error),), is_scannable=False)
    return Extracted(
        parts=tuple((where, text) for where, text in answer["parts"]),
        properties=dict(answer["properties"]),
        hidden=tuple((where, text) for where, text in answer["hidden"]),
        problems=tuple(answer["problems"]),
        is_scannable=bool(answer["is_scannable"]),
    )
