import fc from 'fast-check';
import { layOut, type Sheet } from '#src/certificates/certificate-layout.js';
import { altOf, printable, sentences, unprintable } from '#src/certificates/certificate-sentences.js';
import { face } from '#src/certificates/fonts.js';
import { PAPER } from '#src/certificates/paper-decoration.js';
import type { Box, Run } from '#src/certificates/paper-stack.js';
import { DESIGNS, type PrintedCertificate, WORDINGS } from '#src/certificates/printed-certificate.js';
import { printed } from './on-paper.js';

/** Rounding of thousandths. */
const SLACK = 0.01;
const HASH = 'a'.repeat(64);

const word = fc.constantFrom(
  'Nguyễn',
  'ẨỖỘ',
  'phòng',
  'W',
  'Kđăm',
  'H’Mông',
  'Hội',
  'ẪẶ',
  'đào-tạo',
  '(xã)',
  '§',
  'y',
  '–',
);
const prose = (most: number): fc.Arbitrary<string> =>
  fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' ').slice(0, most).trim());
const unbroken = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom('W', 'Ẫ', 'i', 'Ộg', 'm'), fc.integer({ min: 1, max: most }))
    .map(([sign, length]) => sign.repeat(length).slice(0, length));
const text = (most = 190): fc.Arbitrary<string> => fc.oneof(prose(most), unbroken(most));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

const certificate: fc.Arbitrary<PrintedCertificate> = fc
  .record({
    facts: fc.record({
      holder: text(),
      address: fc.constantFrom('mr', 'ms', 'child', null),
      birth: fc.constantFrom('1991-03-14', '1991', null),
      belongs_to: maybe(text()),
      title: text(500),
      minutes: fc.constantFrom(null, 30, 100, 1050),
      to: fc.constantFrom('2025-06-03', '2025-06-18'),
      place: text(),
      valid_until: fc.constantFrom(null, '2027-06-20'),
      serial: fc.constantFrom('TD-2025-00042', 'X'.repeat(64)),
    }),
    style: fc.record({
      design: fc.constantFrom(...DESIGNS),
      wording: fc.constantFrom(...WORDINGS),
      body_above: maybe(text()),
      body: text(),
      body_en: maybe(text()),
      place_of_issue: text(),
      signatory_title: text(),
      signatory_title_en: maybe(text()),
      signatory_name: text(),
      logo: fc.constantFrom(null, HASH),
      signature: fc.constantFrom(null, HASH),
      seal: fc.constantFrom(null, HASH),
    }),
  })
  .map(({ facts, style }) => printed(facts, style));

/** What the ink of a run covers. */
function ink({ text, face: name, size, x, baseline }: Run): Box {
  const em = face(name).font.unitsPerEm;
  const placed = face(name).place(text);
  const edges = placed
    .filter(({ glyph }) => glyph.path.commands.length > 0)
    .map((at) => {
      const { minX, maxX, minY, maxY } = at.glyph.bbox;
      return [at.x + minX / em, at.x + maxX / em, at.y + minY / em, at.y + maxY / em] as const;
    });
  const [left, right] = [Math.min(...edges.map((e) => e[0])), Math.max(...edges.map((e) => e[1]))];
  const [low, high] = [Math.min(...edges.map((e) => e[2])), Math.max(...edges.map((e) => e[3]))];
  return { x: x + left * size, y: baseline - high * size, width: (right - left) * size, height: (high - low) * size };
}

function within(inner: Box, outer: Box, slack = SLACK): boolean {
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

function overlap(a: Box, b: Box): boolean {
  return (
    Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > SLACK &&
    Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > SLACK
  );
}

/** Everything that takes up room: the seal lies over the signature and is left out where both are there. */
function boxes({ blocks, pictures, qr }: Sheet): Box[] {
  const seal = pictures.find(({ alt }) => alt.startsWith('Con dấu') || alt.startsWith('Seal'));
  const others = pictures.filter((picture) => picture !== seal);
  return [...blocks.map(({ box }) => box), ...others.map(({ box }) => box), qr.box];
}

describe('a certificate on its sheet', () => {
  it('keeps each line within its box, and no box in another, whatever is written', () => {
    const page = { x: 8, y: 8, width: PAPER.width - 16, height: PAPER.height - 16 };
    fc.assert(
      fc.property(certificate, (made) => {
        const sheet = layOut(made);
        for (const { box, runs } of sheet.blocks) {
          expect(within(box, page)).toBe(true);
          for (const run of runs) {
            expect(within({ ...box, x: run.x, width: run.width }, box)).toBe(true);
            // Letters lean out to the left and right by a hair; above and below they may not.
            expect(within(ink(run), box, run.size * 0.2)).toBe(true);
            expect([run.text, ink(run).y >= box.y - SLACK]).toEqual([run.text, true]);
          }
        }
        const all = boxes(sheet);
        for (const [index, one] of all.entries()) {
          expect(within(one, page)).toBe(true);
          for (const other of all.slice(index + 1)) expect(overlap(one, other)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('loses no letter of what was written', () => {
    fc.assert(
      fc.property(certificate, (made) => {
        const drawn = layOut(made)
          .blocks.map(({ runs }) => runs.map(({ text }) => text.replaceAll(' ', '')).join(''))
          .join('|');
        for (const field of [made.facts.holder, made.facts.title, made.style.signatory_name, made.facts.serial]) {
          expect(drawn).toContain(printable(field).replaceAll(' ', ''));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives a long title two lines, then smaller letters', () => {
    const sizes = (title: string): number[] => {
      const block = layOut(printed({ title })).blocks.find(({ runs }) => title.startsWith(runs[0]?.text ?? '-'));
      return (block?.runs ?? []).map(({ size }) => size);
    };
    expect(sizes('Phòng, chống đuối nước')).toEqual([6.6]);
    expect(sizes('Kỹ năng phát hiện, hỗ trợ và can thiệp đối với trẻ em lao động trái quy định')).toEqual([6.6, 6.6]);
    const long =
      'Kỹ năng phát hiện, hỗ trợ, can thiệp và phục hồi đối với trẻ em lao động trái quy định của pháp luật '.trim();
    expect(sizes(`${long} ở cơ sở`)).toEqual([6.6, 6.6]);
    expect(new Set(sizes(`${long} trên địa bàn các xã đặc biệt khó khăn`))).toEqual(new Set([5.8]));
    expect(new Set(sizes(`${long} trên địa bàn các xã đặc biệt khó khăn của huyện và vùng lân cận năm nay`))).toEqual(
      new Set([5]),
    );
  });

  it('speaks as papers do', () => {
    const vi = sentences('vi', printed());
    expect(vi.certifies).toBe('Chứng nhận bà');
    expect(vi.about).toBe('Sinh ngày 14/03/1991 · Hội Liên hiệp Phụ nữ xã Bản Hon');
    expect(vi.circumstances).toBe(
      'Thời lượng 17,5 giờ, từ ngày 03/06/2025 đến ngày 18/06/2025, tại xã Bản Bo, huyện Tam Đường',
    );
    expect(vi.issued).toBe('Tam Đường, ngày 20 tháng 6 năm 2025');
    expect(sentences('vi', printed({ issued_on: '2025-02-05' })).issued).toBe('Tam Đường, ngày 05 tháng 02 năm 2025');
    const short = {
      minutes: 100,
      to: '2025-06-03',
      place: 'Quận 1, Thành phố Hồ Chí Minh',
      birth: '1991',
      belongs_to: null,
    };
    const other = sentences('vi', printed({ ...short, address: null }));
    expect(other.certifies).toBe('Chứng nhận');
    expect(other.about).toBe('Sinh năm 1991');
    expect(other.circumstances).toBe('Thời lượng 1 giờ 40 phút, ngày 03/06/2025, tại Quận 1, Thành phố Hồ Chí Minh');
    expect(sentences('vi', printed({ minutes: null })).circumstances).toMatch(/^Từ ngày 03/);
    const en = sentences('en', printed());
    expect(en.circumstances).toBe(
      'Duration 17.5 hours, from 3 June 2025 to 18 June 2025, in Xã Bản Bo, Huyện Tam Đường',
    );
    expect(en.certifies).toBe('This is to certify that Ms');
    expect(altOf('seal', 'en', printed({}, { body_en: 'The Office' }).style)).toBe('Seal of The Office');
  });

  it('prints NFC on one line, and tells beforehand what it cannot print', () => {
    expect(printable('Ngu\u0079e\u0302\u0303n\u00a0 Thị\nẨm\u200b')).toBe('Nguyễn Thị Ẩm');
    expect(unprintable('Lò Văn Ƀă ꪎ')).toEqual(['ꪎ']);
    expect(printable('Y Ƀă')).toBe('Y Bă');
  });
});
