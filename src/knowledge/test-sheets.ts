import { Injectable } from '@nestjs/common';
import type { OnRoster } from '../activities/activity-records.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { onePerPerson } from '../activities/session.page.js';
import { printable } from '../certificates/certificate-sentences.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { PresentedQuestion } from '../quizzes/presentation.js';
import { PersonNames } from '../people/person-names.js';
import { initials, type NamedPerson } from '../people/privacy.js';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { KnowledgeCodes, type PersonalCode } from './knowledge-codes.js';
import { KnowledgeTests, type SetTest } from './knowledge-tests.js';
import type { Moment } from './moments.js';
import { spacedCode } from './personal-code.js';
import { type SheetHead, type SheetPage, sheetPages } from './sheet-layout.js';
import { questionPieces } from './sheet-pieces.js';
import { sheetsPdf } from './sheets.pdf.js';
import { type OpenedActivity, say } from './staff-door.js';

/** What one sheet is about; null of a blank one. */
interface Whose {
  person: OnRoster;
  code: PersonalCode;
  name: string;
}

/**
 * Sheets of a test, one for each person of the roster by their numbers, or a blank one to be copied. Paper lies about: the name
 * of a child without consent stands there as initials, whoever prints. Each print leaves an event.
 */
@Injectable()
export class TestSheets {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly tests: KnowledgeTests,
    private readonly codes: KnowledgeCodes,
    private readonly names: PersonNames,
    private readonly events: EventLog,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * @param personId of whom alone a sheet is printed, after merges; null: everybody
   * @throws DomainError where there is no test, or nobody on the roster; NotFound of who is not on it
   */
  async pdf(
    opened: OpenedActivity,
    moment: Moment,
    isBlank: boolean,
    personId: number | null = null,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { record, words } = opened;
    const { id, code } = record.activity;
    const test = await this.tests.of(id);
    if (!test) throw new DomainError('knowledge.no_test', {}, 'conflict');
    const roster = isBlank ? [] : onePerPerson(record.roster);
    const people = roster.filter(({ person_id }) => personId === null || person_id === personId);
    if (roster.length > 0 && people.length === 0) throw new NotFound();
    if (!isBlank && people.length === 0) throw new DomainError('knowledge.nobody', {}, 'conflict');
    const questions = await this.tests.questions(id);
    const whose = isBlank ? [null] : await this.whose(code, moment, people);
    const title = `${test.title} – ${say(words, `moment.${moment}`)}`;
    return sheetsPdf({ title, lang: words.locale, day: today() }, this.pages(opened, test, moment, questions, whose));
  }

  private async whose(code: string, moment: Moment, people: readonly OnRoster[]): Promise<Whose[]> {
    return this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const ids = people.map(({ person_id }) => person_id);
      const codes = await this.codes.ensure(id, ids);
      const detail = { activity: code, moment, count: people.length };
      await this.events.record({ kind: 'knowledge.sheets_printed', subject: { type: 'activity', id }, detail });
      const rows = await this.database.rowsIn<NamedPerson>(
        'SELECT id, full_name, birth_date, birth_year, consent_on FROM people WHERE id IN (?)',
        ids,
      );
      const hidden = await this.names.keptBack(rows, { role: 'viewer' });
      const names = new Map(rows.map((row) => [row.id, hidden.has(row.id) ? initials(row.full_name) : row.full_name]));
      return people
        .flatMap((person): Whose[] => {
          const own = codes.get(person.person_id);
          return own ? [{ person, code: own, name: names.get(person.person_id) ?? '' }] : [];
        })
        .sort((a, b) => a.code.number - b.code.number);
    });
  }

  private *pages(
    opened: OpenedActivity,
    test: SetTest,
    moment: Moment,
    questions: readonly PresentedQuestion[],
    whose: readonly (Whose | null)[],
  ): Generator<SheetPage> {
    const pieces = questions.map((question, at) => questionPieces(question, at + 1, opened.words.locale));
    for (const each of whose) yield* sheetPages(this.head(opened, test, moment, each), pieces);
  }

  private head({ record, words }: OpenedActivity, test: SetTest, moment: Moment, whose: Whose | null): SheetHead {
    const paper = (key: string, params = {}): string => say(words, `paper.${key}`, params);
    const number = whose === null ? null : String(whose.code.number);
    const place = whose && words.place(whose.person.place_id, whose.person.unit_code).text;
    return {
      lang: words.locale,
      moment: say(words, `paper.moment.${moment}`),
      title: printable(test.title),
      activity: printable(record.activity.title),
      lines:
        whose === null
          ? []
          : [
              paper('whose', { number: number ?? '', name: printable(whose.name) }),
              printable(place ?? ''),
              paper('code', { code: spacedCode(whose.code.code) }),
            ],
      toFill: whose === null ? [paper('name'), paper('number')] : [],
      code:
        whose === null ? null : { address: this.address(whose.code), alt: paper('code_alt', { number: number ?? '' }) },
      how: paper(whose === null ? 'how_to_blank' : 'how_to'),
      further: (page) => paper(number === null ? 'page' : 'page_of', { page: String(page), number: number ?? '' }),
    };
  }

  private address({ code }: PersonalCode): string {
    return new URL(paths.personalTest(code), this.holder.settings.publicUrl).toString();
  }
}
