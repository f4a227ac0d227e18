"""Addresses of 依申请公开, spliced into the portal's."""

from django.urls import URLPattern, URLResolver, path

from gongkai.portal.requests import ask, follow, guide, letters

urlpatterns: list[URLPattern | URLResolver] = [
    path("zfxxgk/ysqgk/", guide.how_to_ask, name="how-to-ask"),
    path("zfxxgk/ysqgk/form.<slug:ending>", guide.paper_form, name="request-paper"),
    path("zfxxgk/ysqgk/sq/", ask.ask, name="request-ask"),
    path("zfxxgk/ysqgk/hz/", ask.receipt, name="request-receipt"),
    path("zfxxgk/ysqgk/cx/", follow.door, name="request-door"),
    path("zfxxgk/ysqgk/jd/", follow.progress, name="request-progress"),
    path("zfxxgk/ysqgk/jd/<slug:verb>/", follow.act_on, name="request-step"),
    path("zfxxgk/ysqgk/ws/<slug:kind>/<slug:public>/", letters.letter, name="request-letter"),
    path("zfxxgk/ysqgk/ws/<slug:public>/wenshu.pdf", letters.letter_file, name="request-letter-file"),
    path("zfxxgk/ysqgk/fj/<slug:public>/", letters.attachment, name="request-attachment"),
]
