"""Addresses of the archive."""

from django.urls import URLPattern, path

from gongkai.desk.archive import views

urlpatterns: list[URLPattern] = [
    path("archive/", views.cases, name="archive"),
    path("archive/due/", views.due, name="archive-due"),
    path("archive/<slug:public>/package.zip", views.package, name="archive-package"),
    path("archive/<slug:public>/pack/", views.pack, name="archive-pack"),
    path("archive/<slug:public>/propose/", views.propose, name="archive-propose"),
    path("archive/disposals/<slug:public>/decide/", views.decide, name="archive-decide"),
]
