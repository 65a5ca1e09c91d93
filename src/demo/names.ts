import type { Random } from './random.js';

/** The peoples of the district whose ways of naming the invented people follow. */
export type NameStyle = 'kinh' | 'thai' | 'mong' | 'dao' | 'lu' | 'giay';
export type Sex = 'f' | 'm';

interface NameParts {
  families: string;
  middles: Record<Sex, string>;
  givens: Record<Sex, string>;
}

const PARTS: Record<NameStyle, NameParts> = {
  kinh: {
    families: 'Nguyễn Trần Phạm Đỗ Bùi Hoàng Vũ Lê Đặng Đinh Ngô Dương',
    middles: { f: 'Thị Thu Thị_Bích Thị_Minh Ngọc Thanh Thị_Kim', m: 'Văn Đức Quang Minh Mạnh Xuân Hữu' },
    givens: {
      f: 'Huyền Ngọc Hương Lan Hạnh Nga Duyên Thảo Yến Loan Mai Phương Trang Hiền',
      m: 'Thuận Hưởng Hùng Cường Dũng Sơn Tuấn Thắng Khánh Toàn Hải Bình Lâm Trung',
    },
  },
  thai: {
    families: 'Lò Lường Quàng Cà Tòng Vì Hoàng Lù Điêu Khoàng',
    middles: { f: 'Thị', m: 'Văn' },
    givens: {
      f: 'Phượng Đôi Xiên Lả Pín Hặc Ánh Phương Chăn Sương Hoan Inh Ẩn Biên Diện Thiên Thời',
      m: 'Thiết Tỉnh Thưởng Pâng Xôm Ún Ẩn Hặc Chiến Ngoan Định Phong Inh Dọn Tiên Chung',
    },
  },
  mong: {
    families: 'Vàng Giàng Sùng Thào Hảng Lý Mùa Cứ Chang Ma Hạng',
    middles: { f: 'Thị', m: 'A' },
    givens: {
      f: 'Sua Mỷ Dợ Say Pàng Chía Xua Dở Ká Mảy Sông Chư Vang Cở Máy',
      m: 'Chỉnh Páo Dơ Tủa Sử Lềnh Sình Chư Phừ Dế Câu Tráng Súa Vảng Nhè Sèng',
    },
  },
  dao: {
    families: 'Tẩn Phàn Chẻo Lý Tẩn Phùng',
    middles: { f: 'U Tả San Lở Sử Láo Thị Ú Phủ Mán', m: 'A Láo San Phủ Tả Chin U Vần Dào' },
    givens: { f: 'Mẩy Mẩy Mẩy Lai Hoa Liều', m: 'Tả Sử Lở San Chòi U Lụ Tài Nhàn Sèng' },
  },
  lu: {
    families: 'Tao Vàng Lò Mào Khoàng Chìu Pờ',
    middles: { f: 'Thị', m: 'Văn' },
    givens: {
      f: 'Ỏn Khăm Pành Kẹo Lả Chan Hom Panh Mản Sọn Phích',
      m: 'Khăm Ổn Chựa Páo Sơn Tiến Kẻo Thăng Lưu Nọi Chài Bun',
    },
  },
  giay: {
    families: 'Lù Vùi Vàng Hoàng Sần Phan Lục Mè',
    middles: { f: 'Thị', m: 'Văn' },
    givens: {
      f: 'Hạnh Din Ín Sin Mai Dín Phấn Én Hà Nhín Viện Chản',
      m: 'Din Phin Chấn Sài Sần Hưng Phà Giàng Páo Nguyên Quế Chín',
    },
  },
};

function words(list: string): string[] {
  return list.split(' ').map((word) => word.replaceAll('_', ' '));
}

const LISTS = Object.fromEntries(
  Object.entries(PARTS).map(([style, parts]) => [
    style,
    {
      families: words(parts.families),
      middles: { f: words(parts.middles.f), m: words(parts.middles.m) },
      givens: { f: words(parts.givens.f), m: words(parts.givens.m) },
    },
  ]),
) as Record<NameStyle, { families: string[]; middles: Record<Sex, string[]>; givens: Record<Sex, string[]> }>;

/** An invented full name, put together from the parts usual among one people (NFC). */
export function personName(random: Random, style: NameStyle, sex: Sex): string {
  const { families, middles, givens } = LISTS[style];
  return [random.pick(families), random.pick(middles[sex]), random.pick(givens[sex])]
    .join(' ')
    .normalize('NFC');
}

const VILLAGE_FIRST = words('Nà Pá Huổi Hua Thèn Nậm Lùng Pho Cò Phìn Sàn Tả Chu Noong Khấu Máng');
const VILLAGE_LAST = words('Khuy Sẳng Lá Mu Tát Đon Ngài Khoang Luông Tràng Cáng Bỏ Phát Hản Vai Sưng Kéo Lao');

/** An invented village name, such as 'Bản Nà Khuy'; the caller keeps them distinct. */
export function villageName(random: Random): string {
  return `Bản ${random.pick(VILLAGE_FIRST)} ${random.pick(VILLAGE_LAST)}`.normalize('NFC');
}

const BUSINESS_NAMES = words(
  'Hoa_Ban An_Phúc Mường_Than Hoàng_Liên Tây_Bắc Minh_Tâm Đại_Lợi Phương_Bắc Trường_Sơn Suối_Ngọc Bình_Minh Thành_Công Hưng_Thịnh Sơn_Lâm Đỉnh_Mây Hương_Rừng',
);
const ENTERPRISE_FORMS = words('Công_ty_TNHH Công_ty_cổ_phần Doanh_nghiệp_tư_nhân');
const ENTERPRISE_TRADES = words('chè xây_dựng vận_tải chế_biến_gỗ du_lịch vật_liệu nông_sản thương_mại');
const COOPERATIVE_TRADES = words('chè miến_dong cá_nước_lạnh dược_liệu thổ_cẩm rau_quả mật_ong du_lịch_cộng_đồng');

/** An invented name of an enterprise or a cooperative, marked as invented. */
export function businessName(random: Random, group: 'enterprise' | 'cooperative'): string {
  const name = random.pick(BUSINESS_NAMES);
  const form =
    group === 'cooperative'
      ? `Hợp tác xã ${random.pick(COOPERATIVE_TRADES)}`
      : `${random.pick(ENTERPRISE_FORMS)} ${random.pick(ENTERPRISE_TRADES)}`;
  return `${form} ${name} (hư cấu)`.normalize('NFC');
}
