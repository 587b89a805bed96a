/** @module The passages of a generation by ordinal, read on need. */

import { JudianError } from '../errors.js';
import { PASSAGES_KEPT } from './constants.js';
import { Recent } from './recent.js';
import type { ReportRows, RowKey } from './report-rows.js';
import { StoreDamagedError } from './store.js';
import { idHash } from './stored-report.js';
import type { IndexedPassage, IndexedReport, PassageList } from './types.js';

export class LazyPassages implements PassageList {
  readonly length: number;
  readonly #keys: readonly RowKey[];
  readonly #reports: readonly IndexedReport[];
  readonly #rows: ReportRows;
  readonly #kept = new Recent<number, IndexedPassage>(PASSAGES_KEPT);

  /** @param keys rows of `reports`, in the same order */
  constructor(keys: readonly RowKey[], reports: readonly IndexedReport[], rows: ReportRows) {
    this.#keys = keys;
    this.#reports = reports;
    this.#rows = rows;
    const last = reports.at(-1);
    this.length = last === undefined ? 0 : last.first + last.passages;
  }

  at(ordinal: number): IndexedPassage | undefined {
    if (!(ordinal >= 0 && ordinal < this.length)) return undefined;
    return this.#kept.get(ordinal, () => this.#read([ordinal])[0]!);
  }

  all(ordinals: readonly number[]): IndexedPassage[] {
    const wanted = ordinals.filter((ordinal) => ordinal >= 0 && ordinal < this.length);
    const missing = [...new Set(wanted)].filter((ordinal) => !this.#kept.has(ordinal));
    const found = new Map(this.#read(missing).map((passage) => [passage.ordinal, passage]));
    return wanted.map((ordinal) => this.#kept.get(ordinal, () => found.get(ordinal) ?? this.#read([ordinal])[0]!));
  }

  /** The first of the passages with this id. */
  withId(id: string): IndexedPassage | undefined {
    const hash = idHash(id);
    for (const [i, { idHashes }] of this.#keys.entries()) {
      for (let at = idHashes.indexOf(hash); at >= 0; at = idHashes.indexOf(hash, at + 1)) {
        const found = this.at((this.#reports[i]?.first ?? 0) + at);
        if (found?.passage.id === id) return found;
      }
    }
    return undefined;
  }

  *[Symbol.iterator](): Generator<IndexedPassage> {
    for (let ordinal = 0; ordinal < this.length; ordinal++) yield this.at(ordinal)!;
  }

  #read(ordinals: readonly number[]): IndexedPassage[] {
    if (ordinals.length === 0) return [];
    const places = ordinals.map((ordinal) => this.#placeOf(ordinal));
    const read = orBroken(this.#rows, () => this.#rows.passagesAt(places));
    return read.map((placed, i) => ({ ordinal: ordinals[i]!, report: places[i]!.report, ...placed }));
  }

  #placeOf(ordinal: number): { readonly key: RowKey; readonly position: number; readonly report: IndexedReport } {
    const at = this.#reportOf(ordinal);
    const report = this.#reports[at]!;
    return { key: this.#keys[at]!, position: ordinal - report.first, report };
  }

  /** Position of the report that holds a passage: the last that begins at or before it, past those without any. */
  #reportOf(ordinal: number): number {
    let low = 0;
    let high = this.#reports.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#reports[middle]!.first <= ordinal) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Reads rows for people: that they are damaged is told with what to do. Throws JudianError INDEX_BROKEN. */
export function orBroken<T>({ path }: ReportRows, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreDamagedError) throw new JudianError('INDEX_BROKEN', { path, reason: error.message }, { cause: error });
    throw error;
  }
}
