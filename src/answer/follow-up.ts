/** @module Follow-up questions (那2024年呢？石拐区呢？具体哪些？) take place, period and topic from the one before. */

import { fold } from '../index/index.js';
import { yearMentions } from '../reports/index.js';
import type { Question } from '../retrieve/index.js';
import type { Topic } from './types.js';

const OPENING = /^(?:那么?|还有|另外|其中|再问一下|and|what about|how about)[，,\s]*/iu;
const CLOSING = /(?:又|的话)?(?:呢|怎么样|如何|是多少|多少|怎样)?[？?。！!\s]*$/u;
const BACK = /^(?:那|这|它|其|具体|分别|还有|为什么|为啥|原因|什么时候|有哪些|哪些|多少|谁|怎么)/u;
/** A question of more characters than this stands on its own. */
const LONGEST = 16;

/** The question to search for: `text` itself where it stands alone, else completed from the topic before. */
export function completeFollowUp(text: string, previous: Topic | null, knownPlaces: readonly string[]): string {
  if (!previous) return text;
  const plain = text.trim();
  const core = plain.replace(OPENING, '').replace(CLOSING, '');
  if (plain.length > LONGEST) return text;
  const elliptical = OPENING.test(plain) || /呢[？?]?$/u.test(plain) || BACK.test(plain) || core.length <= 4;
  if (!elliptical) return text;
  const years = yearMentions(core, { bare: true });
  const place = knownPlaces.find((name) => fold(core).includes(fold(name)));
  const withoutYear = years.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), core);
  const rest = (place ? withoutYear.replace(place, '') : withoutYear).replace(/[的，,\s年]+/gu, '');
  let base = previous.question;
  if (years.length > 0) {
    const old = yearMentions(base, { bare: true });
    const year = core.slice(years[0]!.start, years.at(-1)!.end).replace(/年?$/u, '年');
    base = old.length > 0
      ? base.slice(0, old[0]!.start) + year + old.slice(1).reduceRight((text_, { start, end }) => text_.slice(0, start) + text_.slice(end), base).slice(old[0]!.end)
      : `${year}${base}`;
  }
  if (place) {
    const named = knownPlaces.filter((name) => base.includes(name)).sort((a, b) => b.length - a.length)[0];
    base = named ? base.replace(named, place) : `${place}${base}`;
  }
  return rest === '' ? base : `${base} ${core}`;
}

/** What the next question may take over. */
export function topicOf(question: Question, asked: string): Topic {
  return { question: asked, region: question.regions[0] ?? null, years: question.periods.map((period) => period.from) };
}
