import type { Form } from '../web/form.js';
import type { CertificateDesign } from './certificates.entities.js';
import { DESIGNS, WORDINGS } from './printed-certificate.js';
import { patternFault } from './serial-pattern.js';

/** The pictures of a design. */
export const PICTURES = ['logo', 'signature', 'seal'] as const;
export type PictureKind = (typeof PICTURES)[number];

/** What the form of a design sets: everything of its row but whose it is, and the pictures. */
export type DesignInput = Omit<CertificateDesign, 'id' | 'plan_id' | 'activity_id' | 'version' | PictureKind>;

/** A hundred years: longer is for good. */
const LONGEST_VALIDITY = 1200;

/** Reads the form; what is wrong stands in `form.errors`. @param numbered of a plan, which also says how numbers are made */
export function readDesign(form: Form, numbered: boolean): DesignInput {
  const line = (field: string): string => oneLine(form, field, form.text(field));
  const optional = (field: string): string | null => {
    const value = form.optionalText(field);
    return value === null ? null : oneLine(form, field, value);
  };
  return {
    design: form.choice('design', DESIGNS),
    wording: form.choice('wording', WORDINGS),
    body_above: optional('body_above'),
    body: line('body'),
    body_en: optional('body_en'),
    place_of_issue: line('place_of_issue'),
    signatory_title: line('signatory_title'),
    signatory_title_en: optional('signatory_title_en'),
    signatory_name: line('signatory_name'),
    validity_months: form.raw('validity_months') === '' ? null : form.integer('validity_months', 1, LONGEST_VALIDITY),
    serial_pattern: numbered ? pattern(form) : null,
  };
}

function pattern(form: Form): string | null {
  const value = form.optionalText('serial_pattern', 64);
  const fault = value === null ? null : patternFault(value);
  if (fault === 'number') form.refuse('serial_pattern', 'certificate.pattern_number');
  if (fault === 'unknown') form.refuse('serial_pattern', 'certificate.pattern_unknown');
  if (fault === 'letters') form.refuse('serial_pattern', 'certificate.pattern_letters');
  if (fault === 'digits') form.refuse('serial_pattern', 'certificate.pattern_digits');
  if (fault === 'long') form.refuse('serial_pattern', 'certificate.pattern_long');
  return value;
}

function oneLine(form: Form, field: string, value: string): string {
  if (/[\n\t]/.test(value)) form.refuse(field, 'form.control');
  return value;
}
