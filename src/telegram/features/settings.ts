/** @module /settings: language and number of quotes, of a person. */

import { Composer } from 'grammy';
import { onAction } from '../actions.js';
import type { BotDeps, JudianContext } from '../context.js';
import { edit, send } from '../delivery.js';
import { chooseLanguage } from '../language.js';
import { line } from '../messages/outgoing.js';
import { QUOTE_COUNTS, settingsMessage } from '../messages/settings.js';

export function settingsFeature({ config }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  composer.command('settings', async (ctx) => {
    // In a group the buttons would show one person's settings to all.
    const isPrivate = ctx.chat.type === 'private';
    await send(ctx, isPrivate ? settingsMessage(ctx.session.user, ctx.t) : line(ctx.t('settings-private')));
  });

  onAction(composer, 'language', async (ctx, { language }) => {
    ctx.session.user.language = language;
    ctx.i18n.useLocale(chooseLanguage(language, ctx.from?.language_code, config.language));
    await edit(ctx, settingsMessage(ctx.session.user, ctx.t));
  });

  onAction(composer, 'quotes', async (ctx, { count }) => {
    if (QUOTE_COUNTS.includes(count)) ctx.session.user.quotes = count;
    await edit(ctx, settingsMessage(ctx.session.user, ctx.t));
  });

  return composer;
}
