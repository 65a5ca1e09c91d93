/** An account of the demonstration; the password is made when it is loaded. */
export interface DemoAccount {
  email: string;
  name: string;
  role: 'administrator' | 'organizer' | 'trainer' | 'viewer';
  /** Code of the place whose territory the role is for; null: everywhere. */
  unit: string | null;
  locale: 'vi' | 'en';
}

/** Who leads the trainings of the district, and who those of Bản Bo. */
export const TRAINERS = {
  district: 'hoang-duyen@example.vn',
  banBo: 'lo-thiet@example.vn',
} as const;

/** The invented people who can sign in to the demonstration. */
export const demoAccounts: readonly DemoAccount[] = [
  { email: 'do-huong@example.vn', name: 'Đỗ Mạnh Hưởng', role: 'administrator', unit: null, locale: 'vi' },
  { email: 'bui-huyen@example.vn', name: 'Bùi Thu Huyền', role: 'organizer', unit: '106', locale: 'vi' },
  { email: TRAINERS.district, name: 'Hoàng Thị Duyên', role: 'trainer', unit: '106', locale: 'vi' },
  { email: TRAINERS.banBo, name: 'Lò Văn Thiết', role: 'trainer', unit: '03424', locale: 'vi' },
  { email: 'tan-ta@example.vn', name: 'Tẩn Láo Tả', role: 'viewer', unit: '03430', locale: 'vi' },
  { email: 'visitor@example.vn', name: 'Ann Reed', role: 'viewer', unit: '106', locale: 'en' },
];
