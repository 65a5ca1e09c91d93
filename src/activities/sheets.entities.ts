import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, Text } from '../database/columns.js';

/** A sign-in sheet of a session as it was printed. */
@Entity('sheets')
@Index('UQ_sheets_code', ['code'], { unique: true })
@Index('IX_sheets_session', ['session_id'])
export class Sheet {
  @Id() id!: number;
  @Int() session_id!: number;
  /** Printed on the paper, and not to be guessed. */
  @Text(8) code!: string;
  @Instant() made_at!: string;
  @Int({ nullable: true }) author_id!: number | null;
}

/** Whose line of a sheet has which number: it stays so whatever becomes of the roster. */
@Entity('sheet_lines')
@Index('UQ_sheet_lines_number', ['sheet_id', 'number'], { unique: true })
@Index('IX_sheet_lines_person', ['person_id'])
export class SheetLine {
  @Id() id!: number;
  @Int() sheet_id!: number;
  @Int() number!: number;
  @Int() person_id!: number;
}
