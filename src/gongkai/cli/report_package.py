"""`gongkai report package YEAR --agency CODE -o FILE` and `gongkai report import FILE --agency CODE`: a report sent up, and taken in.

The import checks everything (`returns.package`) and waits on the desk for a person who accepts it.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from gongkai.agencies import errors as refusals
from gongkai.agencies.tree import agency_by_code
from gongkai.annual_report.models import AnnualReport, Scope
from gongkai.audit.acts import system_act
from gongkai.cli.answers import print_json, print_table
from gongkai.cli.errors import Refused, WrongUse
from gongkai.cli.first_start import require_whole_records
from gongkai.cli.output_file import refuse_unwritable, write_output
from gongkai.files.store import read
from gongkai.returns.models import Campaign
from gongkai.returns.package import read_package
from gongkai.returns.usecases.send_up import make_package
from gongkai.returns.usecases.take_in import take_in

EXAMPLES = "gongkai report package 2022 --agency wenxian -o wenxian-2022.zip; gongkai report import wenxian-2022.zip --agency jiaozuo"


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = f"examples: {EXAMPLES}"
    parser.add_argument("errand", choices=("package", "import"), help="package = make one, import = take one in")
    parser.add_argument(
        "what", metavar="YEAR|FILE", help="the year of the approved report, or the package of a lower government"
    )
    parser.add_argument("--agency", required=True, metavar="CODE", help="the government that sends, or that collects")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="where the package goes (package only)")


def run(args: Namespace) -> int:
    """0 done, 1 refused with every reason."""
    require_whole_records()
    name = f"gongkai report {args.errand}"
    try:
        document = package(name, args) if args.errand == "package" else import_(args)
    except refusals.Refused as refusal:
        raise Refused(f"{name}: {refusal}") from refusal
    if args.json:
        print_json(document)
    else:
        print_table([(key, str(value)) for key, value in document.items()])
    return 0


def package(name: str, args: Namespace) -> dict[str, Any]:
    """Make the package of the latest approved version and write it."""
    if not (args.what.isascii() and args.what.isdigit() and len(args.what) == 4) or args.output is None:
        raise WrongUse(f"{name}: give a year and -o FILE; write for example: {EXAMPLES}")
    refuse_unwritable(name, args.output)
    agency = agency_by_code(args.agency)
    report = AnnualReport.objects.filter(agency=agency, year=int(args.what), scope=Scope.AREA).first()
    if report is None:
        raise Refused(f"{name}: {agency.name}没有{args.what}年度的汇总报告")
    dispatch = make_package(act=system_act("report package", agency_code=agency.code), report_id=report.pk)
    content = read(dispatch.package)
    write_output(name, args.output, content)
    return {
        "agency": agency.code,
        "year": report.year,
        "number": dispatch.number,
        "digest": dispatch.digest,
        "bytes": len(content),
        "changes": len(dispatch.changes),
    }


def import_(args: Namespace) -> dict[str, Any]:
    """Take a package in for the campaign of its year."""
    path = Path(args.what)
    content = path.read_bytes()
    agency = agency_by_code(args.agency)
    year = int(read_package(path.name, content).manifest.get("year") or 0)
    campaign = Campaign.objects.filter(agency=agency, year=year).select_related("agency").first()
    if campaign is None:
        raise Refused(f"gongkai report import: {agency.name}没有{year}年度的填报任务；请先在工作台建立")
    intake = take_in(
        act=system_act("report import", agency_code=agency.code), campaign=campaign, name=path.name, content=content
    )
    return {
        "agency": intake.sheet.agency.code,
        "year": intake.sheet.year,
        "number": intake.number,
        "digest": intake.digest,
        "checks": {name: fault or "通过" for name, fault in intake.checks},
        "waits_for": "由主管部门在工作台接收",
    }
