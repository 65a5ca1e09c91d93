import { today } from '../config/clock.js';
import { MARK_LIMITS } from '../files/file-intake.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { saidLimits } from '../web/access.js';
import { paths } from '../web/paths.js';
import { certificateSvg } from './certificate.svg.js';
import { type DesignInput, PICTURES } from './design-form.js';
import type { OnDesk } from './design-desk.js';
import type { PictureSource } from './paper-pictures.js';
import { DESIGNS, type PrintedCertificate, WORDINGS } from './printed-certificate.js';
import { serialOf } from './serial-pattern.js';

/** What is shown in the form: what was typed, or what holds; and with it an example. */
export interface DesignForm {
  typed: Record<string, unknown>;
  /** A picture of the example, as SVG. */
  svg: string;
}

/** The form of a design, its pictures, and an example. */
export function designPage(locale: Locale, desk: OnDesk, { typed, svg }: DesignForm): object {
  const { kind, code, title, own, holds } = desk;
  const say = (key: string, params = {}): string => translate(locale, key, params);
  const action = paths.certificateDesign(kind, code);
  return {
    title: say('certificate_design.title'),
    lede: title,
    crumbs: [
      { text: title, href: kind === 'plan' ? paths.planContent(code) : paths.activity(code) },
      { text: say('certificate_design.title') },
    ],
    hint: say(
      kind === 'plan' ? 'certificate_design.of_plan' : own ? 'certificate_design.own' : 'certificate_design.plans',
    ),
    action,
    cancel: kind === 'plan' ? paths.planContent(code) : paths.activity(code),
    removal: kind === 'activity' && own ? `${action}/removal` : null,
    version: own?.version ?? 0,
    typed,
    numbered: kind === 'plan',
    pattern: holds.serial_pattern,
    designs: DESIGNS.map((value) => ({ value, text: say(`certificate_design.design_${value}`) })),
    wordings: WORDINGS.map((value) => ({ value, text: say(`certificate_design.wording_${value}`) })),
    preview: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    limits: saidLimits(MARK_LIMITS),
    pictures: PICTURES.map((which) => ({
      id: which,
      label: say(`certificate_design.${which}`),
      hint: say(`certificate_design.${which}_hint`),
      action: `${action}/pictures/${which}`,
      src: holds.style[which] === null ? null : `${action}/pictures/${which}`,
      removal: holds.style[which] === null ? null : `${action}/pictures/${which}/removal`,
    })),
  };
}

/** What the fields show of the design that holds. */
export function typedDesign({ holds, own }: OnDesk): Record<string, unknown> {
  return { ...holds.style, validity_months: holds.validity_months ?? '', serial_pattern: own?.serial_pattern ?? '' };
}

/** The example with what was typed: anything may be missing or wrong, and is shown as it would be printed. */
export function example(
  desk: OnDesk,
  input: Omit<DesignInput, 'validity_months' | 'serial_pattern'>,
  long: boolean,
  pictures: PictureSource,
): Promise<string> {
  const { holds, kind, title } = desk;
  const on = today();
  const printed: PrintedCertificate = {
    code: '7K3M9QXTC4ABCD',
    site: 'https://example.vn',
    token: 'EXAMPLE'.repeat(80),
    facts: {
      serial: serialOf(holds.serial_pattern, Number(on.slice(0, 4)), 42),
      holder: long ? 'Nguyễn Phúc Công Tằng Tôn Nữ Diễm Quỳnh Thị Ánh Tuyết' : 'Nguyễn Thị Ánh Tuyết',
      ...{ address: 'ms', birth: '1991-03-14', belongs_to: 'Xã Bản Hon', minutes: 1050, attended: 5, planned: 5 },
      title: exampleTitle(kind === 'activity' ? title : 'Kỹ năng nói chuyện trước nhiều người', long),
      ...{ from: on, to: on, place: 'Xã Bản Bo, Huyện Tam Đường', completed_on: on, issued_on: on },
      ...{ valid_until: null, is_child: false },
    },
    style: { ...holds.style, ...input },
  };
  return certificateSvg(printed, pictures);
}

function exampleTitle(title: string, long: boolean): string {
  const added = ' đối với cán bộ, giáo viên, phụ huynh và người chăm sóc trẻ em trên địa bàn các xã đặc biệt khó khăn';
  return long ? `${title}${added} của huyện và các vùng lân cận` : title;
}
