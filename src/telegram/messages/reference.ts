/** @module A citation in a form to paste into a text of one's own. */

import { FormattedString } from '@grammyjs/parse-mode';
import type { ReportRef } from '../../answer/index.js';
import type { Translate } from '../language.js';
import { placeOf } from './citation.js';

/** What a reference is made of. */
export interface Reference {
  readonly quote: string;
  readonly report: ReportRef;
  readonly issuer: string | null;
  readonly section: readonly string[];
  readonly lines: readonly [first: number, last: number];
  readonly page?: number;
}

/** `“quote”——issuer《title》（date），section，lines。` in monospace, so that one tap copies it. */
export function referenceBlock(reference: Reference, t: Translate): FormattedString {
  const { report, issuer, section } = reference;
  const text = t('reference', {
    quote: reference.quote.trim(),
    issuer: issuer ?? '',
    title: report.title,
    date: report.date ?? t('reference-no-date'),
    place: [...section, placeOf(reference, t)].join(t('reference-separator')),
  });
  return FormattedString.pre(text);
}
