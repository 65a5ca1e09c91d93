import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { RosterRemovals } from './roster-removals.js';
import { removalPage } from './roster-removal.page.js';
import { WaitingList } from './waiting-list.js';

/** Taking people off a roster, and moving up those who wait. */
@Controller('activities/:code/roster')
export class RosterChangesController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly removals: RosterRemovals,
    private readonly waiting: WaitingList,
    private readonly scopes: Scopes,
  ) {}

  /** What goes with somebody is said before. */
  @Can('activity.write')
  @Get(':line/removal')
  async ask(
    @Param('code') code: string,
    @Param('line') line: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.records.own(code, true);
    const person = record.roster.find(({ participation_id }) => participation_id === addressNumber(line));
    if (!person) throw new NotFound();
    const words = new ActivityWords(locale, await this.scopes.mine());
    return page('activities/roster-removal', removalPage(words, record, person));
  }

  @Can('activity.write')
  @HttpCode(303)
  @Post(':line/removal')
  async remove(@Param('code') code: string, @Param('line') line: string): Promise<RedirectAnswer> {
    const event = await this.removals.removeLine(code, addressNumber(line));
    const undo = paths.activityRosterRemovalUndoing(code, event);
    return redirect(paths.activityRoster(code), { kind: 'done', key: 'activities.removed', undo });
  }

  @Can('activity.write')
  @HttpCode(303)
  @Post('removals/:event/undoing')
  async undo(@Param('code') code: string, @Param('event') event: string): Promise<RedirectAnswer> {
    return orWarning(paths.activityRoster(code), async () => {
      await this.removals.undo(code, addressNumber(event));
      return redirect(paths.activityRoster(code), { kind: 'done', key: 'activities.put_back' });
    });
  }

  @Can('activity.write')
  @HttpCode(303)
  @Post('waiting/admissions')
  async admitFirst(@Param('code') code: string): Promise<RedirectAnswer> {
    return orWarning(paths.activityRoster(code), async () => {
      const count = await this.waiting.admitFirst(code);
      return redirect(paths.activityRoster(code), { kind: 'done', key: 'activities.admitted', params: { count } });
    });
  }

  @Can('activity.write')
  @HttpCode(303)
  @Post('waiting/:entry/admission')
  async admit(@Param('code') code: string, @Param('entry') entry: string): Promise<RedirectAnswer> {
    return orWarning(paths.activityRoster(code), async () => {
      await this.waiting.admit(code, addressNumber(entry));
      return redirect(paths.activityRoster(code), { kind: 'done', key: 'activities.admitted', params: { count: 1 } });
    });
  }

  @Can('activity.write')
  @HttpCode(303)
  @Post('waiting/:entry/removal')
  async drop(@Param('code') code: string, @Param('entry') entry: string): Promise<RedirectAnswer> {
    return orWarning(paths.activityRoster(code), async () => {
      await this.waiting.drop(code, addressNumber(entry));
      return redirect(paths.activityRoster(code), { kind: 'done', key: 'activities.waiting_ended' });
    });
  }
}
