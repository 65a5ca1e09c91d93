import type { CertificateFacts, CertificateStyle, PrintedCertificate } from '#src/certificates/printed-certificate.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** As long as a signature with its facts becomes; another for each number. */
export function token(seed: number): string {
  let state = seed + 1;
  return Array.from({ length: 640 }, () => {
    state = (state * 48271) % 2147483647;
    return ALPHABET[state % 32];
  }).join('');
}

/** A certificate as it stands in the register, with what a test says otherwise. */
export function printed(
  facts: Partial<CertificateFacts> = {},
  style: Partial<CertificateStyle> = {},
  more: Partial<PrintedCertificate> = {},
): PrintedCertificate {
  return {
    code: '7K3M9QXTC4ABCD',
    site: 'https://lantoa.example.vn',
    token: token(7),
    facts: {
      serial: 'TD-2025-00042',
      holder: 'Mào Thị Ỏn',
      address: 'ms',
      birth: '1991-03-14',
      belongs_to: 'Hội Liên hiệp Phụ nữ xã Bản Hon',
      title: 'Kỹ năng phát hiện, hỗ trợ và can thiệp đối với trẻ em lao động trái quy định của pháp luật',
      minutes: 1050,
      attended: 5,
      planned: 5,
      from: '2025-06-03',
      to: '2025-06-18',
      place: 'Xã Bản Bo, Huyện Tam Đường',
      completed_on: '2025-06-18',
      issued_on: '2025-06-20',
      valid_until: null,
      is_child: false,
      ...facts,
    },
    style: {
      design: 'ripples',
      wording: 'vi',
      body_above: 'ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG',
      body: 'PHÒNG LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI',
      body_en: null,
      place_of_issue: 'Tam Đường',
      signatory_title: 'TRƯỞNG PHÒNG',
      signatory_title_en: null,
      signatory_name: 'Bùi Thu Huyền',
      logo: null,
      signature: null,
      seal: null,
      ...style,
    },
    ...more,
  };
}

/** For certificates without pictures. */
export async function noPictures(sha256: string): Promise<Buffer> {
  throw new Error(`nobody has a picture ${sha256}`);
}
