"""What a letter costs: composed and set as PDF/A, against the same page set from a static typst source, and as DOCX, in one run.

    python benchmarks/letters.py [--letters 200] [--small]

CPU seconds of this process; the first letter (fonts are read, once a process) is told apart. The limit is 20 ms of CPU a letter after the
first. The peer is typst alone on a page of the same words without any of our layout: what our composing and layout add to it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
LIMIT_MS = 20.0
PARAGRAPHS = (
    "本机关于2022年3月1日收到您（单位）提出的政府信息公开申请（编号WENXIAN-GAJ2022-0001），该申请当面提交，以提交之日为收到申请之日。",
    "您（单位）申请公开“滨河路道路维修资金安排”：申请公开温县滨河路2021年道路维修资金安排文件。",
    "经审查，根据《中华人民共和国政府信息公开条例》第三十六条第（二）项，您（单位）申请公开的政府信息予以公开。",
    "现将《温县2021年道路维修资金安排表》提供给您。",
    "如不服本答复，可以自收到本答复书之日起60日内向温县人民政府申请行政复议，或者自收到本答复书之日起6个月内向温县人民法院提起行政诉讼。",
    "联系单位：温县公安局政府信息公开工作机构，联系电话：0391-6123456，联系地址：温县黄河路1号。",
)  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--letters", type=int, default=200)
    arguments.add_argument("--small", action="store_true")
    given = arguments.parse_args()
    count = 20 if given.small else given.letters
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        os.environ.update(GONGKAI_HOME=folder, GONGKAI_KEY="33" * 32)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
        import_module("django").setup()
        print(json.dumps(measure(count), ensure_ascii=False, indent=2))


def measure(count: int) -> dict[str, Any]:
    document = import_module("gongkai.notices.document").LetterDocument(
        "REPLY.GRANTED", "温县公安局", "温公公开答〔2022〕1号", "政府信息公开申请答复书", "喆玥䶮", PARAGRAPHS,
        date(2022, 3, 21), ("温县2021年道路维修资金安排表",),
    )  # fmt: skip
    letter_pdf = import_module("gongkai.notices.pdf").letter_pdf
    letter_docx = import_module("gongkai.notices.docx").letter_docx
    first = spent(lambda _: letter_pdf(document), 1)
    # Every letter differs, so that nothing a typesetter keeps can be handed out again.
    pdf = spent(lambda number: letter_pdf(replace(document, number=f"温公公开答〔2022〕{number}号")), count)
    docx = spent(
        lambda number: letter_docx(replace(document, number=f"温公公开答〔2022〕{number}号")), max(5, count // 4)
    )
    peer = spent(bare_page, count)
    return {
        "letters": count, "first_letter_cpu_ms": round(first, 1), "pdf_cpu_ms_each": round(pdf, 2), "limit_ms": LIMIT_MS,
        "within_limit": pdf <= LIMIT_MS, "docx_cpu_ms_each": round(docx, 1), "bare_typst_page_cpu_ms_each": round(peer, 2),
        "pdf_to_bare_page": round(pdf / peer, 2), "font": import_module("gongkai.files.fonts").families()[0],
    }  # fmt: skip


def bare_page(number: int) -> bytes:
    """The peer: the same words and font, set by typst without layout, data or PDF/A."""
    fonts = import_module("gongkai.files.fonts")
    family = json.dumps(fonts.families()[0])
    source = f"#set text(font: {family}, size: 16pt)\n{number}\n\n" + "\n\n".join(PARAGRAPHS)
    made: bytes = import_module("typst").compile(source.encode(), font_paths=fonts.fonts())
    return made


def spent(work: Callable[[int], object], times: int) -> float:
    """CPU milliseconds a time."""
    begun = process_time()
    for number in range(1, times + 1):
        work(number)
    return (process_time() - begun) / times * 1000


if __name__ == "__main__":
    main()
