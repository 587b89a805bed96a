/** @module The two buttons below an answer that say whether it is right: kept with question and citations. */

import { createHmac } from 'node:crypto';
import { Composer } from 'grammy';
import type { Answer, Citation } from '../../answer/index.js';
import { onAction } from '../actions.js';
import { askDesk } from '../asking.js';
import { VERDICTS } from '../callback-data.js';
import type { BotDeps, JudianContext } from '../context.js';
import { quietly } from '../delivery.js';
import type { CitedQuote } from '../feedback.js';
import { withChoice } from '../messages/keyboard.js';
import { recalled } from './questions.js';

export function verdictsFeature(deps: BotDeps): Composer<JudianContext> {
  const { config, feedback, log, now } = deps;
  const composer = new Composer<JudianContext>();

  onAction(composer, 'verdict', async (ctx, { question, verdict }) => {
    const asked = await recalled(ctx, question);
    // The same question in the same setting has the same answer until the reports change.
    const answer = asked === null ? null : await askDesk(ctx, deps, asked);
    if (asked === null || answer === null) return;
    await feedback.record({
      at: new Date(now()).toISOString(),
      verdict,
      question: asked.text,
      previous: asked.previous?.question ?? null,
      reports: asked.reports,
      status: answer.status,
      citations: quotesOf(answer),
      generation: answer.generation,
      person: createHmac('sha256', config.token).update(String(ctx.from?.id)).digest('base64url').slice(0, 10),
    });
    await markChosen(ctx, question, verdict);
  });

  /** Not in groups, where the buttons are everybody's. */
  async function markChosen(ctx: JudianContext, question: string, verdict: (typeof VERDICTS)[number]): Promise<void> {
    const message = ctx.callbackQuery?.message;
    const markup = message !== undefined && 'reply_markup' in message ? message.reply_markup : undefined;
    if (ctx.chat?.type !== 'private' || markup === undefined) return;
    const group = VERDICTS.map((each) => ({ kind: 'verdict', question, verdict: each }) as const);
    const chosen = { kind: 'verdict', question, verdict } as const;
    await quietly(ctx.editMessageReplyMarkup({ reply_markup: withChoice(markup, group, chosen) }), log);
  }

  return composer;
}

function quotesOf({ citations }: Answer): CitedQuote[] {
  return citations.map(({ quote, highlight, report, section, lines, passageId, score }: Citation) => ({
    quote,
    highlight,
    file: report.file,
    report: report.name,
    section,
    lines,
    passage: passageId,
    score,
  }));
}
