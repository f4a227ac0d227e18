"""Addresses of severance."""

from django.urls import URLPattern, path

from gongkai.desk.severing import views

urlpatterns: list[URLPattern] = [
    path("severing/case/<slug:public>/", views.of_case, name="severances"),
    path("severing/<slug:public>/", views.page, name="severance"),
    path("severing/<slug:public>/pages/<int:number>.png", views.picture, name="severance-picture"),
    path("severing/<slug:public>/copy.pdf", views.copy, name="severance-copy"),
    path("severing/<slug:public>/<slug:verb>/", views.act_on, name="severance-act"),
]
