/** @module The little of SQLite that the store needs, typed. */

import Database from 'libsql';

export type SqlValue = string | number | Uint8Array | null;

export interface Sql {
  /** Rows as objects, values unknown until validated. */
  all(sql: string, ...values: SqlValue[]): unknown[];
  get(sql: string, ...values: SqlValue[]): unknown;
  /** Number of rows changed. */
  run(sql: string, ...values: SqlValue[]): number;
  exec(sql: string): void;
  /** Runs `work` in one IMMEDIATE transaction; rolled back when it throws. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens or creates a database with a write-ahead log; waits `timeoutMs` for other processes. */
export function openDatabase(path: string, timeoutMs: number): Sql {
  const database = new Database(path, { timeout: timeoutMs });
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const sql: Sql = {
    all: (text, ...values) => prepare(text).all(...values),
    get: (text, ...values) => prepare(text).get(...values),
    run: (text, ...values) => prepare(text).run(...values).changes,
    exec: (text) => void database.exec(text),
    transaction: (work) => inTransaction(database, work),
    close: () => {
      statements.clear();
      database.close();
    },
  };
  try {
    // FULL: a generation that was reported as done outlives a power cut.
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    return sql;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** libsql's own would lose the error: where SQLite has rolled back by itself, as on a full disk, a second rollback fails. */
function inTransaction<T>(database: Database.Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Primary result codes that libsql leaves as numbers where the extended code is one it has no name for. */
const PRIMARY: Readonly<Record<number, string>> = {
  1: 'ERROR', 3: 'PERM', 4: 'ABORT', 5: 'BUSY', 6: 'LOCKED', 7: 'NOMEM', 8: 'READONLY', 9: 'INTERRUPT', 10: 'IOERR', 11: 'CORRUPT',
  13: 'FULL', 14: 'CANTOPEN', 19: 'CONSTRAINT', 21: 'MISUSE', 23: 'AUTH', 24: 'FORMAT', 26: 'NOTADB',
};

/** SQLite's own name of an error, such as `SQLITE_FULL`, or null for any other error. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (error.code.startsWith('SQLITE_')) return error.code;
  const extended = /^UNKNOWN_SQLITE_ERROR_(\d+)$/.exec(error.code)?.[1];
  // The low byte of an extended code is its primary code: https://www.sqlite.org/rescode.html
  return extended === undefined ? null : `SQLITE_${PRIMARY[Number(extended) & 0xff] ?? 'UNKNOWN'}`;
}
