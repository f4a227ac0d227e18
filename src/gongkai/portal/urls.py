"""Addresses of the portal. Once given, an address stays."""

from django.urls import URLPattern, URLResolver, path

from gongkai.portal import content, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("zfxxgk/", content.column_home, name="column-home"),
    path("zfxxgk/fdzdgknr/", content.content_list, name="content-list"),
    path("content/<slug:public_id>.html", content.document, name="document"),
    path("zfxxgk/zn/", pages.guide, name="guide"),
    path("zfxxgk/zd/", pages.rules, name="rules"),
    path("zfxxgk/ysqgk/", pages.how_to_ask, name="how-to-ask"),
    path("map/", pages.sitemap, name="sitemap"),
    path("preference/", pages.preference, name="preference"),
]
