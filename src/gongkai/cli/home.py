"""Where the data lives: GONGKAI_HOME, else ``var`` in the folder the command runs in. The launcher sets it."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    return Path(os.environ.get("GONGKAI_HOME") or "var").resolve()
