"""Program: build the small demonstration in GONGKAI_HOME, and add what the stories of today need.

The officer ``both`` lets the stories show that holding both roles is not enough: who drafted is refused by name; ``almighty`` holds every role that can be
held together, the nearest to a superuser there is. The year lies behind, so
some work of today is put there: a letter the health commission has let lie, and what the office's drafter has begun.
"""

from __future__ import annotations

import csv
import os
from datetime import timedelta
from io import StringIO

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
django.setup()

from gongkai.agencies.models import Agency, Officer  # noqa: E402
from gongkai.agencies.rights import act_of  # noqa: E402
from gongkai.agencies.roles import Role  # noqa: E402
from gongkai.agencies.usecases.appoint import appoint_officer  # noqa: E402
from gongkai.audit.acts import Act, system_act  # noqa: E402
from gongkai.catalogue.usecases.draft_item import draft_item  # noqa: E402
from gongkai.cli.first_start import bring_up_to_date, make_home, make_key  # noqa: E402
from gongkai.completeness.standard_file import HEADINGS  # noqa: E402
from gongkai.completeness.usecases.import_standard import import_standard  # noqa: E402
from gongkai.demo.build import build  # noqa: E402
from gongkai.demo.scale import SMALL  # noqa: E402
from gongkai.demo.wenxian.cast import PASSWORD  # noqa: E402
from gongkai.demo.wenxian.key_areas import STANDARD  # noqa: E402
from gongkai.engagement.usecases.consult_public import draft_consultation  # noqa: E402
from gongkai.engagement.usecases.handle_letter import accept_letter, assign_letter, take_up_letter  # noqa: E402
from gongkai.engagement.usecases.receive_letter import receive_letter  # noqa: E402

make_home()
make_key()
bring_up_to_date()
build(scale=SMALL)
county, office = Agency.objects.get(code="wenxian"), Agency.objects.get(code="wenxian-zfb")


def appoint(username: str, name: str, *roles: Role) -> None:
    appoint_officer(
        act=system_act("stories"), agency=office, username=username, name=name, roles=roles, password=PASSWORD
    )


def of(username: str) -> Act:
    return act_of(Officer.objects.select_related("agency").get(username=username))


appoint("both", "身兼数职", Role.DRAFTER, Role.FIRST_REVIEWER, Role.APPROVER, Role.PUBLISHER)
EVERY_ROLE = [role for role in Role if role not in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)]
appoint("almighty", "全权", *EVERY_ROLE)
appoint("nobody", "新来的")
appoint("supervisor2", "王复核", Role.SUPERVISOR)
counter = of("requests")
letter = receive_letter(
    act=counter, agency=county, channel="LEADER_MAILBOX", kind="HELP", writer_name="赵秀英", writer_phone="13839150000",
    title="村卫生室经常关门", text="村卫生室一周只开两天门，老人看病不便。", wishes_public=False,
    submitted_on=counter.today - timedelta(days=60),
).letter  # fmt: skip
accept_letter(act=counter, letter_id=letter.pk)
assign_letter(act=of("head"), letter_id=letter.pk, unit=Agency.objects.get(code="wenxian-wjw"))
take_up_letter(act=of("health"), letter_id=letter.pk)
table = StringIO()
csv.writer(table).writerows([HEADINGS, *STANDARD])
import_standard(act=of("supervisor"), government=county, name="标准目录.csv", content=table.getvalue().encode())
draft_item(act=of("drafter"), kind="news", column="zwdt-bm", title="县政府办公室开展政务公开培训")
draft_consultation(
    act=of("drafter"), agency=office, kind="OTHER", title="温县公共停车管理办法（草案）", draft_text="第一条 为规范停车……",
    explanation="停车难……", contact="县政府办公室", ways={"信函": "温县黄河路1号"},
)  # fmt: skip
