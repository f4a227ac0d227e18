"""Every letter of domain 3.7 out of a case a county could have had, made by the real use cases: what readers of letters look at.

``PAPERS`` names each; ``GRANTS`` and ``REFUSALS`` are texts as officers write them, long enough to fill more than a page now and then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from gongkai.files.store import store_upload
from gongkai.law.states import State
from gongkai.requests.applicants import Agent, Applicant, Application, Wanted
from gongkai.requests.models import InformationRequest, OutgoingLetter, Reply
from gongkai.requests.results import Decision, ItemDecision
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.acknowledge import acknowledge
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.ask_reason import ask_reason
from gongkai.requests.usecases.assist import ask_assistance
from gongkai.requests.usecases.attach_to_reply import attach_to_reply
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.close_fee_unpaid import close_fee_unpaid
from gongkai.requests.usecases.close_not_corrected import close_not_corrected
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.disclose_despite import disclose_despite
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.note_challenge import note_challenge
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.register import register
from gongkai.requests.usecases.remake_reply import remake_reply
from gongkai.requests.usecases.send_fee_notice import send_fee_notice
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.set_delayed_date import set_delayed_date
from gongkai.requests.usecases.submit_reply import submit_reply
from gongkai.requests.usecases.tell_consultation import tell_consultation
from gongkai.requests.usecases.withdraw import withdraw

START = date(2025, 4, 7)
"""A Monday without a holiday before the 20 working days end but Labour Day; the law of reconsideration of 2024 holds."""

PERSON = Applicant(
    "NATURAL_PERSON", "闻人芷若", "13803917788", "RESIDENT_ID", "", "河南省焦作市温县滨河路18号院3号楼2单元502室"
)
FIRM = Applicant(
    "COMMERCIAL_ENTERPRISE", "河南怀川建设工程集团有限公司温县分公司", "0391-6188000", handling_person="司马青"
)

SUBJECT = "滨河路道路维修资金安排及施工合同"
WANTED = (
    "1.温县滨河路（黄河路至太行路段）2023年、2024年道路维修养护资金的安排文件及拨付明细；"
    "2.该路段2024年大修工程的施工合同、监理合同及竣工验收报告；\n3.上述工程的设计变更单和工程量清单。\n请以纸质复制件形式提供，邮寄送达。"
)

LATER = """您申请公开的第1项“2023年、2024年道路维修养护资金的安排文件及拨付明细”，本机关予以公开，提供《关于下达2023年度城市道路维修养护资金计划的通知》（温住建〔2023〕18号）和《关于下达2024年度城市道路维修养护资金计划的通知》（温住建〔2024〕21号）复制件各1份。
您申请公开的第2项中施工合同、监理合同，本机关予以公开；其中个人身份证号码、银行账号属于个人隐私，已作区分处理。
您申请公开的第3项“设计变更单和工程量清单”，经向施工单位征求意见，其综合单价分析表属于商业秘密，施工单位不同意公开，本机关认为其理由成立，决定对该部分不予公开。"""

TEXTS: Mapping[str, str] = {
    "GRANTED_ALREADY_PUBLIC": "您申请公开的《温县2024年城市道路维修养护资金安排表》已于2024年4月12日在温县人民政府门户网站主动公开，获取路径：首页—政府信息公开—法定主动公开内容—财政资金（网址：https://www.wenxian.gov.cn/zfxxgk/fdzdgknr/202404/t20240412_1187263.html）。也可到温县档案馆政府信息查阅场所（温县黄河路中段，周一至周五8:30—12:00、14:30—17:30）查阅。",
    "GRANTED": "现将《温县滨河路2024年大修工程施工合同》《监理合同》《竣工验收报告》复制件提供给您，随本答复书一并邮寄。",
    "PARTIALLY_GRANTED": LATER,
    "REFUSED_STATE_SECRET": "您申请公开的地下管线综合普查成果中涉及军事设施周边管线分布的部分，经确定为秘密级国家秘密，定密依据为住房和城乡建设领域国家秘密及其密级具体范围的有关规定，保密期限尚未届满。",
    "REFUSED_FORBIDDEN_BY_LAW": "您申请公开的信息为统计调查中获得的能够识别单个统计调查对象身份的资料。《中华人民共和国统计法》规定，该资料任何单位和个人不得对外提供、泄露，不得用于统计以外的目的。",
    "REFUSED_SECURITY_STABILITY": "您申请公开的供水水厂安全防范设施布置图，公开后可能被用于破坏城市供水设施，可能危及公共安全。",
    "REFUSED_THIRD_PARTY": "您申请公开的工程量清单综合单价分析表，系施工单位采取保密措施、具有商业价值的信息，属于商业秘密。本机关已于2025年4月9日书面征求其意见，其于2025年4月16日答复不同意公开并说明了理由，本机关认为理由成立，且不公开不会对公共利益造成重大影响。",
    "REFUSED_INTERNAL_AFFAIRS": "您申请公开的本机关2024年度工作人员平时考核登记表，属于人事管理方面的内部事务信息，对公民、法人和其他组织的权利义务不产生外部约束力。",
    "REFUSED_PROCESS_INFORMATION": "您申请公开的2024年3月15日局务会议讨论记录，属于本机关在履行行政管理职能过程中形成的讨论记录；最终形成的资金计划已经公开。",
    "REFUSED_ENFORCEMENT_FILE": "您申请公开的“温住建罚字〔2024〕第7号”行政处罚案卷，属于行政执法案卷信息。您作为该案当事人，可以持有效身份证件到本机关法规科（温县黄河路1号楼306室）申请查阅。",
    "REFUSED_ADMINISTRATIVE_QUERY": "您申请公开的滨河路18号院3号楼房屋登记资料，属于不动产登记资料，《不动产登记暂行条例》对其查询有特别规定，请持有效身份证件到温县不动产登记中心（温县太行路86号）依法申请查询。",
    "UNABLE_NOT_EXISTING": "本机关以“滨河路”“大修”“设计变更”为关键词，对2023年1月1日至2025年4月7日的电子公文系统、档案室工程档案（案卷号2024-J-018至2024-J-031）和市政科业务台账进行了检索，未检索到滨河路2024年大修工程设计变更单。经向施工单位、监理单位核实，该工程未发生设计变更，未制作设计变更单。",
    "UNABLE_NOT_RESPONSIBLE": "滨河路（太行路以北段）为县道，其维修养护由温县交通运输局负责，您可以向温县交通运输局提出申请（地址：温县司马大街36号，联系电话：0391-6192031）。",
    "UNABLE_NEEDS_CREATION": "本机关没有按照道路、年度、养护单位分列的维修支出对比分析表，需要对现有支付凭证进行汇总、分析后制作。",
    "UNABLE_STILL_UNCLEAR": "本机关于2025年4月10日要求您对“有关滨河路的全部材料”予以补正，写明所需政府信息的名称、文号或者便于查询的其他特征性描述。您于2025年4月18日补正为“与滨河路有关的所有文件和领导批示”，仍不能据以查找特定的政府信息。",
    "NOT_PROCESSED_PETITION": "您要求本机关对滨河路施工扰民问题进行查处并书面答复处理结果，属于投诉、举报事项。您可以拨打12345政务服务便民热线，或者到温县信访局（温县黄河路28号）反映。",
    "NOT_PROCESSED_REPEAT": "您本次申请公开的内容与此前的申请相同，请以上述答复书为准。",
    "NOT_PROCESSED_PUBLICATION": "您申请提供的《河南省人民政府公报》（2024年合订本）为公开出版物，您可以在河南省人民政府门户网站“省政府公报”栏目免费阅读，也可到温县图书馆（温县慈胜大街5号）查阅。",
    "NOT_PROCESSED_EXCESSIVE": "您自2025年1月至4月向本机关提出申请43件，内容多为同一路段施工事项的不同表述。您于2025年4月14日提交的说明称“需要持续监督”，未说明需要获取各件信息的理由，本机关认为理由不合理。",
    "NOT_PROCESSED_CONFIRM_REISSUE": "您要求本机关对2024年6月向您提供的施工合同复制件出具与原件一致的证明，该合同复制件本机关已于2024年6月12日向您提供。",
}


class Office(Counter):
    """A counter whose acts walk a case from its registration; ``take`` registers what is asked for here."""

    def take(
        self, channel: str = "REGISTERED_MAIL", who: Applicant = PERSON, wanted: str = WANTED, subject: str = SUBJECT
    ) -> InformationRequest:
        application = Application(who, Wanted(subject, wanted), Agent())
        made = register(act=self.clerk, agency=self.agency, channel=channel, application=application)
        self.code = made.query_code
        return made.request

    def begun(self, channel: str = "REGISTERED_MAIL", who: Applicant = PERSON, **said: str) -> InformationRequest:
        return begin_review(act=self.clerk, request_id=self.take(channel, who, **said).pk, handling_unit="市政科")

    def pass_days(self, days: int) -> None:
        self.on(self.clerk.today + timedelta(days=days))


def acknowledgement(office: Office) -> OutgoingLetter:
    request = office.take()
    return acknowledge(act=office.clerk, request_id=request.pk, query_code=office.code)


def correction(office: Office, who: Applicant = PERSON) -> OutgoingLetter:
    points = (
        "一、您申请公开“有关滨河路的全部材料”，没有写明所需政府信息的名称、文号或者便于本机关查询的其他特征性描述，请写明是哪一工程、哪一年度、哪一类文件；\n"
        "二、您没有提供身份证明，请补充提供有效身份证件复印件；\n三、您没有写明获取信息的方式、途径，请在邮寄、自行领取、电子邮件中选择一种。\n"
        "示例：“温县滨河路2024年大修工程施工合同（签订单位：温县住房和城乡建设局）”。如有疑问可以拨打下列电话，由工作人员指导填写。"
    )
    return ask_correction(act=office.clerk, request_id=office.begun(who=who).pk, points=points, days=10)


def reason(office: Office) -> OutgoingLetter:
    facts = "您自2025年1月1日至4月7日向本机关提出政府信息公开申请43件，其中3月份提出31件，内容均涉及滨河路施工事项。"
    return ask_reason(act=office.clerk, request_id=office.begun().pk, facts=facts, days=7)


def third_party(office: Office) -> OutgoingLetter:
    question = "一、《温县滨河路2024年大修工程施工合同》（合同编号：WXZJ-2024-018）第三部分专用条款；\n二、该合同附件四《工程量清单综合单价分析表》（共27页）。"
    return consult(
        act=office.clerk,
        request_id=office.begun().pk,
        party="THIRD_PARTY",
        name="河南怀川建设工程集团有限公司",
        question=question,
    ).letter


def other_agency(office: Office) -> OutgoingLetter:
    return consult(
        act=office.clerk, request_id=office.begun().pk, party="AGENCY", name="温县财政局",
        question="《关于下达2024年度城市道路维修养护资金计划的通知》（温住建〔2024〕21号，与贵单位联合印发）及其附件。",
    ).letter  # fmt: skip


def consultation_told(office: Office) -> OutgoingLetter:
    asked = third_party(office)
    return tell_consultation(act=office.clerk, request_id=asked.request_id)


def disclosure_told(office: Office) -> OutgoingLetter:
    asked = third_party(office)
    office.pass_days(8)
    receive_opinion(
        act=office.clerk, request_id=asked.request_id, ref="1", answer="OBJECTS", reasons="价格信息属于商业秘密"
    )
    because = "决定公开《工程量清单综合单价分析表》中由财政资金支付的合同总价和各分部工程合价。理由：该工程全部使用财政资金，群众对路面返修反映强烈，公开造价构成有利于对公共资金使用的监督，不公开可能对公共利益造成重大影响。各清单项目的综合单价组成不予公开。"
    return disclose_despite(act=office.head, request_id=asked.request_id, ref="1", because=because)


def extension(office: Office) -> OutgoingLetter:
    request = office.begun()
    office.pass_days(10)
    because = "所申请的信息涉及多个年度的工程档案，且部分档案已移交县档案馆，需要逐卷检索、核对"
    return extend(act=office.head, request_id=request.pk, days=15, because=because)


def delay(office: Office) -> OutgoingLetter:
    asked = reason(office)
    until = date(2025, 7, 31)
    return set_delayed_date(
        act=office.head,
        request_id=asked.request_id,
        until=until,
        because="您所申请的信息数量较大，涉及案卷31卷、约2600页，需要逐页审查和区分处理",
    )


def fee_by_item(office: Office) -> OutgoingLetter:
    payment = "持本通知到温县行政服务中心一楼非税收入窗口（温县黄河路66号）缴纳，或者通过“豫事办”扫描通知所附二维码缴纳；款项缴入县级国库，开具财政票据"
    return send_fee_notice(
        act=office.head,
        request_id=office.begun().pk,
        method="item",
        quantity=45,
        payment=payment,
        counted_because="其余44件登记在纸质台账",
    ).letter


def fee_by_volume(office: Office) -> OutgoingLetter:
    payment = "持本通知到温县行政服务中心一楼非税收入窗口（温县黄河路66号）缴纳，开具财政票据"
    return send_fee_notice(
        act=office.head, request_id=office.begun(who=FIRM).pk, method="volume", quantity=250, payment=payment
    ).letter


def assistance(office: Office) -> OutgoingLetter:
    question = "一、检索贵单位保存的滨河路2023年、2024年道路维修养护资金拨付凭证（支付令、银行回单）；\n二、核对所附拨付明细表中的拨付日期和金额；\n三、说明凭证中是否含有不宜公开的个人信息和账户信息，并提出区分处理意见。"
    return ask_assistance(
        act=office.clerk,
        request_id=office.begun().pk,
        unit="温县国库支付中心",
        question=question,
        due=date(2025, 4, 18),
    ).letter  # type: ignore[return-value]


def not_corrected(office: Office) -> OutgoingLetter:
    asked = correction(office)
    record_received(act=office.clerk, request_id=asked.request_id, letter_id=asked.pk)
    office.pass_days(20)
    close_not_corrected(act=office.clerk, request_id=asked.request_id, letter="逾期未补正")
    return _last(asked.request_id)


def fee_unpaid(office: Office) -> OutgoingLetter:
    asked = fee_by_item(office)
    record_received(act=office.clerk, request_id=asked.request_id, letter_id=asked.pk)
    office.pass_days(40)
    close_fee_unpaid(act=office.clerk, request_id=asked.request_id, letter="逾期未缴费")
    return _last(asked.request_id)


def withdrawn(office: Office) -> OutgoingLetter:
    request = office.begun()
    office.pass_days(2)
    withdraw(act=office.clerk, request_id=request.pk, letter="您于2025年4月9日书面撤回该申请。")
    return _last(request.pk)


def _last(request_id: int) -> OutgoingLetter:
    return OutgoingLetter.objects.filter(request_id=request_id).latest("id")


def reply(
    office: Office, decision: Decision, text: str, *, who: Applicant = PERSON, channel: str = "REGISTERED_MAIL",
    enclosed: tuple[str, ...] = (), delivery: str = "POST",
) -> Reply:  # fmt: skip
    """Drafted, enclosures added, reviewed, signed and sent by four persons, ten days after the request came in."""
    earlier = None
    if decision.outcome == "NOT_PROCESSED_REPEAT":
        earlier = reply(office, Decision("GRANTED"), TEXTS["GRANTED"]).request
    request = office.begun(channel, who)
    office.pass_days(10)
    return finished(office, request, decision, text, enclosed, earlier, delivery)


def finished(
    office: Office, request: InformationRequest, decision: Decision, text: str, enclosed: tuple[str, ...] = (),
    earlier: InformationRequest | None = None, delivery: str = "POST",
) -> Reply:  # fmt: skip
    draft_reply(
        act=office.drafter, request_id=request.pk, decision=decision, content=text, repeats=earlier, submit=False
    )
    for title in enclosed:
        file = store_upload(act=office.drafter, agency_id=office.agency.pk, name="f.txt", content=title.encode())
        attach_to_reply(act=office.drafter, request_id=request.pk, file=file, title=title)
    submit_reply(act=office.drafter, request_id=request.pk)
    legal_review(act=office.lawyer, request_id=request.pk)
    approve_reply(act=office.signer, request_id=request.pk)
    return send_reply(act=office.clerk, request_id=request.pk, delivery=delivery, proof="EX123456789CN")


ENCLOSED = (
    "《关于下达2023年度城市道路维修养护资金计划的通知》（温住建〔2023〕18号）",
    "《关于下达2024年度城市道路维修养护资金计划的通知》（温住建〔2024〕21号）",
    "《温县滨河路2024年大修工程施工合同》（区分处理件）",
)
_ITEMS = (
    ItemDecision(1, "GRANTED", ("REG 36(2)",)),
    ItemDecision(2, "PARTIALLY_GRANTED", ("REG 37", "REG 15")),
    ItemDecision(3, "REFUSED_THIRD_PARTY", ("REG 15", "REG 32")),
)


def partial_of_items(office: Office) -> Reply:
    decision = Decision("PARTIALLY_GRANTED", ("REG 37", "REG 15", "REG 32"), _ITEMS)
    return reply(office, decision, LATER, enclosed=ENCLOSED)


def _outcome(code: str) -> Callable[[Office], Reply]:
    grounds = {"PARTIALLY_GRANTED": ("REG 37", "REG 15")}.get(code, ())
    enclosed = {"GRANTED": ENCLOSED[2:], "PARTIALLY_GRANTED": ENCLOSED}.get(code, ())
    return lambda office: reply(office, Decision(code, grounds), TEXTS[code], enclosed=enclosed)


def granted_online(office: Office) -> Reply:
    return reply(
        office,
        Decision("GRANTED"),
        TEXTS["GRANTED"].replace("邮寄", "发送"),
        channel="REGISTERED_MAIL",
        delivery="ELECTRONIC",
        who=FIRM,
    )


def receipt_after_correction(office: Office) -> OutgoingLetter:
    request = corrected(office)
    return acknowledge(act=office.clerk, request_id=request.pk, is_new_code=True)


def corrected(office: Office) -> InformationRequest:
    asked = correction(office)
    record_received(act=office.clerk, request_id=asked.request_id, letter_id=asked.pk)
    office.pass_days(7)
    receive_correction(act=office.clerk, request_id=asked.request_id, description=WANTED)
    return InformationRequest.objects.get(pk=asked.request_id)


def after_a_long_course(office: Office) -> Reply:
    """Corrected, a third party and another agency asked, extended, refused in part."""
    request = corrected(office)
    for party, name in (("THIRD_PARTY", "河南怀川建设工程集团有限公司"), ("AGENCY", "温县财政局")):
        consult(
            act=office.clerk,
            request_id=request.pk,
            party=party,
            name=name,
            question="《温县滨河路2024年大修工程施工合同》",
        )
    office.pass_days(9)
    receive_opinion(act=office.clerk, request_id=request.pk, ref="1", answer="OBJECTS", reasons="商业秘密")
    receive_opinion(act=office.clerk, request_id=request.pk, ref="2", answer="AGREES")
    extend(act=office.head, request_id=request.pk, days=10, because="所申请的信息涉及多个年度的工程档案")
    office.pass_days(4)
    decision = Decision("PARTIALLY_GRANTED", ("REG 37", "REG 15", "REG 32"), _ITEMS)
    return finished(office, request, decision, LATER, ENCLOSED)


def made_anew(office: Office) -> Reply:
    """A refusal revoked in reconsideration, answered anew."""
    request = delivered_refusal(office)
    office.pass_days(70)
    note_challenge(act=office.clerk, request_id=request.pk, challenge=State.UNDER_RECONSIDERATION)
    remake_reply(act=office.clerk, request_id=request.pk, until=office.clerk.today + timedelta(days=20))
    office.pass_days(5)
    return finished(office, request, Decision("GRANTED"), TEXTS["GRANTED"], ENCLOSED[2:])


def delivered_refusal(office: Office) -> InformationRequest:
    request = reply(office, Decision("REFUSED_THIRD_PARTY"), TEXTS["REFUSED_THIRD_PARTY"]).request
    office.pass_days(3)
    deliver(act=office.clerk, request_id=request.pk, proof="本人签收")
    return request


PAPERS: Mapping[str, Callable[[Office], OutgoingLetter | Reply]] = {
    "acknowledgement": acknowledgement,
    "correction": correction,
    "reason": reason,
    "consultation-third-party": third_party,
    "consultation-agency": other_agency,
    "consultation-told": consultation_told,
    "disclosure-told": disclosure_told,
    "extension": extension,
    "delay": delay,
    "fee-by-item": fee_by_item,
    "fee-by-volume": fee_by_volume,
    "assistance": assistance,
    "closed-not-corrected": not_corrected,
    "closed-fee-unpaid": fee_unpaid,
    "closed-withdrawn": withdrawn,
    **{f"reply-{code.lower().replace('_', '-')}": _outcome(code) for code in TEXTS},
    "reply-partial-by-item": partial_of_items,
    "acknowledgement-after-correction": receipt_after_correction,
    "reply-after-a-long-course": after_a_long_course,
    "reply-made-anew": made_anew,
    "reply-granted-online-to-a-firm": granted_online,
}
