/** @module Every error a person can meet: one table from code to what happened and what to do, in Chinese and English. */

export type Language = 'zh' | 'en';

/** `{name}` is replaced by the parameter of that name. */
const MESSAGES = {
  CONFIG_INVALID: {
    zh: '设置 {name} 的值“{value}”无效：{reason}。请按 .env.example 的说明修改。',
    en: 'Setting {name} has an invalid value "{value}": {reason}. See .env.example for what it takes.',
  },
  COMMAND_UNKNOWN: {
    zh: '没有“{command}”这个命令，可用的有 {commands}。要提问请用 ask "问题"，用法见 --help。',
    en: 'There is no command "{command}"; there are {commands}. To ask, use ask "question"; see --help.',
  },
  OPTION_UNKNOWN: {
    zh: '没有选项 {option}。可用的选项见 --help。',
    en: 'There is no option {option}. See --help for the options.',
  },
  OPTION_VALUE_MISSING: {
    zh: '选项 {option} 后面缺少值。用法见 --help。',
    en: 'Option {option} lacks its value. See --help for usage.',
  },
  OPTION_INVALID: {
    zh: '命令行有误：{reason}。用法见 --help。',
    en: 'Bad command line: {reason}. See --help for usage.',
  },
  ARGUMENT_MISSING: {
    zh: '缺少参数 {argument}。用法见 --help。',
    en: 'Argument {argument} is missing. See --help for usage.',
  },
  ARGUMENT_EXCESS: {
    zh: '多了参数“{argument}”。用法见 --help。',
    en: 'Argument "{argument}" is one too many. See --help for usage.',
  },
  OPTIONS_CONFLICT: {
    zh: '选项 {first} 与 {second} 不能同时使用。请去掉其中一个。',
    en: 'Options {first} and {second} cannot be used together. Leave one out.',
  },
  STDIN_WITH_QUESTION: {
    zh: '--stdin 从标准输入读取问题，不能同时在命令行给出问题。请去掉其中一个。',
    en: '--stdin reads the questions from standard input; do not give one on the command line too.',
  },
  STDIN_WITH_EXPLAIN: {
    zh: '--explain 一次说明一个问题，不能与 --stdin 同用。请去掉 --stdin，在命令行给出问题。',
    en: '--explain explains one question at a time; leave out --stdin and give the question on the command line.',
  },
  OUTPUT_UNWRITABLE: {
    zh: '无法写出结果（{reason}）。请检查输出所在的磁盘与权限。',
    en: 'The output cannot be written ({reason}). Check the disk it goes to and its permissions.',
  },
  QUESTION_EMPTY: {
    zh: '问题是空的。请写一句话，例如：2023年地区生产总值是多少？',
    en: 'The question is empty. Write a sentence, for example: What was the GDP in 2023?',
  },
  QUESTION_TOO_LONG: {
    zh: '问题有 {length} 个字，最多 {limit} 个。请缩短后再问。',
    en: 'The question has {length} characters, {limit} at most. Shorten it and ask again.',
  },
  REPORTS_DIR_MISSING: {
    zh: '找不到报告目录 {path}。请建立该目录并放入报告，或用 --reports / REPORTS_DIR 指定别的目录。',
    en: 'The reports folder {path} does not exist. Create it and put reports in, or name another with --reports / REPORTS_DIR.',
  },
  REPORTS_DIR_UNREADABLE: {
    zh: '无法读取报告目录 {path}（{reason}）。请检查权限。',
    en: 'The reports folder {path} cannot be read ({reason}). Check its permissions.',
  },
  REPORTS_DIR_UNWRITABLE: {
    zh: '无法写入报告目录 {path}（{reason}）。请检查权限与磁盘空间。',
    en: 'The reports folder {path} cannot be written ({reason}). Check permissions and disk space.',
  },
  REPORTS_NONE: {
    zh: '报告目录 {path} 里没有可用的报告（txt、md、html、docx、pdf）。请放入报告后重试。',
    en: 'The reports folder {path} holds no usable report (txt, md, html, docx, pdf). Put reports in and try again.',
  },
  REPORTS_GONE: {
    zh: '报告目录 {path} 里没有报告，索引里的 {count} 份原样保留。请放回报告后重试；若确实不再需要，请删除索引目录 {index}。',
    en: 'The reports folder {path} holds no report; the {count} in the index are kept. Put the reports back, or delete the index folder {index} if they are no longer wanted.',
  },
  FILE_EMPTY: {
    zh: '{file}：文件是空的，已跳过。请换成有内容的文件。',
    en: '{file}: the file is empty and was skipped. Replace it by one with text.',
  },
  FILE_TOO_LARGE: {
    zh: '{file}：文件有 {size}，超过上限 {limit}，已跳过。请拆分后再放入。',
    en: '{file}: the file has {size}, over the limit of {limit}, and was skipped. Split it.',
  },
  FILE_UNREADABLE: {
    zh: '{file}：无法读取（{reason}），已跳过。请检查文件与权限。',
    en: '{file}: cannot be read ({reason}) and was skipped. Check the file and its permissions.',
  },
  FILE_BINARY: {
    zh: '{file}：不是文本，或扩展名与内容不符，已跳过。请换成 txt、md、html、docx 或 pdf。',
    en: '{file}: not text, or its extension does not match its content; skipped. Use txt, md, html, docx or pdf.',
  },
  FILE_ENCODING: {
    zh: '{file}：无法辨认文字编码，已跳过。请另存为 UTF-8。',
    en: '{file}: its text encoding is not recognised; skipped. Save it as UTF-8.',
  },
  FILE_UNSUPPORTED: {
    zh: '{file}：不支持 {extension} 格式，已跳过。请换成 txt、md、html、docx 或 pdf。',
    en: '{file}: format {extension} is not supported; skipped. Use txt, md, html, docx or pdf.',
  },
  FILE_DUPLICATE: {
    zh: '{file}：与 {other} 内容相同，已跳过。删除其中一个即可。',
    en: '{file}: the same content as {other}; skipped. Delete one of them.',
  },
  UPLOAD_TOO_LARGE: {
    zh: '{file}：超过 {limit}，机器人无法下载。请拆分后再发，或直接放进报告目录。',
    en: '{file}: over {limit}, which bots cannot download. Split it, or put it into the reports folder.',
  },
  UPLOAD_FAILED: {
    zh: '{file}：没能从 Telegram 下载（{reason}）。请重新发送。',
    en: '{file}: could not be downloaded from Telegram ({reason}). Send it again.',
  },
  PDF_ENCRYPTED: {
    zh: '{file}：PDF 有密码，已跳过。请去除密码后再放入。',
    en: '{file}: the PDF is password-protected; skipped. Remove the password.',
  },
  PDF_DAMAGED: {
    zh: '{file}：PDF 已损坏（{reason}），已跳过。请换一份完好的文件。',
    en: '{file}: the PDF is damaged ({reason}); skipped. Replace it.',
  },
  PDF_NO_TEXT: {
    zh: '{file}：PDF 是扫描件，没有文字层，已跳过。请先做文字识别（OCR）。',
    en: '{file}: the PDF is a scan without a text layer; skipped. Run OCR on it first.',
  },
  DOCX_DAMAGED: {
    zh: '{file}：DOCX 已损坏（{reason}），已跳过。请换一份完好的文件。',
    en: '{file}: the DOCX is damaged ({reason}); skipped. Replace it.',
  },
  DOCX_TOO_LARGE: {
    zh: '{file}：DOCX 解压后超过 {limit}，可能是压缩炸弹，已跳过。',
    en: '{file}: the DOCX unpacks to more than {limit}, possibly a zip bomb; skipped.',
  },
  HTML_TOO_DEEP: {
    zh: '{file}：HTML 嵌套超过 {limit} 层，已跳过。请另存为纯文本。',
    en: '{file}: the HTML is nested over {limit} levels deep; skipped. Save it as plain text.',
  },
  FILE_NO_TEXT: {
    zh: '{file}：没有可以索引的正文，已跳过。请检查文件内容。',
    en: '{file}: holds no text to index; skipped. Check its content.',
  },
  INDEX_LOCKED: {
    zh: '另一个进程（pid {pid}）正在更新索引 {path}。请等它结束，或关闭它后重试。',
    en: 'Another process (pid {pid}) is updating the index {path}. Wait for it, or stop it and try again.',
  },
  INDEX_GIVEN_UP: {
    zh: '重新嵌入没有做完，旧索引原样保留。下次启动会重新开始。',
    en: 'Embedding again was not finished; the old index is kept. The next start begins anew.',
  },
  INDEX_DAMAGED: {
    zh: '索引文件 {path} 已损坏（{reason}），正在从报告重建。',
    en: 'The index file {path} is damaged ({reason}); rebuilding from the reports.',
  },
  INDEX_BROKEN: {
    zh: '索引文件 {path} 已损坏（{reason}）。请运行 npm run doctor -- --fix，由报告重建。',
    en: 'The index file {path} is damaged ({reason}). Run npm run doctor -- --fix to make it again from the reports.',
  },
  INDEX_UNWRITABLE: {
    zh: '无法写入索引目录 {path}（{reason}）。请检查权限与磁盘空间，或用 --index / INDEX_DIR 指定别的目录。',
    en: 'The index folder {path} cannot be written ({reason}). Check permissions and disk space, or name another with --index / INDEX_DIR.',
  },
  INDEX_NEWER: {
    zh: '索引 {path} 由更新的版本（格式 {found}，本程序支持 {known}）生成。请升级程序，或删除该目录后重建。',
    en: 'The index {path} was written by a newer version (format {found}, this program knows {known}). Upgrade, or delete the folder to rebuild.',
  },
  MODEL_MISSING: {
    zh: '找不到嵌入模型 {path}（{reason}）。请检查 EMBEDDING_MODEL，或去掉该设置以使用内置模型。',
    en: 'The embedding model {path} cannot be loaded ({reason}). Check EMBEDDING_MODEL, or remove it to use the bundled model.',
  },
  READER_MISSING: {
    zh: '阅读模型 {path} 不可用（{reason}），回答仍可进行，只是排序与拒答稍差。请运行 npm install，并恢复该目录（git checkout -- embeddings/reader）。',
    en: 'The reading model {path} cannot be used ({reason}); questions are answered all the same, a little less well ranked, and somewhat less is rightly refused. Run npm install and restore the folder (git checkout -- embeddings/reader).',
  },
  MODEL_UNREACHABLE: {
    zh: '无法从 {hub} 下载嵌入模型 {name}（{reason}）。请检查网络，或用 HF_ENDPOINT 指定镜像，或在别处下载后把 EMBEDDING_MODEL 设为其目录；去掉 EMBEDDING_MODEL 则使用内置模型。',
    en: 'The embedding model {name} cannot be fetched from {hub} ({reason}). Check the network, name a mirror with HF_ENDPOINT, or fetch it elsewhere and set EMBEDDING_MODEL to its folder; without EMBEDDING_MODEL the bundled model is used.',
  },
  MODEL_UNKNOWN: {
    zh: 'EMBEDDING_MODEL 的值 {name} 不是本机目录，{hub} 上也没有这个模型的 {file}。请检查名称；模型须带有 ONNX 权重（如 Xenova/bge-small-zh-v1.5），去掉该设置则使用内置模型。',
    en: 'EMBEDDING_MODEL {name} is no folder here, and {hub} has no {file} of such a model. Check the name; the model needs ONNX weights (such as Xenova/bge-small-zh-v1.5); without the setting the bundled model is used.',
  },
  TELEGRAM_TOKEN: {
    zh: 'Telegram 拒绝了 BOT_TOKEN（401）。请向 @BotFather 核对令牌，改正 .env 后重新启动。',
    en: 'Telegram refused BOT_TOKEN (401). Check the token with @BotFather, correct .env and start again.',
  },
  TELEGRAM_CONFLICT: {
    zh: '同一个机器人正在别处运行（409）。请停掉另一个进程后重新启动。',
    en: 'The same bot is running elsewhere (409). Stop the other process and start again.',
  },
  TELEGRAM_UNREACHABLE: {
    zh: '连不上 Telegram（{reason}）。请检查网络；如需代理，请在 .env 设置 PROXY_URL。',
    en: 'Telegram cannot be reached ({reason}). Check the network; if you need a proxy, set PROXY_URL in .env.',
  },
  TELEGRAM_WEBHOOK: {
    zh: 'Telegram 不接受 WEBHOOK_URL {url}（{reason}）。须为公网可达的 https 网址（端口 443、80、88 或 8443）；或去掉该设置，改用轮询。',
    en: 'Telegram refuses WEBHOOK_URL {url} ({reason}). It must be an https address reachable from the internet (port 443, 80, 88 or 8443); or remove it to use polling.',
  },
  HTTP_UNAVAILABLE: {
    zh: '无法在 {address} 监听（{reason}）。请检查 HTTP_HOST，或把 HTTP_PORT 换成空闲端口。',
    en: 'Cannot listen at {address} ({reason}). Check HTTP_HOST, or set HTTP_PORT to a free port.',
  },
  QUOTE_NOT_VERBATIM: {
    zh: '引文与报告原文不一致，答案已扣留（报告 {report}，段落 {passage}）。请运行 npm run index 重建索引。',
    en: 'A quote does not match its report and was withheld (report {report}, passage {passage}). Run npm run index to rebuild.',
  },
  INTERNAL: {
    zh: '程序内部出错：{reason}。请把这一行报告给维护者。',
    en: 'Internal error: {reason}. Please report this line to the maintainers.',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type ErrorCode = keyof typeof MESSAGES;
export const ERROR_CODES: readonly string[] = Object.keys(MESSAGES);
export type ErrorParameters = Readonly<Record<string, string | number>>;

/** The message of `code` in `language`, its parameters filled in. */
export function errorMessage(code: ErrorCode, parameters: ErrorParameters, language: Language): string {
  return MESSAGES[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

/** An expected failure that a person can mend. `message` is English; show `in(language)` to people. */
export class JudianError extends Error {
  override readonly name = 'JudianError';
  constructor(
    readonly code: ErrorCode,
    readonly parameters: ErrorParameters = {},
    options?: ErrorOptions,
  ) {
    super(errorMessage(code, parameters, 'en'), options);
  }

  in(language: Language): string {
    return errorMessage(this.code, this.parameters, language);
  }
}

/** What a thrown value says, in one line. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
