import { Column, PrimaryGeneratedColumn, type ColumnOptions } from 'typeorm';

/*
 * The column types of the product, each the same on SQLite and on MariaDB. Dates and instants are ISO text: it sorts
 * the same everywhere and no driver converts it. Booleans are 0 and 1: raw rows then look alike on both engines.
 */

/** Generated integer key. */
export const Id = (): PropertyDecorator => PrimaryGeneratedColumn({ type: 'integer' });

/** Whole number. */
export const Int = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'integer', ...options });

/** A whole number beyond 32 bits, such as an amount of money; at most 2^53. */
export const Amount = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'bigint', ...options });

/** 0 or 1. */
export const Flag = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'smallint', ...options });

/** Short text of at most `length` characters. */
export const Text = (length = 190, options: ColumnOptions = {}): PropertyDecorator =>
  Column({ type: 'varchar', length: String(length), ...options });

/** Text of any length up to 64 kB. */
export const LongText = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'text', ...options });

/** A day, `YYYY-MM-DD`. */
export const Day = (options: ColumnOptions = {}): PropertyDecorator => Text(10, options);

/** An instant in UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export const Instant = (options: ColumnOptions = {}): PropertyDecorator => Text(24, options);
