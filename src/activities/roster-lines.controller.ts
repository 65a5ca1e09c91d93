import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { csvStream } from '../interchange/csv-stream.js';
import type { JsonRow } from '../interchange/rows-runner.js';
import { readCode } from '../territory/place-choice.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { type Answer, file, formAgain, page, redirect } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type ActivityRecord, ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { MOST_LINES, readPasted } from './pasted-lines.js';
import { groupsOfPersons, rosterAdditionsPage } from './roster-additions.page.js';
import { RosterDesk } from './roster-desk.js';
import { type CheckedLine, type Pasted, RosterLines } from './roster-lines.js';
import { rosterLinesPage } from './roster-lines.page.js';

const VIEW = 'activities/roster-lines';

/** A pasted list onto the roster: checked first, saved by a press that says so. */
@Controller('activities/:code/roster')
export class RosterLinesController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly lines: RosterLines,
    private readonly desk: RosterDesk,
    private readonly scopes: Scopes,
  ) {}

  @Can('activity.write')
  @HttpCode(200)
  @Post('lines')
  async take(@Param('code') code: string, @Body() body: unknown, @ReaderLocale() locale: Locale): Promise<Answer> {
    const scope = await this.scopes.mine();
    const record = await this.records.whole(code, true);
    scope.require(record.activity.place_id);
    const words = new ActivityWords(locale, scope);
    const form = new Form(body);
    const pasted = pastedOf(form, words, record);
    if (form.errors.length > 0) return this.refused(words, record, form);
    const checked = await this.lines.check(record, pasted, scope);
    const chosen = chosenOf(form, checked);
    const act = form.raw('act');
    if (act === 'csv') return faultyFile(code, checked);
    if (act !== 'save') return page(VIEW, rosterLinesPage(words, record, pasted, checked, chosen));
    return this.save(code, { words, record, pasted, checked, chosen });
  }

  private async save(code: string, paste: Checked): Promise<Answer> {
    const { words, record, pasted, checked, chosen } = paste;
    const people = checked.flatMap(({ line, state }) => {
      const known =
        state.kind === 'doubtful' ? state.known.find(({ id }) => String(id) === chosen.get(line)) : undefined;
      return known ? [known.ref] : [];
    });
    const newcomers = checked.flatMap((line) => newcomerOf(line, chosen.get(line.line)));
    const count = await this.desk.addAll(code, people, newcomers, pasted.group);
    const left = checked.filter(({ line, state }) => isLeft(state.kind, chosen.has(line)));
    if (left.length === 0) {
      return redirect(paths.activityRoster(code), { kind: 'done', key: 'activities.lines.saved', params: { count } });
    }
    // What is still open stays on the page, as a paste of its own.
    const text = left.map(({ line, raw }) => pasted.mended.get(line) ?? raw).join('\n');
    const rest = { ...pasted, text, mended: new Map<number, string>() };
    const again = await this.lines.check(record, rest, words.scope);
    const model = rosterLinesPage(words, record, rest, again, new Map());
    return page(VIEW, { ...model, saved: words.say('lines.saved_left', { count, left: left.length }) });
  }

  /** The page it was pasted on, with what was pasted. */
  private refused(words: ActivityWords, record: ActivityRecord, form: Form): Answer {
    const typed = form.typed();
    const additions = { q: '', group: String(typed.group), found: null, similar: [], typed };
    return formAgain('activities/roster-additions', rosterAdditionsPage(words, record, additions), form.errors);
  }
}

interface Checked {
  words: ActivityWords;
  record: ActivityRecord;
  pasted: Pasted;
  checked: readonly CheckedLine[];
  chosen: ReadonlyMap<number, string>;
}

function pastedOf(form: Form, words: ActivityWords, { groups }: ActivityRecord): Pasted {
  const group = form.raw('group');
  if (!groupsOfPersons(groups).some(({ code }) => code === group)) throw new NotFound();
  const text = form.secret('lines');
  const count = readPasted(text).length;
  if (count === 0) form.refuse('lines', 'form.required');
  if (count > MOST_LINES) form.refuse('lines', 'activities.too_many_lines', { count, most: MOST_LINES });
  const unit = readCode(form, 'lines_unit', words.scope);
  if (unit !== '' && !words.scope.coversCode(unit)) form.refuse('lines_unit', 'territory.no_such_name', { name: unit });
  const mended = Object.entries(form.typed()).flatMap(([name]): [number, string][] => {
    const line = /^e(\d{1,5})$/.exec(name)?.[1];
    return line === undefined ? [] : [[Number(line), form.raw(name)]];
  });
  return { text, group, unit, mended: new Map(mended) };
}

/** What was decided of the doubtful lines: the id of somebody known, or `new`. */
function chosenOf(form: Form, checked: readonly CheckedLine[]): Map<number, string> {
  return new Map(
    checked.flatMap(({ line, state }): [number, string][] => {
      const said = form.raw(`c${line}`);
      if (state.kind !== 'doubtful') return [];
      return said === 'new' || state.known.some(({ id }) => String(id) === said) ? [[line, said]] : [];
    }),
  );
}

function newcomerOf(
  { name, birth_date, birth_year, phone, state }: CheckedLine,
  chosen: string | undefined,
): JsonRow[] {
  if (state.kind !== 'good' && !(state.kind === 'doubtful' && chosen === 'new')) return [];
  const born = birth_date === null ? { birth_year } : { birth_date };
  return [{ full_name: name, unit: state.unit, ...born, phone }];
}

function isLeft(kind: CheckedLine['state']['kind'], isChosen: boolean): boolean {
  return kind === 'faulty' || (kind === 'doubtful' && !isChosen);
}

function faultyFile(code: string, checked: readonly CheckedLine[]): Answer {
  const rows = checked.flatMap(({ line, raw, state }) => (state.kind === 'faulty' ? [[line, state.fault, raw]] : []));
  return file(csvStream([['line', 'fault', 'text'], ...rows]), 'text/csv; charset=utf-8', `lines-${code}.csv`);
}
