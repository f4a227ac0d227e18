"""Addresses of 互动交流. Once given, an address stays; numbers and codes of writers never stand in one."""

from django.urls import URLPattern, path

from gongkai.portal.engagement import consultations, home, interviews, letters, surveys

urlpatterns: list[URLPattern] = [
    path("hdjl/", home.home, name="engagement-home"),
    path("hdjl/xx/", letters.write, name="letter-write"),
    path("hdjl/cx/", letters.follow, name="letter-follow"),
    path("hdjl/cx/pj/", letters.rate, name="letter-rate"),
    path("hdjl/cx/fj/<slug:public>", letters.file, name="letter-file"),
    path("hdjl/lx/", letters.letter_list, name="letter-list"),
    path("hdjl/tj/", letters.statistics, name="letter-statistics"),
    path("hdjl/zj/", consultations.consultation_list, name="consultation-list"),
    path("hdjl/zj/<slug:public>/", consultations.consultation, name="consultation"),
    path("hdjl/ft/", interviews.interview_list, name="interview-list"),
    path("hdjl/ft/<slug:public>/", interviews.interview, name="interview"),
    path("hdjl/dc/", surveys.survey_list, name="survey-list"),
    path("hdjl/dc/<slug:public>/", surveys.survey, name="survey"),
]
