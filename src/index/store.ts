/** @module The truth of the index in SQLite: files seen, reports, vectors, and the generation they make. */

import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { z } from 'zod';
import { JudianError, reasonOf } from '../errors.js';
import { DamagedFileError } from './binary-file.js';
import { SCHEMA_VERSION } from './constants.js';
import { openDatabase, sqliteCode, type Sql } from './database.js';
import {
  bodyOf,
  bytesOf,
  fileRecord,
  labelOf,
  passageOf,
  placeOf,
  reportRow,
  stateOf,
  sumOf,
  sumOfBody,
  sumOfReport,
  vectorBytes,
  vectorOf,
  type FileRecord,
  type ReportRow,
  type StoreState,
} from './store-rows.js';
import type { StoredBody, StoredReport } from './stored-report.js';

export type { FileRecord, ReportRow, StoreState } from './store-rows.js';

/** SQLite's name for a database without a file. */
export const IN_MEMORY = ':memory:';
const BUSY_MS = 5000;
/** 'Judi': tells our file from any other SQLite file. */
const APPLICATION_ID = 0x4a756469;

const SCHEMA = `
  CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1), index_id TEXT NOT NULL, generation INTEGER NOT NULL, model_id TEXT NOT NULL,
    dimension INTEGER NOT NULL, analyser TEXT NOT NULL, parser TEXT NOT NULL, next_label INTEGER NOT NULL,
    next_number INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE reports (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL, file_hash TEXT NOT NULL, head BLOB NOT NULL,
    id_hashes BLOB NOT NULL, labels BLOB NOT NULL, crc INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE bodies (number INTEGER PRIMARY KEY, layout BLOB NOT NULL, text BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
  CREATE TABLE passages (place INTEGER PRIMARY KEY, content BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
  CREATE TABLE files (
    root TEXT NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, mtime_ms REAL NOT NULL, seen_ms REAL NOT NULL,
    hash TEXT NOT NULL, report_id TEXT REFERENCES reports (id) DEFERRABLE INITIALLY DEFERRED, duplicate_of TEXT,
    failure TEXT, PRIMARY KEY (root, file)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX files_report ON files (report_id);
  CREATE TABLE vectors (
    label INTEGER PRIMARY KEY, model_id TEXT NOT NULL, text_hash TEXT NOT NULL, vector BLOB NOT NULL,
    UNIQUE (model_id, text_hash)
  ) STRICT;
`;

/** What one transaction changes. Rows to be removed go first. */
export interface StoreChange {
  readonly from: StoreState;
  readonly to: StoreState;
  readonly removedFiles: readonly FileRecord[];
  readonly savedFiles: readonly FileRecord[];
  /** By their numbers. */
  readonly removedReports: readonly number[];
  readonly savedReports: readonly (ReportRow & StoredReport)[];
  /** Reports that stay, with other labels. */
  readonly relabelledReports: readonly Pick<ReportRow, 'number' | 'labels'>[];
  readonly removedLabels: readonly number[];
  /** Remove every vector first, also those that no report names. */
  readonly clearsVectors: boolean;
  readonly addedVectors: readonly { readonly label: number; readonly textHash: string; readonly vector: Float32Array }[];
}

/** The SQLite file cannot be used and has to be rebuilt from the reports. */
export class StoreDamagedError extends Error {
  override readonly name = 'StoreDamagedError';
}

/** Number of a report, and position among its passages. */
export interface PassagePlace {
  readonly number: number;
  readonly position: number;
}

/** Bodies and passages as one moment saw them. What is missing or not as it was stored throws StoreDamagedError. */
export interface StoredRows {
  /** Of the report of this number, as {@link StoredReport} has them. */
  body(number: number): StoredBody;
  /** Of any reports, in the order asked for. */
  passagesAt(places: readonly PassagePlace[]): Uint8Array[];
  /** All `count` of them. */
  passages(number: number, count: number): Uint8Array[];
}

export interface IndexStore {
  readonly path: string;
  /** Of the moment of the last {@link read} or {@link commit} of this store, whatever others commit. */
  readonly rows: StoredRows;
  state(): StoreState;
  /** State, files and reports of one moment, which {@link rows} are of from now on. */
  read(): { readonly state: StoreState; readonly files: FileRecord[]; readonly reports: ReportRow[] };
  labelOf(modelId: string, textHash: string): number | undefined;
  vector(label: number): Float32Array | undefined;
  /** Every label that has a vector. */
  labels(): number[];
  /** What SQLite finds wrong with the file, or null. Reads all of it. */
  damage(): string | null;
  /**
   * One transaction, all or nothing; {@link rows} are of it afterwards. Throws INDEX_LOCKED when another process committed
   * since `from` was read.
   */
  commit(change: StoreChange): void;
  /**
   * Brings what was committed from the log into the database, else it would keep the size of the largest sync. While other
   * processes read from it, it is left for the next time, not waited for. Only for who has committed and holds the writer
   * lock since: {@link rows} are of the present moment afterwards.
   */
  shortenLog(): void;
  /** Removes vectors of these labels. */
  removeVectors(labels: readonly number[]): void;
  close(): void;
}

/**
 * Opens the store, or creates it at generation 0 with `fresh`.
 * @throws StoreDamagedError for a file that is damaged, foreign or of an older layout; JudianError INDEX_NEWER,
 * INDEX_UNWRITABLE
 */
export function openStore(path: string, fresh: Omit<StoreState, 'indexId' | 'generation' | 'nextLabel' | 'nextNumber'>): IndexStore {
  return guarded(path, () => {
    const sql = openDatabase(path, BUSY_MS);
    try {
      prepareSchema(sql, path, fresh);
      return storeOf(sql, path === IN_MEMORY ? null : openDatabase(path, BUSY_MS), path);
    } catch (error) {
      sql.close();
      throw error;
    }
  });
}

function prepareSchema(sql: Sql, path: string, fresh: Omit<StoreState, 'indexId' | 'generation' | 'nextLabel' | 'nextNumber'>): void {
  sql.transaction(() => {
    const version = pragma(sql, 'user_version');
    if (version === SCHEMA_VERSION && pragma(sql, 'application_id') === APPLICATION_ID) return;
    if (version > SCHEMA_VERSION) throw new JudianError('INDEX_NEWER', { path, found: version, known: SCHEMA_VERSION });
    if (version > 0 || sql.all('SELECT name FROM sqlite_schema').length > 0) {
      throw new StoreDamagedError(version > 0 ? `format ${version}, expected ${SCHEMA_VERSION}` : 'not an index of Judian');
    }
    sql.exec(SCHEMA);
    sql.run(
      'INSERT INTO state VALUES (1, ?, 0, ?, ?, ?, ?, 1, 1)',
      randomBytes(12).toString('base64url'),
      fresh.modelId,
      fresh.dimension,
      fresh.analyser,
      fresh.parser,
    );
    sql.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`);
  });
}

/** A report's passages are numbered within these. */
const PLACES = 2 ** 20;

/** @param reader a second connection, held at one moment by an open transaction; null for a database that has but one */
function storeOf(sql: Sql, reader: Sql | null, path: string): IndexStore {
  const reading = reader ?? sql;
  let isHeld = false;
  const release = (): void => {
    if (isHeld) reader?.exec('COMMIT');
    isHeld = false;
  };
  const hold = (): void => {
    if (reader === null) return;
    reader.exec('BEGIN');
    isHeld = true;
    // The moment is that of the first read.
    stateOf(reader.get('SELECT * FROM state'));
  };
  return {
    path,
    rows: rowsOf(reading, path),
    state: () => guarded(path, () => stateOf(sql.get('SELECT * FROM state'))),
    read: () =>
      guarded(path, () => {
        release();
        hold();
        return {
          state: stateOf(reading.get('SELECT * FROM state')),
          files: reading.all('SELECT * FROM files ORDER BY file, root').map(fileRecord),
          reports: reading.all('SELECT * FROM reports').map(reportRow),
        };
      }),
    labelOf: (modelId, textHash) =>
      guarded(path, () => {
        const row = sql.get('SELECT label FROM vectors WHERE model_id = ? AND text_hash = ?', modelId, textHash);
        return row === undefined ? undefined : labelOf(row);
      }),
    vector: (label) =>
      guarded(path, () => {
        const row = sql.get('SELECT vector FROM vectors WHERE label = ?', label);
        return row === undefined ? undefined : vectorOf(row);
      }),
    labels: () => guarded(path, () => sql.all('SELECT label FROM vectors').map(labelOf)),
    damage: () => guarded(path, () => damageIn(sql)),
    commit: (change) =>
      guarded(path, () => {
        sql.transaction(() => applyChange(sql, path, change));
        release();
        hold();
      }),
    shortenLog: () =>
      guarded(path, () => {
        release();
        cutLog(sql);
        hold();
      }),
    removeVectors: (labels) =>
      guarded(path, () => sql.transaction(() => labels.forEach((label) => sql.run('DELETE FROM vectors WHERE label = ?', label)))),
    close: () => {
      try {
        // A connection lives on until its statements are collected as garbage, and with it what it holds.
        release();
      } catch {
        // Damaged: it is given up as it is.
      }
      reader?.close();
      sql.close();
    },
  };
}

function rowsOf(sql: Sql, path: string): StoredRows {
  return {
    body: (number) => guarded(path, () => bodyOf(sql.get('SELECT layout, text, crc FROM bodies WHERE number = ?', number))),
    passagesAt: (places) =>
      guarded(path, () => {
        const wanted = places.map(({ number, position }) => number * PLACES + position);
        const rows = sql.all('SELECT place, content, crc FROM passages WHERE place IN (SELECT value FROM json_each(?))', JSON.stringify(wanted));
        const found = new Map(rows.map((row) => [placeOf(row), row]));
        return wanted.map((place) => passageOf(found.get(place) ?? {}));
      }),
    passages: (number, count) =>
      guarded(path, () => {
        const rows = sql.all('SELECT content, crc FROM passages WHERE place >= ? AND place < ? ORDER BY place', number * PLACES, (number + 1) * PLACES);
        if (rows.length !== count) throw new DamagedFileError(`${rows.length} passages, expected ${count}`);
        return rows.map(passageOf);
      }),
  };
}

function cutLog(sql: Sql): void {
  sql.exec('PRAGMA busy_timeout = 0');
  try {
    sql.get('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // What was committed stands in the log.
  } finally {
    sql.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  }
}

const checkRow = z.object({ quick_check: z.string() });

function damageIn(sql: Sql): string | null {
  const { quick_check: found } = checkRow.parse(sql.get('PRAGMA quick_check(1)'));
  return found === 'ok' ? null : found;
}

function applyChange(sql: Sql, path: string, change: StoreChange): void {
  const { from, to } = change;
  const changed = sql.run(
    `UPDATE state SET generation = ?, model_id = ?, dimension = ?, analyser = ?, parser = ?, next_label = ?, next_number = ?
     WHERE index_id = ? AND generation = ?`,
    to.generation,
    to.modelId,
    to.dimension,
    to.analyser,
    to.parser,
    to.nextLabel,
    to.nextNumber,
    from.indexId,
    from.generation,
  );
  if (changed !== 1) throw new JudianError('INDEX_LOCKED', { path: dirname(path), pid: '?' });
  // A report may move from one file to another in one sync: no row may hold it twice on the way.
  for (const file of [...change.removedFiles, ...change.savedFiles]) {
    sql.run('DELETE FROM files WHERE root = ? AND file = ?', file.root, file.file);
  }
  for (const number of change.removedReports) {
    sql.run('DELETE FROM reports WHERE number = ?', number);
    sql.run('DELETE FROM bodies WHERE number = ?', number);
    sql.run('DELETE FROM passages WHERE place >= ? AND place < ?', number * PLACES, (number + 1) * PLACES);
  }
  if (change.clearsVectors) sql.run('DELETE FROM vectors');
  for (const label of change.removedLabels) sql.run('DELETE FROM vectors WHERE label = ?', label);
  for (const { label, textHash, vector } of change.addedVectors) {
    sql.run('INSERT INTO vectors VALUES (?, ?, ?, ?)', label, to.modelId, textHash, vectorBytes(vector));
  }
  for (const report of change.savedReports) insertReport(sql, report);
  for (const { number, labels } of change.relabelledReports) {
    const report = { ...reportRow(sql.get('SELECT * FROM reports WHERE number = ?', number)), labels };
    sql.run('UPDATE reports SET labels = ?, crc = ? WHERE number = ?', bytesOf(labels), sumOfReport(report), number);
  }
  for (const { root, file, size, mtimeMs, seenMs, hash, reportId, duplicateOf, failure } of change.savedFiles) {
    sql.run(
      'INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      root,
      file,
      size,
      mtimeMs,
      seenMs,
      hash,
      reportId,
      duplicateOf,
      failure === null ? null : JSON.stringify(failure),
    );
  }
}

function insertReport(sql: Sql, report: ReportRow & StoredReport): void {
  const { number, id, revision, fileHash, head, idHashes, labels, body, passages } = report;
  if (passages.length > PLACES) throw new RangeError(`report ${id} has ${passages.length} passages`);
  sql.run('INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?)', number, id, revision, fileHash, head, bytesOf(idHashes), bytesOf(labels), sumOfReport(report));
  sql.run('INSERT INTO bodies VALUES (?, ?, ?, ?)', number, body.layout, body.text, sumOfBody(body));
  for (const [position, content] of passages.entries()) {
    sql.run('INSERT INTO passages VALUES (?, ?, ?)', number * PLACES + position, content, sumOf(content));
  }
}

/** Does an error tell that content read back is not what was stored? */
export function isDamage(error: unknown): boolean {
  return [z.ZodError, SyntaxError, RangeError, DamagedFileError].some((kind) => error instanceof kind);
}

export function damageOf(error: unknown): StoreDamagedError {
  return new StoreDamagedError(error instanceof z.ZodError ? 'unexpected content' : reasonOf(error), { cause: error });
}

function pragma(sql: Sql, name: string): number {
  return z.looseObject({ [name]: z.int() }).transform((row) => z.int().parse(row[name])).parse(sql.get(`PRAGMA ${name}`));
}

const isCode = (code: string | null, ...names: readonly string[]): boolean => names.some((name) => code?.startsWith(`SQLITE_${name}`));

/** Runs `work`; what SQLite or a schema says against it becomes an error that says what to do. */
function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof JudianError || error instanceof StoreDamagedError) throw error;
    const code = sqliteCode(error);
    const reason = reasonOf(error);
    const dir = dirname(path);
    if (isCode(code, 'BUSY', 'LOCKED')) throw new JudianError('INDEX_LOCKED', { path: dir, pid: '?' }, { cause: error });
    if (isCode(code, 'FULL', 'IOERR', 'READONLY', 'PERM', 'CANTOPEN', 'AUTH') || reason.startsWith('ConnectionFailed')) {
      throw new JudianError('INDEX_UNWRITABLE', { path: dir, reason }, { cause: error });
    }
    // No memory and the like say nothing of the file.
    if (isCode(code, 'NOMEM', 'INTERRUPT', 'MISUSE')) throw error;
    if (code !== null || isDamage(error)) throw damageOf(error);
    throw error;
  }
}
