"""Addresses of returns and roll-up."""

from django.urls import path

from gongkai.desk.returns import campaigns, fill, packages, rolled, submitted

urlpatterns = [
    path("returns/", campaigns.campaigns, name="returns"),
    path("returns/open/", campaigns.open_one, name="returns-open"),
    path("returns/sent/", packages.sent, name="returns-sent"),
    path("returns/sent/notes/", packages.notes, name="returns-notes-take"),
    path("returns/sent/<slug:public>/make/", packages.make, name="returns-package-make"),
    path("returns/sent/<slug:public>/up/", packages.up, name="returns-hand-up"),
    path("returns/sent/<slug:public>/package.zip", packages.package, name="returns-package"),
    path("returns/units/<slug:public>/", fill.form, name="return"),
    path("returns/units/<slug:public>/check/", fill.check, name="return-check"),
    path("returns/units/<slug:public>/<slug:verb>/", fill.act_on, name="return-act"),
    path("returns/sheets/<slug:public>/", submitted.sheet, name="return-sheet"),
    path("returns/sheets/<slug:public>/notes.json", submitted.notes, name="return-notes"),
    path("returns/sheets/<slug:public>/<slug:verb>/", submitted.decide, name="return-decide"),
    path("returns/<slug:public>/", campaigns.campaign, name="campaign"),
    path("returns/<slug:public>/rollup/", rolled.whole, name="campaign-rollup"),
    path("returns/<slug:public>/rollup/<str:key>/", rolled.cell, name="campaign-cell"),
    path("returns/<slug:public>/across/", rolled.across_years, name="campaign-across"),
    path("returns/<slug:public>/links/", campaigns.links, name="campaign-links"),
    path("returns/<slug:public>/links.csv", campaigns.links_csv, name="campaign-links-csv"),
    path("returns/<slug:public>/<slug:verb>/", campaigns.act_on, name="campaign-act"),
]
