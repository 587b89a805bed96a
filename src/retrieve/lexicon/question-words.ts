/** @module Words that make a question a question and carry no weight in search. */

/** Taken out of a folded question as whole strings, longest first. */
export const QUESTION_WORDS: readonly string[] = `
请问 请教 请帮我 麻烦帮我 麻烦帮忙 麻烦 帮忙 帮我 帮查 查一下 查查 查找 找一下 找出 看一下 看看 告诉我 说一下 说说 讲讲 介绍一下 介绍 列出来 列出 列举 列一下
我想知道 想知道 我想了解 了解一下 想了解 我想问 想问问 想问 问问 问一下 请列出 请对比 对比一下 能不能 能否 可不可以 可以吗 是否 是不是 有没有 有无 会不会 要不要 算不算
多少个 多少 几个 几家 几项 几类 几种 几座 几所 几条 几件 几次 几届 几天 几岁 几成 几号 几月 哪几个 哪几项 哪几家 哪几类 哪几种 哪几条 哪几样 哪几方面 哪几个方面 哪几 哪些 哪个 哪家 哪条 哪种 哪类 哪一个 哪一项 哪一天 哪一年 哪年 哪天 哪里 哪儿 哪位 哪 什么时候 什么样 什么 啥时候 啥样 啥 何时 何地 何种 何 怎么样 怎样 怎么 咋样 咋 如何 为什么 为啥 为何 干嘛 谁
分别是 分别为 分别指 分别 具体是 具体 到底 究竟 大概 大约 大致 实际上 其实 总的来说 来着 一下 一共 总共 有多大 有多少 有多高 有多长 多大 多高 多长 多久 多远 多快
根据报告 报告里 报告中 报告说 报告提到 报告 里面 里头 当中 提到的 提到 提出的 提出 所说的 所说 说的是 说的 讲的是 讲的 指的是 指什么 是指 叫什么 叫啥 叫做 名字 名称 名单 的话
百分之几 百分之多少 百分之 几个点 多少钱 多少亿 多少万 千分之几 公里数 数量 数字 情况 方面 内容 事情 东西 样子 时候
各自 各有 那类 说会 还是 应当 应该 官方 或者 使劲 出来 听说 找到 没处 两样 三样 四样 几样 哪样 之间 之类 接下来 未来 目前 眼下 如今 现在 当时 那年 那一年 一年 年度 全年
上面 这个 那个 这些 那些 这块 那块 这种 那种 这样 那样 这里 那里 这边 那边 它们 他们 我们 咱们 你们 自己 本人 大家 有人 别人 人家
块钱 您好 你好 那家 那片 那次 那届 那处 那位 那批 那条 别的 有点 有些 一点 一份 一个 一行 这次 几块 几十 最后 合计 总数 占多 各占 各多 各要 各是 各为 能排 挺多 不少 是不是 起来
吗 呢 吧 啊 呀 哦 嘛 呗 哈 嗯 了 的 地 得 着 过 也 都 就 才 又 还 很 挺 太 最 更 再 只 是 在 有 和 与 及 或 跟 把 被 让 给 对 向 从 到 由 于 为 以 之 所 而 且 但 那 这 个 些 它 他 她 我 你 您 咱 来 去 上 下 里 中 内 外 前 后 要 想 会 能 可 用 做 搞 弄 说 讲 问 看 听 知道 觉得 打算 准备 计划
`.trim().split(/\s+/u).sort((a, b) => b.length - a.length);

export const ENGLISH_QUESTION_WORDS: ReadonlySet<string> = new Set(`
a an the of in on at to for from by with and or as is are was were be been being do does did how many much what which who whom when where why
it its this that these those there their they them he she his her i me my you your we our us can could please tell me show give find about
according report reports government work its per cent percent percentage share rate have has had will would should may might than then so up down
actually now long go went set out over past last next such into off year years between during city province district county prefecture region
yuan dollars tonnes tons total overall actual people produce reach reached get got many was
`.trim().split(/\s+/u));
