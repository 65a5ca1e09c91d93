import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { CHUNK, pieces } from './chunks.js';
import type { Param } from './connection.js';
import type { Transaction } from './transaction.js';

const MOST_PARAMS = 30_000;

/** What an INSERT does with a row whose key is there already, as the engine says it. */
type Meeting = (given: readonly string[]) => string;

/** Inserts of the door (database.ts), written out by hand: the query builder spends more time on a row than the engine does. */
export class Inserts {
  constructor(
    private readonly source: DataSource,
    private readonly engine: 'sqlite' | 'mariadb',
  ) {}

  /** Inserts rows; a key that is there already is an error. */
  insert<E extends ObjectLiteral>(transaction: Transaction, entity: EntityTarget<E>, values: Partial<E>[]) {
    return this.write(transaction, entity, values, () => '');
  }

  /** Inserts rows; where one with the same `keys` is there already, it takes the other given values. */
  put<E extends ObjectLiteral>(
    transaction: Transaction,
    entity: EntityTarget<E>,
    values: Partial<E>[],
    keys: readonly (keyof E & string)[],
  ): Promise<void> {
    return this.write(transaction, entity, values, (given) => {
      const changed = given.filter((column) => !(keys as readonly string[]).includes(column));
      return this.engine === 'sqlite' ? this.onConflict(keys, changed) : this.onDuplicate(keys, changed);
    });
  }

  /** Inserts rows; where one with the same `keys` is there already, the other given values are added to its own. */
  add<E extends ObjectLiteral>(
    transaction: Transaction,
    entity: EntityTarget<E>,
    values: Partial<E>[],
    keys: readonly (keyof E & string)[],
  ): Promise<void> {
    return this.write(transaction, entity, values, (given) => {
      const names = given.filter((column) => !(keys as readonly string[]).includes(column)).map((c) => this.escape(c));
      if (this.engine === 'mariadb') {
        return ` ON DUPLICATE KEY UPDATE ${names.map((name) => `${name} = ${name} + VALUES(${name})`).join(', ')}`;
      }
      const target = keys.map((key) => this.escape(key)).join(', ');
      const sets = names.map((name) => `${name} = ${name} + excluded.${name}`).join(', ');
      return ` ON CONFLICT (${target}) DO UPDATE SET ${sets}`;
    });
  }

  private onConflict(keys: readonly string[], changed: readonly string[]): string {
    const target = keys.map((key) => this.escape(key)).join(', ');
    const sets = changed.map((column) => `${this.escape(column)} = excluded.${this.escape(column)}`).join(', ');
    return ` ON CONFLICT (${target}) DO ${sets === '' ? 'NOTHING' : `UPDATE SET ${sets}`}`;
  }

  private onDuplicate(keys: readonly string[], changed: readonly string[]): string {
    // MariaDB knows no "do nothing": a key that keeps its value is the same.
    const set = changed.length > 0 ? changed : keys.slice(0, 1);
    const sets = set.map((column) => `${this.escape(column)} = VALUES(${this.escape(column)})`).join(', ');
    return ` ON DUPLICATE KEY UPDATE ${sets}`;
  }

  private async write<E extends ObjectLiteral>(
    transaction: Transaction,
    entity: EntityTarget<E>,
    values: Partial<E>[],
    meeting: Meeting,
  ): Promise<void> {
    const { tableName, columns } = this.source.getMetadata(entity);
    const given = columns.filter(({ databaseName }) => values.some((row) => row[databaseName] !== undefined));
    if (given.length === 0) return;
    const names = given.map(({ databaseName }) => databaseName);
    const into = `INSERT INTO ${this.escape(tableName)} (${names.map((name) => this.escape(name)).join(', ')}) VALUES `;
    const marks = `(${given.map(() => '?').join(', ')})`;
    const end = meeting(names);
    const chunk = Math.min(CHUNK, Math.floor(MOST_PARAMS / given.length));
    // MariaDB is sent each statement whole: one more there and back costs more than it saves.
    for (const piece of pieces(values, chunk, this.engine === 'sqlite')) {
      const params = piece.flatMap((row) =>
        given.map((column) => (row[column.databaseName] ?? column.default ?? null) as Param),
      );
      const sql = into + piece.map(() => marks).join(', ') + end;
      await transaction.statement((runner) => runner.query(sql, params));
    }
  }

  private escape(name: string): string {
    return this.source.driver.escape(name);
  }
}
