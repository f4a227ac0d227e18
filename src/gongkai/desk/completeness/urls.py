"""Addresses of key-area completeness."""

from django.urls import URLPattern, path

from gongkai.desk.completeness import fiscal, limits, reposts, standard, ties

urlpatterns: list[URLPattern] = [
    path("completeness/", fiscal.matrix, name="completeness"),
    path("completeness/fiscal.<slug:ending>", fiscal.matrix_file, name="completeness-fiscal-file"),
    path("completeness/approvals/", fiscal.approve, name="completeness-approve"),
    path("completeness/funds/", fiscal.programmes, name="completeness-funds"),
    path("completeness/funds.<slug:ending>", fiscal.programmes_file, name="completeness-funds-file"),
    path("completeness/programmes/", fiscal.programme_new, name="completeness-programme"),
    path("completeness/limits/", limits.board, name="completeness-limits"),
    path("completeness/limits.<slug:ending>", limits.board_file, name="completeness-limits-file"),
    path("completeness/limits/<slug:code>/<slug:limit>/", limits.behind, name="completeness-limit"),
    path("completeness/standard/", standard.board, name="completeness-standard"),
    path("completeness/standard.<slug:ending>", standard.board_file, name="completeness-standard-file"),
    path("completeness/standard/catalogue.csv", standard.catalogue_csv, name="completeness-catalogue"),
    path("completeness/standard/import/", standard.import_file, name="completeness-standard-import"),
    path("completeness/standard/<slug:public>/", standard.item, name="completeness-standard-item"),
    path("completeness/standard/<slug:public>/units/", standard.item_units, name="completeness-standard-units"),
    path("completeness/reposts/", reposts.board, name="completeness-reposts"),
    path("completeness/reposts.<slug:ending>", reposts.board_file, name="completeness-reposts-file"),
    path("completeness/reposts/new/", reposts.register, name="completeness-repost-new"),
    path("completeness/reposts/<slug:public>/act/<slug:verb>/", reposts.act_on, name="completeness-repost-act"),
    path("completeness/items/<slug:public>/", ties.ties, name="completeness-ties"),
]
