import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { JsonRow } from '../interchange/rows-runner.js';
import { Scopes } from '../territory/scope.js';
import { isSpeltAs, mayBeBornAs } from './likeness.js';
import { PersonNames } from './person-names.js';
import { PERSON_COLUMNS, type PersonRow } from './people.list.js';
import { sortName } from './sort-name.js';

/** Somebody as a row of people.csv without a code; births only where they were said. */
export interface TypedPerson extends JsonRow {
  full_name: string;
  unit: string;
  birth_date?: string | null;
  birth_year?: number | null;
}

/**
 * Children whose names a reader may not see. Somebody who takes a class list down anew cannot be asked whether the pupils
 * are those of the register, as that would show their names; each would be there twice, and be counted twice.
 */
@Injectable()
export class KeptBack {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
  ) {}

  /**
   * For each child who is typed the record of the same name and home that is kept back from the reader, where the birth does
   * not say otherwise. Of several of one name and home the first is the first, so that as many stay as there are. It tells
   * nothing: the reader sees the same initials for somebody new.
   * @returns the ref of the record, or undefined, in the order given
   */
  async among(typed: readonly TypedPerson[]): Promise<(string | undefined)[]> {
    const scope = await this.scopes.mine();
    const rows = await this.database.rowsIn<PersonRow>(
      `SELECT ${PERSON_COLUMNS} FROM people p WHERE COALESCE(p.merged_into_id, 0) = 0 AND p.sort_name IN (?) ORDER BY p.id`,
      [...new Set(typed.map(({ full_name }) => sortName(full_name)))],
    );
    const inside = rows.filter(({ unit_code }) => scope.coversCode(unit_code));
    const hidden = await this.names.keptBack(inside);
    const left = new Set(inside.filter(({ id }) => hidden.has(id)));
    return typed.map((child) => {
      const found = [...left].find((row) => isSame(child, row));
      if (found) left.delete(found);
      return found?.ref;
    });
  }
}

function isSame(child: TypedPerson, row: PersonRow): boolean {
  return row.unit_code === child.unit && isSpeltAs(row.full_name, child.full_name) && mayBeBornAs(row, child);
}
