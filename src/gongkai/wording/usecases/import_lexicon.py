"""Import a lexicon: a new version of the whole, in force at once for every text that is checked from now on."""

from __future__ import annotations

import hashlib

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.allocate import allocate
from gongkai.numbering.keys import public_id
from gongkai.wording.lexicon import current_lexicon
from gongkai.wording.lexicon_file import read_lexicon, write_lexicon
from gongkai.wording.models import LexiconEntry, LexiconVersion


def import_lexicon(*, act: Act, name: str, content: bytes, note: str = "") -> LexiconVersion:
    """The competent authority's task. Refuses a file with errors, and one that says what the version in force says."""
    require(act, Role.SUPERVISOR)
    if not act.actor_id.isdigit():
        raise NotAllowed([Reason("", "词库须由工作人员导入")])
    codes = frozenset(Agency.objects.values_list("code", flat=True))
    entries = read_lexicon(name, content, codes)
    digest = hashlib.sha256(
        write_lexicon(sorted(entries, key=lambda entry: (entry.wrong, entry.agency_code))).encode()
    ).hexdigest()
    with transaction.atomic():
        current = current_lexicon()
        latest = LexiconVersion.objects.filter(number=current.number).first()
        same = latest is not None and latest.digest == digest
        refuse_if([Reason("file", f"与现行第 {current.number} 版内容相同，没有导入")] if same else [])
        version = LexiconVersion.objects.create(
            number=allocate("wording.lexicon"), note=note.strip()[:200], digest=digest, officer_id=int(act.actor_id),
            officer_name=act.actor_name, imported_at=act.now,
        )  # fmt: skip
        LexiconEntry.objects.bulk_create(
            [
                LexiconEntry(
                    version=version, wrong=entry.wrong, right=entry.right, severity=entry.severity,
                    category=entry.category, agency_code=entry.agency_code, unless=list(entry.unless),
                )
                for entry in entries
            ],
            batch_size=2000,
        )  # fmt: skip
        record(
            act, "wording.imported", "wording.version", public_id(version.id),
            facts={"number": version.number, "entries": len(entries)}, changed={"digest": digest},
        )  # fmt: skip
    return version
