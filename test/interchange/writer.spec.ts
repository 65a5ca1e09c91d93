import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { rowError, reason } from '../../src/interchange/row-error.js';
import { csvLine, CsvWriter, FaultyRows, faultyRowsCsv } from '../../src/interchange/writer.js';

describe('writing CSV', () => {
  it('quotes what needs it, and leaves numbers alone', () => {
    expect(csvLine(['p1', 'Lò, "A"', -5, 1n, true, null, undefined, ' x', 'a;b', 'a\nb'])).toBe(
      'p1,"Lò, ""A""",-5,1,true,,," x","a;b","a\nb"\n',
    );
  });

  it('neutralises text that looks like a formula, inside quotes too', () => {
    expect(csvLine(['=1+1', '-5', '＝x', '=HYPERLINK("a","b")'])).toBe(`'=1+1,'-5,'＝x,"'=HYPERLINK(""a"",""b"")"\n`);
  });

  it('waits for a slow stream', async () => {
    const out = new PassThrough({ highWaterMark: 1024 });
    const writer = new CsvWriter(out, { bom: true });
    const all = text(out);
    for (let line = 0; line < 5_000; line += 1) await writer.write([line, 'Tam Đường'.repeat(5)]);
    await writer.end();
    const written = await all;
    expect(written.split('\n')).toHaveLength(5_001);
    // `text` decodes, and so takes the byte order mark off.
    expect(written.startsWith('0,')).toBe(true);
  });

  it('begins with a byte order mark where Excel is to read it', async () => {
    const out = new PassThrough();
    const writer = new CsvWriter(out, { bom: true });
    await writer.write(['a']);
    await writer.end();
    expect((out.read() as Buffer).toString('hex')).toBe('efbbbf610a');
  });

  it('fails where the stream fails, instead of ending the process', async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('ENOSPC')) });
    const writer = new CsvWriter(full);
    await writer.write(['a']);
    await expect(writer.flush()).rejects.toThrow('ENOSPC');
    await writer.write(['b']);
    await expect(writer.end()).rejects.toThrow();
  });
});

describe('the file of faulty rows', () => {
  const explain = (error: { reason: { key: string } }) => `vì ${error.reason.key}`;
  const wrong = (line: number) => [
    rowError(line, 'full_name', '', reason('required')),
    rowError(line, 'ref', 'x', reason('not_code')),
  ];

  it('is the rows as they stood with the reasons in a last column', async () => {
    const file = new FaultyRows(['ref', 'full_name'], 'lý do', explain);
    const lines = [];
    for await (const line of faultyRowsCsv(file, [{ raw: ['x'], errors: wrong(2) }])) lines.push(line);
    expect(lines).toEqual(['ref,full_name,lý do\n', 'x,,"full_name: vì row.required; ref: vì row.not_code"\n']);
  });

  it('replaces the reasons of an earlier round and loses no cell', () => {
    const file = new FaultyRows(['ref', 'Lý do', 'full_name'], 'lý do', explain);
    expect(file.header()).toEqual(['ref', 'full_name', 'lý do']);
    expect(file.row(['x', 'cũ', 'A', 'B'], [])).toEqual(['x', 'A', '', 'B']);
  });

  it('does not put our mark on twice', () => {
    const file = new FaultyRows(['full_name'], 'lý do', explain);
    expect(csvLine(file.row(["'=1"], []))).toBe("'=1,\n");
  });
});
