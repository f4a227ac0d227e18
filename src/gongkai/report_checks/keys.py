"""How a finding is recognised again: by its rule, its cells and both values. A corrected number makes another finding."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any


def finding_key(finding: Mapping[str, Any]) -> str:
    """From a finding as ``reader.answer`` writes it; without values and cells its words are what it is."""
    told = [finding["rule"], *finding["cells"], str(finding["left"]), str(finding["right"])]
    if not finding["cells"] and finding["left"] is None:
        told.append(finding["message"])
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()
