"""The words of invented ledgers: common permits, violations, coercive acts and charges of a county, names of persons."""

from __future__ import annotations

from dataclasses import dataclass

SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕")
GIVEN = tuple("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红建国文辉志永春海燕鹏飞云龙凤祥瑞安康宁德福兴")
TRADES = (
    "商贸",
    "建材",
    "食品",
    "运输",
    "农业开发",
    "机械制造",
    "怀药种植",
    "物业服务",
    "餐饮管理",
    "医药",
    "鞋业",
    "电子科技",
)


@dataclass(frozen=True, slots=True)
class Permit:
    """``persons`` is the share of natural persons; ``years`` of validity, 0 without end."""

    document: str
    kind: str
    content: str
    certificate: str = ""
    years: int = 0
    persons: float = 0.0


PERMITS = (
    Permit("准予登记通知书", "登记", "个体工商户设立登记", "营业执照"),
    Permit("准予登记通知书", "登记", "有限责任公司变更登记", "营业执照"),
    Permit("食品经营许可决定书", "普通", "预包装食品销售；热食类食品制售", "食品经营许可证", 5),
    Permit("公共场所卫生许可决定书", "普通", "公共场所卫生许可：理发、住宿", "卫生许可证", 4),
    Permit("道路运输经营许可决定书", "普通", "道路普通货物运输", "道路运输经营许可证", 4),
    Permit("道路运输从业资格决定书", "认可", "道路货物运输驾驶员从业资格", "道路运输从业人员从业资格证", 6, 1.0),
    Permit("机动车驾驶证核发决定书", "认可", "准予换领机动车驾驶证", "机动车驾驶证", 10, 1.0),
    Permit("林木采伐许可决定书", "普通", "林木采伐：农田林网更新采伐", "林木采伐许可证", 1, 0.6),
    Permit("建设工程规划许可决定书", "普通", "核发建设工程规划许可证", "建设工程规划许可证"),
    Permit("取水许可决定书", "特许", "准予取用地下水", "取水许可证", 5, 0.2),
    Permit("户外广告设置许可决定书", "普通", "设置户外广告牌一处", "", 2),
    Permit("出入境证件签发决定书", "核准", "准予签发普通护照", "普通护照", 10, 1.0),
)


@dataclass(frozen=True, slots=True)
class Violation:
    title: str
    facts: str
    basis: str
    content: str
    fine_yuan: int
    persons: float = 0.0
    takes_gains: bool = False


def _traffic(title: str, article: str, yuan: int) -> Violation:
    what = f"处以{yuan}元罚款" if yuan else "处以警告"
    basis = f"《中华人民共和国道路交通安全法》{article}"
    return Violation(title, f"当事人实施{title}的违法行为，有现场记录和电子证据为证", basis, what, yuan, 1.0)


TRAFFIC = (
    _traffic("机动车违反禁止标线指示", "第九十条", 100),
    _traffic("机动车违反规定停放、临时停车", "第九十三条", 100),
    _traffic("驾驶机动车不按交通信号灯规定通行", "第九十条", 200),
    _traffic("驾驶机动车在限速路段超速未达百分之二十", "第九十条", 100),
    _traffic("驾驶摩托车未按规定戴安全头盔", "第九十条", 50),
    _traffic("机动车驾驶人未按规定使用安全带", "第九十条", 50),
    _traffic("非机动车不按交通信号通行", "第八十九条", 20),
    _traffic("驾驶机动车逆向行驶", "第九十条", 200),
    _traffic("驾驶时拨打接听手持电话", "第九十条", 50),
    _traffic("机动车不按规定使用灯光", "第九十条", 0),
)
VIOLATIONS = (
    Violation("经营超过保质期的食品", "货架上销售超过保质期的预包装食品，有现场检查笔录为证", "《中华人民共和国食品安全法》第一百二十四条",
              "没收违法所得，并处罚款", 5_000, 0.0, True),
    Violation("未按规定公示食品经营许可证", "经营场所显著位置未悬挂食品经营许可证正本", "《食品经营许可管理办法》第五十四条", "责令改正，给予警告", 0),
    Violation("使用未经检定的计量器具", "使用未经检定的电子秤用于贸易结算", "《中华人民共和国计量法》第二十五条", "责令停止使用，并处罚款", 500),
    Violation("生产经营单位未进行安全教育培训", "三名新上岗人员未经安全生产教育培训", "《中华人民共和国安全生产法》第九十七条", "责令限期改正，并处罚款", 20_000),
    Violation("超限运输", "车货总质量超过限定标准行驶公路", "《公路安全保护条例》第六十四条", "处以罚款", 1_000, 0.5),
    Violation("未密闭运输易产生扬尘的物料", "运输渣土未采取密闭措施", "《中华人民共和国大气污染防治法》第一百一十六条", "责令改正，并处罚款", 2_000, 0.2),
    Violation("擅自占用城市道路经营", "占用人行道摆摊经营，经责令改正仍不改正", "《城市道路管理条例》第四十二条", "处以罚款", 200, 0.8),
    Violation("销售未经审定的种子", "经营应当审定而未经审定的小麦种子", "《中华人民共和国种子法》第七十七条", "没收违法所得，并处罚款", 10_000, 0.0, True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coercion:
    type: str
    kind: str
    object_text: str
    basis: str
    persons: float = 0.5


COERCIONS = (
    Coercion("行政强制措施", "扣押", "机动车一辆", "《中华人民共和国道路交通安全法》第一百一十条", 0.95),
    Coercion("行政强制措施", "扣押", "机动车驾驶证一本", "《中华人民共和国道路交通安全法》第一百一十条", 1.0),
    Coercion("行政强制措施", "查封", "生产经营场所一处", "《中华人民共和国食品安全法》第一百一十条", 0.0),
    Coercion("行政强制措施", "扣押", "涉嫌不合格的产品一批", "《中华人民共和国产品质量法》第十八条", 0.0),
    Coercion("行政强制执行", "加处罚款或滞纳金", "逾期未缴纳的罚款", "《中华人民共和国行政处罚法》第七十二条", 0.6),
    Coercion("行政强制执行", "代履行", "清除道路障碍物", "《中华人民共和国行政强制法》第五十条", 0.2),
)


@dataclass(frozen=True, slots=True)
class ChargeItem:
    """``weight`` sets the usual amount against the mean of all rows."""

    title: str
    basis: str
    standard: str
    weight: float
    persons: float


CHARGE_ITEMS = (
    ChargeItem("不动产登记费", "发改价格规〔2016〕2559号", "住宅80元/件，非住宅550元/件", 0.8, 0.9),
    ChargeItem("机动车号牌工本费", "发改价格〔2004〕2831号", "汽车反光号牌100元/副", 0.7, 0.95),
    ChargeItem("机动车驾驶证工本费", "发改价格〔2004〕2831号", "10元/证", 0.2, 1.0),
    ChargeItem("污水处理费", "财税〔2014〕151号", "居民0.95元/立方米，非居民1.40元/立方米", 1.6, 0.0),
    ChargeItem("城市道路占用挖掘修复费", "豫发改收费〔2015〕1号", "按修复面积计", 1.8, 0.0),
    ChargeItem("普通护照证照费", "发改价格规〔2019〕914号", "120元/本", 0.6, 1.0),
    ChargeItem("水土保持补偿费", "豫财综〔2015〕107号", "按征占用土地面积计", 1.9, 0.0),
)
