"""Addresses: the desk under /desk/, open data under /api/v1/, the portal everywhere else."""

from django.urls import include, path

from gongkai.api.urls import api
from gongkai.config.wiring import wire_desk

urlpatterns = [
    path("desk/", include(("gongkai.desk.urls", "desk"))),
    path("api/v1/", api.urls),
    path("", include(("gongkai.portal.urls", "portal"))),
]

wire_desk()

handler400 = "gongkai.config.failures.not_taken"
handler500 = "gongkai.config.failures.failed"
handler404 = "gongkai.portal.pages.not_found"
