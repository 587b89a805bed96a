/** @module A passage between its neighbours, to read on from a quote. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { InlineKeyboardButton } from 'grammy/types';
import type { PassageView } from '../../answer/index.js';
import type { Mark } from '../callback-data.js';
import type { Translate } from '../language.js';
import { placeOf, quoted, reportName, sectionPath, stemLine } from './citation.js';
import type { Range } from './citation.js';
import { button, keyboard } from './keyboard.js';
import type { Outgoing } from './outgoing.js';
import { MESSAGE_LIMIT, splitText } from './split.js';

/** Room for the report's name, the section path, the stem and the lines. */
const CONTEXT_LIMIT = MESSAGE_LIMIT - 900;

/** A passage and those that stand before and after it in the same section. */
export interface PassageContext {
  readonly passage: PassageView;
  readonly before: PassageView | undefined;
  readonly after: PassageView | undefined;
  /** The quote that led here, or null. */
  readonly mark: Mark | null;
}

/** The passage of `id` with its neighbours, or undefined if no report holds it any more. */
export function passageContext(
  id: string,
  mark: Mark | null,
  passageOf: (id: string) => PassageView | undefined,
): PassageContext | undefined {
  const passage = passageOf(id);
  if (passage === undefined) return undefined;
  const neighbour = (neighbourId: string | null): PassageView | undefined => {
    const view = neighbourId === null ? undefined : passageOf(neighbourId);
    return view !== undefined && view.section.join('\n') === passage.section.join('\n') ? view : undefined;
  };
  return { passage, before: neighbour(passage.previous), after: neighbour(passage.next), mark };
}

/** The passage in its context as one message, with buttons to go on reading. */
export function passageMessage(context: PassageContext, t: Translate): Outgoing {
  const { passage, mark } = context;
  const shown = fitting(context);
  const place = placeOf(spanOf(shown), t);
  const stem = stemLine(shown[0] ?? passage);
  const head = [reportName(passage.report), sectionPath(passage.section)].filter(Boolean).join('\n');
  const text = FormattedString.join([head, ...stem, joined(shown, mark), place], '\n');
  const [first] = splitText(text);
  return {
    parts: first === undefined ? [] : [first],
    ...keyboard([
      [
        ...(passage.previous === null ? [] : [turnTo(passage.previous, mark, t('button-previous'))]),
        ...(passage.next === null ? [] : [turnTo(passage.next, mark, t('button-next'))]),
      ],
      mark !== null && mark.passage !== passage.id ? [turnTo(mark.passage, mark, t('button-back-to-quote'))] : [],
      [
        button(t('button-cite'), { kind: 'cite', mark: mark?.passage === passage.id ? mark : whole(passage) }),
        button(t('button-source'), { kind: 'source', report: passage.report.id }),
      ],
    ]),
  };
}

function whole(passage: PassageView): Mark {
  return { passage: passage.id, start: 0, end: passage.text.length };
}

function turnTo(passage: string, mark: Mark | null, label: string): InlineKeyboardButton {
  return button(label, { kind: 'turn', passage, mark });
}

/** The passage with those of its neighbours that fit into one message. */
function fitting({ passage, before, after }: PassageContext): PassageView[] {
  const all = [before, passage, after].filter((view) => view !== undefined);
  return all.reduce((length, view) => length + view.text.length, 0) <= CONTEXT_LIMIT ? all : [passage];
}

function spanOf(shown: readonly PassageView[]): { lines: [number, number]; page?: number } {
  const lines: [number, number] = [shown[0]?.lines[0] ?? 0, shown.at(-1)?.lines[1] ?? 0];
  const page = shown[0]?.page;
  return page === undefined ? { lines } : { lines, page };
}

/** The texts one below the other as one quote, the marked run in bold. */
function joined(shown: readonly PassageView[], mark: Mark | null): FormattedString {
  const bold: Range[] = [];
  let text = '';
  for (const view of shown) {
    if (text !== '') text += '\n';
    if (mark?.passage === view.id) bold.push([text.length + mark.start, text.length + mark.end]);
    text += view.text;
  }
  return quoted(text, bold, 'open');
}
