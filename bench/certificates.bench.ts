import { createHash } from 'node:crypto';
import { certificatePdf, certificatesPdf } from '#src/certificates/certificate.pdf.js';
import { certificateSvg } from '#src/certificates/certificate.svg.js';
import { certificatesZip } from '#src/certificates/certificates.zip.js';
import type { PrintedCertificate } from '#src/certificates/printed-certificate.js';
import { type Figure, printTable } from './table.ts';

const SINGLE = 300;
const PAGES = 5000;
const ABOUT = { title: 'Lớp tập huấn', lang: 'vi', day: '2025-06-20' } as const;
const FAMILY = ['Nguyễn', 'Lò', 'Giàng', 'Mào', 'Tòng', 'Quàng', 'Vàng'];
const GIVEN = ['Ỏn', 'Tuyết', 'Ẵm', 'Dủa', 'Chứ', 'Phượng', 'Hằng', 'Nghĩa'];
const TITLE = 'Kỹ năng phát hiện, hỗ trợ và can thiệp đối với trẻ em lao động trái quy định của pháp luật';

/** Characters as a signature gives them: each certificate has other ones, and a QR code of its own. */
function token(number: number): string {
  const bytes = [...Array(10).keys()].map((part) => createHash('sha512').update(`${number}.${part}`).digest());
  const letters = [...Buffer.concat(bytes)].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte & 31]);
  return letters.join('');
}

function certificate(number: number): PrintedCertificate {
  return {
    code: '7K3M9QXTC4ABCD',
    site: 'https://lantoa.example.vn',
    token: token(number),
    facts: {
      serial: `TD-2025-${String(number).padStart(5, '0')}`,
      holder: `${FAMILY[number % FAMILY.length]} Thị ${GIVEN[(number * 3) % GIVEN.length]} ${number % 97}`,
      ...{ address: 'ms', birth: '1991-03-14', belongs_to: 'Xã Bản Hon', title: TITLE, minutes: 1050 },
      ...{ attended: 5, planned: 5, from: '2025-06-03', to: '2025-06-18', place: 'Xã Bản Bo, Huyện Tam Đường' },
      ...{ completed_on: '2025-06-18', issued_on: '2025-06-20', valid_until: null, is_child: false },
    },
    style: {
      ...{ design: 'ripples', wording: 'vi', body_above: 'ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG' },
      ...{ body: 'PHÒNG LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI', body_en: null, place_of_issue: 'Tam Đường' },
      ...{ signatory_title: 'TRƯỞNG PHÒNG', signatory_title_en: null, signatory_name: 'Bùi Thu Huyền' },
      ...{ logo: null, signature: null, seal: null },
    },
  };
}

/** Made before the clock runs: what is measured is the paper. */
const certificates = Array.from({ length: PAGES }, (_, number) => certificate(number));

async function* first(count: number): AsyncGenerator<PrintedCertificate> {
  yield* certificates.slice(0, count);
}

async function noPictures(): Promise<Buffer> {
  throw new Error('there are none');
}

/** CPU seconds of this process that a work takes. */
async function cpu(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Takes everything and keeps nothing; gives the resident memory in MB after each fifth. */
async function drain(make: (progress: (done: number) => void) => AsyncIterable<Buffer>): Promise<number[]> {
  const memory: number[] = [];
  const note = (done: number): void => {
    if (done % (PAGES / 5) === 0) memory.push(process.memoryUsage.rss() / 1e6);
  };
  for await (const piece of make(note)) void piece;
  return memory;
}

async function singles(count: number): Promise<void> {
  for (const each of certificates.slice(0, count)) await certificatePdf(each, noPictures);
}

async function pictures(count: number): Promise<void> {
  for (const each of certificates.slice(0, count)) await certificateSvg(each, noPictures);
}

await singles(100);
await pictures(100);
const single = SINGLE / (await cpu(() => singles(SINGLE)));
const svg = (1000 * (await cpu(() => pictures(SINGLE)))) / SINGLE;
await drain(() => certificatesPdf(ABOUT, first(300), noPictures));
let memory: number[] = [];
const seconds = await cpu(async () => {
  memory = await drain((progress) => certificatesPdf(ABOUT, first(PAGES), noPictures, progress));
});
const zipped = await drain((progress) => certificatesZip(first(PAGES), noPictures, progress));
const figures: Figure[] = [
  { what: 'single certificates per second and core', value: single, unit: '/s', budget: '130' },
  { what: 'pages per second and core, one document of 5,000', value: PAGES / seconds, unit: '/s', budget: '700' },
  { what: 'a certificate as a picture for a page', value: svg, unit: 'ms CPU', budget: '5 ms' },
  { what: 'memory after 1,000 pages', value: memory[0] ?? NaN, unit: 'MB' },
  { what: 'memory after 5,000 pages', value: memory[4] ?? NaN, unit: 'MB', budget: 'flat' },
  { what: 'memory after 1,000 files of a ZIP', value: zipped[0] ?? NaN, unit: 'MB' },
  { what: 'memory after 5,000 files of a ZIP', value: zipped[4] ?? NaN, unit: 'MB', budget: 'flat' },
];
printTable('Certificates (CPU of this process)', figures);
