import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { dayOf, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { ActivityLetters, type ToldActivity } from '../letters/activity-letters.js';
import type { PaperSheet } from '../letters/paper-parts.js';
import { type Slip, SLIPS_PER_PAGE, slipSheet } from '../letters/paper-slips.js';
import { inPiles } from '../letters/piles.js';
import { packPdf } from '../letters/print-pack.pdf.js';
import { PersonNames } from '../people/person-names.js';
import type { EnrolmentFilter } from './enrolment-filter.js';
import { type CodeInUse, LearnerCodes } from './learner-codes.js';
import { LearnerLetters, missingLessons, type ReachedLearner } from './learner-letters.js';
import { MessageRounds } from './message-rounds.js';

export const WAYS_IN = ['code', 'mail', 'none'] as const;

/** Somebody whom no mail reaches, with the code that they were handed. */
type OnPaper = ReachedLearner & { code: CodeInUse | undefined };

/**
 * Slips for those who learn a course and whom no mail reaches: until when, what is missing, and how they come in. No code is
 * made for it: the slip says whether they have one, and of which day. As in the print pack a name that the reader may not
 * see is not printed, and each print leaves an event.
 */
@Injectable()
export class DueSlips {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rounds: MessageRounds,
    private readonly activities: ActivityLetters,
    private readonly letters: LearnerLetters,
    private readonly codes: LearnerCodes,
    private readonly names: PersonNames,
    private readonly events: EventLog,
  ) {}

  /** Who of these is to be told on paper and may be printed by whoever acts, and how many may not. */
  async onPaper(people: readonly ReachedLearner[]): Promise<{ shown: OnPaper[]; keptBack: number }> {
    const paper = people.filter(({ person }) => person.paper !== null);
    const keptBack = await this.names.keptBack(paper.map(({ person }) => person));
    const codes = await this.codes.inUse(paper.flatMap(({ person }) => person.records));
    const shown = paper
      .filter(({ person }) => !keptBack.has(person.id))
      .map((each) => ({ ...each, code: codes.find(({ person_id }) => each.person.records.includes(person_id)) }));
    return { shown, keptBack: keptBack.size };
  }

  /** @param locale of the document; each slip is in its reader's @throws NotFound; DomainError of a draft, or where there is nobody */
  async pdf(code: string, filter: EnrolmentFilter, locale: Locale): Promise<AsyncIterable<Uint8Array>> {
    const { told, shown } = await this.database.transaction(async () => {
      const { id, status } = await this.door.activity(code);
      if (status === 'draft') throw new DomainError('letters.draft');
      if (status === 'cancelled') throw new DomainError('learning.called_off');
      const round = await this.rounds.of(code, filter, 'learner_message');
      const paper = await this.onPaper(round.people);
      if (paper.shown.length === 0) throw new DomainError('letters.none_to_print');
      const detail = { activity: code, letter: 'learner_message', form: 'slips', count: paper.shown.length };
      await this.events.record({ kind: 'letters.printed', subject: { type: 'activity', id }, detail });
      return { told: round.told, shown: paper.shown };
    });
    const title = translate(locale, 'course_letters.batch_message', { title: told.activity.title });
    return packPdf({ title, lang: locale, day: today() }, this.sheets(told, shown, locale));
  }

  private async *sheets(told: ToldActivity, shown: readonly OnPaper[], locale: Locale): AsyncGenerator<PaperSheet> {
    for (const { these, pile } of inPiles(shown, { perPage: SLIPS_PER_PAGE, locale })) {
      yield slipSheet(await Promise.all(these.map((each) => this.slip(told, each))), pile);
    }
  }

  private async slip(told: ToldActivity, { learner, person, code }: OnPaper): Promise<Slip> {
    const { locale: lang, full_name: name, belongs_to } = person;
    const t = (key: string, params = {}): string => translate(lang, `course_letters.${key}`, params);
    const { title, organizer } = await this.activities.facts('learner_message', told, lang);
    const { due_on } = learner.enrolment;
    const about = {
      address: this.letters.address,
      organizer,
      day: code ? formatDate(lang, dayOf(new Date(code.made_at))) : '',
    };
    return {
      ...{ lang, name, belongs_to, title, heading: t('slip_heading') },
      blocks: [
        [due_on === null ? '' : t('slip_due', { day: formatDate(lang, due_on) }), missingLessons(lang, learner)],
        [t(`slip_way.${wayIn({ person, code })}`, about)],
        [t('slip_from', { organizer })],
      ],
      code: { link: this.letters.door(told), alt: t('slip_alt'), caption: t('slip_caption') },
    };
  }
}

/** How somebody comes in to learn: with the code they were handed; who only wants no letters may ask for a link by mail. */
export function wayIn({ person, code }: Pick<OnPaper, 'person' | 'code'>): (typeof WAYS_IN)[number] {
  if (code) return 'code';
  return person.paper === 'declined' ? 'mail' : 'none';
}
