"""Addresses of new media."""

from django.urls import path

from gongkai.desk.newmedia import accounts, posts

urlpatterns = [
    path("accounts/", accounts.register, name="accounts"),
    path("accounts/apply/", accounts.apply, name="account-apply"),
    path("accounts/<slug:public>/", accounts.account, name="account"),
    path("accounts/<slug:public>/posts/", accounts.posts_file, name="account-posts"),
    path("accounts/<slug:public>/act/<slug:verb>/", accounts.account_act, name="account-act"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.new, name="post-new"),
    path("posts/<slug:public>/", posts.post, name="post"),
    path("posts/<slug:public>/act/<slug:verb>/", posts.post_act, name="post-act"),
]
