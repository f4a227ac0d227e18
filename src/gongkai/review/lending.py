"""A small township may have another unit review for it (domain 2.6): whose sheets an officer's agency reviews.

The setting ``review.reviewed_by`` of the township names the code of the agency that lends its reviewers. Only the agency's own choice counts: it is
not inherited down the tree, or a county's would lend for all its departments.
"""

from __future__ import annotations

from gongkai.agencies.models import AgencySetting
from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act

REVIEWED_BY, PATHS_CHOSEN = "review.reviewed_by", "review.paths"


def ids_reviewed_for(act: Act) -> tuple[int, ...]:
    """The agencies written for, and those whose latest choice names this agency as their reviewer; one query."""
    own = ids_written_for(act)
    rows = AgencySetting.objects.filter(name=REVIEWED_BY, since__lte=act.today).order_by("since", "recorded_at", "id")
    latest = dict(rows.values_list("agency_id", "value"))
    return (*own, *sorted(pk for pk, code in latest.items() if code == act.agency_code and pk not in own))
