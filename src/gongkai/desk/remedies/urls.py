"""Addresses of reconsideration and litigation."""

from django.urls import URLPattern, path

from gongkai.desk.remedies import case, cases

urlpatterns: list[URLPattern] = [
    path("remedies/", cases.board, name="remedies"),
    path("remedies/new/", cases.register, name="remedy-register"),
    path("remedies/same-texts/", cases.repeated, name="same-texts"),
    path("remedies/<slug:public>/", case.page, name="remedy"),
    path("remedies/<slug:public>/bundle.pdf", case.bundle, name="remedy-bundle"),
    path("remedies/<slug:public>/withheld.pdf", case.withheld, name="remedy-withheld"),
    path("remedies/<slug:public>/<slug:verb>/", case.act_on, name="remedy-act"),
]
