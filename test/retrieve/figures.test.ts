import { describe, expect, it } from 'vitest';
import { figuresOf, figureSupport, wantedFigure } from '../../src/retrieve/figures.js';
import { understand, type Question } from '../../src/retrieve/index.js';

const ask = (text: string): Question => understand(text, { size: 100, places: [], subjects: new Set(), documentFrequency: () => 5 }, 2026);

/** How far the figure that a question wants is told by a text. */
function support(question: string, text: string): { held: number; bound: number } | null {
  const asked = ask(question);
  const wanted = wantedFigure(asked);
  return wanted && figureSupport(asked, wanted, '', text);
}

const told = (text: string): string[] => figuresOf(text).map(({ kind, unit, subject }) => `${kind} ${unit}: ${subject}`);

describe('figures of a text', () => {
  it('tells a level from a change, which takes over the subject', () => {
    const [level, change] = figuresOf('全年地区生产总值完成451亿元，同比增长7%。');
    expect(level).toMatchObject({ kind: 'level', unit: '元' });
    expect(change).toMatchObject({ kind: 'change', unit: '%' });
    expect(change!.subject).toContain('地区生产总值');
  });

  it('keeps the subjects of neighbouring clauses apart', () => {
    expect(told('城镇调查失业率5.3%，居民人均可支配收入增长5.5%。')).toEqual(['share %: 城镇调查失业率', 'change %: 居民人均可支配收入增长']);
  });

  it('reads table rows, and numbers in characters before a measure word', () => {
    expect(told('旅游总人数\t万人次\t7883.48\t28.5')).toEqual(['level 人次: 旅游总人数', 'change : 旅游总人数']);
    expect(told('年内新建幼儿园两所')).toEqual(['level 所: 年内新建幼儿园']);
  });

  it('takes neither years, dates nor ordinals for figures', () => {
    expect(told('2024年1月24日召开第二次会议')).toEqual([]);
  });
});

describe('the figure asked for', () => {
  it('is held where kind and unit agree', () => {
    expect(support('地区生产总值是多少亿元', '地区生产总值451亿元。')).toMatchObject({ held: 1 });
    expect(support('地区生产总值是多少亿元', '地区生产总值增长7%。')).toMatchObject({ held: 0 });
    expect(support('铁路有多少公里', '公路总里程31700公里。')!.bound).toBeLessThan(0.5);
    expect(support('公路里程有多少公里', '公路里程31700公里。')!.bound).toBeGreaterThan(0.6);
  });

  it('of each head is not the figure of the whole', () => {
    const whole = support('地区生产总值是多少元', '地区生产总值451亿元。')!.bound;
    expect(support('地区生产总值是多少元', '人均地区生产总值10.26万元。')!.bound).toBeLessThan(whole);
  });

  it('is nothing where no figure is asked for', () => {
    expect(wantedFigure(ask('谁作的报告'))).toBeNull();
    expect(wantedFigure(ask('有哪些重点项目'))).toBeNull();
  });
});
