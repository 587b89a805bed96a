/** @module English words and phrases of public affairs against the Chinese of the reports. A line `english phrase > 中文 …`. */
export const ENGLISH = `
gross domestic product > 地区生产总值 国内生产总值
gdp per capita > 人均生产总值
per capita gdp > 人均生产总值
gdp > 地区生产总值 国内生产总值 生产总值
economic growth > 经济增长 生产总值增长
economy > 经济
growth target > 预期目标 增长
retail sales of consumer goods > 社会消费品零售总额
retail sales > 零售额 零售
consumer prices > 居民消费价格
consumer price > 居民消费价格
inflation > 居民消费价格
deficit-to-gdp ratio > 赤字率
deficit > 赤字
fixed-asset investment > 固定资产投资
fixed asset investment > 固定资产投资
infrastructure investment > 基础设施投资
infrastructure > 基础设施
investment > 投资
public budget revenue > 一般公共预算收入
fiscal revenue > 财政收入 一般公共预算收入
budget > 预算
revenue > 收入
tax > 税
debt > 债务
imports and exports > 进出口
foreign trade > 进出口 外贸
exports > 出口
imports > 进口
foreign investment > 外资
trade expos > 展会
trade fairs > 展会
expo > 展会 博览会
free trade > 自由贸易
tariff > 关税
rules of origin > 原产地
unemployment rate > 失业率
jobless rate > 失业率
surveyed urban > 城镇调查
registered urban > 城镇登记
unemployment > 失业
jobs > 就业
employment > 就业
job > 就业
disposable income > 可支配收入
income > 收入
rural residents > 农村居民 农村常住居民
rural resident > 农村居民 农村常住居民
urban residents > 城镇居民 城镇常住居民
urban > 城镇
rural > 农村
spend > 消费支出
spending > 支出
expenditure > 支出
wages > 工资
population > 人口
life expectancy > 人均预期寿命 预期寿命
live on average > 人均预期寿命
birth rate > 出生率
death rate > 死亡率
teachers > 教师
teacher > 教师
kindergartens > 幼儿园
kindergarten > 幼儿园
primary > 小学 中小学
secondary > 中学 中小学
schools > 学校
students > 学生
universities > 高校
university > 大学
hospital > 医院
hospitals > 医院
hospital beds > 病床 床位
doctors > 医师
nurses > 护士
telemedicine > 远程医疗
health insurance > 医疗保险
medical insurance > 医疗保险
pension > 养老金 养老保险
elderly > 老年人 养老
housing > 住房
renovate > 改造
renovated > 改造
air quality > 空气质量
good or excellent > 优良
share of days > 优良天数
air routes > 航线
airport > 机场
passengers > 旅客吞吐量 旅客
railway > 铁路
high-speed rail > 高铁
highway > 公路
expressway > 高速公路
roads > 道路 公路
visa-free > 免签
transit > 过境
foreigners > 外籍
water-supply reservoirs > 水源型水库
reservoirs > 水库
water supply > 供水
capacity > 能力
water conservancy > 水利
water projects > 水利投资
transport > 交通
energy > 能源
electricity > 电
power generation > 发电
coal > 煤
raw coal > 原煤
medical waste > 医疗废物
household garbage > 生活垃圾
garbage > 垃圾
sewage > 污水
hazardous waste > 危险废物
waste > 废物
disposed of > 处置
reused > 利用
treated > 处理
emissions > 排放
carbon > 碳
forest coverage > 森林覆盖率
forest > 森林
new-energy vehicles > 新能源汽车
new energy vehicles > 新能源汽车
electric vehicles > 新能源汽车
smartphones > 智能手机
smartphone > 智能手机
home appliances > 家电
smart home appliances > 智能家电
technology contracts > 技术合同
patents > 专利
research and development > 研发
r&d > 研发
innovation > 创新
high-tech enterprises > 高新技术企业
private > 民营
enterprises > 企业
companies > 企业
firms > 企业
industry > 工业 产业
industrial > 工业
value added > 增加值
manufacturing > 制造业
services > 服务业
agriculture > 农业
grain > 粮食
vegetables > 蔬菜
livestock > 牲畜 养殖
tourists > 游客
tourism > 旅游
visitors > 游客
museum > 博物馆
culture > 文化
sports > 体育
poverty > 贫困 脱贫
safety > 安全
accidents > 事故
rural revitalization > 乡村振兴
belt and road > 一带一路
rcep > 区域全面经济伙伴关系协定 rcep
five-year plan > 五年规划
target > 目标
aim > 目标 力争
ceiling > 控制在 以内
plan to > 力争
year on year > 同比
percentage > 百分点 率
`;
