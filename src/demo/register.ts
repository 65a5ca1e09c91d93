import { principalOf, USER_COLUMNS, type UserColumns } from '../accounts/sessions.js';
import type { User } from '../accounts/accounts.entities.js';
import type { Database } from '../database/database.js';
import type { Principal } from '../web/actor.js';

/** Gives a part of the application. */
export type Parts = <T>(type: abstract new (...args: never[]) => T) => T;

/** Under which ids the district stands in the database, once its files are loaded. */
export class Register {
  private constructor(
    private readonly people: ReadonlyMap<string, number>,
    private readonly organisations: ReadonlyMap<string, number>,
    private readonly users: ReadonlyMap<string, Principal>,
  ) {}

  static async read(database: Database): Promise<Register> {
    const ids = async (table: 'people' | 'organisations'): Promise<Map<string, number>> => {
      const rows = await database.rows<{ id: number; ref: string }>(`SELECT id, ref FROM ${table}`);
      return new Map(rows.map(({ id, ref }) => [ref, id]));
    };
    const users = await database.rows<Pick<User, UserColumns> & { user_id: number }>(
      `SELECT ${USER_COLUMNS} FROM users u`,
    );
    const principals = users.map((user) => [user.email, principalOf(user, 'command')] as const);
    return new Register(await ids('people'), await ids('organisations'), new Map(principals));
  }

  person(ref: string): number {
    return known(this.people, ref);
  }

  organisation(ref: string): number {
    return known(this.organisations, ref);
  }

  user(email: string): Principal {
    return known(this.users, email);
  }
}

function known<T>(all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new RangeError(`the demonstration has no ${name}`);
  return found;
}
