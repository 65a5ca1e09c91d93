import { inflateSync } from 'node:zlib';
import { fromBuffer } from 'yauzl';
import sharp from 'sharp';
import { certificatePdf, certificatesPdf } from '#src/certificates/certificate.pdf.js';
import { certificateSvg } from '#src/certificates/certificate.svg.js';
import { certificatesZip } from '#src/certificates/certificates.zip.js';
import { DESIGNS, type PrintedCertificate, WORDINGS } from '#src/certificates/printed-certificate.js';
import { qrSquares } from '#src/certificates/qr-code.js';
import { qrText } from '#src/certificates/qr-text.js';
import { noPictures, printed, token } from './on-paper.js';

/** Everything in a PDF that is text, its packed parts unpacked. */
function plain(pdf: Buffer): string {
  const parts = pdf.toString('latin1').split(/stream\n/);
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return part;
      const bytes = Buffer.from(part.slice(0, part.lastIndexOf('\nend')), 'latin1');
      try {
        return inflateSync(bytes).toString('latin1');
      } catch {
        return part;
      }
    })
    .join('stream\n');
}

async function* many(count: number): AsyncGenerator<PrintedCertificate> {
  for (let number = 0; number < count; number += 1) {
    yield printed({ serial: `TD/2025/${number}` }, { seal: 'b'.repeat(64) }, { token: token(number) });
  }
}

async function all(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const taken: Buffer[] = [];
  for await (const piece of pieces) taken.push(piece);
  return Buffer.concat(taken);
}

/** A red spot that fades away: some of it is transparent. */
async function seal(): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: 40 * 40 }, (_, at) => [200, 0, 0, (at * 7) % 256]).flat());
  return sharp(pixels, { raw: { width: 40, height: 40, channels: 4 } })
    .png()
    .toBuffer();
}

describe('a certificate as PDF', () => {
  it('says that it is PDF/A-2a, and has what that needs', async () => {
    const text = plain(await certificatePdf(printed({ holder: 'Mào & <Ỏn>' }), noPictures));
    expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(text).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(text).toContain('/S /GTS_PDFA1');
    expect(text).toContain('/Marked true');
    expect(text).toContain('/Lang (vi-VN)');
    expect(text).toContain('/DisplayDocTitle true');
    expect(text.match(/\/FontFile2 /g)).toHaveLength(6);
    expect(text).not.toContain('/Subtype /Type1');
    for (const role of ['Document', 'H1', 'P', 'Figure']) expect(text).toMatch(new RegExp(`/S /${role}\\b`));
    expect(text).toContain('/Artifact <<\n/Type /Layout\n>> BDC');
  });

  it('tells the same in its information and in its XML, escaped', async () => {
    const text = plain(await certificatePdf(printed({ holder: 'Mào & <Ỏn>' }), noPictures));
    const xml = Buffer.from(text.slice(text.indexOf('<?xpacket'), text.indexOf('<?xpacket end')), 'latin1').toString();
    expect(xml).toContain('Giấy chứng nhận số TD-2025-00042: Mào &amp; &lt;Ỏn&gt;');
    expect(xml).toContain('<xmp:CreateDate>2025-06-20T00:00:00Z</xmp:CreateDate>');
    expect(xml).toContain('<xmp:ModifyDate>2025-06-20T00:00:00Z</xmp:ModifyDate>');
    expect(text).toContain('(D:20250620000000Z)');
  });

  it('has the same bytes each time, and others for another certificate', async () => {
    const once = await certificatePdf(printed(), noPictures);
    await certificatePdf(printed({ holder: 'Lò Thị Ẵm' }), noPictures);
    expect((await certificatePdf(printed(), noPictures)).equals(once)).toBe(true);
    const other = await certificatePdf(printed({ serial: 'TD-2025-00043' }), noPictures);
    const id = (pdf: Buffer): string => /\/ID \[<(\w+)>/.exec(pdf.toString('latin1'))?.[1] ?? '';
    expect(id(once)).toMatch(/^\w{32}$/);
    expect(id(other)).not.toBe(id(once));
  });

  it('fails whole where a picture is not there', async () => {
    await expect(certificatePdf(printed({}, { seal: 'c'.repeat(64) }), noPictures)).rejects.toThrow(/picture c/);
  });

  it('holds a picture once, with its transparency, on however many pages', async () => {
    const bytes = await seal();
    const seen: number[] = [];
    const about = { title: 'Lớp', lang: 'vi', day: '2025-06-20' } as const;
    const made = certificatesPdf(
      about,
      many(4),
      async () => bytes,
      (done) => seen.push(done),
    );
    const text = plain(await all(made));
    expect(text.match(/\/Subtype \/Image/g)).toHaveLength(2);
    expect(text.match(/\/SMask /g)).toHaveLength(1);
    expect(text.match(/\/Type \/Page\n/g)).toHaveLength(4);
    expect(text.match(/\/FontFile2 /g)).toHaveLength(6);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('gives pages before the last certificate is asked for', async () => {
    let asked = 0;
    async function* counted(): AsyncGenerator<PrintedCertificate> {
      for (; asked < 50; asked += 1) yield printed({ serial: String(asked) });
    }
    const about = { title: 'Lớp', lang: 'vi', day: '2025-06-20' } as const;
    const pieces = certificatesPdf(about, counted(), noPictures);
    for (let taken = 0; taken < 5; taken += 1) await pieces.next();
    expect(asked).toBeLessThan(10);
    await pieces.return(undefined);
  });

  it('comes as a ZIP of single files, the same as one by one', async () => {
    const bytes = await seal();
    const zip = await all(certificatesZip(many(3), async () => bytes));
    const names = await new Promise<string[]>((resolve, reject) => {
      fromBuffer(zip, { lazyEntries: false }, (error, opened) => {
        const found: string[] = [];
        if (error) return reject(error);
        opened.on('entry', ({ fileName }: { fileName: string }) => found.push(fileName));
        opened.on('end', () => resolve(found));
      });
    });
    expect(names).toEqual(['TD-2025-0.pdf', 'TD-2025-1.pdf', 'TD-2025-2.pdf']);
    const single = await certificatePdf(
      printed({ serial: 'TD/2025/1' }, { seal: 'b'.repeat(64) }, { token: token(1) }),
      async () => bytes,
    );
    expect(zip.includes(single)).toBe(true);
  });
});

describe('a certificate as a picture', () => {
  it('is small, and has neither script nor address', async () => {
    for (const design of DESIGNS) {
      for (const wording of WORDINGS) {
        const svg = await certificateSvg(printed({}, { design, wording }), noPictures);
        expect(svg.length).toBeLessThan(150_000);
        expect(svg).not.toMatch(/<script|style=|http(?!:\/\/www\.w3\.org\/2000\/svg")/);
      }
    }
  });

  it('draws each letter once, says what it says, and carries its pictures', async () => {
    const bytes = await seal();
    const svg = await certificateSvg(printed({ holder: 'Mào & <Ỏn>' }, { seal: 'd'.repeat(64) }), async () => bytes);
    expect(svg).toContain('<title>Giấy chứng nhận số TD-2025-00042: Mào &amp; &lt;Ỏn&gt;</title>');
    expect(svg).toContain(`data:image/png;base64,${bytes.toString('base64')}`);
    expect(svg).toContain('viewBox="0 0 297 210" width="297mm" height="210mm"');
    const used = [...svg.matchAll(/<use href="#(\w+)"/g)].map(([, id]) => id);
    const drawn = new Set([...svg.matchAll(/<path id="(\w+)"/g)].map(([, id]) => id));
    expect(used.length).toBeGreaterThan(300);
    expect(used.filter((id) => !drawn.has(id))).toEqual([]);
  });
});

describe('the QR code', () => {
  it('is written so that it packs tightly, and is large enough to be read', () => {
    const text = qrText(printed());
    expect(text).toMatch(/^HTTPS:\/\/LANTOA\.EXAMPLE\.VN\/verify\/7K3M9QXTC4ABCD#[0-9A-Z]{640}$/);
    // Version 17; as plain bytes it would be 21, with squares a fifth smaller.
    expect(qrSquares(text).size).toBe(17 + 4 * 17);
  });
});
