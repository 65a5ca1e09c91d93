import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { TerritoryStore } from '../territory/territory.store.js';
import type { CertificateDesign } from './certificates.entities.js';
import type { CertificateStyle } from './printed-certificate.js';
import { defaultPattern } from './serial-pattern.js';

/** The design that holds: who issues and how it looks, how long certificates are valid, and how they are numbered. */
export interface HoldingDesign {
  style: CertificateStyle;
  /** Null: for good. */
  validity_months: number | null;
  serial_pattern: string;
  /** Whether somebody has said so; otherwise it is what plan and activity tell of themselves. */
  isSet: boolean;
}

/** Who issues where nobody has said so: of a plan its lead agency, of an activity whoever organises it. */
interface Organised {
  plan_id: number;
  plan: string;
  place_id: number;
  agency_vi: string | null;
  agency_en: string | null;
}

const PLAN = `SELECT p.id AS plan_id, p.code AS plan, p.place_id, a.title_vi AS agency_vi, a.title_en AS agency_en FROM plans p
  LEFT JOIN agencies a ON a.plan_id = p.id AND a.code = p.lead_agency WHERE p.id = ?`;
const ACTIVITY = `SELECT p.id AS plan_id, p.code AS plan, COALESCE(v.place_id, p.place_id) AS place_id,
  a.title_vi AS agency_vi, a.title_en AS agency_en FROM activities v JOIN plans p ON p.id = v.plan_id
  LEFT JOIN agencies a ON a.plan_id = p.id AND a.code = v.agency_code WHERE v.id = ?`;
const KIND = /^(Xã|Phường|Thị trấn|Huyện|Quận|Thị xã|Thành phố|Tỉnh) (?=\D)/u;

/** Reads which design holds: the activity's own, else that of its plan, else what the plan says by itself. */
@Injectable()
export class CertificateDesigns {
  constructor(
    private readonly database: Database,
    private readonly territories: TerritoryStore,
  ) {}

  /** For the certificates of an activity. Its numbers are always those of its plan. @throws NotFound */
  async forActivity(activityId: number): Promise<HoldingDesign> {
    const activity = await this.database.row<Organised>(ACTIVITY, [activityId]);
    if (!activity) throw new NotFound();
    return this.holding(activity, await this.own('activity', activityId));
  }

  /** For a plan. @throws NotFound */
  async forPlan(planId: number): Promise<HoldingDesign> {
    const plan = await this.database.row<Organised>(PLAN, [planId]);
    if (!plan) throw new NotFound();
    return this.holding(plan, undefined);
  }

  private async holding(said: Organised, own: CertificateDesign | undefined): Promise<HoldingDesign> {
    const ofPlan = await this.own('plan', said.plan_id);
    const row = own ?? ofPlan;
    return {
      style: row ? styleOf(row) : await this.usual(said),
      validity_months: row?.validity_months ?? null,
      serial_pattern: ofPlan?.serial_pattern ?? defaultPattern(said.plan),
      isSet: row !== undefined,
    };
  }

  /** The row of a plan or of an activity; undefined: it has none of its own. */
  own(owner: 'plan' | 'activity', id: number): Promise<CertificateDesign | undefined> {
    const column = owner === 'plan' ? 'plan_id' : 'activity_id';
    return this.database.row<CertificateDesign>(`SELECT * FROM certificate_designs WHERE ${column} = ?`, [id]);
  }

  /** Before anybody designs: the people's committee of the place, and under it the agency. */
  private async usual({ place_id, agency_vi, agency_en }: Organised): Promise<CertificateStyle> {
    const unit = (await this.territories.territory()).placeById(place_id)?.name ?? '';
    const committee = `ỦY BAN NHÂN DÂN ${unit.toLocaleUpperCase('vi')}`.trim().slice(0, 190);
    return {
      design: 'ripples',
      wording: 'vi',
      body_above: agency_vi === null ? null : committee,
      body: agency_vi?.toLocaleUpperCase('vi').slice(0, 190) ?? committee,
      body_en: agency_en?.slice(0, 190) ?? null,
      place_of_issue: unit.replace(KIND, ''),
      signatory_title: '',
      signatory_title_en: null,
      signatory_name: '',
      logo: null,
      signature: null,
      seal: null,
    };
  }
}

function styleOf(row: CertificateDesign): CertificateStyle {
  const { design, wording, body_above, body, body_en, place_of_issue } = row;
  const { signatory_title, signatory_title_en, signatory_name, logo, signature, seal } = row;
  return {
    ...{ design, wording, body_above, body, body_en, place_of_issue },
    ...{ signatory_title, signatory_title_en, signatory_name, logo, signature, seal },
  };
}
