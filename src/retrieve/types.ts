/** @module What the retriever makes of a question. */

import type { Claim, Period } from '../reports/index.js';

/** What kind of answer a question asks for. */
export type AnswerKind = 'number' | 'list' | 'person' | 'time' | 'definition' | 'reason' | 'problem' | 'fact';

/** One thing a question speaks of, with everything a report may call it. */
export interface Concept {
  /** As the question says it, folded. */
  readonly surface: string;
  /** Other words for it, folded: from the lexicon, from sound-alikes. */
  readonly alternatives: readonly string[];
  /** How much it tells: inverse document frequency of its rarest part, times the weight of the clause it stands in. */
  readonly weight: number;
  /** The reports use the question's own word, or a report term for it: then an answer should hold one of them. False for a place that no report is about. */
  readonly known: boolean;
  /** Quoted in the question (“…”, 《…》): must stand in the answer as it is. */
  readonly quoted: boolean;
}

/** A place of the indexed reports that the question names. */
export interface NamedPlace {
  readonly region: string;
  /** How the question says it, folded. */
  readonly surface: string;
}

export interface Question {
  readonly text: string;
  readonly folded: string;
  readonly concepts: readonly Concept[];
  /** Regions of indexed reports that are asked about; empty where none is named. */
  readonly regions: readonly string[];
  /** Documents that are no reports which the question names, folded. */
  readonly subjects: readonly string[];
  /** A place is named that no indexed report is about, and it is not found as a word in the reports asked. */
  readonly foreignPlaces: readonly string[];
  readonly periods: readonly Period[];
  /** Years in which the reports asked about were given (2025年政府工作报告); empty where none is named. */
  readonly reportYears: readonly number[];
  /** Asked for what was achieved or for what is intended; null where both would do. */
  readonly claim: Exclude<Claim, 'none'> | null;
  readonly kind: AnswerKind;
  /** Units that the number asked for may have (人, 亿元, %); empty where any will do. */
  readonly units: readonly string[];
  /** Two things are asked: the citations together should cover both. */
  readonly parts: number;
}
