import { Entity, Index } from 'typeorm';
import { Day, Id, Instant, Int, LongText, Text } from '../database/columns.js';
import type { Design, Wording } from './printed-certificate.js';

/** Who issues the certificates of a plan, or of one of its activities, and how they look. One row has one of the two. */
@Entity('certificate_designs')
@Index('UQ_certificate_designs_plan', ['plan_id'], { unique: true })
@Index('UQ_certificate_designs_activity', ['activity_id'], { unique: true })
export class CertificateDesign {
  @Id() id!: number;
  @Int({ nullable: true }) plan_id!: number | null;
  @Int({ nullable: true }) activity_id!: number | null;
  @Text(16) design!: Design;
  @Text(4) wording!: Wording;
  @Text(190, { nullable: true }) body_above!: string | null;
  @Text() body!: string;
  @Text(190, { nullable: true }) body_en!: string | null;
  @Text() place_of_issue!: string;
  @Text() signatory_title!: string;
  @Text(190, { nullable: true }) signatory_title_en!: string | null;
  @Text() signatory_name!: string;
  /** Pictures by the hash of their bytes. */
  @Text(64, { nullable: true }) logo!: string | null;
  @Text(64, { nullable: true }) signature!: string | null;
  @Text(64, { nullable: true }) seal!: string | null;
  /** Null: certificates do not expire. */
  @Int({ nullable: true }) validity_months!: number | null;
  /** Of a plan: how numbers are made, `TD-{year}-{number:5}`; null: as the plan's code says. */
  @Text(64, { nullable: true }) serial_pattern!: string | null;
  @Int({ default: 1 }) version!: number;
}

/** A logo, a signature or a seal, kept for good under the hash of its bytes: certificates name it by that. */
@Entity('certificate_images')
@Index('UQ_certificate_images', ['sha256'], { unique: true })
export class CertificateImage {
  @Id() id!: number;
  @Text(64) sha256!: string;
  @Int() bytes!: number;
  /** In pixels. */
  @Int() width!: number;
  @Int() height!: number;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() added_at!: string;
}

/** Activities whose certificates are issued as soon as the last session is held. */
@Entity('automatic_issues')
@Index('UQ_automatic_issues', ['activity_id'], { unique: true })
export class AutomaticIssue {
  @Id() id!: number;
  @Int() activity_id!: number;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() since!: string;
}

/**
 * The register: what was printed. Rows are added and never changed or deleted; what becomes of a certificate is an ending of
 * its own. Per person and activity there is one of each ordinal: 0 is the first, each replacement one more.
 */
@Entity('certificates')
@Index('UQ_certificates_code', ['code'], { unique: true })
@Index('UQ_certificates_serial', ['serial'], { unique: true })
@Index('UQ_certificates_number', ['series', 'number'], { unique: true })
@Index('UQ_certificates_holder', ['activity_id', 'person_id', 'ordinal'], { unique: true })
@Index('UQ_certificates_replaces', ['replaces_id'], { unique: true })
@Index('IX_certificates_person', ['person_id'])
@Index('IX_certificates_plan', ['plan_id', 'id'])
export class Certificate {
  @Id() id!: number;
  @Text(14) code!: string;
  @Text(64) serial!: string;
  /** What numbers are counted in: the pattern with the year filled in. */
  @Text(64) series!: string;
  @Int() number!: number;
  @Int() plan_id!: number;
  @Int() activity_id!: number;
  @Int() person_id!: number;
  @Int() ordinal!: number;
  @Int({ nullable: true }) replaces_id!: number | null;
  @Day() issued_on!: string;
  @Day({ nullable: true }) valid_until!: string | null;
  /** A `PrintedCertificate` as JSON. */
  @LongText() printed!: string;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() recorded_at!: string;
}

/** The end of a certificate: once, and for good. */
@Entity('certificate_endings')
@Index('UQ_certificate_endings', ['certificate_id'], { unique: true })
export class CertificateEnding {
  @Id() id!: number;
  @Int() certificate_id!: number;
  @Text(16) kind!: 'superseded' | 'revoked';
  /** A key under `certificates.reason.`: it is told to whoever checks the certificate. */
  @Text(32) reason!: string;
  /** What the office notes for itself. */
  @LongText({ nullable: true }) note!: string | null;
  @Day() ended_on!: string;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() recorded_at!: string;
}

/** The last number given in a series: whoever gives the next one holds the row. */
@Entity('certificate_series')
@Index('UQ_certificate_series', ['series'], { unique: true })
export class CertificateSeries {
  @Id() id!: number;
  @Text(64) series!: string;
  @Int() last!: number;
}
