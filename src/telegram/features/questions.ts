/**
 * @module Questions: free text in private chats; /ask, a mention or a reply to the bot in groups; and the buttons below
 * an answer.
 */

import { Composer } from 'grammy';
import { onAction } from '../actions.js';
import { questionIn } from '../addressing.js';
import { askAndAnswer, askDesk, newQuestion, recall, showAnswer } from '../asking.js';
import type { AskedQuestion, BotDeps, JudianContext } from '../context.js';
import { send } from '../delivery.js';
import { line } from '../messages/outgoing.js';

export function questionsFeature(deps: BotDeps): Composer<JudianContext> {
  const composer = new Composer<JudianContext>();

  composer.command('ask', async (ctx) => {
    const text = ctx.match.trim() || repliedText(ctx);
    if (text === '') await send(ctx, line(ctx.t('ask-usage')), ctx.msg.message_id);
    else await askAndAnswer(ctx, deps, newQuestion(ctx, deps, text), ctx.msg.message_id);
  });

  composer.on('message:text', async (ctx, next) => {
    const words = questionIn(ctx.msg, ctx.me);
    if (words === null) return next();
    await askAndAnswer(ctx, deps, newQuestion(ctx, deps, words || repliedText(ctx)), ctx.msg.message_id);
  });

  onAction(composer, 'more', async (ctx, { question, offset }) => {
    const asked = await recalled(ctx, question);
    const answer = asked === null ? null : await askDesk(ctx, deps, asked);
    if (asked === null || answer === null) return;
    if (answer.status === 'answered' && answer.citations.length > offset) {
      await showAnswer(ctx, deps, asked, answer, offset, ctx.msg?.message_id);
    } else {
      await send(ctx, line(ctx.t('answer-no-more')), ctx.msg?.message_id);
    }
  });

  onAction(composer, 'only', async (ctx, { question, report }) => {
    const asked = await recalled(ctx, question);
    if (asked !== null) await askAndAnswer(ctx, deps, { ...asked, reports: [report] }, ctx.msg?.message_id);
  });

  onAction(composer, 'everywhere', async (ctx, { question }) => {
    const asked = await recalled(ctx, question);
    if (asked !== null) await askAndAnswer(ctx, deps, { ...asked, reports: [] }, ctx.msg?.message_id);
  });

  return composer;
}

/** The question of a button, or null after the person was told that it is too old. */
export async function recalled(ctx: JudianContext, id: string): Promise<AskedQuestion | null> {
  const asked = recall(ctx, id);
  if (asked === null) await send(ctx, line(ctx.t('question-forgotten')));
  return asked;
}

/** What another person wrote, where the bot is called in reply to it with no words of its own. */
function repliedText(ctx: JudianContext): string {
  const original = ctx.message?.reply_to_message;
  return original?.from?.id === ctx.me.id ? '' : (original?.text?.trim() ?? '');
}
