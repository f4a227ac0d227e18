"""Addresses of moving in on the desk."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.moving import batches, uploads

urlpatterns: list[URLPattern | URLResolver] = [
    path("moving/", uploads.moving, name="moving"),
    path("moving/upload/", uploads.upload, name="moving-upload"),
    path("moving/template.csv", uploads.template, name="moving-template"),
    path("moving/uploads/<slug:public>/", uploads.uploaded, name="moving-uploaded"),
    path("moving/uploads/<slug:public>/run/", uploads.run, name="moving-run"),
    path("moving/batches/<slug:public>/", batches.batch, name="moving-batch"),
    path("moving/batches/<slug:public>/act/<slug:verb>/", batches.act_on, name="moving-act"),
    path("moving/rows/<slug:public>/", batches.row, name="moving-row"),
    path("moving/rows/<slug:public>/files/<slug:file>", batches.row_file, name="moving-file"),
    path("moving/rows/<slug:public>/act/<slug:verb>/", batches.act_on_row, name="moving-row-act"),
]
