# 据典：机器人对人说的每一句话

## 命令

command-start = 开始，看看能问什么
command-ask = 提问：/ask 东河区2023年GDP是多少
command-reports = 报告目录，选定只问哪几份
command-search = 查找原文段落：/search 营商环境
command-cite = 给出可粘贴的引用格式
command-settings = 语言与引文条数
command-help = 用法
command-status = 运行状况（管理员）
command-reindex = 按报告目录更新索引（管理员）
command-remove = 移除一份报告（管理员）

## 开始与帮助

start-about =
    据典：向政府报告提问，直接得到原文里回答问题的那一句，并注明报告、章节和行号。
    只引原文，不作改写；报告里没有的，就说没有。
start-reports = 现有 { $count } 份报告：
start-reports-rest = …… 其余 { $count } 份见 /reports
start-ask = 直接发问题即可，也可以点下面的例子。
start-ask-group = 在群里请用 /ask 提问，或 @ 我、回复我的消息。例如：/ask { $example }
start-placeholder = 例如：2023年地区生产总值是多少？
example-gdp = { $region }{ $year }年地区生产总值增长多少？
example-target = { $region }{ $year }年的经济增长目标是多少？
example-revenue = { $region }{ $year }年一般公共预算收入是多少？
help =
    提问：私聊里直接发问题，说清地区和年份更准。可以接着问，如“那2024年呢？”
    群里：/ask 问题，或 @{ $bot }，或回复我的消息。
    任意聊天里：输入 @{ $bot } 加问题，选一条引文发出。

    回答下方的按钮：
    · 上下文：看引文前后的段落
    · 更多结果：其余引文
    · 只看某份报告：在一份报告里重新找
    · 源文件：下载报告原文

    /reports 报告目录，可选定只问哪几份
    /search 词 查找含有这些词的段落
    /cite 上一条回答的引用格式；回复某条回答再发 /cite，则引用那一条
    /settings 语言与引文条数
link-outdated = 这个链接指向的内容已不在报告库里。可用 /reports 查看现有报告。

## 回答

answer-found = 找到 { $count } 处原文：
answer-scope = 只查了{ $reports }
answer-no-more = 没有更多结果了。
refusal-no_evidence = 这些报告里没有找到能回答这个问题的原文。
refusal-greeting = 您好，我是据典，只从报告里找原文来回答。请直接问某地某年的指标、目标或项目；/help 查看用法。
refusal-empty = 请写出问题，例如：2023年地区生产总值是多少？
refusal-too_long = 问题太长了，请压缩成一两句话再问。
refusal-nearest = 可能相关的章节：
ask-usage = 请在命令后写问题，例如：/ask 2023年地区生产总值是多少
question-forgotten = 这条回答太久了，请重新提问。

line = 第{ $line }行
lines = 第{ $first }–{ $last }行
page = 第{ $page }页

button-context = 上下文
button-context-of = 上下文 { $number }
button-more = 更多结果（{ $count }）
button-search = 查找相关段落
button-only = 只看 { $report }
button-everywhere = 在全部报告里找
button-source = 源文件
button-answer-right = 👍 答对了
button-answer-wrong = 👎 没答对
button-refusal-right = 👍 确实没有
button-refusal-wrong = 👎 报告里有
verdict-thanks = 记下了，谢谢！
button-previous = ‹ 上一段
button-next = 下一段 ›
button-back-to-quote = 回到引文
button-cite = 引用格式
button-outdated = 这个按钮已失效，请重新提问。
passage-gone = 报告已更新，这一段不在了。请重新提问。

## 报告目录

reports-title = 共 { $count } 份报告，点开可查看详情、下载或选定只问这一份：
reports-none = 还没有收录报告。
reports-scope-all = 目前提问范围：全部报告
reports-scope = 目前只问：{ $reports }
report-issuer = 发布：{ $issuer }
report-region = 地区：{ $region }
report-date = 日期：{ $date }
report-years = 总结年份：{ $years }
report-target-years = 目标年份：{ $years }
report-size = { $sections } 个章节，{ $passages } 个段落
report-gone = 这份报告已不在报告库里。可用 /reports 查看现有报告。
button-pick = 只问这份报告
button-unpick-one = ✓ 已选定，点此取消
button-unpick = 取消选定，问全部报告
button-report-list = 返回目录
button-page-previous = ‹ 上一页
button-page-next = 下一页 ›

## 查找

search-usage = 请在命令后写要查的词，例如：/search 营商环境
search-found = 含有“{ $words }”的段落：
search-more = 含有“{ $words }”的段落（第 { $from } 条起）：
search-none = 没有找到与“{ $words }”有关的段落。
search-no-more = “{ $words }”没有更多段落了。
button-next-page = 下一页

## 引用与源文件

cite-nothing = 没有可引用的回答。请先提问，或回复一条近期的回答再发 /cite。
reference = “{ $quote }”——{ $issuer }《{ $title }》（{ $date }），{ $place }。
reference-no-date = 日期不详
reference-separator = ，
source-missing = 源文件已不在原处，暂时无法发送。
source-too-large = 源文件超过 50 MB，Telegram 不允许机器人发送。

## 设置

settings-title =
    您的设置
    第一行：界面语言；第二行：每次回答引用几条原文。
settings-language-client = 跟随客户端
settings-quotes = { $count } 条
settings-private = 请在与我的私聊里使用 /settings。

## 嵌入模式

inline-open-chat = 到私聊里提问

## 管理员

status-index = 索引：{ $reports } 份报告，{ $passages } 个段落，第 { $generation } 代
status-model = 模型：{ $model }
status-uptime = 已运行：{ $hours } 小时 { $minutes } 分
status-queue = 队列：正在处理 { $count } 条
status-polling = 轮询：重启 { $restarts } 次，连续失败 { $failures } 次
status-webhook = Webhook：收到 { $received } 条更新，拒绝 { $refused } 次请求
status-no-errors = 最近没有错误
status-errors = 最近的错误：

sync-parsing = 正在解析 { $done }/{ $total }……
sync-embedding = 正在嵌入 { $done }/{ $total } 段……
sync-indexing = 正在建立索引……
reindex-started = 正在核对报告目录……
reindex-done = 索引已更新：新增 { $added }，更新 { $changed }，移除 { $removed }；新嵌入 { $embedded } 段，共 { $passages } 段。
reindex-same = 索引与报告目录一致，共 { $passages } 段，无需更新。
reindex-more-failed = …… 另有 { $count } 个文件没能读取
upload-received = 已收到“{ $name }”，正在下载……
upload-parsing = “{ $name }”已下载，正在解析……
upload-done = 已收录《{ $report }》：{ $sections } 个章节，{ $passages } 个段落，现在就可以提问。
upload-known = 与已收录的《{ $report }》内容相同，没有重复收录。
upload-waiting = “{ $name }”已存入报告目录。另一个进程正在更新索引，完成后自动收录。
upload-failed = 没有收录。{ $reason }
button-view = 查看这份报告
remove-title = 共 { $count } 份报告。要移除哪一份？也可以发 /remove 加名称里的词。
remove-matches = 名称含有“{ $words }”的报告有 { $count } 份。要移除哪一份？
remove-no-match = 没有名称含有“{ $words }”的报告。
remove-question = 移除《{ $report }》？
remove-file = 文件：{ $file }
remove-passages = 段落：{ $passages }
button-remove = 确认移除
button-keep = 取消
remove-started = 正在移除……
remove-done = 已移除《{ $report }》。文件移到了报告目录下的 { $kept }，移回原处即可恢复。
remove-done-gone = 已移除《{ $report }》，它的文件此前已不在报告目录里。
help-admin =
    管理员：
    · 直接发来报告文件（txt、md、html、docx、pdf，不超过 20 MB）即可收录
    · /remove 移除报告，/reindex 按报告目录更新索引，/status 运行状况

## 意外

access-refused = 此机器人只对指定用户开放。您的 ID 是 { $id }，如需使用请联系管理员。
rate-limited = 问得有点快，每分钟最多 { $limit } 次，请稍等再问。
unhandled-command = 没有这个命令。/help 查看用法。
unhandled-kind = 我只看得懂文字，请把问题打出来发给我。
error-slow = 这个问题处理太久，已经放弃。请换个说法再试。
error-internal = 出了点问题，没能回答。请稍后再试。
error-maintenance = 出了点问题，没有完成。详情见日志。
