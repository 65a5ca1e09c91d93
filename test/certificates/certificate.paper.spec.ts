import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { certificatePdf, certificatesPdf } from '#src/certificates/certificate.pdf.js';
import { DESIGNS, type PrintedCertificate, WORDINGS } from '#src/certificates/printed-certificate.js';
import { qrText } from '#src/certificates/qr-text.js';
import { noPictures, printed, token } from './on-paper.js';

// Its types are of an ES module, and it is none.
const decode = jsQR as unknown as (typeof jsQR)['default'];
const folder = mkdtempSync(join(tmpdir(), 'paper-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FAMILY = ['Nguyễn', 'Lò', 'Giàng', 'Đỗ', 'Ẩm', 'Tẩn', 'Phàn', 'Vừ', 'Quàng', 'Bế'];
const MIDDLE = ['Thị', 'Văn', 'A', 'Láo', 'Thị Ngọc', 'Đức', 'Mùi', 'Quốc-Đạt'];
const GIVEN = ['Ỗ', 'Tuyết', 'Ẵm', 'Dủa', 'Ộc', 'Phượng', 'Nghĩa', 'Ặng', 'Sử', 'Ỏn'];
const HARD = [
  'Nguyễn Phúc Công Tằng Tôn Nữ Diễm Quỳnh Thị Ngọc Ánh Tuyết Vân',
  'Y Ê̆ñuôl',
  'H’Ơ̆m Niê Kđăm',
  "K'Brừi Ưng-Ơng",
  'ĐỖ ẨỄỖỘ ẰẮẶỬỰ ĐĐđđ',
  'Hồ Thị fi ffi fl',
  'Ẫ'.repeat(60),
  'Điểu K’Ré (con)',
];

/** Two hundred people whose names are hard for somebody. */
const NAMES = [
  ...HARD,
  ...Array.from({ length: 200 - HARD.length }, (_, index) => {
    const [family, middle] = [FAMILY[index % FAMILY.length], MIDDLE[(index * 3) % MIDDLE.length]];
    return `${family} ${middle} ${GIVEN[(index * 7 + Math.floor(index / 10)) % GIVEN.length]}`;
  }),
];

function extracted(pdf: Buffer): string {
  const path = join(folder, 'one.pdf');
  writeFileSync(path, pdf);
  return execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'], { encoding: 'utf8' });
}

/** Line ends are where there was room, not where somebody typed one. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

async function scanned(pdf: Buffer, dpi: string): Promise<string | undefined> {
  const path = join(folder, 'scan.pdf');
  writeFileSync(path, pdf);
  execFileSync('pdftoppm', ['-r', dpi, '-png', '-singlefile', path, join(folder, 'scan')]);
  const raw = await sharp(join(folder, 'scan.png')).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(raw.data), raw.info.width, raw.info.height)?.data;
}

describe('a printed certificate, read by others', () => {
  it('gives back each of 200 names as it was typed', async () => {
    expect(new Set(NAMES).size).toBeGreaterThan(150);
    for (const [index, holder] of NAMES.entries()) {
      const design = DESIGNS[index % 3];
      const style = { design, wording: WORDINGS[index % 2 === 0 ? 0 : 2] };
      // Whatever comes as single letters and marks is put together before it is printed.
      const pdf = await certificatePdf(
        printed({ holder: holder.normalize(index % 5 === 0 ? 'NFD' : 'NFC') }, style),
        noPictures,
      );
      const text = extracted(pdf);
      const typed = holder.normalize('NFC');
      const found = holder.includes(' ') ? flat(text) : text.replaceAll(/\s+/g, '');
      expect([typed, found.includes(typed)]).toEqual([typed, true]);
      expect(text).toBe(text.normalize('NFC'));
    }
  });

  it('gives back everything else, in the order in which it is read', async () => {
    const text = flat(extracted(await certificatePdf(printed({ valid_until: '2027-06-20' }), noPictures)));
    const lines = [
      'ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG PHÒNG LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc',
      'GIẤY CHỨNG NHẬN Chứng nhận bà Mào Thị Ỏn Sinh ngày 14/03/1991 · Hội Liên hiệp Phụ nữ xã Bản Hon',
      'đã hoàn thành lớp tập huấn Kỹ năng phát hiện, hỗ trợ và can thiệp đối với trẻ em lao động trái quy định của pháp luật',
      'Thời lượng 17,5 giờ, từ ngày 03/06/2025 đến ngày 18/06/2025, tại xã Bản Bo, huyện Tam Đường',
      'Tam Đường, ngày 20 tháng 6 năm 2025 TRƯỞNG PHÒNG Bùi Thu Huyền',
      'Có giá trị đến ngày 20/06/2027 Số: TD-2025-00042 Mã kiểm tra: 7K3M-9QXTC-4ABCD lantoa.example.vn/verify',
    ];
    expect(text).toBe(lines.join(' '));
  });

  it('is found whole by qpdf, single and many', async () => {
    async function* several(): AsyncGenerator<PrintedCertificate> {
      for (const [index, holder] of NAMES.slice(0, 20).entries())
        yield printed({ holder }, {}, { token: token(index) });
    }
    const pieces: Buffer[] = [];
    const about = { title: 'Lớp tập huấn', lang: 'vi', day: '2025-06-20' } as const;
    for await (const piece of certificatesPdf(about, several(), noPictures)) pieces.push(piece);
    for (const pdf of [Buffer.concat(pieces), await certificatePdf(printed(), noPictures)]) {
      writeFileSync(join(folder, 'whole.pdf'), pdf);
      expect(execFileSync('qpdf', ['--check', join(folder, 'whole.pdf')], { encoding: 'utf8' })).toContain('No syntax');
    }
    writeFileSync(join(folder, 'many.pdf'), Buffer.concat(pieces));
    const fonts = execFileSync('pdffonts', [join(folder, 'many.pdf')], { encoding: 'utf8' })
      .split('\n')
      .slice(2);
    for (const line of fonts.filter((each) => each !== '')) expect(line).toMatch(/Identity-H +yes yes yes/);
    expect(execFileSync('pdfinfo', [join(folder, 'many.pdf')], { encoding: 'utf8' })).toMatch(
      /Tagged: +yes[\s\S]*Pages: +20/,
    );
  });

  it('has a code that is read from the page as it was written', async () => {
    for (const [index, design] of DESIGNS.entries()) {
      const made = printed({}, { design }, { token: token(index + 50) });
      expect(await scanned(await certificatePdf(made, noPictures), '200')).toBe(qrText(made));
    }
    const short = printed({}, {}, { token: 'ABC' });
    expect(await scanned(await certificatePdf(short, noPictures), '150')).toBe(qrText(short));
  });
});
