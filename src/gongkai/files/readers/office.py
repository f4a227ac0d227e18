"""OOXML files (docx, xlsx, pptx): macros, remote parts and embedded programs refused, properties read and blanked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from gongkai.files.readers import pictures
from gongkai.files.readers.archives import open_archive, part_of, xml_of
from gongkai.files.readers.findings import Gathered

_EPOCH = (1980, 1, 1, 0, 0, 0)
_REMOTE = re.compile(r"/(attachedTemplate|oleObject|frame|externalLink|subDocument|control)$")
_PICTURE = re.compile(r"\.(jpe?g|png|gif|bmp|tiff?|emf|wmf|webp)$", re.IGNORECASE)
_BLANK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root} xmlns{prefix}="{space}"/>'
)  # fmt: skip
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_BLANKED = {
    "docProps/core.xml": _BLANK.format(root="cp:coreProperties", prefix=":cp", space=_PACKAGE),
    "docProps/app.xml": _BLANK.format(root="Properties", prefix="", space=f"{_OFFICE}extended-properties"),
    "docProps/custom.xml": _BLANK.format(root="Properties", prefix="", space=f"{_OFFICE}custom-properties"),
}
_NAMES_ZH = {
    "creator": "作者", "lastModifiedBy": "最后修改者", "title": "标题", "subject": "主题", "description": "备注", "keywords": "关键词",
    "category": "类别", "Company": "单位", "Manager": "主管", "created": "创建时间", "modified": "修改时间", "Template": "模板",
}  # fmt: skip


def faults(content: bytes, kind: str) -> Iterator[str]:
    """Why such a file is refused. Raises BadArchive when it cannot even be opened."""
    archive = open_archive(content)
    names = archive.namelist()
    if "[Content_Types].xml" not in names:
        yield "缺少内容类型清单，不是完整的 Office 文件"
        return
    types = part_of(archive, "[Content_Types].xml")
    if b"macroEnabled" in types or any("vbaproject" in name.lower() for name in names):
        yield "含有宏；请另存为不含宏的格式后再上传"
    if any("/activex/" in f"/{name.lower()}" for name in names):
        yield "含有 ActiveX 控件；请删除后再上传"
    if any("/embeddings/" in f"/{name.lower()}" for name in names):
        yield "嵌有其他文件（OLE 对象），无法检查；请把它作为单独的附件上传"
    for name in names:
        if name.endswith(".rels"):
            yield from _remote(archive, name)
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}[kind]
    if kind == "docx" and b"DDE" in b"".join(_fields(xml_of(archive, main))):
        yield "含有自动取数域（DDE）；请删除后再上传"
    xml_of(archive, main)


def _fields(root: etree._Element) -> Iterator[bytes]:
    for element in root.iter("{*}instrText"):
        yield (element.text or "").upper().encode()
    for element in root.iter("{*}fldSimple"):
        yield "".join(str(value) for value in element.attrib.values()).upper().encode()


def _remote(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    for relation in xml_of(archive, name).iter("{*}Relationship"):
        kind = relation.get("Type", "")
        if relation.get("TargetMode") == "External" and _REMOTE.search(kind):
            yield "打开时会从外部地址取内容（外部模板或链接对象）；请断开链接后再上传"
            return


def properties(archive: zipfile.ZipFile, found: Gathered) -> None:
    for name in _BLANKED:
        if name in archive.namelist():
            for element in xml_of(archive, name).iter():
                if isinstance(element.tag, str) and len(element) == 0:
                    tag = etree.QName(element).localname
                    parent = element.getparent()
                    told = parent.get("name") if parent is not None and parent.get("name") else _NAMES_ZH.get(tag)
                    if told:
                        found.property(told, element.text)


def count_pictures(archive: zipfile.ZipFile, found: Gathered) -> None:
    """Pictures inside a document may show an identity card: nobody has read them."""
    number = sum(bool(_PICTURE.search(name)) and "/media/" in name for name in archive.namelist())
    if number:
        found.unseen(f"内有 {number} 张图片，图中的文字无法自动检查")


def copy(content: bytes) -> tuple[bytes, list[str]]:
    """The same package with blank properties and without the authors' data of its pictures; times inside set to nothing."""
    source = open_archive(content)
    out, removed = BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = part_of(source, entry.filename)
            if entry.filename in _BLANKED:
                removed.append("文档属性")
                data = _BLANKED[entry.filename].encode()
            elif entry.filename.startswith("docProps/thumbnail"):
                removed.append("缩略图")
                data = _NO_PICTURE if entry.filename.endswith(("jpeg", "jpg")) else data
            elif "/media/" in entry.filename and (kind := pictures.kind_by_bytes(data)) in ("jpeg", "png"):
                data, gone = pictures.copy(data, kind)
                removed += [f"图片的{what}" for what in gone]
            elif entry.filename == "word/settings.xml":
                data, gone = _without_revision_ids(data)
                removed += gone
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue(), sorted(set(removed))


def _without_revision_ids(data: bytes) -> tuple[bytes, list[str]]:
    plain = re.sub(rb"<w:rsids>.*?</w:rsids>", b"", data, flags=re.DOTALL)
    return plain, ["修订会话标识"] if plain != data else []


_NO_PICTURE = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "01" * 64 + "ffc0000b080001000101011100"
    "ffc4001400010000000000000000000000000000000affc40014100100000000000000000000000000000000ffda0008010100003f00"
    "7fffd9"
)
"""The smallest grey JPEG: a thumbnail shows the first page as it once was."""
