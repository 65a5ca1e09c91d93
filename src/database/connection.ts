/** A value that can be bound to a `?`. */
export type Param = string | number | null;

/** One open way to the database on which statements follow each other. */
export interface Connection {
  rows<T>(sql: string, params: Param[]): Promise<T[]>;
}
