import { Controller, Get, Param, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Timeline } from '../events/timeline.js';
import type { Locale } from '../i18n/locale.js';
import { placeAsked } from '../people/homes.js';
import { csvStream } from '../interchange/csv-stream.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { PageParts } from '../web/page-parts.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { Can } from '../web/access.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { ActivityList, type ActivityFilter } from './activity-list.js';
import { type ActivityRecord, ActivityRecords, sessionOf } from './activity-records.js';
import { activityTimeline } from './activity-timeline.page.js';
import { ActivityWords } from './activity-words.js';
import { AttachedFiles } from './attached-files.js';
import { CollisionStore } from './collision.store.js';
import { activitiesPage, listRows, type ActivitiesAsked, type PlanOption } from './index.page.js';
import { materialsPart } from './materials.page.js';
import { PlanningReader } from './planning-facts.js';
import { rosterPage, rosterRows } from './roster.page.js';
import { markRows, sessionPage } from './session.page.js';
import { photosPart } from './session-photos.page.js';
import { activityPage, plannerPart } from './show.page.js';
import { Trainers } from './trainers.js';
import { mayReadRoster } from './visible.js';
import { WaitingList } from './waiting-list.js';

type Asked = Record<string, unknown>;

/** Trainings and campaigns, to find and to look at. */
@Controller('activities')
export class ActivitiesController {
  constructor(
    private readonly list: ActivityList,
    private readonly records: ActivityRecords,
    private readonly scopes: Scopes,
    private readonly database: Database,
    private readonly timeline: Timeline,
    private readonly planning: PlanningReader,
    private readonly collisions: CollisionStore,
    private readonly trainers: Trainers,
    private readonly waiting: WaitingList,
    private readonly files: AttachedFiles,
    private readonly parts: PageParts,
  ) {}

  @Can('activity.read')
  @Get()
  async index(@Query() given: Asked, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const asked = askedOf(given);
    const form = new Form(given);
    const filter = await this.filter(asked, form);
    const list = await this.list.page(filter, asked.page);
    const activities = activitiesPage(await this.words(locale), asked, await this.plans(), list, {
      load: actorMay('import.run'),
      plan: actorMay('activity.write'),
    });
    const model = {
      ...activities,
      sheetsHref: actorMay('attendance.record') ? paths.sheets() : null,
      certificatesHref: actorMay('certificate.read') ? paths.certificates() : null,
    };
    return page('activities/index', model, form.errors.length > 0 ? { status: 422, errors: form.errors } : {});
  }

  @Can('activity.read')
  @Get('list.csv')
  async csv(@Query() given: Asked): Promise<FileAnswer> {
    const filter = await this.filter(askedOf(given), new Form(given));
    return file(csvStream(listRows(this.list.all(filter))), 'text/csv; charset=utf-8', 'activities.csv');
  }

  @Can('activity.read')
  @Get(':code')
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const [words, record] = [await this.words(locale), await this.record(code)];
    const { activity } = record;
    const planning = await this.planning.of(activity.id);
    const trainers = await this.trainers.shownAll(planning.trainers);
    const model = {
      ...activityPage(words, record, mayReadRoster(), { planning, trainers }),
      materials: materialsPart(words, activity, await this.files.materialsOf(activity)),
      added: await this.parts.of('activity', activity, locale),
    };
    if (!actorMay('activity.write') || !words.scope.covers(record.activity.place_id))
      return page('activities/show', model);
    const part = plannerPart(words, record, await this.collisions.ofActivity(record.activity.id, today()));
    return page('activities/show', { ...model, ...part, timeline: await this.timelineOf(words, record) });
  }

  @Can('roster.read')
  @Get(':code/roster')
  async roster(
    @Param('code') code: string,
    @Query() given: Asked,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.record(code);
    const rights = { load: actorMay('import.run'), add: actorMay('activity.write') };
    const waiting = await this.waiting.named(record.activity.id);
    const model = rosterPage(await this.words(locale), record, pageAsked(given.page), { ...rights, waiting });
    return page('activities/roster', model);
  }

  @Can('roster.read')
  @Get(':code/roster.csv')
  async rosterCsv(@Param('code') code: string): Promise<FileAnswer> {
    const rows = rosterRows(await this.record(code));
    return file(csvStream(rows), 'text/csv; charset=utf-8', `roster-${code}.csv`);
  }

  @Can('roster.read')
  @Get(':code/sessions/:number/attendance.csv')
  async marksCsv(@Param('code') code: string, @Param('number') number: string): Promise<FileAnswer> {
    const record = await this.record(code);
    const rows = markRows(record, sessionOf(record, number));
    return file(csvStream(rows), 'text/csv; charset=utf-8', `attendance-${code}-${number}.csv`);
  }

  @Can('activity.read')
  @Get(':code/sessions/:number')
  async session(
    @Param('code') code: string,
    @Param('number') number: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.record(code);
    const session = sessionOf(record, number);
    const rights = {
      named: mayReadRoster(),
      records: actorMay('attendance.record'),
      plans: actorMay('activity.write'),
    };
    const words = await this.words(locale);
    const attached = photosPart(words, record, session, await this.files.photosOf(session));
    return page('activities/session', { ...sessionPage(words, record, session, rights), attached });
  }

  private async timelineOf(words: ActivityWords, { activity, sessions, groups }: ActivityRecord): Promise<object> {
    const events = await this.timeline.of([
      { type: 'activity', ids: [activity.id] },
      { type: 'session', ids: sessions.map(({ id }) => id) },
    ]);
    return activityTimeline(words, groups, events);
  }

  private record(code: string): Promise<ActivityRecord> {
    return this.records.whole(code, mayReadRoster());
  }

  /** The plans that exist for the reader. */
  private async plans(): Promise<PlanOption[]> {
    const scope = await this.scopes.mine();
    const plans = await this.database.rows<PlanOption & { place_id: number }>(
      'SELECT code, title_vi, title_en, place_id FROM plans ORDER BY id',
    );
    return plans.filter(({ place_id }) => scope.meets(place_id));
  }

  /** A day that is none narrows nothing, and is noted in `form.errors`. */
  private async filter({ plan, kind, status, unit }: ActivitiesAsked, form: Form): Promise<ActivityFilter> {
    const placeId = placeAsked(await this.scopes.mine(), unit);
    return { plan, kind, status, placeId, from: form.optionalDay('from'), to: form.optionalDay('to') };
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
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
