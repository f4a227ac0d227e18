"""Addresses of oversight."""

from django.urls import path

from gongkai.desk.oversight import bulletins, overview

urlpatterns = [
    path("overview/", overview.today, name="overview"),
    path("overview/duties/<slug:kind>/<slug:which>/", overview.duties, name="overview-duties"),
    path("overview/bulletin/", bulletins.bulletins, name="bulletins"),
    path("overview/bulletin.<slug:ending>", bulletins.bulletin_file, name="bulletin-file"),
]
