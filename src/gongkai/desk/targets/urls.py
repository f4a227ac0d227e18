"""Addresses of publication targets on the desk."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.targets import deliveries, setting_up

urlpatterns: list[URLPattern | URLResolver] = [
    path("targets/", setting_up.targets, name="targets"),
    path("targets/add/", setting_up.add, name="target-add"),
    path("targets/<slug:public>/", deliveries.target, name="target"),
    path("targets/<slug:public>/change/", setting_up.change, name="target-change"),
    path("targets/<slug:public>/act/<slug:verb>/", deliveries.act_on, name="target-act"),
    path("targets/<slug:public>/files/<slug:file>", deliveries.take_file, name="target-file"),
    path("targets/entries/<slug:public>/package.zip", deliveries.take_package, name="target-package"),
    path("targets/entries/<slug:public>/address/", deliveries.note, name="target-address"),
]
