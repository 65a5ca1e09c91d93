import { Controller, Get, Param, Query } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { placeAsked } from '../people/homes.js';
import { csvStream } from '../people/list.csv.js';
import { pageAsked, textAsked } from '../people/list.page.js';
import { Groups } from '../territory/groups.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { actor } from '../web/actor.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { readDay } from '../web/day.js';
import { may } from '../web/permissions.js';
import { ActivityList, type ActivityFilter } from './activity-list.js';
import { ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { activitiesPage, LIST_PAGE, listRows, type ActivitiesAsked, type PlanOption } from './index.page.js';
import { rosterPage, rosterRows } from './roster.page.js';
import { sessionPage } from './session.page.js';
import { activityPage, type ActivityRecord } from './show.page.js';

type Asked = Record<string, unknown>;

/** Trainings and campaigns, to find and to look at. */
@Controller('activities')
export class ActivitiesController {
  constructor(
    private readonly list: ActivityList,
    private readonly records: ActivityRecords,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
    private readonly database: Database,
  ) {}

  @Can('activity.read')
  @Get()
  async index(@Query() given: Asked, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const asked = askedOf(given);
    const filter = await this.filter(asked);
    const list = await this.list.page(filter, LIST_PAGE, (asked.page - 1) * LIST_PAGE);
    const plans = await this.database.rows<PlanOption>('SELECT code, title_vi, title_en FROM plans ORDER BY id');
    return page('activities/index', activitiesPage(await this.words(locale), asked, plans, list));
  }

  @Can('activity.read')
  @Get('list.csv')
  async csv(@Query() given: Asked): Promise<FileAnswer> {
    const filter = await this.filter(askedOf(given));
    return file(csvStream(listRows(this.list.all(filter))), 'text/csv; charset=utf-8', 'activities.csv');
  }

  @Can('activity.read')
  @Get(':code')
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page('activities/show', activityPage(await this.words(locale), await this.record(code), mayReadRoster()));
  }

  @Can('roster.read')
  @Get(':code/roster')
  async roster(
    @Param('code') code: string,
    @Query() given: Asked,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.record(code);
    return page('activities/roster', rosterPage(await this.words(locale), record, pageAsked(given.page)));
  }

  @Can('roster.read')
  @Get(':code/roster.csv')
  async rosterCsv(@Param('code') code: string): Promise<FileAnswer> {
    const rows = rosterRows(await this.record(code));
    return file(csvStream(eventually(rows)), 'text/csv; charset=utf-8', `roster-${code}.csv`);
  }

  @Can('activity.read')
  @Get(':code/sessions/:number')
  async session(
    @Param('code') code: string,
    @Param('number') number: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.record(code);
    const session = record.sessions.find((each) => String(each.number) === number);
    if (!session) throw new NotFound();
    return page('activities/session', sessionPage(await this.words(locale), record, session, mayReadRoster()));
  }

  private async record(code: string): Promise<ActivityRecord> {
    return this.database.snapshot(async () => {
      const activity = await this.records.activity(code);
      const sessions = await this.records.sessions(activity.id);
      const roster = await this.records.roster(activity.id, mayReadRoster());
      const marks = await this.records.marks(activity.id);
      const people = roster.map(({ person_id }) => person_id);
      return {
        activity,
        sessions,
        roster,
        marks,
        headcounts: await this.records.headcounts(activity.id),
        standings: this.records.standings(activity, sessions, marks, people),
        trainer: await this.trainer(activity.trainer),
        groups: await this.groups.all(),
      };
    });
  }

  private async trainer(email: string | null): Promise<string | null> {
    if (email === null) return null;
    const user = await this.database.row<{ name: string }>('SELECT name FROM users WHERE email = ?', [email]);
    return user?.name ?? email;
  }

  private async filter({ plan, kind, status, unit, from, to }: ActivitiesAsked): Promise<ActivityFilter> {
    const placeId = placeAsked(await this.scopes.mine(), unit);
    return { plan, kind, status, placeId, from: dayAsked(from), to: dayAsked(to) };
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}

/** Whether the reader may see rosters by name. */
function mayReadRoster(): boolean {
  const reader = actor();
  return reader !== null && may(reader.role, 'roster.read');
}

function askedOf(given: Asked): ActivitiesAsked {
  return {
    plan: textAsked(given.plan),
    kind: textAsked(given.kind),
    status: textAsked(given.status),
    unit: textAsked(given.unit),
    from: textAsked(given.from),
    to: textAsked(given.to),
    page: pageAsked(given.page),
  };
}

/** A day of an address; what is none narrows nothing. */
function dayAsked(text: string): string | null {
  const day = text === '' ? null : readDay(text);
  return typeof day === 'string' ? day : null;
}

async function* eventually<T>(rows: Iterable<T>): AsyncGenerator<T> {
  yield* rows;
}
