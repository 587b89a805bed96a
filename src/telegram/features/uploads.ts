/** @module A report that an admin sends as a document. */

import { Composer } from 'grammy';
import type { Document } from 'grammy/types';
import { LARGEST_UPLOAD } from '../../library/index.js';
import { isAdmin } from '../access.js';
import type { BotDeps, JudianContext } from '../context.js';
import { download } from '../download.js';
import { button, keyboard } from '../messages/keyboard.js';
import { line, type Outgoing } from '../messages/outgoing.js';
import { shorten } from '../messages/split.js';
import { ProgressMessage } from '../progress-message.js';
import { progressText, troubleText } from '../syncing.js';
import { JudianError } from '../../errors.js';

const MEBIBYTE = 1024 * 1024;
const LIMIT_TEXT = `${LARGEST_UPLOAD / MEBIBYTE} MB`;
const SHOWN_NAME = 60;

/** Clients may leave the name out; the kind tells what it has to end in. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'text/html': '.html',
  'text/markdown': '.md',
  'text/plain': '.txt',
};

/** What a document is called, with an ending where its kind tells one. Not safe as a path. */
export function nameOf({ file_name: name = '', mime_type: kind = '' }: Pick<Document, 'file_name' | 'mime_type'>): string {
  return name.includes('.') ? name : `${name || 'document'}${EXTENSIONS[kind] ?? ''}`;
}

export function uploadsFeature(deps: BotDeps): Composer<JudianContext> {
  const { config, inBackground, library, log, store } = deps;
  const composer = new Composer<JudianContext>();
  /** The last of the documents that are taken in, one after the other: each may have 20 MB. */
  let last: Promise<void> = Promise.resolve();

  composer.chatType('private').on('message:document').filter(
    (ctx) => isAdmin(config, ctx),
    async (ctx) => {
      const { document } = ctx.message;
      const name = nameOf(document);
      const shown = await ProgressMessage.send(ctx, ctx.t('upload-received', { name: shownName(name) }), log);
      last = last.then(() => take(ctx, document, name, shown));
      inBackground(last);
    },
  );

  async function take(ctx: JudianContext, document: Document, name: string, shown: ProgressMessage): Promise<void> {
    try {
      await shown.finish(await taken(ctx, document, name, shown));
    } catch (error) {
      const outcome = line(ctx.t('upload-failed', { reason: troubleText(error, ctx, deps) }));
      await shown.finish(outcome).catch((failure: unknown) => troubleText(failure, ctx, deps));
    }
  }

  async function taken(ctx: JudianContext, document: Document, name: string, shown: ProgressMessage): Promise<Outgoing> {
    const options = { name: shownName(name), limit: LARGEST_UPLOAD, limitText: LIMIT_TEXT };
    if ((document.file_size ?? 0) > LARGEST_UPLOAD) throw new JudianError('UPLOAD_TOO_LARGE', { file: options.name, limit: LIMIT_TEXT });
    const bytes = await download(ctx.api, document.file_id, config, options);
    shown.update(ctx.t('upload-parsing', { name: options.name }));
    const added = await library.add({ name, bytes }, (progress) => shown.update(progressText(progress, ctx.t)));
    log.info({ user: ctx.from?.id, status: added.status, file: added.status === 'waiting' ? added.file : added.report.file }, 'document received');
    if (added.status === 'waiting') return line(ctx.t('upload-waiting', { name: options.name }));
    const { id, name: report, sections, passages } = added.report;
    const view = keyboard([[button(ctx.t('button-view'), { kind: 'report', report: id, page: 0 })]]);
    if (added.status === 'known') return { ...line(ctx.t('upload-known', { report })), ...view };
    store.files.write(id, document.file_id);
    return { ...line(ctx.t('upload-done', { report, sections, passages })), ...view };
  }

  return composer;
}

const shownName = (name: string): string => shorten(name.replace(/[\p{Cc}\p{Cf}]/gu, ''), SHOWN_NAME);
