/** @module The report's own file, sent as a document. */

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Composer, InputFile } from 'grammy';
import type { ReportSummary } from '../../answer/index.js';
import { onAction } from '../actions.js';
import type { BotDeps, JudianContext } from '../context.js';
import { quietly, send } from '../delivery.js';
import { line } from '../messages/outgoing.js';
import { shorten } from '../messages/split.js';
import { classifyError } from '../telegram-errors.js';

/** Bots may send files of up to 50 MB, with captions of up to 1,024 UTF-16 units. */
const FILE_LIMIT = 50_000_000;
const CAPTION_LIMIT = 1_024;
const FILE_NAME_LIMIT = 120;

export function sourceFeature({ desk, log, store }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  onAction(composer, 'source', async (ctx, { report: id }) => {
    const report = desk.report(id);
    const file = desk.sourcePath(id);
    if (report === undefined || file === undefined) return void (await send(ctx, line(ctx.t('report-gone'))));
    const sentBefore = store.files.read(id);
    if (sentBefore !== undefined && (await sendAgain(ctx, report, sentBefore))) return;
    const size = await sizeOf(file);
    if (size === null || size > FILE_LIMIT) {
      await send(ctx, line(ctx.t(size === null ? 'source-missing' : 'source-too-large')), ctx.msg?.message_id);
      return;
    }
    await quietly(ctx.replyWithChatAction('upload_document'), log);
    const message = await ctx.replyWithDocument(new InputFile(file, safeFileName(report.file)), options(ctx, report));
    store.files.write(id, message.document.file_id);
  });

  /** False if Telegram does not know the file any more. */
  async function sendAgain(ctx: JudianContext, report: ReportSummary, fileId: string): Promise<boolean> {
    try {
      await ctx.replyWithDocument(fileId, options(ctx, report));
      return true;
    } catch (error) {
      if (classifyError(error) !== 'file_refused') throw error;
      store.files.delete(report.id);
      return false;
    }
  }

  return composer;
}

function options(ctx: JudianContext, report: ReportSummary) {
  const replyTo = ctx.msg?.message_id;
  return {
    caption: shorten(`《${report.name}》`, CAPTION_LIMIT),
    ...(replyTo === undefined ? {} : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  };
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    const { size } = await stat(file);
    return size;
  } catch {
    return null;
  }
}

/** The last part of `file` without what could break out of a header or a folder; its ending is kept. */
export function safeFileName(file: string): string {
  const { name, ext } = path.posix.parse(file.replaceAll('\\', '/'));
  const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cf}"*/:<>?\\|]/gu, '_');
  return `${shorten(clean(name) || 'report', FILE_NAME_LIMIT)}${clean(ext)}`;
}
