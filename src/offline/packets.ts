import { Injectable } from '@nestjs/common';
import type { AttendanceStatus } from '../activities/activities.entities.js';
import { type ActivityRecord, ActivityRecords } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import { placesOf } from '../activities/attendance-places.js';
import { isClosed, type MySession, MySessionsReader } from '../activities/my-sessions.js';
import { groupsOfPersons, usualGroup } from '../activities/roster-groups.js';
import { onePerPerson } from '../activities/session.page.js';
import { nowIso } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { groupName } from '../territory/groups.js';
import { Scopes } from '../territory/scope.js';
import { addDays } from '../web/day.js';

/** How many days ahead rosters are taken along, and how many back where attendance is missing. */
export const AHEAD_DAYS = 7;
const BACK_DAYS = 7;
/** More is no day's work, and no phone's either. */
const MOST_SESSIONS = 30;

interface Choice {
  value: string;
  text: string;
}

/** What a device needs of one session: names and nothing else of the people. */
export interface PackedSession {
  id: number;
  code: string;
  number: number;
  title: string;
  /** Day, time and venue in words. */
  when: string;
  date: string;
  people: { id: number; name: string; from: string; mark: AttendanceStatus | null }[];
  headcounts: { unit: string; group: string; count: number }[];
  /** Groups that count persons, for somebody at the door; all groups, for people without a name. */
  walk_in_groups: Choice[];
  groups: Choice[];
  group: string;
  places: Choice[];
  unit: string;
}

/** What a device takes along. */
export interface Packet {
  now: string;
  today: string;
  sessions: PackedSession[];
}

/** Packs what a trainer needs for the next days into what a phone carries. */
@Injectable()
export class Packets {
  constructor(
    private readonly mine: MySessionsReader,
    private readonly records: ActivityRecords,
    private readonly scopes: Scopes,
  ) {}

  /** The own sessions of the next days, and those of the last that wait for attendance. */
  async pack(locale: Locale): Promise<Packet> {
    const scope = await this.scopes.mine();
    const { today, closing, coming } = await this.mine.mine();
    const near = [
      ...today,
      ...closing.filter((each) => each.date >= addDays(scope.day, -BACK_DAYS) && !isClosed(each)),
      ...coming.filter(({ date }) => date <= addDays(scope.day, AHEAD_DAYS)),
    ].slice(0, MOST_SESSIONS);
    const words = new ActivityWords(locale, scope);
    const records = new Map<string, ActivityRecord>();
    const sessions: PackedSession[] = [];
    for (const session of near) {
      const record = records.get(session.code) ?? (await this.records.whole(session.code, true));
      records.set(session.code, record);
      sessions.push(...packed(words, record, session));
    }
    return { now: nowIso(), today: scope.day, sessions };
  }
}

function packed(words: ActivityWords, record: ActivityRecord, { id }: MySession): PackedSession[] {
  const { activity, roster, marks, headcounts, groups } = record;
  const session = record.sessions.find((each) => each.id === id);
  if (!session) return [];
  const choice = (group: (typeof groups)[number]): Choice => ({
    value: group.code,
    text: groupName(group, words.locale),
  });
  const places = placesOf(words, activity, session);
  return [
    {
      ...{ id, code: activity.code, number: session.number, title: activity.title, date: session.date },
      when: [words.when(session), session.venue ?? ''].filter(Boolean).join('. '),
      people: onePerPerson(roster).map(({ person_id, name, place_id, unit_code }) => ({
        id: person_id,
        name,
        from: words.place(place_id, unit_code).text,
        mark: marks.get(person_id)?.get(id) ?? null,
      })),
      headcounts: headcounts
        .filter(({ session_id }) => session_id === id)
        .map(({ place_id, unit_code, group_code, count }) => ({
          unit: words.scope.territory.placeById(place_id)?.code ?? unit_code,
          group: group_code,
          count,
        })),
      walk_in_groups: groupsOfPersons(groups).map(choice),
      groups: groups.map(choice),
      group: usualGroup(record),
      places,
      unit: places.some(({ value }) => value === activity.unit_code) ? activity.unit_code : (places[0]?.value ?? ''),
    },
  ];
}
