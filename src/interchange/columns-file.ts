import type { Column } from './columns.js';

export type Columns = Record<string, Column<unknown>>;

/** What a row of these columns reads as: one value per column, null where an optional one is empty or absent. */
export type ValuesOf<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/** One kind of file, as interchange.md lists them. */
export interface FileDefinition<C extends Columns = Columns> {
  /** the name of the file without its ending: `people` */
  readonly kind: string;
  readonly columns: C;
  /** the columns that say which record a row is about */
  readonly key: readonly (keyof C & string)[];
}

/** Declares a kind of file. The names are the columns of the file, of the entity and of the database alike. */
export function defineFile<C extends Columns>(definition: FileDefinition<C>): FileDefinition<C> {
  return definition;
}
