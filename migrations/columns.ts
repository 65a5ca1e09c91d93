import { Table, TableIndex, type TableColumnOptions } from 'typeorm';

/** What the steps are written with. What a released step is made of is never changed either: another kind of column is a new name. */

export const id = (): TableColumnOptions => ({
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});
export const text = (name: string, length = 190): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
});
export const long = (name: string): TableColumnOptions => ({ name, type: 'text' });
export const int = (name: string): TableColumnOptions => ({ name, type: 'integer' });
export const amount = (name: string): TableColumnOptions => ({ name, type: 'bigint' });
export const flag = (name: string): TableColumnOptions => ({ name, type: 'smallint' });
export const optional = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });
export const from = (value: number, column: TableColumnOptions): TableColumnOptions => ({
  ...column,
  default: String(value),
});
export const unique = (name: string, ...columnNames: string[]): TableIndex =>
  new TableIndex({ name, columnNames, isUnique: true });
export const index = (name: string, ...columnNames: string[]): TableIndex => new TableIndex({ name, columnNames });
export const table = (name: string, columns: TableColumnOptions[], indices: TableIndex[]): Table =>
  new Table({ name, columns, indices });
