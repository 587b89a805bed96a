import { appendFile, mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFeedback } from '../../src/telegram/feedback.js';
import { FEEDBACK_FILE, readFeedback } from '../../src/telegram/index.js';
import type { Feedback } from '../../src/telegram/index.js';
import { labelsOf, group, person } from '../support/telegram-people.js';
import { ANNA, Recorder, SILENT } from '../support/telegram-recorder.js';
import { RunningBot } from '../support/telegram-running.js';

const file = async (): Promise<string> => path.join(await mkdtemp(path.join(tmpdir(), 'judian-feedback-')), 'new', 'feedback.jsonl');

const ENTRY: Feedback = {
  at: '2024-01-24T08:00:00.000Z',
  verdict: 'right',
  question: '东河区GDP',
  previous: null,
  reports: [],
  status: 'answered',
  citations: [],
  generation: 7,
  person: 'somebody00',
};

describe('the buttons that say whether an answer is right', () => {
  test('keep question, quote and place, thank at once, and mark what was chosen', async () => {
    const bot = new Recorder();
    const [answer] = await bot.say('东河区GDP');
    await bot.press('答对了', answer!);
    expect(bot.feedback).toMatchObject([
      {
        at: '2023-11-14T22:13:20.000Z',
        verdict: 'right',
        question: '东河区GDP',
        previous: null,
        reports: [],
        status: 'answered',
        generation: 7,
        citations: [
          {
            highlight: '全年地区生产总值完成451亿元，同比增长7%',
            file: '000_donghe.txt',
            section: ['一、2023年国民经济和社会发展计划执行情况'],
            lines: [43, 45],
            passage: 'donghe_p02',
          },
        ],
      },
    ]);
    expect(bot.callsOf('answerCallbackQuery')[0]?.payload['text']).toBe('记下了，谢谢！');
    expect(labelsOf(answer!)).toContain('✓ 👍 答对了');
    await bot.press('没答对', answer!);
    expect(labelsOf(answer!).slice(-2)).toEqual(['👍 答对了', '✓ 👎 没答对']);
    expect(bot.feedback.map(({ verdict }) => verdict)).toEqual(['right', 'wrong']);
  });

  test('stand below a refusal too, and tell which question came before', async () => {
    const bot = new Recorder();
    await bot.say('东河区GDP');
    const [refusal] = await bot.say('火星上有水吗？');
    await bot.press('报告里有', refusal!);
    expect(bot.feedback).toMatchObject([{ verdict: 'wrong', status: 'not_found', citations: [], previous: '东河区GDP' }]);
  });

  test('tell one person from another, and nobody’s id', async () => {
    const bot = new Recorder();
    const chat = group(-7);
    const [answer] = await bot.say('/ask 东河区GDP', ANNA, { chat });
    for (const from of [ANNA, person(7), ANNA]) await bot.press('答对了', answer!, from, { chat });
    const [first, second, third] = bot.feedback.map((entry) => entry.person);
    expect(first).toBe(third);
    expect(first).not.toBe(second);
    expect(JSON.stringify(bot.feedback)).not.toContain(String(ANNA.id));
    expect(labelsOf(answer!)).not.toContain('✓ 👍 答对了');
  });

  test('write to the file of the running bot', async () => {
    const running = await RunningBot.start();
    await running.say('东河区GDP');
    await running.press('没答对', await running.emulator.message(ANNA.id));
    await running.emulator.until(() => running.emulator.callsOf('editMessageReplyMarkup').length === 1);
    await running.stop();
    const { entries } = await readFeedback(path.join(running.indexDir, FEEDBACK_FILE));
    expect(entries).toMatchObject([{ verdict: 'wrong', question: '东河区GDP' }]);
    await running.close();
  });
});

describe('the feedback file', () => {
  test('gives back what was recorded, for its owner only', async () => {
    const place = await file();
    const log = openFeedback(place, SILENT);
    await Promise.all([log.record(ENTRY), log.record({ ...ENTRY, person: 'another000', verdict: 'wrong' })]);
    expect(await readFeedback(place)).toEqual({ entries: [ENTRY, { ...ENTRY, person: 'another000', verdict: 'wrong' }], damaged: 0 });
    expect((await stat(place)).mode & 0o077).toBe(0);
  });

  test('counts the last word of a person on a question, and keeps all of them', async () => {
    const place = await file();
    const log = openFeedback(place, SILENT);
    await log.record(ENTRY);
    await log.record({ ...ENTRY, verdict: 'wrong' });
    expect((await readFeedback(place)).entries.map(({ verdict }) => verdict)).toEqual(['wrong']);
    expect((await readFile(place, 'utf8')).trim().split('\n')).toHaveLength(2);
  });

  test('skips damaged lines, and is empty where there is none', async () => {
    const place = await file();
    expect(await readFeedback(place)).toEqual({ entries: [], damaged: 0 });
    await openFeedback(place, SILENT).record(ENTRY);
    await appendFile(place, '{"at":"2024\n{}\n');
    expect(await readFeedback(place)).toEqual({ entries: [ENTRY], damaged: 2 });
  });

  test('that cannot be written costs a warning', async () => {
    const warnings: unknown[] = [];
    const log = { ...SILENT, warn: (...line: unknown[]) => void warnings.push(line) };
    await openFeedback('/dev/null/feedback.jsonl', log).record(ENTRY);
    expect(warnings).toHaveLength(1);
  });
});
