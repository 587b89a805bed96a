import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRetriever, FEATURES, findCandidates, matchConcept, queryTerms, RANKING, toLangChain } from '../../src/retrieve/index.js';
import { openAsking, TWO_DISTRICTS, type Asking } from '../support/asking.js';

let asking: Asking;

beforeAll(async () => {
  asking = await openAsking(TWO_DISTRICTS);
});
afterAll(async () => {
  await asking.remove();
});

describe('the retriever', () => {
  it('never lets a passage of another place or year win', async () => {
    const { windows, elsewhere } = await asking.retriever.retrieve(asking.index.snapshot(), '白岭区2023年地区生产总值');
    expect(windows.length).toBeGreaterThan(0);
    expect([...windows, ...elsewhere].every(({ passage }) => passage.indexed.report.region === '白岭区')).toBe(true);
  });

  it('gives the same windows for the same question', async () => {
    const scores = async (): Promise<number[]> => (await asking.retriever.retrieve(asking.index.snapshot(), '云溪区重点项目')).windows.map(({ score }) => score);
    expect(await scores()).toEqual(await scores());
  });

  it('orders windows by score, best first', async () => {
    const { windows } = await asking.retriever.retrieve(asking.index.snapshot(), '民生支出占比');
    expect(windows.map(({ score }) => score)).toEqual(windows.map(({ score }) => score).sort((a, b) => b - a));
  });

  it('serves LangChain with one document a passage', async () => {
    const retriever = await toLangChain(asking.retriever, () => asking.index.snapshot(), 3);
    const documents = await retriever.invoke('云溪区2024年重点项目');
    expect(documents).toHaveLength(3);
    expect(documents[0]?.pageContent).toContain('重点项目32个');
    expect(documents[0]?.metadata).toMatchObject({ file: 'a.txt', region: '云溪区', section: ['二、2024年重点工作', '（一）全力抓好项目建设'] });
  });

  it('finds nothing in an index without passages', async () => {
    const empty = { ...asking.index.snapshot(), passages: Object.assign([], { all: () => [] }), reports: [] };
    const { windows } = await createRetriever({ models: [asking.embedder], words: asking.embedder, year: () => 2026 }).retrieve(empty, '地区生产总值', { reports: [] });
    expect(windows).toEqual([]);
  });
});

describe('candidates', () => {
  it('weigh a question’s own words above what they may be called', async () => {
    const { question } = await asking.retriever.retrieve(asking.index.snapshot(), 'GDP');
    const weights = new Map(queryTerms(question).map(({ term, weight }) => [term, weight]));
    expect(weights.get('gdp')).toBeGreaterThan(weights.get('地区') ?? Number.POSITIVE_INFINITY);
  });

  it('are of the reports asked in and of the place asked about', async () => {
    const snapshot = asking.index.snapshot();
    const filesFor = async (text: string, ...ids: readonly string[]): Promise<string[]> => {
      const { question } = await asking.retriever.retrieve(snapshot, text);
      const vector = await asking.embedder.embedQuestion(text);
      const { candidates } = findCandidates(snapshot, question, vector, ids.length === 0 ? undefined : ids);
      return [...new Set(candidates.map(({ ordinal }) => snapshot.passages.at(ordinal)!.report.file))].sort();
    };
    const [one, other] = snapshot.reports;
    expect(await filesFor('地区生产总值', one!.id)).toEqual([one!.file]);
    const elsewhere = snapshot.reports.find(({ region }) => region !== one!.region)!;
    expect(await filesFor(`${one!.region}地区生产总值`, elsewhere.id)).toEqual([]);
    expect((await filesFor('地区生产总值')).length).toBeGreaterThan(1);
    expect(await filesFor('地区生产总值', one!.id, other!.id)).toEqual([one!.file, other!.file].sort());
  });
});

describe('a concept', () => {
  const concept = { surface: '老小区', alternatives: ['老旧小区'], weight: 1, known: true, quoted: false };

  it('matches as itself best, by another name less, in part less still', () => {
    const [exact, named, part, none] = ['改造老小区', '改造老旧小区', '改造小区', '新建公园'].map((text) => matchConcept(concept, text));
    expect(exact).toBe(1);
    expect(named).toBeLessThan(exact!);
    expect(part).toBeLessThan(named!);
    expect(none).toBe(0);
  });
});

describe('the weights', () => {
  it('name every feature, each with a finite number', () => {
    expect(Object.keys(RANKING).sort()).toEqual([...FEATURES].sort());
    expect(Object.values(RANKING).every(Number.isFinite)).toBe(true);
  });
});
