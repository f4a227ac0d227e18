"""Reading and auditing published reports: every format within its limit, our own forms read back, damaged copies never misread.

    python benchmarks/report_check.py [--damaged 1000] [--odd 1000] [--small]

Needs no database. Prints one JSON document: seconds for one check by format (the audit included), how many of the 218 figures of
our own form come back, and over the damaged and the odd copies how many values were read, how many of these wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
LIMITS = {"html": 1.0, "docx": 1.0, "xlsx": 1.0, "txt": 1.0, "pdf": 3.0}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--damaged", type=int, default=1000)
    arguments.add_argument("--odd", type=int, default=1000)
    arguments.add_argument("--small", action="store_true", help="30 copies of each: does it still run")
    given = arguments.parse_args()
    damaged, odd = (30, 30) if given.small else (given.damaged, given.odd)
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        os.environ.update(GONGKAI_HOME=folder, GONGKAI_KEY="33" * 32)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings_test")
        import_module("django").setup()
        answer = {"seconds": {}, "limits": LIMITS, **own_forms(), "shared_layouts": published(),
                  "damaged": copies(damaged, odd=False), "odd": copies(odd, odd=True)}  # fmt: skip
    answer["seconds"] = answer.pop("seconds_by_format")
    answer["reached"] = is_reached(answer)
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0 if answer["reached"] else 1


def is_reached(answer: dict[str, Any]) -> bool:
    fast = all(seconds <= LIMITS[name] for name, seconds in answer["seconds"].items())
    whole = all(count == 218 for count in answer["own_figures_equal"].values())
    sure = not answer["damaged"]["wrong"] and not answer["odd"]["wrong"]
    return fast and whole and sure and all(one["equal"] == one["cells"] for one in answer["shared_layouts"].values())


def own_forms() -> dict[str, Any]:
    """The seed's figures as our own HTML, DOCX, PDF and XLSX, the PDF blown up to ten pages of text, and as text."""
    samples = import_module("gongkai.annual_report.reader.tests.samples")
    reading = import_module("gongkai.annual_report.reader.reading")
    across = import_module("gongkai.annual_report.reader.across")
    formats = import_module("gongkai.annual_report.exports.by_format").FORMATS
    expected = samples.figures_of(samples.SEED)
    files = {name: formats[name].write(document(expected, 1)) for name in ("html", "docx", "xlsx", "pdf")}
    long_pdf = formats["pdf"].write(document(expected, 18))
    equal = {}
    for name, content in files.items():
        claims = reading.read_bytes(f"report.{name}", content).claims
        equal[name] = sum(claims[key].value == value for key, value in expected.items())
    timed = {**files, "pdf": long_pdf, "txt": samples.content(samples.SEED)}
    seconds = {}
    for name, content in timed.items():
        start = perf_counter()
        one = reading.read_bytes(f"report.{name}", content)
        across.audit_all([one])
        seconds[name] = round(perf_counter() - start, 3)
    pages = len(import_module("pypdfium2").PdfDocument(long_pdf))
    return {"own_figures_equal": equal, "seconds_by_format": seconds, "pdf_pages": pages}


def document(expected: dict[str, Any], paragraphs: int) -> Any:
    """Our report of these figures; section 五 with so many paragraphs."""
    compute = import_module("gongkai.annual_report.compute")
    bounds = import_module("gongkai.law.annual_report.bounds")
    documents = import_module("gongkai.annual_report.document")
    texts = import_module("gongkai.annual_report.texts")
    agency = import_module("gongkai.agencies.models").Agency(
        code="wenxian", name="温县人民政府", short_name="温县", kind="county_government", contact={}
    )
    figures = {key: compute.ReportFigure(key, value, bounds.Stated(value or 0)) for key, value in expected.items()}
    posts = "overview.other_new_media_items"
    figures[posts] = compute.ReportFigure(posts, 6200, bounds.Stated(6200, bounds.Bound.AT_LEAST, "余"))
    for one in import_module("gongkai.law.annual_report.narrative").CATALOGUE:
        figures.setdefault(one.key, compute.ReportFigure(one.key, None, None))
    report = compute.Report(agency, 2022, "area", date(2023, 3, 20), (1,), figures, (), True)
    written = texts.texts_of(None)
    filler = "\n".join(
        ["本年度工作中仍有公开内容不够及时、解读形式不够丰富等问题，将继续改进，认真落实各项要求。" * 6] * paragraphs
    )
    import_module("dataclasses")
    more = import_module("dataclasses").replace(written, templates={**written.templates, "problems": filler})
    return documents.document_of(report, more if paragraphs > 1 else written, date(2023, 3, 28))


def published() -> dict[str, Any]:
    """The shared layouts and the seed's text: published cells, and how many are read equal."""
    samples = import_module("gongkai.annual_report.reader.tests.samples")
    read = import_module("gongkai.annual_report.reader.reading").read_bytes
    found = {}
    for name in (samples.HANGZHOU, samples.HONGZE, samples.JIULONGPO, samples.SEED):
        expected, claims = samples.figures_of(name), read(name, samples.content(name)).claims
        found[name] = {
            "cells": len(expected),
            "equal": sum(claims[key].value == value for key, value in expected.items()),
        }
    return found


def copies(count: int, *, odd: bool) -> dict[str, int]:
    """Values called given over many copies, and those that are not what the form said."""
    tests = "gongkai.annual_report.reader.tests"
    damaged = import_module(f"{tests}.test_damaged")
    make = import_module(f"{tests}.test_more_layouts").odd_variant if odd else import_module(f"{tests}.damage").variant
    read = import_module("gongkai.annual_report.reader.reading").read_bytes
    unreadable = import_module("gongkai.annual_report.reader.errors").UnreadableFile
    values = wrong = refused = 0
    for seed in range(count):
        truth = damaged.REPORTS[seed % len(damaged.REPORTS)]
        layout, content, _ = make(seed) if odd else make(seed, truth)
        try:
            claims = read(layout, content).claims
        except unreadable:
            refused += 1
            continue
        for key, value in truth.items():
            if claims[key].status == "given":
                values += 1
                wrong += Decimal(claims[key].value or 0) != value
    return {"copies": count, "values_read": values, "wrong": wrong, "files_refused": refused}


if __name__ == "__main__":
    random.seed(0)
    sys.exit(main())
