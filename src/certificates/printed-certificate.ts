/** How the holder is addressed on the paper: ông, bà, em; null: not known, and nothing is said. */
export type Address = 'mr' | 'ms' | 'child';

export const WORDINGS = ['vi', 'en', 'both'] as const;
export type Wording = (typeof WORDINGS)[number];

export const DESIGNS = ['ripples', 'frame', 'plain'] as const;
export type Design = (typeof DESIGNS)[number];

/** What a certificate says, frozen when it is issued. Days are ISO, text is NFC. */
export interface CertificateFacts {
  /** Of what; absent: of a training, which was held somewhere. */
  of?: 'course';
  serial: string;
  holder: string;
  address: Address | null;
  /** The day of birth, or the year where only that is known; null: not printed (a child, or nothing is known). */
  birth: string | null;
  /** The place or organisation that the holder came from: `Xã Bản Hon`. */
  belongs_to: string | null;
  title: string;
  /** Length of the training; null where a session has no times, and of a course. */
  minutes: number | null;
  /** Slots that the holder satisfied, and all slots of the training (counting method §2). */
  attended: number;
  planned: number;
  /** The first and the last day of the training; of a course both the day of completion. */
  from: string;
  to: string;
  /** Where it was held, or of a course who offers it: `Xã Bản Bo, Huyện Tam Đường`. */
  place: string;
  /** The day on which the last condition was met. */
  completed_on: string;
  issued_on: string;
  /** The last day on which it is valid; null: it does not expire. */
  valid_until: string | null;
  /** Whether the holder was, or may have been, under 16 on the day of issue. */
  is_child: boolean;
}

/** Who issues, and how it looks: frozen like the facts. */
export interface CertificateStyle {
  design: Design;
  wording: Wording;
  /** The authority above the issuing body: the first line of an administrative heading. */
  body_above: string | null;
  body: string;
  body_en: string | null;
  /** The place in "Tam Đường, ngày 20 tháng 6 năm 2025". */
  place_of_issue: string;
  signatory_title: string;
  signatory_title_en: string | null;
  signatory_name: string;
  /** Pictures by the hash of their bytes in the file store; null: none. */
  logo: string | null;
  signature: string | null;
  seal: string | null;
}

/** Everything that is needed to print a certificate again, byte for byte. */
export interface PrintedCertificate {
  /** Verification code: 13 characters and a check character, without separators. */
  code: string;
  /** Address of the installation when it was issued, without a slash at the end: where the QR code leads. */
  site: string;
  /** The signed facts that the QR code carries behind `#`. */
  token: string;
  facts: CertificateFacts;
  style: CertificateStyle;
}
