"""Addresses of the letters and of their words."""

from django.urls import URLPattern, path

from gongkai.desk.notices import case, places, words

urlpatterns: list[URLPattern] = [
    path("notices/case/<slug:public>/", case.papers, name="case-letters"),
    path("notices/case/<slug:public>/<slug:verb>/", case.act_on, name="case-letters-act"),
    path("notices/case/<slug:public>/<slug:letter>/letter.<slug:ending>", case.letter_file, name="letter-file"),
    path("notices/places/", places.places, name="letter-places"),
    path("notices/words/", words.blocks, name="letter-words"),
    path("notices/words/<str:block>/", words.block_page, name="letter-block"),
    path("notices/words/<str:block>/draft/", words.draft, name="letter-block-draft"),
    path("notices/words/<str:block>/preview.pdf", words.preview, name="letter-block-preview"),
    path("notices/versions/<slug:public>/decide/", words.decide, name="letter-version-decide"),
]
