"""政务新媒体: the matrix of accounts with QR codes, and the published results of spot checks."""

from __future__ import annotations

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.inspection.public import published_checks
from gongkai.inspection.usecases.spot_check import ITEMS
from gongkai.newmedia.models import NewMediaAccount, Platform
from gongkai.newmedia.selectors import public_accounts
from gongkai.portal.site import column_tags, show


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Running accounts on file, by platform; persons and telephones are not shown."""
    rows = list(public_accounts())
    groups = [(one.label, [row for row in rows if row.platform == one]) for one in Platform]
    return show(
        request, "portal/newmedia/matrix.html", "政务新媒体", section="/zwxmt/", crumbs=[("", "政务新媒体")],
        tags=column_tags("政务新媒体", "政务新媒体账号和抽查情况", "政务新媒体"),
        groups=[(label, [(row, code_of(row)) for row in found]) for label, found in groups if found], total=len(rows),
        checks=published_checks(), items=ITEMS,
    )  # fmt: skip


def address_of(account: NewMediaAccount) -> str:
    """What a phone opens: the address given, WeChat's own page of an official account, else the id to search for."""
    if account.platform == Platform.WECHAT and account.identifier.isascii() and "://" not in account.identifier:
        return f"https://open.weixin.qq.com/qr/code?username={account.identifier}"
    return account.identifier


def code_of(account: NewMediaAccount) -> str:
    """The QR code of an account's address as SVG; of its id where it has no address. No style attribute: the policy of the page forbids it."""
    out = io.BytesIO()
    segno.make(address_of(account), error="m").save(
        out,
        kind="svg",
        scale=3,
        border=2,
        xmldecl=False,
        svgns=True,
        svgclass="qr",
        lineclass=None,
        nl=False,
        omitsize=True,
    )
    return out.getvalue().decode()
