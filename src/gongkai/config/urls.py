"""Addresses: the desk under /desk/, the portal everywhere else."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include(("gongkai.desk.urls", "desk"))),
    path("", include(("gongkai.portal.urls", "portal"))),
]

handler500 = "gongkai.config.failures.failed"
handler404 = "gongkai.portal.pages.not_found"
