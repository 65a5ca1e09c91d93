import { Injectable } from '@nestjs/common';
import { Throttles } from '../accounts/throttles.js';
import { newToken, tokenHash } from '../accounts/tokens.js';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { Locale } from '../i18n/locale.js';
import { mailAddress } from '../mail/address.js';
import { writeLetter } from '../mail/mail-template.js';
import { Outbox } from '../mail/outbox.js';
import { ParticipantChoices } from '../mine/participant-choices.js';
import { initials } from '../people/privacy.js';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { LearnerSessions } from './learner-sessions.js';
import { LearnerLink } from './learners.entities.js';

/** A mailed code of sign-in lives ten minutes (ASVS 6.5.5). */
const LASTS_MS = 10 * 60_000;

/** Somebody who may learn by a link. */
export interface LinkPerson {
  id: number;
  /** What tells a family apart who reads one letter box, and says little to anybody else. */
  label: string;
}

/** Who asks for a link: from which network address, in which language, and where they wanted to go. */
export interface Asking {
  address: string;
  /** What somebody chose for letters goes before it. */
  locale: Locale;
  next: string | undefined;
}

interface Row {
  id: number;
  full_name: string;
  birth_year: number | null;
  birth_date: string | null;
}

/** Links that let learners in, mailed to the address that the register has. */
@Injectable()
export class LearnerLinks {
  constructor(
    private readonly database: Database,
    private readonly throttles: Throttles,
    private readonly sessions: LearnerSessions,
    private readonly outbox: Outbox,
    private readonly choices: ParticipantChoices,
    private readonly events: EventLog,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Mails a link to an address if somebody of the register has it. Whoever asks learns nothing of that.
   * @throws DomainError `accounts.too_many` for a network address that asks too often
   */
  async ask(email: string, { address, locale: asked, next }: Asking): Promise<void> {
    await this.throttles.take([{ door: 'address', caller: address }]);
    const recipient = mailAddress(email);
    if (recipient === null || !(await this.mayWriteTo(email))) return;
    await this.database.transaction(async () => {
      const people = await this.peopleOf(email);
      if (people.length === 0) return;
      const token = newToken();
      const expires_at = new Date(now().getTime() + LASTS_MS).toISOString();
      const link = { email: email.toLowerCase(), token_hash: tokenHash(token), made_at: nowIso(), expires_at };
      const id = await this.database.insertOne(LearnerLink, { ...link, used_at: null });
      const locale = await this.localeOf(people, asked);
      const site = this.holder.settings.publicUrl;
      const letter = writeLetter('learner-link', locale, {
        link: site + paths.learnerLink(token, { next }),
        expires_at,
        site,
      });
      await this.outbox.put({ kind: 'learner_link', recipient, locale, letter, expires_at });
      await this.events.record({ kind: 'learner.link_mailed', detail: { link: id }, byLink: true });
    });
  }

  /**
   * Who may learn by a link: everybody who has the address now. Looking uses nothing up: programs that check mail open links
   * too. @throws NotFound for what is none, was used, or has run out; guesses are counted
   */
  async open(token: string, address: string): Promise<LinkPerson[]> {
    const link = await this.database.row<Pick<LearnerLink, 'email'>>(
      'SELECT email FROM learner_links WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?',
      [tokenHash(token), nowIso()],
    );
    const people = link ? await this.peopleOf(link.email) : [];
    if (people.length > 0) return labelled(people);
    await this.throttles.take([{ door: 'address', caller: address }]);
    throw gone();
  }

  /**
   * Uses a link up, with all others of its address, and signs in. @param chosen which of the people who have the address;
   * ignored where there is one only @returns the secret of the session
   * @throws NotFound as `open`; DomainError `learning.choose_person`
   */
  async use(token: string, chosen: number | null, isOwnDevice: boolean): Promise<string> {
    return this.database.transaction(async () => {
      const [link] = await this.database.rowsForUpdate<LearnerLink>(
        'SELECT id, email FROM learner_links WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?',
        [tokenHash(token), nowIso()],
      );
      const people = link ? await this.peopleOf(link.email) : [];
      if (!link || people.length === 0) throw gone();
      const person = people.length === 1 ? people[0] : people.find(({ id }) => id === chosen);
      if (!person) throw new DomainError('learning.choose_person');
      await this.database.execute('UPDATE learner_links SET used_at = ? WHERE email = ? AND used_at IS NULL', [
        nowIso(),
        link.email,
      ]);
      const subject = { type: 'person', id: person.id };
      await this.events.record({ kind: 'learner.signed_in', subject, detail: { way: 'link' }, byLink: true });
      return this.sessions.open({ personId: person.id, way: 'link', codeId: null, isOwnDevice });
    });
  }

  /** Living records only: of merged ones the survivor has the address. */
  private peopleOf(email: string): Promise<Row[]> {
    return this.database.rows<Row>(
      `SELECT id, full_name, birth_year, birth_date FROM people WHERE email = ? AND merged_into_id IS NULL
       ORDER BY sort_key, id LIMIT 50`,
      [email.toLowerCase()],
    );
  }

  private async localeOf(people: readonly Row[], asked: Locale): Promise<Locale> {
    const chosen = await this.choices.of(people.map(({ id }) => id));
    return [...chosen.values()].find(({ locale }) => locale !== null)?.locale ?? asked;
  }

  /** Nobody's letter box is filled by somebody else; whether the address is known makes no difference. */
  private async mayWriteTo(email: string): Promise<boolean> {
    try {
      await this.throttles.take([{ door: 'letter', caller: `learner ${email.toLowerCase()}` }]);
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'too_many') return false;
      throw error;
    }
  }
}

/** Initials, and the year of birth only where they are the same: the letter may lie open in a house of many. */
function labelled(people: readonly Row[]): LinkPerson[] {
  const short = people.map((each) => initials(each.full_name));
  return people.map(({ id, birth_year, birth_date }, at) => {
    const label = short[at] ?? '';
    const isSame = short.filter((each) => each === label).length > 1;
    const year = birth_date?.slice(0, 4) ?? (birth_year === null ? '' : String(birth_year));
    return { id, label: isSame && year !== '' ? `${label} (${year})` : label };
  });
}

function gone(): NotFound {
  return new NotFound('learning.link_gone');
}
