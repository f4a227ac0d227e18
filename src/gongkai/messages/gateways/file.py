"""The built-in way: a line of JSON per message in ``GONGKAI_HOME/messages/<day>.jsonl``, for an office whose other program sends.

The file holds addresses and is readable by its owner alone. After a kill a message may stand there twice, with one id.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from gongkai.clock import legal_day
from gongkai.messages.gateways.contract import Gateway, Parcel


class FileGateway(Gateway):
    name = "file"

    def hand_over(self, parcel: Parcel, now: datetime) -> None:
        path = Path(settings.GONGKAI_HOME) / "messages" / f"{legal_day(now):%Y-%m-%d}.jsonl"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = {
            "id": parcel.id, "at": now.isoformat(), "channel": parcel.channel, "to": parcel.to,
            "subject": parcel.subject, "text": parcel.text,
        }  # fmt: skip
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, (json.dumps(line, ensure_ascii=False) + "\n").encode())  # one write: lines never mix
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
