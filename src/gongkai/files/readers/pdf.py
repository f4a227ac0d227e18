"""PDF: scripts, launch actions and files inside refused; text by page; the copy without who made it and when."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from gongkai.files.readers.findings import Gathered

MOST_PAGES = 5_000
_ACTIONS = {
    "/JavaScript": "含有脚本（JavaScript）", "/Launch": "含有启动外部程序的动作", "/ImportData": "含有导入外部数据的动作",
    "/SubmitForm": "含有向外提交数据的动作", "/GoToE": "含有打开内嵌文件的动作", "/Rendition": "含有多媒体动作",
}  # fmt: skip
_CURE = "；请用“打印为 PDF”重新生成后再上传"
_NAMES_ZH = {
    "/Author": "作者", "/Creator": "制作软件", "/Producer": "生成软件", "/Title": "标题", "/Subject": "主题", "/Keywords": "关键词",
    "/Company": "单位", "/SourceModified": "源文件修改时间", "/CreationDate": "创建时间", "/ModDate": "修改时间",
}  # fmt: skip
_PERSONAL = ("/PieceInfo", "/LastModified", "/Thumb")
_COVERS = 0.5
_DEEPEST = 60


def faults(content: bytes) -> Iterator[str]:
    try:
        document = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError:
        yield "设有打开密码，无法检查；请去掉密码后再上传"
        return
    except (pikepdf.PdfError, ValueError, RecursionError):
        yield "PDF 结构损坏，无法打开"
        return
    with document:
        if len(document.pages) == 0:
            yield "没有页面"
        if len(document.pages) > MOST_PAGES:
            yield f"有 {len(document.pages)} 页，超过 {MOST_PAGES} 页"
        yield from sorted({f"{what}{_CURE}" for what in _active(document)})


def _active(document: pikepdf.Pdf) -> Iterator[str]:
    """Every object is looked at: an action may hang on a page, a field, a bookmark or nowhere at all."""
    for value in document.objects:
        try:
            yield from _active_in(value)
        except (ValueError, TypeError, pikepdf.PdfError):
            yield "对象损坏"
    root = document.Root
    if "/Names" in root and "/JavaScript" in root.Names:
        yield _ACTIONS["/JavaScript"]
    if "/AcroForm" in root and "/XFA" in root.AcroForm:
        yield "是动态表单（XFA）"


def _active_in(value: Any, depth: int = 0) -> Iterator[str]:
    """What acts in an object and in those written inside it; those it points to come up by themselves."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield from _acts(value)
        inside = [value.get(key) for key in value.keys()]  # noqa: SIM118 - not a mapping of Python
    elif isinstance(value, pikepdf.Array):
        inside = list(value)
    else:
        return
    if depth > _DEEPEST:
        yield "对象嵌套过深"
        return
    for one in inside:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from _active_in(one, depth + 1)


def _acts(value: Any) -> Iterator[str]:
    if "/JS" in value:
        yield _ACTIONS["/JavaScript"]
    if str(value.get("/S")) in _ACTIONS:
        yield _ACTIONS[str(value.get("/S"))]
    if "/EF" in value:
        yield "内嵌其他文件"
    if str(value.get("/Subtype", "")) in ("/RichMedia", "/Movie", "/Screen", "/3D"):
        yield "含有多媒体内容"


def text(content: bytes) -> Gathered:
    found = Gathered()
    document = pdfium.PdfDocument(content)
    for number, page in enumerate(document, 1):
        words = page.get_textpage().get_text_range()
        found.part(f"第{number}页", words.replace("\r\n", "\n"))
        if _is_scan(page, words):
            found.unseen(f"第{number}页是扫描图像，其中的文字无法自动检查")
    _besides(content, found)
    return found


def _is_scan(page: pdfium.PdfPage, words: str) -> bool:
    """No words though something is drawn, or a picture over more than half of the page."""
    pictures = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    if not words.strip():
        return bool(pictures) or any(True for _ in page.get_objects(max_depth=2))
    whole = page.get_width() * page.get_height() or 1.0
    return any(_area(picture) > _COVERS * whole for picture in pictures)


def _area(item: pdfium.PdfObject) -> float:
    left, bottom, right, top = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
    return float(abs(right - left) * abs(top - bottom))


def _besides(content: bytes, found: Gathered) -> None:
    """Properties, notes of annotations and values of fields: not on the page, yet in the file."""
    with pikepdf.open(BytesIO(content)) as document:
        for name, value in document.docinfo.items():
            found.property(_NAMES_ZH.get(name, name.lstrip("/")), value)
        if "/Metadata" in document.Root:
            found.hide("文档元数据（XMP）", document.Root.Metadata.read_bytes().decode("utf-8", "replace"))
        for number, page in enumerate(document.pages, 1):
            for note in page.get("/Annots", []):
                for key in ("/Contents", "/T", "/V"):
                    if isinstance(note, pikepdf.Dictionary) and key in note:
                        found.hide(f"第{number}页批注或表单", str(note[key]))
        if "/OCProperties" in document.Root:
            found.problems.append("含有可隐藏的图层，请确认隐藏图层的内容")


def copy(content: bytes) -> tuple[bytes, list[str], list[str]]:
    """(copy, what was removed, what stays). A sealed file stays as it is: any change would break the seal."""
    with pikepdf.open(BytesIO(content)) as document:
        if any(_is_signature(value) for value in document.objects):
            return content, [], ["带有电子签章，改动会使签章失效，文档属性保持原样"]
        removed = []
        if len(document.docinfo.keys()) or "/Metadata" in document.Root:
            removed.append("文档属性")
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        for holder in (document.Root, *(page.obj for page in document.pages)):
            for key in ("/Metadata", *_PERSONAL):
                if key in holder:
                    del holder[key]
        for value in document.objects:
            if isinstance(value, pikepdf.Stream) and "/Metadata" in value:
                del value["/Metadata"]
        out = BytesIO()
        document.remove_unreferenced_resources()
        document.save(out, deterministic_id=True, encryption=False)
        return out.getvalue(), removed, []


def _is_signature(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and str(value.get("/Type", "")) in ("/Sig", "/DocTimeStamp")
