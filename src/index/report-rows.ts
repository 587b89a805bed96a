/** @module Bodies and passages of one generation's reports, read on need, also when the store has moved on. */

import type { ReportBody } from '../reports/index.js';
import { pause } from './pause.js';
import { damageOf, isDamage, StoreDamagedError, type StoredRows } from './store.js';
import { decodeBody, decodePassage, type StoredBody } from './stored-report.js';
import type { PlacedPassage } from './types.js';

/** A report's row, as far as it names the rows of its body and passages. */
export interface RowKey {
  readonly number: number;
  /** One a passage. */
  readonly idHashes: Uint32Array;
}

/** The bytes of a report whose rows are no longer, or not yet, in the store. */
export interface ReportBytes {
  readonly body: StoredBody;
  readonly passages: readonly Uint8Array[];
}

/**
 * Reads what a generation's reports hold. When the next generation takes the store over, the bytes of reports that it lacks
 * stay here for as long as anybody holds the generation, and all others are read through the next.
 */
export class ReportRows {
  readonly #path: string;
  #source: { readonly rows: StoredRows } | { readonly kept: ReadonlyMap<number, ReportBytes | null>; readonly next: ReportRows };
  /** What was last found not to be as it was stored: the index is to be made again. Null where nothing was. */
  damage: StoreDamagedError | null = null;

  constructor(path: string, rows: StoredRows) {
    this.#path = path;
    this.#source = { rows };
  }

  /** The file they are read from. */
  get path(): string {
    return this.#path;
  }

  /** Throws StoreDamagedError, as the others do. */
  body({ number }: RowKey): ReportBody {
    return this.#decoded(() => decodeBody(this.#bytesOf(number)?.body ?? this.#stored.body(number)));
  }

  /** Of any reports, in the order asked for, by one query. */
  passagesAt(places: readonly { readonly key: RowKey; readonly position: number }[]): PlacedPassage[] {
    return this.#decoded(() => {
      const kept = places.map(({ key: { number }, position }) => this.#bytesOf(number)?.passages[position]);
      const stored = this.#stored.passagesAt(places.flatMap(({ key: { number }, position }, i) => (kept[i] === undefined ? [{ number, position }] : []))).values();
      return kept.map((bytes) => decodePassage(bytes ?? stored.next().value!));
    });
  }

  passages(key: RowKey): PlacedPassage[] {
    return this.#decoded(() => this.#passageBytes(key).map(decodePassage));
  }

  /** Reads all of these reports. Throws StoreDamagedError for the first that is not as it was stored. */
  async check(reports: readonly RowKey[]): Promise<void> {
    for (const report of reports) {
      const { text } = this.body(report);
      const odd = this.passages(report).find(({ passage }) => passage.text !== text.slice(passage.start, passage.end));
      if (odd !== undefined) throw (this.damage = new StoreDamagedError(`passage ${odd.passage.id} does not stand at its offsets`));
      await pause();
    }
  }

  /** The bytes of a report, to be kept for when its rows have gone; null where they are damaged. */
  bytes(key: RowKey): ReportBytes | null {
    try {
      return this.#bytesOf(key.number) ?? { body: this.#stored.body(key.number), passages: this.#passageBytes(key) };
    } catch (error) {
      if (error instanceof StoreDamagedError) return null;
      throw error;
    }
  }

  /** The store holds the rows of `next` from now on; `kept` are those it lacks, null for damaged ones. */
  retire(kept: ReadonlyMap<number, ReportBytes | null>, next: ReportRows): void {
    this.#source = { kept, next };
  }

  /** The bytes of a report that the store no longer holds. Throws StoreDamagedError where they could not be kept. */
  #bytesOf(number: number): ReportBytes | undefined {
    for (let source = this.#source; 'next' in source; source = source.next.#source) {
      const kept = source.kept.get(number);
      if (kept === null) throw new StoreDamagedError(`report ${number} is not as it was stored`);
      if (kept !== undefined) return kept;
    }
    return undefined;
  }

  get #stored(): StoredRows {
    let source = this.#source;
    while ('next' in source) source = source.next.#source;
    return source.rows;
  }

  #passageBytes({ number, idHashes }: RowKey): readonly Uint8Array[] {
    return this.#bytesOf(number)?.passages ?? this.#stored.passages(number, idHashes.length);
  }

  #decoded<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      if (!isDamage(error) && !(error instanceof StoreDamagedError)) throw error;
      const damage = error instanceof StoreDamagedError ? error : damageOf(error);
      this.damage = damage;
      throw damage;
    }
  }
}
