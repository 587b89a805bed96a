/** @module The last stop: one line for what nothing else handled. */

import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { commandIn } from '../addressing.js';
import type { JudianContext } from '../context.js';
import { send } from '../delivery.js';
import { line } from '../messages/outgoing.js';
import { decodeAction } from '../callback-data.js';

/** What people send as a message; all else (someone joined, a title changed) is Telegram's own and gets no word. */
const KINDS = [
  'animation',
  'audio',
  'checklist',
  'contact',
  'dice',
  'document',
  'game',
  'location',
  'paid_media',
  'photo',
  'poll',
  'sticker',
  'story',
  'venue',
  'video',
  'video_note',
  'voice',
] as const satisfies readonly (keyof Message)[];

export function unhandledFeature(): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();
  let lastAlbum: string | undefined;

  composer.on('message', async (ctx) => {
    const { message } = ctx;
    if (ctx.chat.type !== 'private') return;
    if (commandIn(message, ctx.me) !== null) return void (await send(ctx, line(ctx.t('unhandled-command'))));
    if (!KINDS.some((kind) => kind in message)) return;
    // An album comes as one message a picture.
    if (message.media_group_id !== undefined && message.media_group_id === lastAlbum) return;
    lastAlbum = message.media_group_id;
    await send(ctx, line(ctx.t('unhandled-kind')), message.message_id);
  });

  composer.on('callback_query', async (ctx) => {
    const action = decodeAction(ctx.callbackQuery.data ?? '');
    if (action === null && ctx.chat !== undefined) await send(ctx, line(ctx.t('button-outdated')));
  });

  return composer;
}
