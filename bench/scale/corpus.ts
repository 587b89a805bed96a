/** @module Corpora of any size: the seeds, so that the golden questions have their answers, and made reports around them. */

import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { sentences, shortPlace } from '../../src/reports/index.js';
import { parseFile } from '../../src/app.js';
import { randomNumbers } from '../random.js';

/** Passages of one made report: what a district's report has. */
export const PASSAGES_A_REPORT = 140;
const SECTIONS = 7;
const SEEDS = 'seeds';

export interface Corpus {
  readonly dir: string;
  readonly passages: number;
  readonly reports: number;
}

/** Gives paragraphs without end. */
type Paragraphs = AsyncIterator<string, undefined>;

/** Writes reports into `dir` until it holds `size` passages; the seeds come first. `corpus`: a JSONL of texts, gzipped. */
export async function makeCorpus(dir: string, size: number, corpus: string | null): Promise<Corpus> {
  await mkdir(dir, { recursive: true });
  let passages = 0;
  let reports = 0;
  const places: string[] = [];
  const texts: string[] = [];
  for (const file of (await readdir(SEEDS)).sort()) {
    await copyFile(join(SEEDS, file), join(dir, file));
    const report = await parseFile(join(dir, file), file);
    passages += report.passages.length;
    reports++;
    if (report.region) places.push(report.region, shortPlace(report.region));
    texts.push(...report.passages.filter((passage) => passage.kind === 'prose').flatMap((passage) => sentences(passage.text).map(({ start, end }) => passage.text.slice(start, end).trim())));
  }
  const paragraphs = corpus === null ? varied(texts, places) : await articles(corpus);
  for (let number = 1; passages < size; number++) {
    const file = `made-${String(number).padStart(5, '0')}.txt`;
    const wanted = Math.min(PASSAGES_A_REPORT, size - passages);
    await writeFile(join(dir, file), await madeReport(number, wanted, paragraphs));
    passages += (await parseFile(join(dir, file), file)).passages.length;
    reports++;
  }
  return { dir, passages, reports };
}

/** The text of one more report of about `passages` passages, as it is dropped into a reports folder. */
export async function madeReport(number: number, passages: number, paragraphs: Paragraphs): Promise<string> {
  const random = randomNumbers(number);
  const place = placeName(random);
  const year = 2008 + Math.floor(random() * 18);
  const lines = ['政府工作报告', `——${year}年1月${10 + Math.floor(random() * 18)}日在${place}人民代表大会第一次会议上`, ''];
  const numerals = [...'一二三四五六七'];
  const each = Math.max(1, Math.round(passages / SECTIONS));
  for (let section = 0; section < SECTIONS && section * each < passages; section++) {
    lines.push(`${numerals[section] ?? ''}、${section === 0 ? `${year - 1}年工作回顾` : `${year}年重点任务之${numerals[section] ?? ''}`}`);
    for (let i = 0; i < each; i++) lines.push((await paragraphs.next()).value ?? '');
  }
  return `${lines.join('\n')}\n`;
}

/** A county of two syllables that is in no real list. */
function placeName(random: () => number): string {
  const syllables = [...'安平宁远清河临江永丰新华太和东兴西峰南湖北源青云白石金沙玉泉长乐广德'];
  const pick = (): string => syllables[Math.floor(random() * syllables.length)] ?? '安';
  return `${pick()}${pick()}${pick()}${['县', '区', '市'][Math.floor(random() * 3)] ?? '县'}`;
}

/** Paragraphs made of sentences of the seeds, with other figures and places: the same indicators told of many places. */
async function* varied(texts: readonly string[], places: readonly string[]): AsyncGenerator<string, undefined> {
  const random = randomNumbers(7);
  const names = [...places].sort((a, b) => b.length - a.length).filter((name) => name.length > 1);
  for (;;) {
    let paragraph = '';
    while (paragraph.length < 110) paragraph += texts[Math.floor(random() * texts.length)] ?? '';
    const place = placeName(random);
    for (const name of names) paragraph = paragraph.replaceAll(name, place);
    yield paragraph.replace(/(?<![\d.])\d+(?:\.\d+)?(?![\d年月日])/gu, (figure) => figure.replace(/[1-9]/gu, () => String(1 + Math.floor(random() * 9))));
  }
}

const articleSchema = z.object({ text: z.string() });
const LONGEST_PARAGRAPH = 220;

/** Paragraphs of whole sentences from `{"text": …}` lines, from the start again when they are used up. */
async function articles(path: string): Promise<Paragraphs> {
  async function* read(): AsyncGenerator<string, undefined> {
    for (;;) {
      const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
      for await (const line of lines) {
        const text = articleSchema.parse(JSON.parse(line)).text.replace(/\s+/gu, ' ');
        let paragraph = '';
        for (const { start, end } of sentences(text)) {
          const sentence = text.slice(start, end).trim();
          if (paragraph !== '' && paragraph.length + sentence.length > LONGEST_PARAGRAPH) {
            yield paragraph;
            paragraph = '';
          }
          if (sentence.length <= LONGEST_PARAGRAPH) paragraph += sentence;
        }
        if (paragraph.length > 40) yield paragraph;
      }
    }
  }
  return read();
}

/** Paragraphs that no corpus of {@link makeCorpus} holds: for a report to be added. */
export async function otherParagraphs(): Promise<Paragraphs> {
  const file = (await readdir(SEEDS)).sort()[0] ?? '';
  const report = await parseFile(join(SEEDS, file), file);
  const texts = report.passages.flatMap((passage) => sentences(passage.text).map(({ start, end }) => passage.text.slice(start, end)));
  return varied(texts.map((text) => `${text.slice(0, -1)}，另作安排。`), []);
}
