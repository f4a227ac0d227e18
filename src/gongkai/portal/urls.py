"""Addresses of the portal. Once given, an address stays."""

from django.urls import URLPattern, URLResolver, path

from gongkai.portal import (
    content,
    decisions,
    documents,
    downloads,
    feeds,
    leaving,
    newmedia,
    pages,
    policies,
    reports,
    search,
)
from gongkai.portal.engagement import urls as engagement
from gongkai.portal.requests import urls as requests

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("zfxxgk/", content.column_home, name="column-home"),
    path("zfxxgk/fdzdgknr/", content.content_list, name="content-list"),
    path("zfxxgk/jg/", content.organ_list, name="organ-list"),
    path("zfxxgk/zcwj/", policies.policy_library, name="policies"),
    path("content/<slug:public_id>.html", documents.document, name="document"),
    path("content/<slug:public_id>/qr.svg", documents.qr_code, name="document-qr"),
    path("content/<slug:public_id>/document.<slug:ending>", downloads.download, name="document-download"),
    path("content/<slug:public_id>/<slug:file_id>", documents.attachment, name="attachment"),
    path("leave/", leaving.leave, name="leave"),
    path("feed.xml", feeds.site_feed, name="feed"),
    path("feed/column/<slug:code>.xml", feeds.column_feed, name="column-feed"),
    path("feed/organ/<slug:code>.xml", feeds.organ_feed, name="organ-feed"),
    path("sitemap.xml", feeds.sitemap_index, name="sitemap-index"),
    path("sitemap-main.xml", feeds.sitemap_main, name="sitemap-main"),
    path("sitemap-<int:year>-<int:month>.xml", feeds.sitemap_month, name="sitemap-month"),
    path("robots.txt", feeds.robots, name="robots"),
    path("zfxxgk/nb/", reports.report_list, name="report-list"),
    path("zfxxgk/nb/<int:year>/", reports.report, name="report"),
    path("zfxxgk/nb/<int:year>/report.<slug:ending>", reports.report_file, name="report-file"),
    path("zfxxgk/nb/<int:year>/<str:key>/", reports.report_figure, name="report-figure"),
    path("sgs/", decisions.decision_list, name="decision-list"),
    path("sgs/data/", decisions.open_data, name="decision-data"),
    path("sgs/data/<slug:name>.<slug:ending>", decisions.month_file, name="decision-file"),
    path("sgs/<slug:kind>/<slug:public_id>.html", decisions.decision, name="decision"),
    path("zfxxgk/zn/", pages.guide, name="guide"),
    path("zfxxgk/zd/", pages.rules, name="rules"),
    *engagement.urlpatterns,
    *requests.urlpatterns,
    path("favicon.ico", pages.favicon, name="favicon"),
    path("search", search.search, name="search"),
    path("search/suggest", search.suggest, name="search-suggest"),
    path("search/description.xml", search.description, name="search-description"),
    path("search/feed", search.feed, name="search-feed"),
    path("zwxmt/", newmedia.matrix, name="newmedia"),
    path("map/", pages.sitemap, name="sitemap"),
    path("preference/", pages.preference, name="preference"),
]
