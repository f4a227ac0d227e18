"""Addresses of topics."""

from django.urls import URLPattern, path

from gongkai.desk.topics import views

urlpatterns: list[URLPattern] = [
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:public>/", views.topic, name="topic"),
    path("topics/<slug:public>/act/<slug:verb>/", views.act_on, name="topic-act"),
]
