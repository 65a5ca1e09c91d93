import type { DesignInput } from '../certificates/design-form.js';
import { COURSES } from './courses.js';

/** A training or course of the demonstration whose certificates are issued, with who issues and signs them. */
export interface CertifiedTraining {
  activity: string;
  design: DesignInput;
}

/** A commune as it is since July 2025 issues; whoever signs is invented. */
const issuedBy = (commune: string, more: Partial<DesignInput>): DesignInput => ({
  design: 'ripples',
  wording: 'vi',
  body_above: null,
  body: `ỦY BAN NHÂN DÂN XÃ ${commune.toLocaleUpperCase('vi')}`,
  body_en: `People’s Committee of ${commune} Commune`,
  place_of_issue: commune,
  signatory_title: 'CHỦ TỊCH (hư cấu)',
  signatory_title_en: 'Chairperson (fictitious)',
  signatory_name: 'Lò Thị Mẫu',
  validity_months: null,
  serial_pattern: null,
  ...more,
});

/** Two trainings after whose end certificates are issued; of the second the last one is revoked. */
export const certifiedTrainings: readonly CertifiedTraining[] = [
  { activity: 'TH-2025-006', design: issuedBy('Bản Bo', { wording: 'both' }) },
  { activity: 'TH-2025-008', design: issuedBy('Bình Lư', { design: 'frame', signatory_name: 'Vàng A Mẫu' }) },
];

/** Courses whose certificates are issued by themselves, to everybody who completes one. */
export const certifiedCourses: readonly CertifiedTraining[] = Object.values(COURSES).map(({ code }) => ({
  activity: code,
  design: issuedBy('Bình Lư', { wording: 'both', signatory_name: 'Vàng A Mẫu' }),
}));
