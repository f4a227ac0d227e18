"""The files of an old site: a folder, or a ZIP that is never unpacked by its names. Names are compared without case, ``\\`` as ``/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from gongkai.agencies.errors import Reason, Refused

LARGEST_FILE, LARGEST_WHOLE, MOST_FILES, LARGEST_RATIO = 100 << 20, 8 << 30, 100_000, 200
_ENCRYPTED, _UTF8 = 0x1, 0x800


class Archive:
    """``names`` in the form they are asked for; ``find`` takes a whole name, or the end of one where that is the only such."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self.names = sizes
        self._by_end: dict[str, list[str]] = {}
        for name in sizes:
            self._by_end.setdefault(name.rpartition("/")[2], []).append(name)

    def find(self, asked: str) -> tuple[str, str]:
        """(name, what is wrong)."""
        name = normal(asked)
        if name in self.names:
            return name, ""
        same = self._by_end.get(name.rpartition("/")[2], []) if "/" not in name else []
        if len(same) == 1:
            return same[0], ""
        return (
            "",
            f"附件文件夹中有{len(same)}个这个名字的文件，请写明所在的文件夹"
            if same
            else "附件文件夹或者 ZIP 中没有这个文件",
        )

    def read(self, name: str) -> bytes:
        raise NotImplementedError


class NoFiles(Archive):
    def __init__(self) -> None:
        super().__init__({})


class Folder(Archive):
    """Links are not followed out of the folder."""

    def __init__(self, place: Path) -> None:
        self._place = place.resolve()
        self._paths: dict[str, Path] = {}
        for path in sorted(self._place.rglob("*")):
            if path.is_file() and path.resolve().is_relative_to(self._place):
                self._paths.setdefault(normal(path.relative_to(self._place).as_posix()), path)
        if len(self._paths) > MOST_FILES:
            raise Refused([Reason("files", f"附件文件夹中有{len(self._paths)}个文件，最多{MOST_FILES}个，请分批迁入")])
        super().__init__({name: path.stat().st_size for name, path in self._paths.items()})

    def read(self, name: str) -> bytes:
        return self._paths[name].read_bytes()


class Zipped(Archive):
    """Everything that could do harm is refused before a byte is unpacked: passwords, bombs, two files of one name."""

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        self._parts: dict[str, ZipInfo] = {}
        faults: list[str] = []
        for part in packed.infolist():
            if part.is_dir() or "__MACOSX" in part.filename:
                continue
            name = normal(_decoded(part))
            if part.flag_bits & _ENCRYPTED:
                faults.append("ZIP 加了密码，请重新打包")
            elif part.file_size > LARGEST_FILE or part.file_size > LARGEST_RATIO * max(part.compress_size, 1024):
                faults.append(f"“{name[-80:]}”解开后有 {part.file_size >> 20} MB，超过限制或者压缩比异常")
            elif name in self._parts:
                faults.append(f"“{name[-80:]}”有两个（不区分大小写）")
            self._parts[name] = part
        whole = sum(part.file_size for part in self._parts.values())
        if len(self._parts) > MOST_FILES or whole > LARGEST_WHOLE:
            faults.append(f"ZIP 中有{len(self._parts)}个文件、共 {whole >> 20} MB，请分批迁入")
        if faults:
            raise Refused([Reason("files", text) for text in dict.fromkeys(faults[:20])])
        super().__init__({name: part.file_size for name, part in self._parts.items()})

    def read(self, name: str) -> bytes:
        part = self._parts[name]
        with self._packed.open(part) as stream:
            content = stream.read(part.file_size + 1)
        if len(content) > part.file_size:
            raise Refused([Reason("files", f"“{name[-80:]}”比 ZIP 中写明的大，可能已损坏")])
        return content


@contextmanager
def opened(place: Path | None) -> Iterator[Archive]:
    """A folder, a ZIP, or nothing. Raises Refused."""
    if place is None:
        yield NoFiles()
    elif place.is_dir():
        yield Folder(place)
    elif not place.is_file():
        raise Refused([Reason("files", f"没有附件文件夹或者 ZIP“{place.name}”")])
    else:
        try:
            with ZipFile(place) as packed:
                yield Zipped(packed)
        except (BadZipFile, NotImplementedError, EOFError) as error:
            raise Refused([Reason("files", f"“{place.name}”不是可以读取的 ZIP，请重新打包")]) from error


def normal(name: str) -> str:
    parts = [part for part in name.replace("\\", "/").strip().split("/") if part not in ("", ".", "..")]
    return "/".join(parts).casefold()


def _decoded(part: ZipInfo) -> str:
    """Chinese Windows packs names in GBK without saying so; Python has read those bytes as code page 437."""
    if part.flag_bits & _UTF8:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return part.filename
