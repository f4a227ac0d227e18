"""Our default wording of sections 一, 五 and 六 for a county; officers change it, the figures stay bound.

Keys are ``section.part`` of ``form.SECTIONS``; ``overview`` alone is the paragraph before (一). A year without requests, letters or
fees reads well by conditions inside the sentences.
"""

from __future__ import annotations

from types import MappingProxyType

_OVERVIEW = (
    "{年度}年，{地区}共通过{网站}公开各类信息{overview.portal_items}条"
    "{若 overview.consultations}，发布意见征集{overview.consultations}期{完}"
    "{若 overview.interviews}，开展政务访谈{overview.interviews}次{完}。"
    "{若 overview.wechat_main_items}通过“{公众号}”微信公众号发布信息{overview.wechat_main_items}条；{完}"
    "{若 overview.other_new_media_items}各单位微信公众号、微博等新媒体共发布各类信息{overview.other_new_media_items|余}条。{完}"
)

_LETTERS = (
    "{若 overview.letters_received}全年共接受办理互动交流平台信件、留言{overview.letters_received}条，"
    "{若 overview.letters_closed=overview.letters_received}已全部办结{否则}已办结{overview.letters_closed}条{完}"
    "{否则}全年未收到互动交流平台信件、留言{完}。"
)
_PROACTIVE = (
    "一是强化重点领域信息公开。及时发布涉及市场主体、减税降费、稳岗就业、惠民惠农等领域的政策措施，规范公开预算、决算信息。"
    "二是做好政策解读。按照“谁起草、谁解读”原则，通过政府网站、政务新媒体等渠道解读涉及群众切身利益的政策。"
    "三是回应社会关切。注重与公众互动交流，及时回应群众关注。" + _LETTERS
)
_REQUESTS = (
    "{若 overview.requests_handled}{年度}年，{地区}共办理依申请公开{overview.requests_handled}件，"
    "{若 overview.requests_answered=overview.requests_handled}均已全部回复{否则}已回复{overview.requests_answered}件{完}，"
    "办结率{overview.completion_rate_percent}"
    "{否则}{年度}年，{若 overview.requests_received}{地区}收到的政府信息公开申请均在办理中，将结转下年度继续办理"
    "{否则}{地区}未收到政府信息公开申请{完}{完}。"
)
_ON_REQUEST = (
    "进一步畅通依申请公开受理渠道，提高网上办理能力。完善依申请公开工作流程，健全接收、登记、审核、办理、答复、归档工作制度。"
    + _REQUESTS
)
_MANAGEMENT = (
    "落实政府信息公开审查要求，严格执行拟公开信息先审核后发布机制，确保信息发布及时、准确、权威。"
    "落实公文公开属性源头认定机制，公文审批时注明公开属性。集中、规范公开政府文件，提供文本下载，方便公众查询获取。"
    "{若 overview.normative_documents_issued}全年制发行政规范性文件{overview.normative_documents_issued}件。{完}"
)
_PLATFORM = (
    "一是政府网站建设方面。法定主动公开内容均通过政府信息公开平台集中发布，发挥政府网站政务公开第一平台作用。"
    "{若 overview.new_media_accounts}二是政务新媒体建设方面。{地区}运行、备案的政务新媒体共{overview.new_media_accounts}个，"
    "定期开展自查自纠和检查抽查，及时监测运行状况，确保规范运行。{完}"
)
_SAFEGUARDS = (
    "建立完善政府信息公开工作考核、社会评议和责任追究制度，将政府信息公开工作纳入年度综合考评，接受社会监督。"
    "对全年工作作出安排部署，对工作落实不力的单位督促整改。"
    "{年度}年，{若 overview.major_incidents}发生政府信息公开工作重大责任事件{overview.major_incidents}件，均已依规追究责任"
    "{否则}未发生政府信息公开工作重大责任事件{完}。"
)
_PROBLEMS = (
    "{年度}年，{地区}政府信息公开工作仍存在一些问题和不足：一是工作创新不多；二是政策解读的针对性、有效性需进一步提高；"
    "三是专职人员较少、更换频繁，影响工作连续性。\n"
    "{下年度}年，将着力做好以下工作：一是创新公开方式，拓宽公开渠道；二是完善政策发布、解读、回应机制；"
    "三是强化监督保障，加强队伍建设和业务培训，做好工作交接。"
)
_OTHER = (
    "{若 other.processing_fee_yuan}本年度收取政府信息公开信息处理费{other.processing_fee_yuan}元"
    "{否则}本年度未收取政府信息公开处理费{完}，无其他需要报告的事项。"
)

DEFAULT_TEMPLATES = MappingProxyType(
    {
        "overview": _OVERVIEW,
        "overview.proactive": _PROACTIVE,
        "overview.on_request": _ON_REQUEST,
        "overview.management": _MANAGEMENT,
        "overview.platform": _PLATFORM,
        "overview.safeguards": _SAFEGUARDS,
        "problems": _PROBLEMS,
        "other": _OTHER,
    }
)
"""Text by ``section`` or ``section.part``, in the order of print. A line break starts a new paragraph."""
