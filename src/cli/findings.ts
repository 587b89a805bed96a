/** @module What the doctor's findings are called, and what to do about them, in Chinese and English. */

import type { Language } from '../errors.js';
import type { Finding, FindingCode } from '../index/index.js';

/** `{name}` is replaced by the parameter of that name. What `--fix` mends ends in nothing else to do. */
const FINDINGS: Readonly<Record<Exclude<FindingCode, 'ERROR'>, Readonly<Record<Language, string>>>> = {
  INDEX_MISSING: { zh: '{path} 里还没有索引。运行 npm run index 建立。', en: 'There is no index in {path} yet. Run npm run index to make it.' },
  STORE_FINE: {
    zh: '数据库完好：{reports} 份报告，{passages} 个段落，{vectors} 个向量，第 {generation} 代。',
    en: 'The database is whole: {reports} reports, {passages} passages, {vectors} vectors, generation {generation}.',
  },
  STORE_DAMAGED: { zh: '数据库 {path} 已损坏（{reason}），须由报告重建。', en: 'The database {path} is damaged ({reason}) and has to be made again from the reports.' },
  VECTORS_UNUSED: { zh: '数据库里有 {count} 个向量不属于任何报告。', en: '{count} vectors in the database belong to no report.' },
  MODEL_FINE: { zh: '嵌入模型与索引一致：{model}，{dimension} 维。', en: 'The embedding model is that of the index: {model}, {dimension} dimensions.' },
  MODEL_DIFFERS: {
    zh: '索引由模型 {stored} 建立，现在的模型是 {current}，须重新嵌入全部段落。',
    en: 'The index was made with the model {stored}, the present one is {current}: all passages have to be embedded again.',
  },
  PARSER_DIFFERS: { zh: '索引由另一版本的解析程序建立，须重新解析报告。', en: 'The index was made by another version of the parser: the reports have to be parsed again.' },
  FOLDER_FINE: { zh: '报告目录与索引一致：{files} 个文件，内容逐个核对过。', en: 'Reports folder and index agree: {files} files, each compared by content.' },
  FOLDER_DIFFERS: {
    zh: '报告目录与索引不一致：待新增 {added}，待更新 {changed}，待移除 {removed}（{names}）。',
    en: 'Reports folder and index differ: {added} to add, {changed} to change, {removed} to remove ({names}).',
  },
  FILE_FAILED: { zh: '{reason}', en: '{reason}' },
  DERIVED_FINE: { zh: '检索文件完好，与数据库一致。', en: 'The search files are whole and agree with the database.' },
  DERIVED_DAMAGED: { zh: '检索文件 {path} 不可用（{reason}），须由数据库重建。', en: 'The search file {path} cannot be used ({reason}) and has to be made again from the database.' },
  DERIVED_OLD: { zh: '检索文件属于第 {found} 代，数据库是第 {expected} 代，须重建。', en: 'The search files are of generation {found}, the database of {expected}: they have to be made again.' },
  DERIVED_DIFFERS: { zh: '检索文件（{part}）与数据库不符：{found}，应为 {expected}，须重建。', en: 'The search file ({part}) does not agree with the database: {found}, expected {expected}. It has to be made again.' },
  RECALL_FINE: {
    zh: '向量检索召回率 {recall}（抽样 {sample} 个，前 {neighbours} 名，对照精确扫描）。',
    en: 'Recall of the vector search is {recall} ({sample} samples, first {neighbours}, against an exact scan).',
  },
  RECALL_LOW: {
    zh: '向量检索召回率只有 {recall}（抽样 {sample} 个，前 {neighbours} 名），须重建。',
    en: 'Recall of the vector search is only {recall} ({sample} samples, first {neighbours}): it has to be made again.',
  },
  HNSW_MISSING: { zh: '没有 hnswlib-node，改用精确扫描，结果相同但较慢。可运行 npm rebuild hnswlib-node。', en: 'hnswlib-node is missing; an exact scan does the same, slower. Run npm rebuild hnswlib-node.' },
  LEFTOVERS_NONE: { zh: '索引目录里没有残留文件。', en: 'Nothing is left over in the folder of the index.' },
  LEFTOVERS: { zh: '有 {count} 个残留文件，占 {bytes}：{names}。', en: '{count} files are left over, {bytes}: {names}.' },
  LOCK_HELD: { zh: '另一个进程（pid {pid}）正在更新索引，残留文件未检查。', en: 'Another process (pid {pid}) is updating the index; leftovers were not looked for.' },
  DISK_FINE: { zh: '磁盘剩余 {free}，索引占 {bytes}。', en: '{free} of disk are free, the index takes {bytes}.' },
  DISK_LOW: { zh: '磁盘只剩 {free}，更新索引可能需要 {needed}。请清理磁盘，或用 INDEX_DIR 换一个位置。', en: 'Only {free} of disk are free, an update may need {needed}. Free some, or move the index with INDEX_DIR.' },
};

const MARKS = { fine: '✓', note: '·', wrong: '✗' } as const;
const SIZES: ReadonlySet<string> = new Set(['bytes', 'free', 'needed']);
const STEP = 1024;

/** What `--fix` cannot mend: somebody has to do something first. */
export const BEYOND_US: ReadonlySet<FindingCode> = new Set<FindingCode>(['ERROR', 'DISK_LOW']);

export function findingText({ code, parameters, error }: Finding, language: Language): string {
  if (code === 'ERROR') return error?.in(language) ?? '';
  return FINDINGS[code][language].replace(/\{(\w+)\}/gu, (whole, name: string) => {
    const value = parameters[name];
    return SIZES.has(name) && typeof value === 'number' ? sizeText(value) : String(value ?? whole);
  });
}

export const findingLine = (finding: Finding, language: Language): string => `${MARKS[finding.state]} ${findingText(finding, language)}`;

/** `12.3 MB`. */
function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  for (; value >= STEP && unit < units.length - 1; unit++) value /= STEP;
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
