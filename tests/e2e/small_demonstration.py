"""Program: build the small demonstration in GONGKAI_HOME, and appoint one officer who may both draft and approve.

The officer ``both`` lets the stories show that holding both roles is not enough: who drafted is refused by name.
"""

from __future__ import annotations

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
django.setup()

from gongkai.agencies.models import Agency  # noqa: E402
from gongkai.agencies.roles import Role  # noqa: E402
from gongkai.agencies.usecases.appoint import appoint_officer  # noqa: E402
from gongkai.audit.acts import system_act  # noqa: E402
from gongkai.cli.first_start import bring_up_to_date, make_home, make_key  # noqa: E402
from gongkai.demo.build import build  # noqa: E402
from gongkai.demo.scale import SMALL  # noqa: E402
from gongkai.demo.wenxian.cast import PASSWORD  # noqa: E402

make_home()
make_key()
bring_up_to_date()
build(scale=SMALL)
office = Agency.objects.get(code="wenxian-zfb")
everything = [Role.DRAFTER, Role.FIRST_REVIEWER, Role.APPROVER, Role.PUBLISHER]
appoint_officer(
    act=system_act("stories"), agency=office, username="both", name="身兼数职", roles=everything, password=PASSWORD
)
appoint_officer(act=system_act("stories"), agency=office, username="nobody", name="新来的", roles=[], password=PASSWORD)
