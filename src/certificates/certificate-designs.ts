import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { CertificateDesign } from './certificates.entities.js';
import type { CertificateStyle } from './printed-certificate.js';
import { defaultPattern } from './serial-pattern.js';

/** Who issues the certificates of an activity, and how they look and are numbered. */
export interface DesignInForce {
  style: CertificateStyle;
  /** Null: they do not expire. */
  validity_months: number | null;
  serial_pattern: string;
  /** Whether somebody has said so; otherwise it is what the plan tells of itself. */
  isSet: boolean;
}

interface Organised {
  plan_id: number;
  plan: string;
  place: string;
  agency: string | null;
}

/** What stands before the name of a place: the line with the day of issue names the place alone. */
const LEVEL_WORDS = /^(Tỉnh|Thành phố|Huyện|Quận|Thị xã|Thị trấn|Phường|Xã|Thôn|Bản)\s+/u;

/** Reads who issues, and how it looks. */
@Injectable()
export class CertificateDesigns {
  constructor(private readonly database: Database) {}

  /** The design of an activity: its own, else its plan's, else what the plan tells of itself. */
  async forActivity(activityId: number): Promise<DesignInForce> {
    const said = await this.database.row<Organised>(
      `SELECT a.plan_id, pl.code AS plan, COALESCE(p.name, own.name) AS place, g.title_vi AS agency
       FROM activities a JOIN plans pl ON pl.id = a.plan_id JOIN places own ON own.id = pl.place_id
       LEFT JOIN places p ON p.id = a.place_id
       LEFT JOIN agencies g ON g.plan_id = a.plan_id AND g.code = a.agency_code WHERE a.id = ?`,
      [activityId],
    );
    if (!said) throw new NotFound();
    const ofPlan = await this.row('plan_id', said.plan_id);
    return inForce((await this.row('activity_id', activityId)) ?? ofPlan, ofPlan, said);
  }

  /** The design of a plan, for what has none of its own. */
  async forPlan(planId: number): Promise<DesignInForce> {
    const said = await this.database.row<Organised>(
      `SELECT pl.id AS plan_id, pl.code AS plan, p.name AS place, g.title_vi AS agency
       FROM plans pl JOIN places p ON p.id = pl.place_id
       LEFT JOIN agencies g ON g.plan_id = pl.id AND g.code = pl.lead_agency WHERE pl.id = ?`,
      [planId],
    );
    if (!said) throw new NotFound();
    const ofPlan = await this.row('plan_id', planId);
    return inForce(ofPlan, ofPlan, said);
  }

  private row(column: 'plan_id' | 'activity_id', id: number): Promise<CertificateDesign | undefined> {
    const sql = `SELECT * FROM certificate_designs WHERE ${column} = ?`;
    return this.database.row<CertificateDesign>(sql, [id]);
  }
}

/** Numbers follow the plan, whoever issues. */
function inForce(
  row: CertificateDesign | undefined,
  ofPlan: CertificateDesign | undefined,
  { plan, place, agency }: Organised,
): DesignInForce {
  return {
    style: row ? styleOf(row) : byDefault(agency ?? place, place),
    validity_months: row?.validity_months ?? null,
    serial_pattern: ofPlan?.serial_pattern ?? defaultPattern(plan),
    isSet: row !== undefined,
  };
}

function byDefault(body: string, place: string): CertificateStyle {
  return {
    ...{ design: 'ripples', wording: 'vi', body_above: null, body: body.slice(0, 190), body_en: null },
    place_of_issue: place.replace(LEVEL_WORDS, '').slice(0, 190),
    ...{ signatory_title: 'THỦ TRƯỞNG ĐƠN VỊ', signatory_title_en: null, signatory_name: '' },
    ...{ logo: null, signature: null, seal: null },
  };
}

function styleOf(row: CertificateDesign): CertificateStyle {
  const { design, wording, body_above, body, body_en, place_of_issue } = row;
  const { signatory_title, signatory_title_en, signatory_name, logo, signature, seal } = row;
  return {
    ...{ design, wording, body_above, body, body_en, place_of_issue },
    ...{ signatory_title, signatory_title_en, signatory_name, logo, signature, seal },
  };
}
