"""Personal texts of a request read and written alone, so that nothing else has to be decrypted."""

from __future__ import annotations

from gongkai.privacy.cipher import blind_index
from gongkai.requests.models import InformationRequest


def replace_description(request: InformationRequest, description: str) -> None:
    """The corrected text takes the place of the first; its index follows."""
    InformationRequest.objects.filter(pk=request.pk).update(
        description=description, description_index=blind_index(description, "request text")
    )
