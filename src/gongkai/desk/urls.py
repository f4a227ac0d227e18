"""Addresses of the officers' desk."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk import digest, entry, exports, figures, home, log, reports, sheets, texts
from gongkai.desk.archive import urls as archive
from gongkai.desk.audit import urls as audit
from gongkai.desk.completeness import urls as completeness
from gongkai.desk.decisions import urls as decisions
from gongkai.desk.documents import urls as documents
from gongkai.desk.engagement import urls as engagement
from gongkai.desk.inspection import urls as inspection
from gongkai.desk.messages import urls as messages
from gongkai.desk.moving import urls as moving
from gongkai.desk.newmedia import urls as newmedia
from gongkai.desk.notices import urls as notices
from gongkai.desk.oversight import urls as oversight
from gongkai.desk.remedies import urls as remedies
from gongkai.desk.requests import urls as requests
from gongkai.desk.returns import urls as returns
from gongkai.desk.search import urls as search
from gongkai.desk.settings import urls as settings
from gongkai.desk.severing import urls as severing
from gongkai.desk.targets import urls as targets
from gongkai.desk.topics import urls as topics

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("digest/", digest.digest, name="digest"),
    path("login/", entry.SignIn.as_view(), name="login"),
    path("logout/", entry.SignOut.as_view(), name="logout"),
    path("log/", log.lines, name="log"),
    path("reports/", reports.reports, name="reports"),
    path("reports/begin/", reports.begin, name="report-begin"),
    path("reports/<slug:public>/", reports.report, name="report"),
    path("reports/<slug:public>/identities/", reports.identities, name="report-identities"),
    path("reports/<slug:public>/identities/explain/", reports.explain, name="report-explain"),
    path("reports/<slug:public>/figures/<str:key>/", figures.open_figure, name="figure"),
    path("reports/<slug:public>/text/<str:key>/", texts.part, name="report-text"),
    path("reports/<slug:public>/text/<str:key>/save/", texts.save, name="report-text-save"),
    path("reports/<slug:public>/enter/", texts.enter, name="report-enter"),
    path("reports/<slug:public>/export.<slug:ending>", exports.export, name="report-export"),
    path("reports/<slug:public>/act/<slug:verb>/", reports.act_on, name="report-act"),
    path("records/<str:name>/<slug:public>/", figures.record, name="record"),
    *decisions.urlpatterns,
    *messages.urlpatterns,
    *notices.urlpatterns,
    *severing.urlpatterns,
    *archive.urlpatterns,
    *search.urlpatterns,
    *remedies.urlpatterns,
    *engagement.urlpatterns,
    *documents.urlpatterns,
    *completeness.urlpatterns,
    *topics.urlpatterns,
    *inspection.urlpatterns,
    *moving.urlpatterns,
    *targets.urlpatterns,
    *newmedia.urlpatterns,
    *oversight.urlpatterns,
    *returns.urlpatterns,
    *requests.urlpatterns,
    *audit.urlpatterns,
    *settings.urlpatterns,
    path("sheets/", sheets.sheets, name="sheets"),
    path("sheets/return/", sheets.hand_in_return, name="sheet-return"),
    path("sheets/opening/", sheets.hand_in_opening, name="sheet-opening"),
    path("sheets/settlement/", sheets.hand_in_settlement, name="sheet-settlement"),
    path("sheets/<slug:public>/scan", sheets.scan, name="sheet-scan"),
    path("sheets/<slug:public>/<slug:verb>/", sheets.decide, name="sheet-decide"),
]
