"""What is owed by when: policies of a superior to be reposted."""

from gongkai.completeness.reposts import owed_reposts
from gongkai.measures.duties import DutyKind

DUTIES = (DutyKind("reposts", "政策转载", "期限为约定：国家发布后24小时", owed_reposts),)
