/** @module Signals of how sure an answer is: what the best window lacks of what is asked. */

import type { ReportHead } from '../reports/index.js';
import {
  AT, expects, figureSupport, matchConcept, wantedFigure, type FeatureName, type Question, type RankedWindow, type Retrieval,
} from '../retrieve/index.js';
import { textOf } from './choose.js';
import { isOffTopic } from './small-talk.js';

export const SIGNALS = [
  'softWindow', 'windowCoverage', 'vector', 'lexicalShare', 'heaviest', 'unsaid', 'missed', 'allConcepts', 'elsewhere', 'periodLoose', 'figureBound',
  'figureBoundSquared', 'figureUnbound', 'figureMissing', 'figureMissingAfar', 'missingNumber', 'missingNumeral', 'missingKind', 'missingDefinition',
  'claimOther', 'claimOtherBelow', 'namesNoPlace', 'namesNoneOfSeveral', 'unknown', 'concepts', 'offTopic', 'read',
  'cosine', 'readHere', 'readAnywhere', 'readSum',
] as const;
export type SignalName = (typeof SIGNALS)[number];

const flag = (value: boolean): number => (value ? 1 : 0);

const NUMERAL = /[\d一二三四五六七八九十两半]/u;
const DEFINITION = /指|即|是|:|包括|分别|为/u;
const INTENDED = /目标|力争|计划|预期|确保|争取|拟|将|以上|左右/u;
const ACHIEVED = /完成|实现了|达到|同比|比上年|全年/u;

/** Asked for what was achieved, the text speaks of what is intended, or the other way round. */
function tellsOtherClaim({ claim }: Question, text: string): boolean {
  const intended = INTENDED.test(text);
  const achieved = ACHIEVED.test(text);
  return (claim === 'result' && intended && !achieved) || (claim === 'target' && achieved && !intended);
}

/** Where windows of another place or year match better, the answer may stand there, −1 to 1. */
function betterElsewhere({ elsewhere }: Retrieval, best: RankedWindow | undefined): number {
  if (!best) return 1;
  const other = elsewhere.find((window) => window.passage !== best.passage);
  return other ? Math.max(-1, Math.min(1, (other.score - best.score) / 5)) : -1;
}

function isOfSeveralPlaces(reports: readonly ReportHead[]): boolean {
  const first = reports.find(({ region }) => region !== null)?.region;
  return reports.some(({ region }) => region !== null && region !== first);
}

/** Signals of the best window. */
export function signalsOf(retrieval: Retrieval): Record<SignalName, number> {
  const { question, windows, lexicalShare, snapshot, closeness } = retrieval;
  const { concepts } = question;
  const best = windows[0];
  const feature = (name: FeatureName): number => best?.features[AT[name]] ?? 0;
  const text = best ? best.passage.units.slice(best.from, best.to + 1).map((unit) => unit.folded).join('') : '';
  const header = best?.passage.header ?? '';
  const wanted = wantedFigure(question);
  const { held, bound } = wanted ? figureSupport(question, wanted, header, best ? textOf(best) : '') : { held: 0, bound: 0 };
  const said = concepts.map((concept) => Math.max(matchConcept(concept, text), 0.7 * matchConcept(concept, header)));
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const heaviest = concepts.reduce((at, { weight }, i) => (at < 0 || weight > concepts[at]!.weight ? i : at), -1);
  const shareOf = (holds: (concept: number) => boolean): number => (total > 0 ? concepts.reduce((sum, { weight }, i) => sum + (holds(i) ? weight : 0), 0) / total : 0);
  const otherClaim = flag(tellsOtherClaim(question, text));
  return {
    softWindow: feature('softWindow'),
    windowCoverage: feature('windowCoverage'),
    vector: feature('vector'),
    lexicalShare: Math.min(1, lexicalShare),
    heaviest: said[heaviest] ?? 0,
    unsaid: best?.unsaid() ?? 1,
    missed: wanted ? 0 : shareOf((i) => said[i]! < 0.4),
    allConcepts: feature('allConcepts'),
    elsewhere: betterElsewhere(retrieval, best),
    periodLoose: feature('periodLoose'),
    figureBound: bound,
    figureBoundSquared: bound * bound,
    figureUnbound: wanted ? 1 - bound : 0,
    figureMissing: flag(wanted !== null && held === 0),
    figureMissingAfar: wanted !== null && held === 0 ? 1 - feature('vector') : 0,
    missingNumber: flag(question.kind === 'number' && feature('numberNear') === 0),
    missingNumeral: flag(question.kind === 'number' && !NUMERAL.test(text)),
    missingKind: flag(expects(question) && feature('kindHeld') === 0),
    missingDefinition: flag(question.kind === 'definition' && !DEFINITION.test(text)),
    claimOther: otherClaim,
    claimOtherBelow: otherClaim * feature('claimConflict'),
    namesNoPlace: flag(question.regions.length === 0),
    namesNoneOfSeveral: flag(question.regions.length === 0 && isOfSeveralPlaces(snapshot.reports)),
    unknown: shareOf((i) => !concepts[i]!.known),
    concepts: Math.min(8, concepts.length) / 8,
    offTopic: flag(isOffTopic(question.folded)),
    read: feature('read'),
    ...closeness,
  };
}
