"""Addresses of the messages."""

from django.urls import URLPattern, path

from gongkai.desk.messages import views

urlpatterns: list[URLPattern] = [
    path("messages/", views.messages_list, name="messages"),
    path("messages/<slug:public>/again/", views.again, name="message-again"),
]
