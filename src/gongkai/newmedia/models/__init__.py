"""All models of the room: the register and its facts, posts drafted here, and their way to WeChat."""

from gongkai.newmedia.models.accounts import (
    AccountRole,
    AccountStanding,
    NewMediaAccount,
    Platform,
    Post,
    PostImport,
)
from gongkai.newmedia.models.drafts import SUBJECT_KIND, PostDraft, WechatBinding, WechatDelivery

__all__ = [
    "SUBJECT_KIND",
    "AccountRole",
    "AccountStanding",
    "NewMediaAccount",
    "Platform",
    "Post",
    "PostDraft",
    "PostImport",
    "WechatBinding",
    "WechatDelivery",
]
