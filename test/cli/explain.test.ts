import { describe, expect, it } from 'vitest';
import { judian, tinyFolder } from './judian.js';

describe('ask --explain', () => {
  it('shows every stage for a question', async () => {
    const folder = await tinyFolder();
    const { code, out } = await judian(folder, ['ask', '--explain', '东河区2023年GDP是多少？']);
    expect(code).toBe(0);
    for (const part of ['理解', '"东河区"', '地区生产总值', '候选段落', '[引用]', 'topic', 'figure', '回答']) expect(out).toContain(part);
    const { out: json } = await judian(folder, ['ask', '--explain', '--json', '今晚吃什么好？']);
    const explanation = JSON.parse(json) as { answered: boolean; confidence: number };
    expect(explanation.answered).toBe(false);
    expect(explanation.confidence).toBeLessThan(0.5);
  });

  it('explains one question at a time', async () => {
    const { code, notes } = await judian(await tinyFolder(), ['ask', '--explain', '--stdin']);
    expect(code).not.toBe(0);
    expect(notes.join('\n')).toContain('--explain');
  });
});
