"""Addresses of the letters and of their words."""

from django.urls import URLPattern, path

from gongkai.desk.notices import case, layout, places, words

urlpatterns: list[URLPattern] = [
    path("notices/case/<slug:public>/", case.papers, name="case-letters"),
    path("notices/case/<slug:public>/<slug:verb>/", case.act_on, name="case-letters-act"),
    path("notices/case/<slug:public>/<slug:letter>/letter.<slug:ending>", case.letter_file, name="letter-file"),
    path("notices/places/", places.places, name="letter-places"),
    path("notices/layout/", layout.layouts, name="letter-layouts"),
    path("notices/layout/bring/", layout.bring, name="letter-layout-bring"),
    path("notices/layout/layout.docx", layout.to_edit, name="letter-layout-file"),
    path("notices/layout/<slug:public>/sample.docx", layout.sample_of, name="letter-layout-sample"),
    path("notices/words/", words.blocks, name="letter-words"),
    path("notices/words/<str:block>/", words.block_page, name="letter-block"),
    path("notices/words/<str:block>/draft/", words.draft, name="letter-block-draft"),
    path("notices/words/<str:block>/preview.pdf", words.preview, name="letter-block-preview"),
    path("notices/versions/<slug:public>/decide/", words.decide, name="letter-version-decide"),
]
