"""Addresses of inspection."""

from django.urls import path

from gongkai.desk.inspection import board, self_forms, spot_checks

urlpatterns = [
    path("inspection/", board.board, name="inspection"),
    path("inspection/run/", board.run, name="inspection-run"),
    path("inspection/columns/", board.columns, name="columns-guard"),
    path("inspection/findings/<slug:public>/", board.finding, name="finding"),
    path("inspection/findings/<slug:public>/order/", board.order, name="finding-order"),
    path("inspection/orders/", board.orders, name="inspection-orders"),
    path("inspection/orders/<slug:public>/<slug:verb>/", board.order_act, name="inspection-order-act"),
    path("inspection/self/", self_forms.forms, name="self-inspection"),
    path("inspection/self/hand-in/", self_forms.hand_in, name="self-inspection-hand-in"),
    path("inspection/self/<slug:public>/decide/", self_forms.decide, name="self-inspection-decide"),
    path("inspection/spot/", spot_checks.checks, name="spot-checks"),
    path("inspection/spot/draw/", spot_checks.draw, name="spot-check-draw"),
    path("inspection/spot/<slug:public>/", spot_checks.check, name="spot-check"),
    path("inspection/spot/<slug:public>/accounts/<slug:account>/", spot_checks.record, name="spot-check-record"),
    path("inspection/spot/<slug:public>/publish/", spot_checks.publish, name="spot-check-publish"),
]
