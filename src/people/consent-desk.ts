import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { newFormKey } from '../web/form-key.js';
import type { ConsentInput, Withdrawal } from './consent-form.js';
import { PURPOSES, standing } from './consent-state.js';
import { type ConsentRecord, Consents, OF_PERSON } from './consents.js';
import { Consent } from './consents.entities.js';
import { Person } from './people.entities.js';

/** Recording what representatives and minors agreed to, and that they withdrew it. By it a name is shown or kept back. */
@Injectable()
export class ConsentDesk {
  constructor(
    private readonly database: Database,
    private readonly consents: Consents,
    private readonly events: EventLog,
  ) {}

  /** Records a consent, once for one form however often it is sent. @throws NotFound */
  async record(personId: number, input: ConsentInput, formKey: string): Promise<void> {
    await this.database.transaction(async () => {
      const record = await this.locked(personId);
      const [before] = await this.database.rowsForUpdate<{ id: number }>(
        'SELECT id FROM consents WHERE form_key = ? AND person_id = ?',
        [formKey, personId],
      );
      if (before) return;
      const by = actor()?.user_id ?? null;
      const id = await this.database.insertOne(Consent, {
        ...{ ...input, person_id: personId, own_author_id: input.own_on === null ? null : by },
        ...{ form_key: formKey, author_id: by, recorded_at: nowIso() },
      });
      const purposes = PURPOSES.filter((name) => input[name] === 1);
      await this.tell('consent.recorded', personId, { consent: id, way: input.way, purposes });
      await this.follow(record, false);
    });
  }

  /** Records that the minor agreed too. @throws NotFound; DomainError where that or a withdrawal is recorded already */
  async agree(personId: number, consentId: number, own_on: string): Promise<void> {
    await this.database.transaction(async () => {
      const record = await this.locked(personId);
      const consent = await this.one(record, consentId);
      if (consent.own_on === own_on) return;
      if (consent.own_on !== null) throw new DomainError('consents.own_already', { date: consent.own_on });
      refuseWithdrawn(consent);
      await this.database.update(Consent, { id: consentId }, { own_on, own_author_id: actor()?.user_id ?? null });
      await this.tell('consent.own_recorded', personId, { consent: consentId, own_on });
      await this.follow(record, false);
    });
  }

  /**
   * Records that a consent was withdrawn; the name is then kept back again unless another one stands.
   * @param consentId null: what only a file told of; it is written down with its withdrawal
   * @throws NotFound; DomainError where another withdrawal is recorded already
   */
  async withdraw(personId: number, consentId: number | null, withdrawal: Withdrawal): Promise<void> {
    await this.database.transaction(async () => {
      const record = await this.locked(personId);
      const id = consentId ?? (await this.writeDown(record));
      const consent = await this.one(record, id);
      if (consent.withdrawn_on === withdrawal.withdrawn_on) return;
      refuseWithdrawn(consent);
      await this.database.update(
        Consent,
        { id },
        { ...withdrawal, withdrawal_author_id: actor()?.user_id ?? null, withdrawal_recorded_at: nowIso() },
      );
      const { withdrawn_on, withdrawn_by } = withdrawal;
      await this.tell('consent.withdrawn', personId, { consent: id, withdrawn_on, withdrawn_by });
      await this.follow(record, consent.participation === 1);
    });
  }

  /** The record of a minor whose row nobody else changes before this is done. */
  private async locked(personId: number): Promise<ConsentRecord> {
    await this.database.rowsForUpdate('SELECT id FROM people WHERE id = ?', [personId]);
    return this.consents.open(personId);
  }

  private async one({ person }: ConsentRecord, id: number): Promise<Consent> {
    const found = (await this.all(person.id)).find((each) => each.id === id);
    if (!found) throw new NotFound();
    return found;
  }

  private all(personId: number): Promise<Consent[]> {
    return this.database.rowsForUpdate<Consent>(`SELECT * FROM consents WHERE ${OF_PERSON}`, [personId, personId]);
  }

  /** What a file told of becomes a row of its own; sent twice, it is one already. */
  private async writeDown({ person, fromFile, consents }: ConsentRecord): Promise<number> {
    if (!fromFile) return consents.findLast(({ way }) => way === 'file')?.id ?? 0;
    return this.database.insertOne(Consent, {
      ...{ person_id: person.id, representative: fromFile.by, given_on: fromFile.on, way: 'file', participation: 1 },
      ...{ form_key: newFormKey(), author_id: null, recorded_at: nowIso() },
    });
  }

  /** The consent on the person's record follows what stands; what a file told stays until taking part is withdrawn. */
  private async follow({ person, own }: ConsentRecord, isWithdrawn: boolean): Promise<void> {
    const stands = standing(await this.all(person.id), own);
    if (stands === null && !isWithdrawn) return;
    const [row] = await this.database.rowsForUpdate<Pick<Person, 'version' | 'consent_on' | 'consent_by'>>(
      'SELECT id, version, consent_on, consent_by FROM people WHERE id = ?',
      [person.id],
    );
    const wanted = stands ?? { consent_on: null, consent_by: null };
    if (!row || (row.consent_on === wanted.consent_on && row.consent_by === wanted.consent_by)) return;
    await this.database.update(Person, { id: person.id }, { ...wanted, version: row.version + 1 });
  }

  private async tell(kind: string, id: number, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'person', id }, detail });
  }
}

function refuseWithdrawn({ withdrawn_on }: Consent): void {
  if (withdrawn_on !== null) throw new DomainError('consents.withdrawn_already', { date: withdrawn_on });
}
