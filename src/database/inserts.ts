import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { CHUNK, pieces } from './chunks.js';
import type { Param } from './connection.js';
import type { Transaction } from './transaction.js';

const MOST_PARAMS = 30_000;

/** What an INSERT does with a row whose key is there already, as the engine says it. */
type Meeting = (given: readonly string[]) => string;

/** The columns of a unique index. */
type Keys<E> = readonly (keyof E & string)[];

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
  put<E extends ObjectLiteral>(transaction: Transaction, entity: EntityTarget<E>, values: Partial<E>[], keys: Keys<E>) {
    return this.write(
      transaction,
      entity,
      values,
      this.meeting(keys, (_, given) => given),
    );
  }

  /** Inserts rows; where one with the same `keys` is there already, the other given values are added to its own. */
  add<E extends ObjectLiteral>(transaction: Transaction, entity: EntityTarget<E>, values: Partial<E>[], keys: Keys<E>) {
    return this.write(
      transaction,
      entity,
      values,
      this.meeting(keys, (own, given) => `${own} + ${given}`),
    );
  }

  /** @param value what a column of the row that is there becomes, of its own value and the given one */
  private meeting(keys: readonly string[], value: (own: string, given: string) => string): Meeting {
    return (given) => {
      const changed = given.filter((column) => !keys.includes(column));
      const set = (name: string, valueOf: string): string => `${name} = ${value(name, valueOf)}`;
      if (this.engine === 'sqlite') {
        const target = keys.map((key) => this.escape(key)).join(', ');
        const sets = changed.map((column) => this.escape(column)).map((name) => set(name, `excluded.${name}`));
        return ` ON CONFLICT (${target}) DO ${sets.length === 0 ? 'NOTHING' : `UPDATE SET ${sets.join(', ')}`}`;
      }
      // MariaDB knows no "do nothing": a key that keeps its value is the same.
      const [key = ''] = keys.map((each) => this.escape(each));
      const sets = changed.map((column) => this.escape(column)).map((name) => set(name, `VALUES(${name})`));
      return ` ON DUPLICATE KEY UPDATE ${sets.length === 0 ? `${key} = ${key}` : sets.join(', ')}`;
    };
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
