"""Addresses of 互动交流 on the desk, spliced into ``desk/urls.py``."""

from django.urls import URLPattern, path

from gongkai.desk.engagement import consultations, letters

urlpatterns: list[URLPattern] = [
    path("letters/", letters.board, name="letters"),
    path("letters/new/", letters.register, name="letter-register"),
    path("letters/<slug:public>/", letters.letter, name="letter"),
    path("letters/<slug:public>/writer/", letters.writer, name="letter-writer"),
    path("letters/<slug:public>/<slug:verb>/", letters.act_on, name="letter-act"),
    path("consultations/", consultations.listed, name="consultations"),
    path("consultations/new/", consultations.draft, name="consultation-draft"),
    path("consultations/<slug:public>/", consultations.consultation, name="consultation"),
    path("consultations/<slug:public>/<slug:verb>/", consultations.act_on, name="consultation-act"),
]
