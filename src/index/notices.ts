/** @module What the index tells the log, in the language of its owner. */

import { JudianError, type Language } from '../errors.js';

/** Where the index says what it had to do; a pino logger fits. */
export interface IndexLog {
  info(message: string): void;
  warn(message: string): void;
}

/** `{name}` is replaced by the parameter of that name. */
const NOTICES = {
  HNSW_MISSING: {
    zh: '没有可用的 hnswlib-node（{reason}），向量检索改用精确扫描，结果相同但较慢。可运行 npm rebuild hnswlib-node 重新编译。',
    en: 'hnswlib-node is not available ({reason}); vectors are compared one by one: same results, slower. Run npm rebuild hnswlib-node.',
  },
  DERIVED_DAMAGED: {
    zh: '索引文件 {path} 不可用（{reason}），正在由数据库重建，无需重新嵌入。',
    en: 'The index file {path} cannot be used ({reason}); it is made again from the database, nothing is embedded again.',
  },
  MODEL_CHANGED: {
    zh: '嵌入模型由 {old} 换为 {current}，需要重新嵌入全部段落，完成前沿用旧索引。',
    en: 'The embedding model changed from {old} to {current}; all passages are to be embedded again, the old index serves until then.',
  },
  MODEL_IN_USE: {
    zh: '全部段落已用 {current} 嵌入，新索引已启用。',
    en: 'All passages are embedded with {current}; the new index is in use.',
  },
  ANALYSER_CHANGED: {
    zh: '检索文本的处理方式已更新，正在重建索引。',
    en: 'The way search text is made has changed; the index is made again.',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type Notice = keyof typeof NOTICES;

export interface Reporter {
  notice(notice: Notice, parameters?: Readonly<Record<string, string>>): void;
  /** An expected failure that was mended. */
  mended(error: JudianError): void;
}

export function createReporter(log: IndexLog, language: Language): Reporter {
  return {
    notice(notice, parameters = {}) {
      log.warn(NOTICES[notice][language].replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole));
    },
    mended: (error) => log.warn(error.in(language)),
  };
}
