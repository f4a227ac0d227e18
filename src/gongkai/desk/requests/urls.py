"""Addresses of the desk's requests, spliced into ``desk/urls.py``."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.requests import applicant, board, case, counter, deed, disclosure, holidays, month, numbers, units

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", board.listed, name="requests"),
    path("requests/new/", counter.new, name="requests-new"),
    path("requests/month/", month.month, name="requests-month"),
    path("requests/due.ics", month.as_ics, name="requests-ics"),
    path("requests/numbers/", numbers.numbers, name="requests-numbers"),
    path("requests/numbers/list/", numbers.records, name="requests-numbers-list"),
    path("requests/numbers/numbers.csv", numbers.as_csv, name="requests-numbers-csv"),
    path("requests/holidays/", holidays.notices, name="requests-holidays"),
    path("requests/units/", units.units, name="requests-units"),
    path("requests/hand-over/", case.hand_over_everything, name="requests-hand-over"),
    path("requests/<slug:public>/", case.case, name="request"),
    path("requests/<slug:public>/disclosure/", disclosure.disclosure, name="request-disclosure"),
    path("requests/<slug:public>/applicant/", applicant.applicant, name="request-applicant"),
    path("requests/<slug:public>/letters/<slug:kind>/<slug:letter>/", case.letter, name="request-letter"),
    path("requests/<slug:public>/do/<slug:verb>/", deed.do, name="request-do"),
]
