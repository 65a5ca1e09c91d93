import { Injectable } from '@nestjs/common';
import type { Activity, Session } from '../activities/activities.entities.js';
import { ActivityWords } from '../activities/activity-words.js';
import { type IcalEvent, icalText } from '../activities/ical.js';
import { placeLine } from '../certificates/place-line.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import type { WrittenAttachment } from '../mail/attachments.js';
import { type Letter, writeLetter } from '../mail/mail-template.js';
import type { Message } from '../mail/outbox.js';
import { OwnNames } from '../mine/own-name.js';
import { mailPathOf, ParticipantLinks } from '../mine/participant-links.js';
import { Scopes } from '../territory/scope.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { Addressee } from './addressees.js';
import { type LetterKind, TEMPLATES, type WrittenKind } from './letter-kinds.js';
import {
  type Schedule,
  type ScheduleChange,
  scheduleOf,
  type SessionChange,
  sessionsToCome,
  type ToldSession,
} from './schedule.js';

/** An activity as letters tell of it. */
export interface ToldActivity {
  activity: Activity & { agency_vi: string | null; agency_en: string | null; plan_code: string };
  sessions: readonly Session[];
  schedule: Schedule;
}

/** What a letter says beside what is the same for everybody. */
export interface Own {
  /** The session that is reminded of. */
  session?: ToldSession;
  changes?: readonly ScheduleChange[];
  /** Whether it was cancelled, as they were told, and takes place after all. */
  reopened?: boolean;
  /** The number of the certificate. */
  serial?: string;
  /** Whether the certificate is attached. */
  attached?: boolean;
  /** Whether the letter goes by mail, and not on paper. */
  mailed: boolean;
}

/** What every letter of an activity says. A type, as letters are filled with it. */
export type ActivityFacts = {
  title: string;
  kind: string;
  organizer: string;
  place: string;
  /** A line for each that takes place. */
  sessions: string[];
};

const ACTIVITY = `SELECT a.*, pl.code AS plan_code, g.title_vi AS agency_vi, g.title_en AS agency_en
  FROM activities a JOIN plans pl ON pl.id = a.plan_id
  LEFT JOIN agencies g ON g.plan_id = a.plan_id AND g.code = a.agency_code WHERE a.id = ?`;

/** Writes the letters of an activity, each in the language of whoever reads it. */
@Injectable()
export class ActivityLetters {
  constructor(
    private readonly database: Database,
    private readonly links: ParticipantLinks,
    private readonly ownNames: OwnNames,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {}

  /** An activity with its sessions; undefined: there is none. */
  async told(activityId: number): Promise<ToldActivity | undefined> {
    const activity = await this.database.row<ToldActivity['activity']>(ACTIVITY, [activityId]);
    if (!activity) return undefined;
    const sessions = await this.database.rowsNow<Session>(
      'SELECT * FROM sessions WHERE activity_id = ? ORDER BY date, number',
      [activityId],
    );
    return { activity, sessions, schedule: scheduleOf(activity.status, sessions, activity.unit_code) };
  }

  /** The letter to one person, in the caller's transaction: it holds the link to their own page. */
  async write(
    kind: LetterKind,
    told: ToldActivity,
    to: Addressee,
    own: Own,
  ): Promise<Pick<Message, 'letter' | 'unsubscribe_url'>> {
    const path = await this.links.make(to.id);
    const letter = await this.withLink(kind, told, to, own, `${this.site}${path}`);
    return { letter, unsubscribe_url: `${this.site}${mailPathOf(path)}` };
  }

  /** The same to look at, without making a link. */
  async preview(kind: LetterKind, told: ToldActivity, to: Addressee, own: Own): Promise<Letter> {
    return this.withLink(kind, told, to, own, `${this.site}/mine/…`);
  }

  /** The same to be printed. @param path of the own page, as it was made for this person */
  async onPaper(
    kind: LetterKind,
    told: ToldActivity,
    to: Addressee,
    own: Omit<Own, 'mailed'> & { path: string },
  ): Promise<{ letter: Letter; link: string }> {
    const link = this.address(own.path);
    return { letter: await this.withLink(kind, told, to, { ...own, mailed: false }, link), link };
  }

  /** A path of ours as it is printed and scanned. */
  address(path: string): string {
    return `${this.site}${path}`;
  }

  /** What every letter of an activity says, in a language. */
  async facts(letter: WrittenKind, { activity, schedule }: ToldActivity, locale: Locale): Promise<ActivityFacts> {
    // Nobody is invited to what is over, nor told that it stays.
    const sessions =
      letter === 'invitation' || letter === 'change' ? sessionsToCome(schedule, today()) : schedule.sessions;
    const words = await this.words(locale);
    return {
      title: activity.title,
      kind: words.t(`letters.kind.${activity.kind}`),
      organizer: words.organizer(activity),
      place: this.placeOf(words, activity),
      sessions: sessions.map((session) => sessionLine(words, session)),
    };
  }

  /**
   * The sessions as a calendar takes them in; of a change also those that are off.
   * @param from without what was before this day
   */
  async calendar({ activity, sessions }: ToldActivity, locale: Locale, from = ''): Promise<WrittenAttachment> {
    const words = await this.words(locale);
    const { hostname } = new URL(this.site);
    const events = sessions
      .filter(({ date }) => date >= from)
      .map((session): IcalEvent => {
        const isOff = session.status === 'cancelled' || activity.status === 'cancelled';
        const title = words.t('calendar.entry', { title: activity.title, number: String(session.number) });
        return {
          uid: `session-${session.id}@${hostname}`,
          // Both are one at first, as in the calendar of the staff.
          sequence: session.version + activity.version - 2,
          status: isOff ? 'CANCELLED' : 'CONFIRMED',
          ...{ date: session.date, start: session.start, end: session.end, busy: !isOff },
          summary: isOff ? words.t('calendar.feed.cancelled', { title }) : title,
          location: [session.venue, this.placeOf(words, activity)].filter((each) => each).join(', '),
          description: words.say(`kind.${activity.kind}`),
          url: '',
        };
      });
    const content = icalText({ name: activity.title, day: today(), events });
    return { name: 'lan-toa.ics', type: 'text/calendar', method: 'PUBLISH', content };
  }

  private async withLink(kind: LetterKind, told: ToldActivity, to: Addressee, own: Own, link: string): Promise<Letter> {
    const words = await this.words(to.locale);
    return writeLetter(TEMPLATES[kind], to.locale, {
      site: this.site,
      link,
      name: to.salutation,
      ...(await this.facts(kind, told, to.locale)),
      session: own.session ? sessionLine(words, own.session) : '',
      changes: (own.changes ?? []).map((change) => this.changeLine(words, told.activity, change)),
      reopened: own.reopened ? 'yes' : '',
      cancelled: told.schedule.isCancelled ? 'yes' : '',
      serial: own.serial ?? '',
      attached: own.attached ? 'yes' : '',
      office:
        kind === 'certificate' && (await this.ownNames.of({ person: to, records: [...to.records] })).isHidden
          ? 'yes'
          : '',
      mailed: own.mailed ? 'yes' : '',
    });
  }

  private placeOf({ scope }: ActivityWords, { place_id, first_date, unit_code }: Activity): string {
    const place = place_id === null ? undefined : scope.territory.placeById(place_id);
    return place ? placeLine(scope.territory, place, first_date ?? today()) : unit_code;
  }

  /** The name of a place by its code, as it was called when the activity begins. */
  private placeOfCode({ scope }: ActivityWords, { first_date }: Activity, code: string): string {
    const day = first_date ?? today();
    const place = scope.territory.placeAt(code, day) ?? scope.territory.placesOfCode(code).at(-1);
    return place ? placeLine(scope.territory, place, day) : code;
  }

  private changeLine(words: ActivityWords, activity: Activity, change: ScheduleChange): string {
    if (change.kind !== 'place') return sessionChangeLine(words, change);
    const [before, after] = [change.before, change.after].map((code) => this.placeOfCode(words, activity, code));
    return words.t('letters.change.place', { before: before ?? '', after: after ?? '' });
  }

  /** Letters are not read with the rights of whoever sends them. */
  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.of({ place_id: null }));
  }

  private get site(): string {
    return this.holder.settings.publicUrl;
  }
}

/** "Buổi 2: 05/07/2025, 08:00–11:00, Hội trường xã" */
function sessionLine(words: ActivityWords, session: ToldSession): string {
  const name = words.say('session', { number: String(session.number) });
  return `${name}: ${[words.when(session), session.venue].filter((each) => each).join(', ')}`;
}

/** "Buổi 2: 05/07/2025 → 06/07/2025, 08:00" */
function sessionChangeLine(words: ActivityWords, { kind, before, after }: SessionChange): string {
  const where = (session: ToldSession): string =>
    [words.when(session), session.venue].filter((each) => each).join(', ');
  if (kind === 'added' && after) return words.t('letters.change.added', { session: sessionLine(words, after) });
  if (kind === 'cancelled' && before)
    return words.t('letters.change.cancelled', { session: sessionLine(words, before) });
  if (!before || !after) return '';
  const number = String(after.number);
  return words.t('letters.change.moved', { number, before: where(before), after: where(after) });
}
