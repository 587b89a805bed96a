import { describe, expect, test } from 'vitest';
import { messagesIn } from '../../src/cli/messages.js';
import { createProgress } from '../../src/cli/progress.js';
import { widthOf } from '../../src/cli/wrap.js';

function screen({ isTTY = true, columns = 60 } = {}) {
  const written: string[] = [];
  let clock = 0;
  const progress = createProgress({ isTTY, columns, write: (text) => written.push(text) }, messagesIn('zh'), () => clock);
  return { written, progress, wait: (ms: number) => void (clock += ms) };
}

/** What a terminal shows after `written`: the last line, without what clears it. */
const shownLine = (written: readonly string[]): string => written.at(-1)?.replace('\r\u001b[2K', '') ?? '';

describe('progress on a terminal', () => {
  test('is a bar that fills, with how fast and how long', () => {
    const { written, progress, wait } = screen({ columns: 90 });
    progress.update({ stage: 'embed', done: 0, total: 400 });
    expect(shownLine(written)).toBe(`${'░'.repeat(24)} 嵌入 0/400 段`);
    wait(1_000);
    progress.update({ stage: 'embed', done: 100, total: 400 });
    expect(shownLine(written)).toBe(`${'█'.repeat(6)}${'░'.repeat(18)} 嵌入 100/400 段，每秒 100 段，约剩 3 秒`);
    progress.update({ stage: 'index' });
    expect(shownLine(written)).toBe(`${'█'.repeat(24)} 建立索引……`);
    progress.end();
    expect(shownLine(written)).toBe('');
    expect(written.join('')).not.toContain('\n');
  });

  test('never takes more than a line', () => {
    const { written, progress } = screen({ columns: 50 });
    progress.update({ stage: 'parse', done: 0, total: 3, file: `${'很长的文件名'.repeat(20)}.pdf` });
    expect(widthOf(shownLine(written))).toBeLessThan(50);
  });

  test('is not drawn for every file of thousands', () => {
    const { written, progress, wait } = screen();
    for (let done = 0; done < 1_000; done++) {
      progress.update({ stage: 'parse', done, total: 1_000, file: 'a.txt' });
      wait(1);
    }
    expect(written.length).toBeLessThan(20);
  });

  test('that was never drawn clears nothing', () => {
    const { written, progress } = screen();
    progress.end();
    expect(written).toEqual([]);
  });
});

test('elsewhere progress is a line every five seconds', () => {
  const { written, progress, wait } = screen({ isTTY: false });
  for (let done = 0; done <= 12; done++) {
    progress.update({ stage: 'embed', done, total: 12 });
    wait(1_000);
  }
  progress.end();
  expect(written).toEqual(['嵌入 5/12 段，每秒 1 段，约剩 7 秒\n', '嵌入 10/12 段，每秒 1 段，约剩 2 秒\n']);
});
