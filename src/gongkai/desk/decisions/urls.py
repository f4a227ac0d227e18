"""Addresses of the ledgers on the desk."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.decisions import files, ledgers, records, returns, watch

urlpatterns: list[URLPattern | URLResolver] = [
    path("decisions/", ledgers.ledgers, name="decisions"),
    path("decisions/upload/", ledgers.upload, name="decisions-upload"),
    path("decisions/uploads/<slug:public>/", ledgers.uploaded, name="decision-upload"),
    path("decisions/uploads/<slug:public>/run/", ledgers.run, name="decision-upload-run"),
    path("decisions/uploads/<slug:public>/headings/", ledgers.headings, name="decision-upload-headings"),
    path("decisions/uploads/<slug:public>/mend.csv", ledgers.to_mend, name="decision-upload-mend"),
    path("decisions/records/", records.find, name="decision-find"),
    path("decisions/records/<slug:kind>/<slug:public>/", records.record, name="decision"),
    path("decisions/records/<slug:kind>/<slug:public>/<slug:verb>/", records.act_on, name="decision-act"),
    path("decisions/watch/", watch.overview, name="decision-watch"),
    path("decisions/watch/repeated/", watch.repeated, name="decision-repeated"),
    path("decisions/watch/<slug:what>/", watch.listed, name="decision-list"),
    path("decisions/files/", files.files, name="decision-files"),
    path("decisions/files/make/", files.make, name="decision-files-make"),
    path("decisions/files/<slug:public>/", files.file, name="decision-file"),
    path("decisions/files/<slug:public>/file.csv", files.take, name="decision-file-take"),
    path("decisions/returns/", returns.returns, name="decision-returns"),
    path("decisions/totals/", files.totals, name="decision-totals"),
    path("decisions/totals/totals.csv", files.totals_csv, name="decision-totals-csv"),
    path("decisions/totals/enter/", files.enter_totals, name="decision-totals-enter"),
]
