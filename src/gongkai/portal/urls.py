"""Addresses of the portal. Once given, an address stays."""

from django.urls import URLPattern, URLResolver, path

from gongkai.portal import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("zfxxgk/zn/", pages.guide, name="guide"),
    path("zfxxgk/zd/", pages.rules, name="rules"),
    path("zfxxgk/ysqgk/", pages.how_to_ask, name="how-to-ask"),
    path("map/", pages.sitemap, name="sitemap"),
    path("preference/", pages.preference, name="preference"),
]
