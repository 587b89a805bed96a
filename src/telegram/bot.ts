/** @module The bot, as a table of contents: the rules every update passes, then the features. */

import { sequentialize } from '@grammyjs/runner';
import { Bot, Composer, session } from 'grammy';
import type { ApiClientOptions, BotError } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { guardAccess } from './access.js';
import { isAddressed } from './addressing.js';
import { decodeAction } from './callback-data.js';
import { newChatMemory, newUserMemory } from './context.js';
import type { BotDeps, JudianContext } from './context.js';
import { quietly } from './delivery.js';
import { dropDuplicates } from './duplicates.js';
import * as features from './features/index.js';
import { chooseLanguage, createTranslations } from './language.js';
import { limitRate } from './rate-limit.js';
import { classifyError, describeError, isHarmless } from './telegram-errors.js';

export interface BotOptions {
  readonly client?: ApiClientOptions;
  /** What getMe says; without it, it is asked for. */
  readonly botInfo?: UserFromGetMe;
}

/** Builds the bot. It does nothing until updates are given to it. */
export function createBot(deps: BotDeps, options: BotOptions = {}): Bot<JudianContext> {
  const bot = new Bot<JudianContext>(deps.config.token, options);

  bot.use(dropDuplicates());
  bot.use(features.migrationFeature(deps));
  bot.use(onlyAddressed());
  bot.use(createTranslations<JudianContext>((ctx) => languageOf(ctx, deps)).middleware());
  bot.use(guardAccess(deps));
  bot.use(limitRate(deps));
  bot.use(acknowledgeCallbacks(deps));
  bot.use(sequentialize(constraintsOf));
  bot.use(
    session({
      type: 'multi',
      chat: { initial: newChatMemory, storage: deps.store.chats, getSessionKey: chatKey },
      user: { initial: newUserMemory, storage: deps.store.users, getSessionKey: userKey },
    }),
  );

  bot.use(features.startFeature(deps));
  bot.use(features.reportsFeature(deps));
  bot.use(features.searchFeature(deps));
  bot.use(features.citeFeature(deps));
  bot.use(features.settingsFeature(deps));
  bot.use(features.statusFeature(deps));
  bot.use(features.uploadsFeature(deps));
  bot.use(features.maintenanceFeature(deps));
  bot.use(features.questionsFeature(deps));
  bot.use(features.verdictsFeature(deps));
  bot.use(features.passagesFeature(deps));
  bot.use(features.sourceFeature(deps));
  bot.use(features.inlineFeature(deps));
  bot.use(features.unhandledFeature());

  bot.catch((error) => reportError(error, deps));
  return bot;
}

/** Lets pass messages that are meant for the bot, by a person, and all other kinds of updates. */
function onlyAddressed(): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();
  composer.use(async (ctx, next) => {
    if (ctx.message && (ctx.message.is_automatic_forward === true || !isAddressed(ctx.message, ctx.me))) return;
    if (ctx.from !== undefined) await next();
  });
  return composer;
}

/** Stops the spinner on a pressed button at once, before the press has to wait its turn. */
function acknowledgeCallbacks({ log }: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();
  composer.on('callback_query', async (ctx, next) => {
    const isVerdict = decodeAction(ctx.callbackQuery.data ?? '')?.kind === 'verdict';
    const acknowledged = ctx.answerCallbackQuery(isVerdict ? { text: ctx.t('verdict-thanks') } : {});
    await Promise.all([quietly(acknowledged, log), next()]);
  });
  return composer;
}

function languageOf(ctx: JudianContext, { config, store }: BotDeps) {
  const chosen = store.users.read(userKey(ctx) ?? '')?.language ?? null;
  return chooseLanguage(chosen, ctx.from?.language_code, config.language);
}

/** Updates that share one of these wait for each other. */
function constraintsOf(ctx: JudianContext): string[] {
  return [...(ctx.chat ? [`chat ${ctx.chat.id}`] : []), ...(ctx.from ? [`user ${ctx.from.id}`] : [])];
}

/** A topic of a forum group has a memory of its own. */
function chatKey(ctx: {
  readonly chat?: JudianContext['chat'];
  readonly msg?: JudianContext['msg'];
}): string | undefined {
  if (ctx.chat === undefined) return undefined;
  const thread = ctx.msg?.is_topic_message === true ? ctx.msg.message_thread_id : undefined;
  return thread === undefined ? String(ctx.chat.id) : `${ctx.chat.id}/${thread}`;
}

function userKey(ctx: { readonly from?: JudianContext['from'] }): string | undefined {
  return ctx.from === undefined ? undefined : String(ctx.from.id);
}

/** Logs what went wrong, and says one line to the person if it was our fault. */
async function reportError({ error, ctx }: BotError<JudianContext>, { log, health }: BotDeps): Promise<void> {
  const failure = classifyError(error);
  const reason = describeError(error);
  if (isHarmless(failure)) return log.debug({ failure, reason }, 'nobody there to answer');
  log.error({ failure, reason, update: ctx.update.update_id }, 'an update failed');
  health.record(reason);
  const isChat = ctx.message !== undefined || ctx.callbackQuery?.message !== undefined;
  if (failure === 'unknown' && isChat) await quietly(ctx.reply(ctx.t('error-internal')), log);
}
