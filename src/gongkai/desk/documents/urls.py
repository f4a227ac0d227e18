"""Addresses of documents, review and register."""

from django.urls import URLPattern, path

from gongkai.desk.documents import afterwards, drafting, files, items, register, releasing, reviewing, takedown, wording

urlpatterns: list[URLPattern] = [
    path("documents/", items.items, name="documents"),
    path("documents/new/", drafting.new, name="document-new"),
    path("documents/register/", register.register, name="document-register"),
    path("documents/takedowns/", takedown.takedowns, name="takedowns"),
    path("documents/takedowns/find/", takedown.find, name="takedown-find"),
    path("documents/takedowns/carry-out/", takedown.carry_out, name="takedown-carry-out"),
    path("documents/takedowns/<slug:public>/", takedown.sheet, name="takedown"),
    path("documents/takedowns/<slug:public>/act/<slug:verb>/", takedown.act_on, name="takedown-act"),
    path("documents/wording/", wording.findings, name="wording"),
    path("documents/wording/keep/<slug:finding>/", wording.keep, name="wording-keep"),
    path("documents/wording/lexicon/", wording.lexicon, name="lexicon"),
    path("documents/wording/lexicon.csv", wording.lexicon_csv, name="lexicon-csv"),
    path("documents/wording/lexicon/import/", wording.lexicon_import, name="lexicon-import"),
    path("documents/pictures/<slug:file>", files.picture, name="document-picture"),
    path("documents/<slug:public>/", items.item, name="document"),
    path("documents/<slug:public>/edit/", drafting.edit, name="document-edit"),
    path("documents/<slug:public>/autosave/", drafting.autosave, name="document-autosave"),
    path("documents/<slug:public>/attribute/", drafting.attribute, name="document-attribute"),
    path("documents/<slug:public>/attach/", files.attach, name="document-attach"),
    path("documents/<slug:public>/docx/", files.docx, name="document-docx"),
    path("documents/<slug:public>/files/<slug:attachment>/", files.take, name="document-file"),
    path("documents/<slug:public>/files/<slug:attachment>/remove/", files.detach, name="document-detach"),
    path("documents/<slug:public>/act/<slug:verb>/", items.act_on, name="document-act"),
    path("documents/<slug:public>/release/", releasing.release, name="document-release"),
    path("documents/<slug:public>/correct/", afterwards.correction, name="document-correct"),
    path("documents/<slug:public>/editions/", afterwards.editions, name="document-editions"),
    path("documents/<slug:public>/after/<slug:verb>/", afterwards.act_on, name="document-after"),
    path("review/", reviewing.waiting, name="review"),
    path("review/<slug:public>/", reviewing.sheet, name="review-sheet"),
    path("review/<slug:public>/act/<slug:verb>/", reviewing.act_on, name="review-act"),
]
