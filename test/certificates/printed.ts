import type { CertificateFacts, PrintedCertificate } from '../../src/certificates/printed-certificate.js';

/** A certificate of an adult, as it is frozen, before it is signed. */
export function unsigned(
  facts: Partial<CertificateFacts> = {},
  more: Partial<Omit<PrintedCertificate, 'facts' | 'token'>> = {},
): Omit<PrintedCertificate, 'token'> {
  return {
    code: '7K3M9Q2XVB4TAW',
    site: 'https://tamduong.example.vn',
    facts: {
      serial: 'TD-2025-00042',
      holder: 'Lò Thị Hồng Nhung',
      address: 'ms',
      birth: '1990-05-12',
      belongs_to: 'Xã Bản Hon',
      title: 'Tập huấn kỹ năng chuyển đổi số cho cán bộ xã',
      minutes: 960,
      attended: 4,
      planned: 4,
      from: '2025-06-10',
      to: '2025-06-13',
      place: 'Xã Bản Bo, Huyện Tam Đường',
      completed_on: '2025-06-13',
      issued_on: '2025-06-20',
      valid_until: null,
      is_child: false,
      ...facts,
    },
    style: {
      design: 'ripples',
      wording: 'vi',
      body_above: 'Tỉnh Lai Châu',
      body: 'Ủy ban nhân dân huyện Tam Đường',
      body_en: null,
      place_of_issue: 'Tam Đường',
      signatory_title: 'Chủ tịch',
      signatory_title_en: null,
      signatory_name: 'Nguyễn Văn An',
      logo: null,
      signature: null,
      seal: null,
    },
    ...more,
  };
}
