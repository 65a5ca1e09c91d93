import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { KeptMark } from '../files/file-intake.js';
import { Scopes } from '../territory/scope.js';
import { CertificateDesigns, type HoldingDesign } from './certificate-designs.js';
import { CertificateImages } from './certificate-images.js';
import { CertificateDesign } from './certificates.entities.js';
import type { DesignInput, PictureKind } from './design-form.js';

/** Whose design it is. */
export type OwnerKind = 'plan' | 'activity';

/** A design that is worked on. */
export interface OnDesk {
  kind: OwnerKind;
  id: number;
  code: string;
  /** What an example certificate is given for. */
  title: string;
  holds: HoldingDesign;
  /** Its own row; undefined: it has none yet. */
  own: CertificateDesign | undefined;
}

/** Sets the designs of plans and activities of one's own territory. */
@Injectable()
export class DesignDesk {
  constructor(
    private readonly database: Database,
    private readonly designs: CertificateDesigns,
    private readonly images: CertificateImages,
    private readonly door: ActivityDoor,
    private readonly scopes: Scopes,
    private readonly events: EventLog,
  ) {}

  /**
   * The design of a plan or of an activity of one's territory.
   * @throws NotFound; DomainError (forbidden) for a plan of a wider territory, which can only be read
   */
  async open(kind: OwnerKind, code: string): Promise<OnDesk> {
    const { id, title } = kind === 'plan' ? await this.plan(code) : await this.activity(code);
    const holds = kind === 'plan' ? await this.designs.forPlan(id) : await this.designs.forActivity(id);
    return { kind, id, code, title, holds, own: await this.designs.own(kind, id) };
  }

  /**
   * Saves what the form says; pictures stay. @param version of the row that the person saw; 0: there was none
   * @throws EditConflict where somebody else has saved meanwhile
   */
  save(kind: OwnerKind, code: string, version: number, input: DesignInput): Promise<void> {
    return this.change(kind, code, async (desk) => {
      if ((desk.own?.version ?? 0) !== version) throw new EditConflict();
      await this.put(desk, input);
      return 'certificate.design_saved';
    });
  }

  /** Puts a kept picture into the design, or takes one out of it (null). */
  picture(kind: OwnerKind, code: string, which: PictureKind, mark: KeptMark | null): Promise<void> {
    return this.change(kind, code, async (desk) => {
      if (mark) await this.images.note(mark);
      await this.put(desk, { [which]: mark?.sha256 ?? null });
      return 'certificate.design_saved';
    });
  }

  /** An activity uses the design of its plan again. */
  useThePlans(code: string): Promise<void> {
    return this.change('activity', code, async ({ own }) => {
      if (!own) return null;
      await this.database.delete(CertificateDesign, { id: own.id });
      return 'certificate.design_removed';
    });
  }

  private change(kind: OwnerKind, code: string, work: (desk: OnDesk) => Promise<string | null>): Promise<void> {
    return this.database.transaction(async () => {
      if (kind === 'activity') await this.door.activity(code);
      else await this.database.rowsForUpdate('SELECT id FROM plans WHERE code = ?', [code]);
      const desk = await this.open(kind, code);
      const event = await work(desk);
      if (event !== null) await this.events.record({ kind: event, subject: { type: kind, id: desk.id } });
    });
  }

  private async put({ kind, id, own, holds }: OnDesk, patch: Partial<CertificateDesign>): Promise<void> {
    if (own) {
      await this.database.update(CertificateDesign, { id: own.id }, { ...patch, version: own.version + 1 });
      return;
    }
    const owner = { plan_id: kind === 'plan' ? id : null, activity_id: kind === 'activity' ? id : null };
    const { style, validity_months } = holds;
    await this.database.insertOne(CertificateDesign, {
      ...{ ...owner, ...style, validity_months, serial_pattern: null, version: 1 },
      ...patch,
    });
  }

  private async plan(code: string): Promise<{ id: number; title: string }> {
    const sql = 'SELECT id, place_id, title_vi AS title FROM plans WHERE code = ?';
    const plan = await this.database.row<{ id: number; place_id: number; title: string }>(sql, [code]);
    const scope = await this.scopes.mine();
    if (!plan || !scope.meets(plan.place_id)) throw new NotFound('plan.not_found', { code });
    if (!scope.covers(plan.place_id)) throw new DomainError('plan.not_yours', {}, 'forbidden');
    return plan;
  }

  private async activity(code: string): Promise<{ id: number; title: string }> {
    const sql = 'SELECT id, place_id, title FROM activities WHERE code = ?';
    const activity = await this.database.row<{ id: number; place_id: number; title: string }>(sql, [code]);
    if (!activity) throw new NotFound();
    (await this.scopes.mine()).require(activity.place_id);
    return activity;
  }
}
