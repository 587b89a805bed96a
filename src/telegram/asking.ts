/**
 * @module A question from a chat to the desk and its answer back: memory of the chat, the person's filter, a time
 * limit.
 */

import { createHash } from 'node:crypto';
import type { Answer, Citation, ReportDesk, ReportRef, Topic } from '../answer/index.js';
import { JudianError } from '../errors.js';
import { wordsIn } from './addressing.js';
import type { Mark } from './callback-data.js';
import type { AskedQuestion, BotDeps, JudianContext } from './context.js';
import { passageLink } from './deep-link.js';
import { quietly, send } from './delivery.js';
import { chooseLanguage } from './language.js';
import { answerMessage, distinctReports, refusalMessage } from './messages/answer.js';
import { line } from './messages/outgoing.js';
import { reportLabels } from './messages/report-label.js';
import { withinLimit } from './time-limit.js';

/** Most citations the desk gives. */
const CITATION_LIMIT = 5;
/** Questions of a chat whose buttons still work when the question itself was deleted. */
const KEPT_QUESTIONS = 10;
/** Longer questions are refused anyway, and would fill the memory. */
const LONGEST_KEPT = 600;
/** Messages remembered as answers of one question. */
const KEPT_ANSWERS = 10;
/** “那2024年呢？” an hour later is a new question, in milliseconds. */
const TOPIC_LIFE = 30 * 60_000;
/** Answers take milliseconds; the typing sign is for when they do not. */
const TYPING_AFTER = 400;

/** A question that is not asked yet. */
export type NewQuestion = Pick<AskedQuestion, 'text' | 'previous' | 'reports'>;

/** A question in the words of the person, with the topic of their chat and their filter. */
export function newQuestion(ctx: JudianContext, { desk, now }: BotDeps, text: string): NewQuestion {
  const { chat, user } = ctx.session;
  const previous: Topic | null = now() - chat.topicAt < TOPIC_LIFE ? chat.topic : null;
  return { text, previous, reports: knownReports(desk, user.reports).map(({ id }) => id) };
}

/** Asks, answers in the chat as a reply to `replyTo`, and remembers both. */
export async function askAndAnswer(
  ctx: JudianContext,
  deps: BotDeps,
  question: NewQuestion,
  replyTo?: number,
): Promise<void> {
  const asked = remember(ctx, question);
  const answer = await askDesk(ctx, deps, asked);
  if (answer === null) return;
  ctx.session.chat.topic = answer.topic;
  ctx.session.chat.topicAt = deps.now();
  await showAnswer(ctx, deps, asked, answer, 0, replyTo);
}

/** Shows the citations of an answer from `offset` on, or the refusal. */
export async function showAnswer(
  ctx: JudianContext,
  { desk }: BotDeps,
  asked: AskedQuestion,
  answer: Answer,
  offset: number,
  replyTo?: number,
): Promise<void> {
  const setting = {
    question: asked.id,
    scope: knownReports(desk, asked.reports),
    offset,
    count: ctx.session.user.quotes,
    markOf: (citation: Citation) => markOf(desk, citation),
    linkOf: (passage: string, mark: Mark | null) => passageLink(ctx.me.username, passage, mark),
    labels: reportLabels(distinctReports(answer.citations).map((report) => desk.report(report.id) ?? report)),
    t: ctx.t,
  };
  const message = answer.status === 'answered' ? answerMessage(answer, setting) : refusalMessage(answer, setting);
  const sent = await send(ctx, message, replyTo);
  rememberAnswers(ctx, asked, sent);
}

/** The desk's answer, or null after the person was told why there is none. */
export async function askDesk(ctx: JudianContext, deps: BotDeps, asked: AskedQuestion): Promise<Answer | null> {
  const { desk, log } = deps;
  const reports = knownReports(desk, asked.reports).map(({ id }) => id);
  const typing = setTimeout(() => void quietly(ctx.replyWithChatAction('typing'), log), TYPING_AFTER);
  try {
    const answer = await withinLimit(
      desk.ask(asked.text, {
        previous: asked.previous,
        limit: CITATION_LIMIT,
        ...(reports.length > 0 ? { reports } : {}),
      }),
      deps.questionTimeLimit,
    );
    if (answer === undefined) {
      log.warn({ limit: deps.questionTimeLimit }, 'a question took too long');
      await send(ctx, line(ctx.t('error-slow')));
      return null;
    }
    return answer;
  } catch (error) {
    if (!(error instanceof JudianError)) throw error;
    log.error({ code: error.code, reason: error.message }, 'a question failed');
    deps.health.record(error.message);
    const language = chooseLanguage(ctx.session.user.language, ctx.from?.language_code, deps.config.language);
    await send(ctx, line(error.in(language)));
    return null;
  } finally {
    clearTimeout(typing);
  }
}

/** Keeps a question in the memory of the chat, newest last. The same words in the same setting have the same id. */
export function remember(ctx: JudianContext, question: NewQuestion): AskedQuestion {
  const { chat } = ctx.session;
  const id = createHash('sha256')
    .update(JSON.stringify([question.text, question.previous, question.reports]))
    .digest('base64url')
    .slice(0, 10);
  const known = chat.questions.find((asked) => asked.id === id);
  const asked: AskedQuestion = { ...question, id, answers: known?.answers ?? [] };
  if (question.text.length <= LONGEST_KEPT) {
    chat.questions = [...chat.questions.filter((other) => other.id !== id), asked].slice(-KEPT_QUESTIONS);
  }
  return asked;
}

/** The question of `id`; else, after so many others, the one that the message of the button replies to; else null. */
export function recall(ctx: JudianContext, id: string): AskedQuestion | null {
  const asked = ctx.session.chat.questions.find((question) => question.id === id);
  if (asked !== undefined) return asked;
  const message = ctx.callbackQuery?.message;
  const original = message !== undefined && 'reply_to_message' in message ? message.reply_to_message : undefined;
  if (original?.text === undefined) return null;
  const text = wordsIn(original, ctx.me);
  return text === '' ? null : { id, text, previous: null, reports: [], answers: [] };
}

/** The question that `messageId` answers, or the last one that was answered if no message is given. */
export function questionOf(ctx: JudianContext, messageId: number | undefined): AskedQuestion | undefined {
  const { questions } = ctx.session.chat;
  return questions.findLast(({ answers }) =>
    messageId === undefined ? answers.length > 0 : answers.includes(messageId),
  );
}

function rememberAnswers(ctx: JudianContext, asked: AskedQuestion, sent: readonly number[]): void {
  const { chat } = ctx.session;
  chat.questions = chat.questions.map((question) =>
    question.id === asked.id ? { ...question, answers: [...question.answers, ...sent].slice(-KEPT_ANSWERS) } : question,
  );
}

/** The reports of `ids` that the index still holds. */
export function knownReports(desk: ReportDesk, ids: readonly string[]): ReportRef[] {
  return ids.map((id) => desk.report(id)).filter((report) => report !== undefined);
}

/** Where the highlight of a citation stands in its passage, to show it again in its context. */
export function markOf(desk: ReportDesk, citation: Citation): Mark | null {
  const text = desk.passage(citation.passageId)?.text;
  const quoteAt = text?.indexOf(citation.quote) ?? -1;
  if (quoteAt < 0) return null;
  const [start, end] = citation.highlightRange;
  return { passage: citation.passageId, start: quoteAt + start, end: quoteAt + end };
}
