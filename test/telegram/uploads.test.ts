import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JudianError } from '../../src/errors.js';
import { takeLock } from '../../src/index/lock.js';
import { nameOf } from '../../src/telegram/features/uploads.js';
import { fakeLibrary } from '../support/library-fake.js';
import { withLibrary, type LibraryHarness } from '../support/library.js';
import { TelegramEmulator } from '../support/telegram-emulator.js';
import { UploadedFile } from '../support/telegram-form.js';
import { message, person, privateChat } from '../support/telegram-people.js';
import { ANNA, Recorder } from '../support/telegram-recorder.js';
import type { Shown } from '../support/telegram-rules.js';
import { RunningBot } from '../support/telegram-running.js';

const ADMIN = person(9);
const DONGHE = '东河区政府工作报告\n一、工作回顾\n全年地区生产总值完成451亿元。\n城镇新增就业六千人。';

let emulator: TelegramEmulator;

beforeEach(async () => {
  emulator = await TelegramEmulator.start();
});

/** Runs the bot over a library of tiny reports. */
async function withBot(work: (harness: LibraryHarness & { readonly bot: RunningBot }) => Promise<void>): Promise<void> {
  await withLibrary(async (harness) => {
    const bot = await RunningBot.start({ emulator, library: harness.library, config: { admins: new Set([ADMIN.id]) } });
    try {
      await work({ ...harness, bot });
    } finally {
      await bot.stop();
    }
  });
}

afterEach(() => emulator.close());

let files = 0;

/** Sends a document as Telegram delivers it. */
function sendDocument(content: string | Buffer, fields: object, from = ADMIN): void {
  const id = `sent${++files}`;
  emulator.files.set(id, new UploadedFile('document', Buffer.from(content)));
  const document = { file_id: id, file_unique_id: id, ...fields };
  emulator.push({ message: message({ message_id: emulator.nextMessageId(), from, chat: privateChat(from), document }) });
}

/** The bot's `count`-th message to the admin, once it says `words`. */
async function told(words: string, count = 1): Promise<Shown> {
  const shown = await emulator.message(ADMIN.id, count);
  await emulator.until(() => shown.text.includes(words));
  return shown;
}

describe('a document from an admin', () => {
  test('is added: one message goes from received to done', () =>
    withBot(async ({ index, reports }) => {
      sendDocument(DONGHE, { file_name: '东河区.txt' });
      const shown = await told('已收录');
      expect(shown.text).toBe('已收录《东河区政府工作报告（2024）》：1 个章节，2 个段落，现在就可以提问。');
      expect(emulator.callsOf('sendMessage')[0]?.payload['text']).toBe('已收到“东河区.txt”，正在下载……');
      expect(emulator.inChat(ADMIN.id)).toHaveLength(1);
      expect(shown.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).toEqual(['查看这份报告']);
      expect(index.snapshot().passages).toHaveLength(2);
      expect(await readdir(join(reports, 'uploads'))).toHaveLength(1);
    }));

  test('with the same content as another is recognised, whatever it is called', () =>
    withBot(async ({ reports, index }) => {
      sendDocument(DONGHE, { file_name: 'a.txt' });
      await told('已收录');
      sendDocument(DONGHE, { file_name: '另一个名字.txt' });
      expect((await told('内容相同', 2)).text).toContain('《东河区政府工作报告（2024）》');
      expect(await readdir(join(reports, 'uploads'))).toHaveLength(1);
      expect(index.snapshot().reports).toHaveLength(1);
    }));

  test.each([
    ['that is no report', '坏', { file_name: 'a.txt' }, '没有收录。a.txt：不是文本'],
    ['of another format', DONGHE, { file_name: 'a.exe' }, '没有收录。a.exe：不支持 .exe 格式'],
    ['without name and kind', DONGHE, {}, '没有收录。document：不支持 无扩展名'],
    ['that says it is too large', DONGHE, { file_name: 'a.pdf', file_size: 21 * 1024 * 1024 }, '没有收录。a.pdf：超过 20 MB'],
    ['that is larger than it says', Buffer.alloc(20 * 1024 * 1024 + 1), { file_name: 'a.txt', file_size: 5 }, '没有收录。a.txt：超过 20 MB'],
  ])('%s is refused with the reason', (_, content, fields, reason) =>
    withBot(async ({ reports }) => {
      sendDocument(content, fields);
      expect((await told('没有收录')).text).toContain(reason);
      expect(await readdir(reports)).toEqual([]);
    }),
  );

  test('with a hostile name lies in the folder of uploads', () =>
    withBot(async ({ reports, index }) => {
      sendDocument(DONGHE, { file_name: '../../../\u202Ecod.脚本\u0000.txt' });
      await told('已收录');
      expect(index.snapshot().reports[0]?.file).toMatch(/^uploads\/[0-9a-f]{16}\/cod\.脚本\.txt$/u);
      expect(await readdir(reports)).toEqual(['uploads']);
    }));

  test('that Telegram does not hand out is refused with the reason, without the token', () =>
    withBot(async ({ bot }) => {
      emulator.trouble('getFile', { kind: 'error', code: 400, description: 'Bad Request: file is too big' });
      sendDocument(DONGHE, { file_name: 'a.txt' });
      expect((await told('没有收录')).text).toContain('超过 20 MB');
      sendDocument(DONGHE, { file_name: 'b.txt' });
      emulator.files.clear();
      expect((await told('没有收录', 2)).text).toContain('没能从 Telegram 下载');
      expect(bot.log).not.toContain('TESTTEST');
    }));

  test('waits in the reports folder while another process writes the index', () =>
    withBot(async ({ dir, library, index }) => {
      const lock = takeLock(join(dir, 'writer.lock'));
      sendDocument(DONGHE, { file_name: 'a.txt' });
      await told('另一个进程正在更新索引');
      lock.release();
      await library.sync();
      expect(index.snapshot().reports).toHaveLength(1);
    }));

  test('is one of several that are taken in one after the other, while questions are answered', () =>
    withBot(async ({ index, bot }) => {
      for (const name of ['甲', '乙', '丙']) sendDocument(DONGHE.replace('东河', name), { file_name: `${name}.txt` });
      await bot.say('东河区GDP', { from: ANNA });
      expect((await emulator.message(ANNA.id)).text).toContain('451亿元');
      for (const count of [1, 2, 3]) await told('已收录', count);
      expect(index.snapshot().reports).toHaveLength(3);
    }));

  test('is finished when the bot is told to stop', () =>
    withBot(async ({ index, bot }) => {
      sendDocument(DONGHE, { file_name: 'a.txt' });
      await emulator.message(ADMIN.id);
      await bot.stop();
      expect(index.snapshot().reports).toHaveLength(1);
      expect(emulator.inChat(ADMIN.id)[0]?.text).toContain('已收录');
    }));
});

test('a document from anybody else is not taken', () =>
  withBot(async ({ reports }) => {
    sendDocument(DONGHE, { file_name: 'a.txt' }, ANNA);
    expect((await emulator.message(ANNA.id)).text).toContain('我只看得懂文字');
    expect(emulator.callsOf('getFile')).toEqual([]);
    expect(await readdir(reports)).toEqual([]);
  }));

describe('/reindex', () => {
  test('follows the reports folder and says what was done, and what could not be read', () =>
    withBot(async ({ bot, reports, index }) => {
      await writeFile(join(reports, 'a.txt'), DONGHE);
      await writeFile(join(reports, 'bad.txt'), '坏');
      await bot.say('/reindex', { from: ADMIN });
      const shown = await told('索引已更新');
      expect(shown.text).toMatch(/^索引已更新：新增 1，更新 0，移除 0；新嵌入 2 段，共 2 段。\n· bad\.txt：不是文本/u);
      expect(index.snapshot().reports).toHaveLength(1);
      await bot.say('/reindex', { from: ADMIN });
      await told('无需更新', 2);
    }));

  test('says what to do where the folder is gone, and is refused to anybody else', async () => {
    const library = fakeLibrary({ sync: () => Promise.reject(new JudianError('REPORTS_DIR_MISSING', { path: '/报告' })) });
    const bot = new Recorder({ library, config: { admins: new Set([ADMIN.id]) } });
    expect((await bot.say('/reindex', ADMIN))[0]?.text).toContain('找不到报告目录 /报告');
    expect((await bot.say('/reindex', ANNA))[0]?.text).toBe('没有这个命令。/help 查看用法。');
  });
});

describe('/remove', () => {
  const recorder = () => {
    const library = fakeLibrary();
    return { library, bot: new Recorder({ library, config: { admins: new Set([ADMIN.id]) } }) };
  };

  test('lists the reports, asks, and removes the one that is confirmed', async () => {
    const { library, bot } = recorder();
    const [list] = await bot.say('/remove', ADMIN);
    await bot.press('东河区', list!, ADMIN);
    expect(list?.text).toMatch(/^移除《东河区/u);
    expect(library.removed).toEqual([]);
    await bot.press('确认移除', list!, ADMIN);
    expect(library.removed).toEqual(['donghe2024']);
    expect(list?.text).toContain('.removed/a.txt');
    expect(list?.reply_markup).toBeUndefined();
  });

  test('removes nothing when it is cancelled', async () => {
    const { library, bot } = recorder();
    const [list] = await bot.say('/remove', ADMIN);
    await bot.press('石拐区', list!, ADMIN);
    await bot.press('取消', list!, ADMIN);
    expect(list?.text).toContain('要移除哪一份');
    expect(library.removed).toEqual([]);
  });

  test('finds reports by words of their name', async () => {
    const { bot } = recorder();
    const [found] = await bot.say('/remove 石拐', ADMIN);
    expect(found?.reply_markup?.inline_keyboard).toHaveLength(1);
    expect((await bot.say('/remove 火星', ADMIN))[0]?.text).toBe('没有名称含有“火星”的报告。');
  });

  test('is for admins by their id, at every press', async () => {
    const { library, bot } = recorder();
    expect((await bot.say('/remove', ANNA))[0]?.text).toBe('没有这个命令。/help 查看用法。');
    const [list] = await bot.say('/remove', ADMIN);
    await bot.press('东河区', list!, ANNA);
    expect(list?.text).toContain('要移除哪一份');
    await bot.press('东河区', list!, ADMIN);
    await bot.press('确认移除', list!, ANNA);
    expect(library.removed).toEqual([]);
  });

  test('says that a report is gone already', async () => {
    const library = fakeLibrary({ remove: async () => ({ status: 'unknown' }) });
    const bot = new Recorder({ library, config: { admins: new Set([ADMIN.id]) } });
    const [list] = await bot.say('/remove', ADMIN);
    await bot.press('东河区', list!, ADMIN);
    await bot.press('确认移除', list!, ADMIN);
    expect(list?.text).toContain('已不在报告库里');
  });
});

test.each([
  [{ file_name: '报告.pdf', mime_type: 'text/plain' }, '报告.pdf'],
  [{ file_name: '报告', mime_type: 'application/pdf' }, '报告.pdf'],
  [{ mime_type: 'text/markdown' }, 'document.md'],
  [{ file_name: '报告', mime_type: 'application/zip' }, '报告'],
])('a document %j is called %s', (document, name) => {
  expect(nameOf(document)).toBe(name);
});

test('the help of an admin tells of documents, that of others does not', async () => {
  const bot = new Recorder({ config: { admins: new Set([ADMIN.id]) } });
  expect((await bot.say('/help', ADMIN))[0]?.text).toContain('/reindex');
  expect((await bot.say('/help', ANNA))[0]?.text).not.toContain('/reindex');
});
