"""Pictures: decoded to see that they are what they say, and written anew without what cameras and programs add."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from gongkai.files.readers.findings import Gathered

MOST_PIXELS = 60_000_000
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
_TOLD = {
    "Artist": "作者",
    "Copyright": "版权",
    "Make": "设备厂商",
    "Model": "设备型号",
    "Software": "软件",
    "DateTime": "拍摄时间",
}
_LOUD = ("comment", "Author", "Description", "Comment", "Title", "XML:com.adobe.xmp")


def kind_by_bytes(data: bytes) -> str:
    starts = (("jpeg", b"\xff\xd8\xff"), ("png", b"\x89PNG\r\n\x1a\n"), ("gif", b"GIF8"))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for kind, start in starts if data.startswith(start)), "")


def faults(content: bytes, kind: str) -> Iterator[str]:
    try:
        image = _open(content, kind)
        if image.width * image.height > MOST_PIXELS:
            yield f"有 {image.width}×{image.height} 像素，超过 {MOST_PIXELS // 1_000_000} 百万像素"
            return
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        yield "图片数据损坏，无法解码"
    except Image.DecompressionBombError:
        yield f"像素过多，超过 {MOST_PIXELS // 1_000_000} 百万像素"


def text(content: bytes, kind: str) -> Gathered:
    found = Gathered()
    found.unseen("图片中的文字无法自动检查，请人工核对")
    image = _open(content, kind)
    exif = image.getexif()
    for number, value in exif.items():
        name = ExifTags.TAGS.get(number, "")
        if name in _TOLD:
            found.property(_TOLD[name], value)
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        found.property("拍摄位置", "含有定位坐标")
    for name in _LOUD:
        value = image.info.get(name)
        found.property(f"附注 {name}", value.decode("utf-8", "replace") if isinstance(value, bytes) else value)
    return found


def copy(content: bytes, kind: str) -> tuple[bytes, list[str]]:
    """Decoded and written anew: comments, positions, thumbnails and whatever hangs behind the picture stay out."""
    image = _open(content, kind)
    told = bool(len(image.getexif())) or any(name in image.info for name in _LOUD)
    turned = image.getexif().get(ExifTags.Base.Orientation, 1) not in (0, 1)
    out = BytesIO()
    options: dict[str, object] = {"icc_profile": image.info.get("icc_profile")}
    frames = getattr(image, "n_frames", 1) > 1
    if kind == "jpeg":
        quality: dict[str, object] = {"quality": 95} if turned or image.format != "JPEG" else {"quality": "keep"}
        (ImageOps.exif_transpose(image) if turned else image).save(
            out, "JPEG", exif=b"", comment=b"", **quality, **options
        )
    elif kind == "png":
        _bare(image).save(out, "PNG", optimize=False, exif=b"", **options)
    elif kind == "gif":
        image.info.pop("comment", None)
        image.save(out, "GIF", save_all=frames, comment=b"")
    else:
        image.save(out, "WEBP", save_all=frames, quality=92, exif=b"", xmp=b"", **options)
    return out.getvalue(), ["拍摄与作者信息"] if told else []


def _bare(image: Image.Image) -> Image.Image:
    image.load()
    bare = image.copy()
    transparency = image.info.get("transparency")
    bare.info = {} if transparency is None else {"transparency": transparency}
    return bare


def _open(content: bytes, kind: str) -> Image.Image:
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    return Image.open(BytesIO(content), formats=[_FORMATS[kind]])
