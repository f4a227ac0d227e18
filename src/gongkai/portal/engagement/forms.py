"""Forms of citizens: what the browser helps with. What is right is decided by the use case; its reasons stand beside the fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from gongkai.agencies.errors import Reason
from gongkai.engagement.models import Letter


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the summary on top; ``field`` leads to the input."""

    field: str
    text: str


class CitizenForm(forms.Form):
    """A form that keeps everything typed and lists its problems twice: on top and beside the field."""

    use_required_attribute = False

    def take(self, reasons: Iterable[Reason]) -> None:
        """Put the reasons of a refusal beside their fields."""
        for reason in reasons:
            name = reason.field if reason.field in self.fields else None
            self.add_error(name, str(reason))

    @property
    def problems(self) -> list[Problem]:
        found = [
            Problem("" if name == "__all__" else name, text)
            for name, texts in self.errors.items()
            for text in dict.fromkeys(map(str, texts))
        ]
        order = list(self.fields)
        return sorted(found, key=lambda one: order.index(one.field) if one.field else -1)


class Words(forms.CharField):
    """Text of at most ``longest`` characters; the message says how many there are. The use case decides again."""

    def __init__(self, label: str, longest: int, *, must: bool = True, **more: Any) -> None:
        missing = {"required": f"请填写{label.removeprefix('您的')}"}
        super().__init__(label=label, required=must, strip=True, error_messages=missing, **more)
        self.longest = longest

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            label = str(self.label).removeprefix("您的")
            raise forms.ValidationError(f"{label}最多{self.longest}字，现有{len(value)}字")


class LetterForm(CitizenForm):
    channel = forms.ChoiceField(label="栏目", choices=Letter.Channel.choices, initial=Letter.Channel.LEADER_MAILBOX)
    kind = forms.ChoiceField(
        label="类型",
        choices=Letter.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择来信类型"},
    )
    title = Words("标题", 100, help_text="一句话说明事情，最多100字。")
    text = Words(
        "内容",
        5000,
        help_text="时间、地点、经过和您的要求，最多5000字。不要写他人的身份证号、银行卡号。",
        widget=forms.Textarea,
    )
    writer_name = Words("您的姓名", 60, help_text="只供办理使用，不公开。")
    writer_phone = Words("联系电话", 40, help_text="手机或带区号的座机，只供办理使用，不公开。")
    public = forms.ChoiceField(
        label="答复后是否可以公开", choices=(("yes", "可以公开（姓名、电话等个人信息会先去除）"), ("no", "不公开，只答复我本人")),
        widget=forms.RadioSelect, error_messages={"required": "请选择答复后是否可以公开"},
    )  # fmt: skip
    keep = forms.BooleanField(label="我仍要作为来信提交", required=False)
    attachment = forms.CharField(label="附件", required=False)

    def brought(self, reasons: Iterable[Reason]) -> None:
        """Why files are not taken. Told with the rest once the form is judged, and the form is then not sent."""
        self._refused = list(reasons)

    def clean(self) -> dict[str, Any]:
        for reason in getattr(self, "_refused", ()):
            self.add_error("attachment", str(reason))
        return self.cleaned_data


class FollowForm(CitizenForm):
    number = Words("来信编号", 40, help_text="回执上的编号，例如 XJ2022-00012。")
    query_code = Words("查询码", 20, help_text="回执上的8位查询码。")


class OpinionForm(CitizenForm):
    paragraph = forms.CharField(label="针对", required=False, max_length=60)
    text = Words("您的意见", 5000, widget=forms.Textarea, help_text="最多5000字。请说明理由，便于研究采纳。")
    name = Words("姓名或单位", 60, must=False, help_text="可以不填；不公开。")
    contact = Words("联系方式", 100, must=False, help_text="可以不填；不公开，只在需要向您核实时使用。")


class QuestionForm(CitizenForm):
    text = Words("您的问题", 500, widget=forms.Textarea, help_text="最多500字。审看后公开展示，不要写个人信息。")
    nickname = Words("称呼", 30, must=False, help_text="可以不填，例如：温县市民。")
