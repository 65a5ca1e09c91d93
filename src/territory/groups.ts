import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EditConflict, InvalidFields, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { GroupRow } from './territory.entities.js';

/** What a group counts: people, or the organisations they came for (counting method §1). */
export const COUNTS = ['persons', 'organisations'] as const;
export type Counts = (typeof COUNTS)[number];

/** A group of subjects. The built-in ones have no name of their own: the message files name them. */
export interface Group {
  code: string;
  name: string;
  counts: Counts;
  built_in: boolean;
}

const builtIn = (code: string, counts: Counts): Group => ({ code, name: '', counts, built_in: true });

/** The eight groups of the counting method (§1), in its order. */
export const BUILT_IN_GROUPS: readonly Group[] = [
  builtIn('district_official', 'persons'),
  builtIn('commune_official', 'persons'),
  builtIn('teacher', 'persons'),
  builtIn('parent', 'persons'),
  builtIn('child', 'persons'),
  builtIn('enterprise', 'organisations'),
  builtIn('cooperative', 'organisations'),
  builtIn('household', 'organisations'),
];

/** A group's name in a language. */
export function groupName(group: Group, locale: Locale): string {
  return group.built_in ? translate(locale, `group.${group.code}`) : group.name;
}

/** The word that stands behind a number of its subjects: người, hộ, doanh nghiệp, hợp tác xã. */
export function groupUnit(group: Group, locale: Locale): string {
  return translate(locale, group.built_in ? `group.${group.code}.unit` : `group.${group.counts}.unit`);
}

/** The groups there are: the built-in eight and those that were added. */
@Injectable()
export class Groups {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** All groups, the built-in ones first, then the others as they were added. */
  async all(): Promise<Group[]> {
    const rows = await this.database.rows<GroupRow>(
      'SELECT code, name, counts FROM subject_groups ORDER BY position, id',
    );
    const added = rows.map(({ code, name, counts }) => ({ code, name, counts, built_in: false }));
    return [...BUILT_IN_GROUPS, ...added];
  }

  /** The group with this code, or undefined. */
  async byCode(code: string): Promise<Group | undefined> {
    return (await this.all()).find((group) => group.code === code);
  }

  /** Adds a group. @throws InvalidFields when the code is taken */
  async add(group: { code: string; name: string; counts: Counts }): Promise<void> {
    await this.database.transaction(async () => {
      if (await this.byCode(group.code)) {
        throw new InvalidFields([{ field: 'code', key: 'errors.territory.group_taken', params: { code: group.code } }]);
      }
      await this.insert([group]);
      await this.events.record({ kind: 'territory.group_added', detail: group });
    });
  }

  /** A group that was added, as it is recorded. @throws NotFound, also for the built-in ones */
  async added(code: string): Promise<GroupRow> {
    const row = await this.database.row<GroupRow>('SELECT * FROM subject_groups WHERE code = ?', [code]);
    if (!row) throw new NotFound();
    return row;
  }

  /**
   * Gives an added group another name; the built-in ones keep theirs.
   * @throws EditConflict when somebody else renamed it since `version`
   */
  async rename(code: string, version: number, name: string): Promise<void> {
    await this.database.transaction(async () => {
      const before = await this.database.row<GroupRow>('SELECT * FROM subject_groups WHERE code = ?', [code]);
      const done = await this.database.update(GroupRow, { code, version }, { name, version: version + 1 });
      if (done === 0) throw new EditConflict();
      const detail = { code, before: before?.name ?? null, after: name };
      await this.events.record({ kind: 'territory.group_renamed', detail });
    });
  }

  /** Inserts groups whose codes are known to be free, behind the others. The caller records the event. */
  async insert(groups: { code: string; name: string; counts: Counts }[]): Promise<void> {
    const last = await this.database.row<{ position: number | null }>(
      'SELECT MAX(position) AS position FROM subject_groups',
    );
    const first = (last?.position ?? 0) + 1;
    if (groups.length === 0) return;
    await this.database.insert(
      GroupRow,
      groups.map((group, index) => ({ ...group, position: first + index })),
    );
  }
}
