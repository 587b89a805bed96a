/** @module Inline mode: `@bot 问题` in any chat offers the quotes to send there. */

import { FormattedString } from '@grammyjs/parse-mode';
import { Composer } from 'grammy';
import type { InlineQueryResult } from 'grammy/types';
import type { Answer, Citation, ReportDesk } from '../../answer/index.js';
import { knownReports, markOf } from '../asking.js';
import type { BotDeps, JudianContext } from '../context.js';
import { passageLink } from '../deep-link.js';
import { quietly } from '../delivery.js';
import { citationBlock } from '../messages/citation.js';
import { packBlocks, shorten } from '../messages/split.js';
import { describeError } from '../telegram-errors.js';
import { withinLimit } from '../time-limit.js';

/** Seconds for which Telegram may reuse an answer for the same person. */
const CACHE_TIME = 60;
/** One character is no question yet, and every keystroke is sent. */
const SHORTEST_QUERY = 2;
const TITLE_LIMIT = 64;
const QUESTION_LIMIT = 200;

export function inlineFeature(deps: BotDeps): Composer<JudianContext> {
  const { desk, health, log, questionTimeLimit } = deps;
  const composer = new Composer<JudianContext>();

  composer.on('inline_query', async (ctx) => {
    const text = ctx.inlineQuery.query.trim();
    const reports = knownReports(desk, ctx.session.user.reports).map(({ id }) => id);
    const answer = text.length < SHORTEST_QUERY ? undefined : await ask(text, reports);
    const results =
      answer?.status === 'answered'
        ? answer.citations.map((citation, index) => result(ctx, desk, text, citation, index))
        : [];
    const call = ctx.answerInlineQuery(results, {
      is_personal: true,
      cache_time: CACHE_TIME,
      ...(results.length === 0 ? { button: { text: ctx.t('inline-open-chat'), start_parameter: 'inline' } } : {}),
    });
    await quietly(call, log);
  });

  /** Undefined where there is no answer in time: an inline query has no place to say why. */
  async function ask(text: string, reports: readonly string[]): Promise<Answer | undefined> {
    try {
      return await withinLimit(desk.ask(text, reports.length > 0 ? { reports } : {}), questionTimeLimit);
    } catch (error) {
      log.error({ reason: describeError(error) }, 'an inline question failed');
      health.record(describeError(error));
      return undefined;
    }
  }

  return composer;
}

function result(ctx: JudianContext, desk: ReportDesk, question: string, citation: Citation, index: number): InlineQueryResult {
  const link = passageLink(ctx.me.username, citation.passageId, markOf(desk, citation));
  const block = FormattedString.join([`${shorten(question, QUESTION_LIMIT)}\n`, citationBlock(citation, { number: null, link, t: ctx.t })]);
  const [text = block] = packBlocks([block]);
  return {
    type: 'article',
    id: `${index}_${citation.passageId}`,
    title: shorten(citation.report.name, TITLE_LIMIT),
    description: citation.highlight,
    input_message_content: {
      message_text: text.text,
      entities: text.entities,
      link_preview_options: { is_disabled: true },
    },
    reply_markup: { inline_keyboard: [[{ text: ctx.t('button-context'), url: link }]] },
  };
}
