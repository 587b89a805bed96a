/** @module /cite and its button: the citation of a quote in a form to paste. */

import { Composer } from 'grammy';
import type { ReportRef } from '../../answer/index.js';
import { onAction } from '../actions.js';
import { askDesk, questionOf } from '../asking.js';
import type { BotDeps, JudianContext } from '../context.js';
import { send } from '../delivery.js';
import { sideBySide } from '../messages/answer.js';
import { line } from '../messages/outgoing.js';
import { referenceBlock } from '../messages/reference.js';
import type { Reference } from '../messages/reference.js';
import { packBlocks } from '../messages/split.js';

export function citeFeature(deps: BotDeps): Composer<JudianContext> {
  const { desk } = deps;
  const composer = new Composer<JudianContext>();

  composer.command('cite', async (ctx) => {
    const asked = questionOf(ctx, ctx.msg.reply_to_message?.message_id);
    const answer = asked === undefined ? null : await askDesk(ctx, deps, asked);
    if (answer?.status !== 'answered') return void (await send(ctx, line(ctx.t('cite-nothing')), ctx.msg.message_id));
    const references = sideBySide(answer.citations).slice(0, ctx.session.user.quotes).map((citation) => withIssuer(citation));
    await sendReferences(ctx, references, ctx.msg.message_id);
  });

  onAction(composer, 'cite', async (ctx, { mark }) => {
    const passage = desk.passage(mark.passage);
    const quote = passage?.text.slice(mark.start, mark.end) ?? '';
    if (passage === undefined || quote === '') return void (await send(ctx, line(ctx.t('passage-gone'))));
    await sendReferences(ctx, [withIssuer({ ...passage, quote })], ctx.msg?.message_id);
  });

  function withIssuer<T extends Omit<Reference, 'issuer'> & { readonly report: ReportRef }>(located: T): Reference {
    return { ...located, issuer: desk.report(located.report.id)?.issuer ?? null };
  }

  return composer;
}

async function sendReferences(
  ctx: JudianContext,
  references: readonly Reference[],
  replyTo: number | undefined,
): Promise<void> {
  const blocks = references.map((reference) => referenceBlock(reference, ctx.t));
  await send(ctx, { parts: packBlocks(blocks) }, replyTo);
}
