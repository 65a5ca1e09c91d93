import { Controller, HttpCode, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { type FieldError, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { csvStream } from '../interchange/csv-stream.js';
import { readCode } from '../territory/place-choice.js';
import { Scopes } from '../territory/scope.js';
import { Can, TakesFiles } from '../web/access.js';
import { type Answer, file, formAgain, page, redirect } from '../web/answers.js';
import { formKeyOf } from '../web/form-key.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { UploadsInterceptor, uploadsOf } from '../web/uploads.js';
import { type ActivityRecord, ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { LIST_LIMITS, listText } from './list-file.js';
import { MOST_LINES, readPasted } from './pasted-lines.js';
import { putAllFlash } from './put-words.js';
import { rosterAdditionsPage } from './roster-additions.page.js';
import { groupsOfPersons } from './roster-groups.js';
import { type CheckedLine, type Pasted, RosterLines } from './roster-lines.js';
import { rosterLinesPage } from './roster-lines.page.js';

const VIEW = 'activities/roster-lines';

/** A list onto the roster, pasted or in a file: checked first, saved by a press that says so. */
@Controller('activities/:code/roster')
export class RosterLinesController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly lines: RosterLines,
    private readonly scopes: Scopes,
  ) {}

  @Can('activity.write')
  @HttpCode(200)
  @Post('lines')
  @TakesFiles(LIST_LIMITS)
  @UseInterceptors(UploadsInterceptor)
  async take(@Param('code') code: string, @Req() request: Request, @ReaderLocale() locale: Locale): Promise<Answer> {
    const record = await this.records.own(code, true);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const form = new Form(request.body);
    const list = await listOf(form, request);
    const pasted = pastedOf(form, words, record, list);
    if (form.errors.length > 0) return this.refused(words, record, form);
    const act = form.raw('act');
    if (act === 'save') return this.save(form, words, record, pasted);
    const checked = await this.lines.check(record, pasted);
    if (act === 'csv') return faultyFile(code, checked);
    return page(VIEW, rosterLinesPage(words, record, pasted, checked));
  }

  /** What is still open stays on the page, and everything where it was refused. */
  private async save(form: Form, words: ActivityWords, before: ActivityRecord, pasted: Pasted): Promise<Answer> {
    const { code } = before.activity;
    const saved = await attempt(form, () => this.lines.save(code, pasted));
    if (!saved) {
      const checked = await this.lines.check(before, pasted);
      return formAgain(VIEW, rosterLinesPage(words, before, pasted, checked), form.errors.map(asOneOfLines));
    }
    const { put, left } = saved;
    if (left === null) return redirect(paths.activityRoster(code), putAllFlash(put));
    const record = await this.records.own(code, true);
    const checked = await this.lines.check(record, left);
    const { added, waiting } = put;
    const counts = { count: added, waiting, left: checked.length };
    const told = words.say(waiting > 0 ? 'lines.saved_left_waiting' : 'lines.saved_left', counts);
    return page(VIEW, { ...rosterLinesPage(words, record, left, checked), saved: told });
  }

  /** The page it was pasted on, with what was pasted. */
  private refused(words: ActivityWords, record: ActivityRecord, form: Form): Answer {
    const typed = form.typed();
    const additions = { q: '', group: String(typed.group), session: null, found: null, similar: [], typed };
    return formAgain('activities/roster-additions', rosterAdditionsPage(words, record, additions), form.errors);
  }
}

/** A refused row has no field of its own on the page. */
function asOneOfLines(error: FieldError): FieldError {
  return error.field === '' ? error : { field: '', key: 'errors.activities.line_refused' };
}

/** What somebody listed, and the field in which they did. */
interface List {
  field: 'lines' | 'file';
  text: string;
}

async function listOf(form: Form, request: Request): Promise<List> {
  if (request.is('multipart/form-data')) return { field: 'file', text: await listText(form, uploadsOf(request)) };
  return { field: 'lines', text: mended(form.raw('lines'), numbered(form, 'e')) };
}

function pastedOf(form: Form, words: ActivityWords, { groups }: ActivityRecord, { field, text }: List): Pasted {
  const group = form.raw('group');
  if (!groupsOfPersons(groups).some(({ code }) => code === group)) throw new NotFound();
  const count = readPasted(text).length;
  if (count === 0 && form.errors.length === 0) form.refuse(field, 'form.required');
  if (count > MOST_LINES) form.refuse(field, 'activities.too_many_lines', { count, most: MOST_LINES });
  const unit = readCode(form, 'lines_unit', words.scope);
  if (unit !== '' && !words.scope.coversCode(unit)) form.refuse('lines_unit', 'territory.no_such_name', { name: unit });
  return { key: formKeyOf(form), text, group, unit, chosen: numbered(form, 'c') };
}

/** What was pasted with the lines as they were mended; one that was emptied is left out. */
function mended(text: string, lines: ReadonlyMap<number, string>): string {
  const old = text.split('\n');
  return old.map((line, at) => lines.get(at + 1) ?? line).join('\n');
}

/** What stands in the fields of lines, by the numbers behind a letter. */
function numbered(form: Form, letter: 'c' | 'e'): Map<number, string> {
  return new Map(
    Object.keys(form.typed()).flatMap((name): [number, string][] => {
      const line = name.startsWith(letter) ? Number(name.slice(1)) : NaN;
      return Number.isSafeInteger(line) ? [[line, form.raw(name)]] : [];
    }),
  );
}

function faultyFile(code: string, checked: readonly CheckedLine[]): Answer {
  const rows = checked.flatMap(({ line, raw, state }) => (state.kind === 'faulty' ? [[line, state.fault, raw]] : []));
  return file(csvStream([['line', 'fault', 'text'], ...rows]), 'text/csv; charset=utf-8', `lines-${code}.csv`);
}
