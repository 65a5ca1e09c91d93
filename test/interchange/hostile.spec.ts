import fc from 'fast-check';
import { openTable } from '../../src/interchange/reader.js';
import { FileError } from '../../src/interchange/row-error.js';
import { Files } from './files.js';
import { workbookParts, zip } from './workbook.js';

const files = new Files();
afterAll(() => files.remove());

const csv = Buffer.from('ref,full_name,note\r\np1,"Lò ""Thị""",x\r\np2,Đỗ,"a\nb"\r\n'.repeat(5));
const parts = workbookParts(
  [
    ['a', 'b'],
    ['<c t="s"><v>0</v></c>', '<c s="1"><v>45000</v></c>'],
  ],
  {
    strings: '<si><t>hê</t></si>',
    styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    after: '<mergeCells><mergeCell ref="A3:B3"/></mergeCells>',
  },
);

interface Wound {
  at: number;
  length: number;
  bytes: Uint8Array;
}

const wound = fc.record({
  at: fc.nat(2_000),
  length: fc.nat(8),
  bytes: fc.oneof(
    fc.constantFrom(...['"', ',', '\n', '<', '>', '&', "'", '\0', '/', '<!--'].map((text) => Buffer.from(text))),
    fc.uint8Array({ maxLength: 4 }),
  ),
});

/** Bytes cut out and others put in, at one to four places. */
function wounded(whole: Buffer, wounds: Wound[]): Buffer {
  return wounds.reduce((content, { at, length, bytes }) => {
    const place = at % (content.length + 1);
    return Buffer.concat([content.subarray(0, place), bytes, content.subarray(place + length)]);
  }, whole);
}

/** 'read', 'refused' with a sentence, or what else went wrong. */
async function outcomeOf(content: Buffer): Promise<string> {
  try {
    const source = await openTable(files.write(content), 'people.csv');
    for await (const row of source.rows()) if (row.cells.length > 200) return 'too wide';
    return 'read';
  } catch (error) {
    return error instanceof FileError ? 'refused' : String(error);
  }
}

/** A CSV file, a workbook, or a workbook packed anew after one of its parts was damaged. */
const damaged = fc
  .tuple(fc.constantFrom('csv', 'zip', ...Object.keys(parts)), fc.array(wound, { minLength: 1, maxLength: 4 }))
  .map(([target, wounds]) => {
    if (target === 'csv') return wounded(csv, wounds);
    if (target === 'zip') return wounded(zip(parts), wounds);
    return zip({ ...parts, [target]: wounded(Buffer.from(parts[target] ?? ''), wounds) });
  });

describe('damaged files', () => {
  it('are read or refused with a sentence, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (content) => {
        expect(['read', 'refused']).toContain(await outcomeOf(content));
      }),
      { numRuns: 300 },
    );
  });
});
