"""Addresses of the officers' search, spliced into ``desk/urls.py``."""

from django.urls import URLPattern, path

from gongkai.desk.search import own, synonyms

urlpatterns: list[URLPattern] = [
    path("search/", own.search, name="search"),
    path("synonyms/", synonyms.table, name="synonyms"),
    path("synonyms/add/", synonyms.add, name="synonym-add"),
    path("synonyms/switch/", synonyms.switch, name="synonym-switch"),
]
