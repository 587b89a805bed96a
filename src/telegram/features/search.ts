/** @module /search: plain passages that hold the words. */

import { Composer } from 'grammy';
import { onAction } from '../actions.js';
import { newQuestion, remember } from '../asking.js';
import type { AskedQuestion, BotDeps, JudianContext } from '../context.js';
import { passageLink } from '../deep-link.js';
import { send } from '../delivery.js';
import { line } from '../messages/outgoing.js';
import { SEARCH_PAGE, searchMessage } from '../messages/search.js';
import { recalled } from './questions.js';

/** Passages that can be paged through. */
const MOST_HITS = 30;

export function searchFeature(deps: BotDeps): Composer<JudianContext> {
  const { desk } = deps;
  const composer = new Composer<JudianContext>();

  composer.command('search', async (ctx) => {
    const words = ctx.match.trim();
    if (words === '') await send(ctx, line(ctx.t('search-usage')), ctx.msg.message_id);
    else
      await showHits(ctx, remember(ctx, { ...newQuestion(ctx, deps, words), previous: null }), 0, ctx.msg.message_id);
  });

  onAction(composer, 'search', async (ctx, { question, offset }) => {
    const asked = await recalled(ctx, question);
    if (asked !== null) await showHits(ctx, asked, offset, ctx.msg?.message_id);
  });

  async function showHits(
    ctx: JudianContext,
    asked: AskedQuestion,
    offset: number,
    replyTo: number | undefined,
  ): Promise<void> {
    const reports = asked.reports.filter((id) => desk.report(id) !== undefined);
    const limit = Math.min(offset + SEARCH_PAGE + 1, MOST_HITS);
    const linkOf = (passage: string): string => passageLink(ctx.me.username, passage, null);
    const hits = await desk.search(asked.text, { limit, ...(reports.length > 0 ? { reports } : {}) });
    await send(ctx, searchMessage(asked.text, hits.slice(offset), offset, asked.id, linkOf, ctx.t), replyTo);
  }

  return composer;
}
