"""Who may write to an agency's ledgers, and whose decisions an agency may import."""

from __future__ import annotations

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act

_SYSTEM = "system:"


def allow(act: Act, agency: Agency, *roles: Role) -> None:
    """Refuse (NotAllowed) unless the act holds one of ``roles`` at the agency, or is the system acting by command."""
    if not (act.agency_id is None and act.actor_id.startswith(_SYSTEM)):
        require(act, *roles, agency_id=agency.pk)


def organ_codes(agency: Agency) -> frozenset[str]:
    """Codes whose decisions the agency may import: its own, and those of its subordinate units.

    A government imports its own decisions only: its departments are organs of their own and import theirs.
    """
    if agency.is_government:
        return frozenset({agency.uscc})
    below = Agency.objects.filter(path__startswith=agency.path).values_list("uscc", flat=True)
    return frozenset(below) | {agency.uscc}
