"""What citizens write about, and what the units answer. ``{place}`` is filled; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass

PLACES = (
    "温泉街道",
    "张羌街道",
    "岳村街道",
    "黄河街道",
    "祥云镇",
    "番田镇",
    "黄庄镇",
    "武德镇",
    "赵堡镇",
    "招贤乡",
    "北冷乡",
    "产业集聚区",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """``tag`` picks the unit that answers; ``rejection`` is set for a letter that is not taken up."""

    kind: str
    tag: str
    title: str
    text: str
    answer: str
    simple: bool = False
    rejection: str = ""


TOPICS: tuple[Topic, ...] = (
    Topic("ADVICE", "insurance", "咨询{place}城乡居民医保缴费时间", "请问{place}今年城乡居民医保什么时候缴费，可以在手机上办理吗？",
          "城乡居民医保集中缴费期为每年9月至12月，可通过税务部门微信缴费、村（社区）代收点或者办税服务厅缴纳。", simple=True),
    Topic("ADVICE", "education", "咨询{place}小学一年级入学条件", "孩子今年九月满六周岁，户口在{place}，入学需要哪些材料？",
          "按照划片招生办法，请携带户口簿、房产证明和预防接种证，在公告的登记时间内到划片学校办理。", simple=True),
    Topic("ADVICE", "employ", "咨询灵活就业社保补贴", "我在{place}灵活就业，听说有社保补贴，如何申请？",
          "符合就业困难人员条件并已办理灵活就业登记的，可到户籍所在地便民服务中心申请，每年集中受理两次。", simple=True),
    Topic("HELP", "city", "{place}路灯不亮影响出行", "{place}主路上有几盏路灯已经一个多星期不亮，晚上出行不安全，请尽快维修。",
          "经现场查看，系线路老化造成，维修人员已更换线路和灯具，路灯恢复正常照明。"),
    Topic("HELP", "water", "{place}自来水压力不足", "{place}早晚用水高峰水压很小，三楼以上基本没有水，请解决。",
          "经排查，该片区加压泵站设备老化，已安排更换水泵，改造完成前采取分时加压供水。"),
    Topic("HELP", "transport", "希望在{place}增设公交站点", "{place}附近居民较多，距离最近的公交站有一公里多，希望增设站点。",
          "经实地勘察并听取沿线群众意见，拟在下一次线路优化时增设临时站点，届时将提前公告。"),
    Topic("HELP", "housing", "{place}小区物业服务问题", "{place}一处小区电梯经常停运，物业长期不维修，请督促解决。",
          "已约谈该物业企业并下达整改通知，电梯经检验合格后恢复运行，维修资金使用情况已在小区公示。"),
    Topic("COMPLAINT", "environment", "反映{place}夜间噪声扰民", "{place}附近一家加工厂夜间施工，噪声很大，影响休息。",
          "执法人员已到现场检查，责令其夜间停止高噪声作业并采取隔声措施，后续将不定期复查。"),
    Topic("COMPLAINT", "market", "投诉{place}一家超市销售过期食品", "在{place}一家超市买到过期饮料，商家不肯退货，请处理。",
          "经现场检查，情况属实，已依法立案查处，并督促商家退还货款、按规定赔偿。"),
    Topic("COMPLAINT", "transport", "反映{place}道路坑洼", "{place}通往县城的道路多处坑洼，雨天积水严重，请维修。",
          "该路段已列入本年度日常养护计划，坑槽已先行填补，下一步将进行罩面处理。"),
    Topic("REPORT", "city", "举报{place}占道经营", "{place}路口长期有人占道经营，造成交通拥堵。",
          "执法人员已对占道经营行为进行劝离和规范，并安排人员在早晚高峰值守。"),
    Topic("REPORT", "environment", "举报{place}焚烧垃圾", "{place}空地上有人焚烧垃圾，烟味很大。",
          "工作人员已赶赴现场制止，对责任人进行教育，并要求属地加强巡查。"),
    Topic("SUGGESTION", "culture", "建议{place}增加健身器材", "{place}广场健身器材少，建议增加一些适合老人和儿童的器材。",
          "您的建议很好，已列入下一批全民健身器材配置计划，预计年底前安装到位。"),
    Topic("SUGGESTION", "farm", "建议加强{place}铁棍山药品牌保护", "市场上冒充铁棍山药的不少，建议加强{place}产地的地理标志保护。",
          "已会同市场监管部门开展地理标志专项检查，并推行产地追溯标识。"),
    Topic("ADVICE", "land", "咨询{place}宅基地确权证书", "{place}的宅基地确权登记后一直没有拿到证书，请问什么时候发放？",
          "该村确权登记成果已通过验收，证书正在分批打印，将由村委会通知领取。"),
    Topic("ADVICE", "health", "咨询{place}老年人免费体检", "请问{place}六十五岁以上老人免费体检在哪里做？",
          "请携带身份证到辖区卫生院办理，每年一次，具体时间由村医通知。", simple=True),
    Topic("ADVICE", "police", "咨询居住证办理", "在{place}租房居住满半年，办理居住证需要什么材料？",
          "请携带身份证、租房合同或者居住证明到辖区派出所办理，也可通过政务服务网预约。", simple=True),
    Topic("HELP", "relief", "咨询{place}临时救助", "家中因病支出较大，户口在{place}，能否申请临时救助？",
          "可向户籍所在地乡镇（街道）提出申请，工作人员将入户调查，符合条件的按规定给予救助。"),
    Topic("COMPLAINT", "employ", "反映{place}用工单位拖欠工资", "在{place}一处工地干活，工资拖欠两个月，请帮助解决。",
          "劳动监察人员已介入调查，责令用工单位限期支付，相关工资已通过专用账户发放。"),
    Topic("REPORT", "petition", "反映土地补偿款分配问题", "对{place}土地补偿款的分配方案有意见，要求重新处理。", "", rejection="PETITION"),
    Topic("ADVICE", "office", "申请公开{place}道路改造合同", "请向我公开{place}道路改造工程的施工合同。", "", rejection="INFORMATION_REQUEST"),
)  # fmt: skip
