"""Addresses of the audit of published reports."""

from django.urls import path

from gongkai.desk.audit import views

urlpatterns = [
    path("audit/", views.audits, name="audits"),
    path("audit/check/", views.upload, name="audit-upload"),
    path("audit/reports/<slug:public>/", views.report, name="audit-report"),
    path("audit/reports/<slug:public>/settle/", views.settle, name="audit-settle"),
    path("audit/<slug:public>/", views.batch, name="audit-batch"),
    path("audit/<slug:public>/export.<slug:ending>", views.export, name="audit-export"),
]
