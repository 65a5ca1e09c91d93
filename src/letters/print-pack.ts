import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { ParticipantLinks } from '../mine/participant-links.js';
import { PersonNames } from '../people/person-names.js';
import { ActivityLetters, type ToldActivity } from './activity-letters.js';
import { ChangeRounds, isPast } from './change-rounds.js';
import type { PaperKind } from './letter-kinds.js';
import type { Reached } from './letter-rounds.js';
import { letterSheet } from './paper-letter.js';
import type { PaperSheet } from './paper-parts.js';
import { letterSlip, type Slip, SLIPS_PER_PAGE, slipSheet } from './paper-slips.js';
import { inPiles } from './piles.js';
import { packPdf } from './print-pack.pdf.js';

/** How letters are printed: each on a page, or four slips on one. */
export const PAPER_FORMS = ['letters', 'slips'] as const;
export type PaperForm = (typeof PAPER_FORMS)[number];

/** Somebody whose letter is printed, with the path of the own page. */
interface Printed extends Reached {
  path: string;
}

/** What the sheets are made from. */
interface Pack {
  kind: PaperKind;
  told: ToldActivity;
  form: PaperForm;
  locale: Locale;
  printed: readonly Printed[];
}

/**
 * Letters to those whom no mail reaches, sorted by who takes them along. A name that the reader may not see is printed for
 * nobody: with the letter goes the key to the own page. Each print leaves an event: it takes people's data out of the house.
 */
@Injectable()
export class PrintPack {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rounds: ChangeRounds,
    private readonly letters: ActivityLetters,
    private readonly names: PersonNames,
    private readonly links: ParticipantLinks,
    private readonly events: EventLog,
  ) {}

  /** Who of these is to be written to on paper, and the ids of those whose names are kept back from whoever acts. */
  async onPaper(people: readonly Reached[]): Promise<{ paper: Reached[]; keptBack: ReadonlySet<number> }> {
    const paper = people.filter(({ way }) => way === 'paper');
    return { paper, keptBack: await this.names.keptBack(paper.map(({ person }) => person)) };
  }

  /** @param locale of the document; each letter is in its reader's @throws NotFound; DomainError of a draft, of an invitation to or a change of what is over, or where there is nobody */
  async pdf(code: string, kind: PaperKind, form: PaperForm, locale: Locale): Promise<AsyncIterable<Uint8Array>> {
    const pack = await this.database.transaction(() => this.open(code, kind, form, locale));
    const title = translate(locale, `letters.batch.${kind}`, { title: pack.told.activity.title });
    return packPdf({ title, lang: locale, day: today() }, this.sheets(pack));
  }

  private async open(code: string, kind: PaperKind, form: PaperForm, locale: Locale): Promise<Pack> {
    const { id } = await this.door.activity(code);
    const { told, people } = await this.rounds.ofKind(id, kind);
    if (told.activity.status === 'draft') throw new DomainError('letters.draft', {}, 'conflict');
    if (isPast(kind, told)) {
      if (kind === 'change') throw new DomainError('letters.nothing_to_tell', {}, 'conflict');
      throw new DomainError('letters.over', {}, 'conflict');
    }
    const { paper, keptBack } = await this.onPaper(people);
    const shown = paper.filter(({ person }) => !keptBack.has(person.id));
    if (shown.length === 0) throw new DomainError('letters.none_to_print', {}, 'conflict');
    const printed: Printed[] = [];
    for (const each of shown) printed.push({ ...each, path: await this.links.make(each.person.id) });
    const detail = { activity: code, letter: kind, form, count: printed.length };
    await this.events.record({ kind: 'letters.printed', subject: { type: 'activity', id }, detail });
    return { kind, told, form, locale, printed };
  }

  private async *sheets(pack: Pack): AsyncGenerator<PaperSheet> {
    const perPage = pack.form === 'letters' ? 1 : SLIPS_PER_PAGE;
    for (const { these, pile } of inPiles(pack.printed, { perPage, locale: pack.locale })) {
      if (pack.form === 'slips') {
        yield slipSheet(await Promise.all(these.map((each) => this.slip(pack, each))), pile);
      } else {
        for (const each of these) yield letterSheet(await this.letter(pack, each), pile);
      }
    }
  }

  private async letter({ kind, told }: Pack, { person, certificate, path }: Printed) {
    const to = { ...person, salutation: person.full_name };
    const { letter, link } = await this.letters.onPaper(kind, told, to, { path, serial: certificate?.serial });
    return { name: person.full_name, lang: person.locale, letter, link };
  }

  private async slip({ kind, told }: Pack, { person, certificate, path }: Printed): Promise<Slip> {
    return letterSlip({
      ...{
        kind,
        cancelled: told.schedule.isCancelled,
        name: person.full_name,
        belongs_to: person.belongs_to,
        lang: person.locale,
      },
      facts: await this.letters.facts(kind, told, person.locale),
      serial: certificate?.serial ?? null,
      link: this.letters.address(path),
    });
  }
}
