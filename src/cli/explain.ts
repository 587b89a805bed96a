/** @module `ask --explain`: how an answer came about, as tables for people or as JSON. */

import { explain, type Explanation } from '../answer/index.js';
import type { App } from '../app.js';
import type { Language } from '../errors.js';
import { write } from './output.js';
import { checkQuestion, type Show } from './questions.js';

interface Titles {
  readonly understood: string;
  readonly concepts: string;
  readonly candidates: (shown: number, found: number) => string;
  readonly windows: (setAside: number) => string;
  readonly chosen: string;
  readonly confidence: string;
  readonly answered: string;
  readonly refused: string;
}

const TITLES: Readonly<Record<Language, Titles>> = {
  zh: {
    understood: '理解',
    concepts: '所问（权重；报告里的说法；? 表示报告里没有这个词）',
    candidates: (shown, found) => `候选段落，共 ${found} 个，前 ${shown} 个（BM25、余弦、合计）`,
    windows: (setAside) => `句子（得分；影响最大的特征 = 值 × 权重）；另有 ${setAside} 个因地区或年份不符而搁置`,
    chosen: '引用',
    confidence: '把握（达到 0.5 才回答；影响最大的信号）',
    answered: '回答',
    refused: '不回答',
  },
  en: {
    understood: 'Understood',
    concepts: 'Asked for (weight; what reports call it; ? where no report has the word)',
    candidates: (shown, found) => `Candidate passages, ${found} in all, the first ${shown} (BM25, cosine, sum)`,
    windows: (setAside) => `Sentences (score; features of most effect = value × weight); ${setAside} more set aside for their place or year`,
    chosen: 'quoted',
    confidence: 'Confidence (answered from 0.5 on; signals of most effect)',
    answered: 'answered',
    refused: 'refused',
  },
};

export async function explainOne({ retriever, index }: Pick<App, 'retriever' | 'index'>, question: string, { json, view }: Show): Promise<void> {
  checkQuestion(question);
  const explanation = explain(await retriever.retrieve(index.snapshot(), question));
  await write(json ? `${JSON.stringify(explanation)}\n` : renderExplanation(explanation, view.messages.language));
}

const LONGEST_TEXT = 60;
const short = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
};
const fixed = (value: number): string => value.toFixed(2);
const termsOf = (terms: Explanation['windows'][number]['terms']): string => terms.map(({ name, value, effect }) => `${name} ${fixed(value)} → ${effect < 0 ? '' : '+'}${fixed(effect)}`).join(', ');
const placeOf = ({ file, lines: [first, last] }: { readonly file: string; readonly lines: readonly [number, number] }): string => `${file}:${first}${last === first ? '' : `–${last}`}`;

export function renderExplanation(explanation: Explanation, language: Language): string {
  const { understood, candidates, found, windows, setAside, models, confidence, answered } = explanation;
  const titles = TITLES[language];
  const { concepts, folded: _, ...facts } = understood;
  const lines = [
    titles.understood,
    ...Object.entries(facts).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
    '', titles.concepts,
    ...concepts.map(({ surface, weight, known, alternatives }) => `  ${fixed(weight).padStart(6)}  ${surface}${known ? '' : '?'}${alternatives.length > 0 ? `  ${alternatives.join(' ')}` : ''}`),
    '', titles.candidates(candidates.length, found),
    ...candidates.map((candidate) => `  ${fixed(candidate.lexical)}  ${fixed(candidate.vector)}  ${fixed(candidate.fused)}  ${placeOf(candidate)}`),
    '', titles.windows(setAside),
    ...windows.flatMap((window) => [`  ${fixed(window.score).padStart(6)}  ${placeOf(window)}${window.chosen ? `  [${titles.chosen}]` : ''}  ${short(window.text)}`, `          ${termsOf(window.terms)}`]),
    '', titles.confidence,
    ...models.map(({ name, probability, terms }) => `  ${name} ${fixed(probability)}: ${termsOf(terms)}`),
    `  ${fixed(confidence)}: ${answered ? titles.answered : titles.refused}`,
  ];
  return `${lines.join('\n')}\n`;
}
