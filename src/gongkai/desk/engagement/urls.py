"""Addresses of 互动交流 on the desk, spliced into ``desk/urls.py``."""

from django.urls import URLPattern, path

from gongkai.desk.engagement import consultations, interviews, letter_import, letters, surveys

urlpatterns: list[URLPattern] = [
    path("letters/", letters.board, name="letters"),
    path("letters/new/", letters.register, name="letter-register"),
    path("letters/import/", letter_import.import_file, name="letter-import"),
    path("letters/<slug:public>/", letters.letter, name="letter"),
    path("letters/<slug:public>/writer/", letters.writer, name="letter-writer"),
    path("letters/<slug:public>/files/<slug:file>", letters.file, name="letter-file"),
    path("letters/<slug:public>/<slug:verb>/", letters.act_on, name="letter-act"),
    path("consultations/", consultations.listed, name="consultations"),
    path("consultations/new/", consultations.draft, name="consultation-draft"),
    path("consultations/<slug:public>/", consultations.consultation, name="consultation"),
    path("consultations/<slug:public>/<slug:verb>/", consultations.act_on, name="consultation-act"),
    path("interviews/", interviews.listed, name="interviews"),
    path("interviews/new/", interviews.draft, name="interview-draft"),
    path("interviews/<slug:public>/", interviews.interview, name="interview"),
    path("interviews/<slug:public>/<slug:verb>/", interviews.act_on, name="interview-act"),
    path("surveys/", surveys.listed, name="surveys"),
    path("surveys/new/", surveys.draft, name="survey-draft"),
    path("surveys/<slug:public>/", surveys.survey, name="survey"),
    path("surveys/<slug:public>/links/", surveys.links, name="survey-links"),
    path("surveys/<slug:public>/<slug:verb>/", surveys.act_on, name="survey-act"),
]
