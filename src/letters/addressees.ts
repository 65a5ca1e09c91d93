import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { placeLine } from '../certificates/place-line.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import { mailAddress } from '../mail/address.js';
import { Suppressions } from '../mail/suppressions.js';
import { KEPT_BACK, ParticipantChoices } from '../mine/participant-choices.js';
import { CHILD_GROUP, hasHiddenName, initials, type NamedPerson } from '../people/privacy.js';
import { TerritoryStore } from '../territory/territory.store.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { WrittenKind } from './letter-kinds.js';

/** Why somebody is written to on paper. */
export type PaperReason = 'no_address' | 'bad_address' | 'suppressed' | 'declined';

/** Somebody who is written to. */
export interface Addressee extends NamedPerson {
  sort_key: string;
  /** The name as it may stand in a letter that goes to the address on record: of a child without consent the initials. */
  salutation: string;
  email: string | null;
  locale: Locale;
  /** Null: by mail. */
  paper: PaperReason | null;
  /** The village, class or organisation by which printed letters are sorted. */
  belongs_to: string;
  is_child: boolean;
  /** All records of the person, this one first: what was written to any of them was written to this person. */
  records: readonly number[];
}

interface Row extends NamedPerson {
  sort_key: string;
  email: string | null;
  group_code: string;
  place_id: number | null;
  organisation: string | null;
}

const ROSTER = `SELECT su.id, su.full_name, su.sort_key, su.birth_date, su.birth_year, su.consent_on, su.email,
  p.group_code, p.place_id, o.name AS organisation
  FROM participations p JOIN people pe ON pe.id = p.person_id
  JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id) LEFT JOIN organisations o ON o.id = p.organisation_id
  WHERE p.activity_id = ? ORDER BY p.id`;

/** Everybody on the roster of an activity with the way by which they are reached: each by mail or on paper, nobody twice. */
@Injectable()
export class Addressees {
  constructor(
    private readonly database: Database,
    private readonly choices: ParticipantChoices,
    private readonly suppressions: Suppressions,
    private readonly territories: TerritoryStore,
    private readonly holder: SettingsHolder,
  ) {}

  /** In Vietnamese order of the given names. */
  async of(activity: Pick<Activity, 'id' | 'first_date'>, kind: WrittenKind): Promise<Addressee[]> {
    const rows = await this.database.rows<Row>(ROSTER, [activity.id]);
    const people = [...Map.groupBy(rows, ({ id }) => id).values()];
    const choices = await this.choices.of(people.map(([first]) => (first as Row).id));
    const addresses = rows.flatMap(({ email }) => (email === null ? [] : [email]));
    const suppressed = await this.suppressions.of(addresses);
    const territory = await this.territories.territory();
    const merged = await this.mergedInto(people.map(([first]) => (first as Row).id));
    const day = today();
    const found = people.map((lines): Addressee => {
      const { group_code: _, place_id, organisation: __, ...person } = lines[0] as Row;
      const isOnChildRoster = lines.some(({ group_code }) => group_code === CHILD_GROUP);
      const { locale, mails } = choices.get(person.id) ?? { locale: null, mails: 'all' as const };
      const isHidden = hasHiddenName(person, isOnChildRoster, day);
      const place = place_id === null ? undefined : territory.placeById(place_id);
      const organisation = lines.find((line) => line.organisation !== null)?.organisation;
      return {
        ...person,
        salutation: isHidden ? initials(person.full_name) : person.full_name,
        locale: locale ?? this.holder.settings.defaultLocale,
        paper: paperReason(person.email, suppressed, !KEPT_BACK[mails].includes(kind)),
        belongs_to: organisation ?? (place ? placeLine(territory, place, activity.first_date ?? day) : ''),
        is_child: isHidden,
        records: [person.id, ...(merged.get(person.id) ?? [])],
      };
    });
    return found.sort((a, b) => (a.sort_key < b.sort_key ? -1 : a.sort_key > b.sort_key ? 1 : a.id - b.id));
  }

  private async mergedInto(ids: readonly number[]): Promise<Map<number, number[]>> {
    const sql = 'SELECT id, merged_into_id FROM people WHERE merged_into_id IN (?)';
    const rows = await this.database.rowsIn<{ id: number; merged_into_id: number }>(sql, [...ids]);
    const found = new Map<number, number[]>();
    for (const { id, merged_into_id } of rows) found.set(merged_into_id, [...(found.get(merged_into_id) ?? []), id]);
    return found;
  }
}

function paperReason(
  email: string | null,
  suppressed: ReadonlyMap<string, unknown>,
  wanted: boolean,
): PaperReason | null {
  if (email === null) return 'no_address';
  if (mailAddress(email) === null) return 'bad_address';
  if (suppressed.has(email)) return 'suppressed';
  return wanted ? null : 'declined';
}
