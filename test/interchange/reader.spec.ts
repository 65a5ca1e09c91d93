import { column } from '../../src/interchange/columns.js';
import { defineFile } from '../../src/interchange/columns-file.js';
import { openTable, readRows } from '../../src/interchange/reader.js';
import { Files } from './files.js';
import { workbook } from './workbook.js';

const files = new Files();
afterAll(() => files.remove());

const people = defineFile({
  kind: 'people',
  columns: {
    ref: column.code({ required: true }),
    full_name: column.text({ required: true, max: 50 }),
    birth_date: column.date({ clerk: true }),
    national_id: column.nationalId(),
  },
  key: ['ref'],
});

async function read(content: string | Buffer) {
  const reading = readRows(await openTable(files.write(content), 'people.csv'), people);
  const rows = [];
  for await (const row of reading) rows.push(row);
  return { reading, rows };
}

describe('rows of a declared file', () => {
  it('are values, with columns in any order and case, unknown ones reported and absent ones null', async () => {
    const { reading, rows } = await read('Full_Name, REF ,tuổi\nLò Thị A,p1,7\n');
    expect(reading.unknownColumns).toEqual(['tuổi']);
    expect(reading.presentColumns).toEqual(['ref', 'full_name']);
    expect(rows).toEqual([
      {
        line: 2,
        raw: ['Lò Thị A', 'p1', '7'],
        values: { ref: 'p1', full_name: 'Lò Thị A', birth_date: null, national_id: null },
      },
    ]);
  });

  it('have their values in the types of their columns', async () => {
    const { rows } = await read('ref,full_name\np1,A\n');
    const ref: string | undefined = rows[0]?.values?.ref;
    const birth: string | null | undefined = rows[0]?.values?.birth_date;
    expect([ref, birth]).toEqual(['p1', null]);
  });

  it('list everything that is wrong in them, and the good ones go on', async () => {
    const { rows } = await read('ref,full_name,birth_date,national_id\np 1,,31/02/2024,12345678901\np2,B,5.7.2015\n');
    expect(rows[0]?.errors?.map((error) => [error.line, error.column, error.value, error.reason.key])).toEqual([
      [2, 'ref', 'p 1', 'row.not_code'],
      [2, 'full_name', '', 'row.required'],
      [2, 'birth_date', '31/02/2024', 'row.no_such_day'],
      [2, 'national_id', '•••901', 'row.national_id_lost_zero'],
    ]);
    expect(rows[1]?.values?.birth_date).toBe('2015-07-05');
  });

  it('are faulty where a value stands under no heading', async () => {
    const { rows } = await read('ref,full_name\np1,Lò,Thị A\n');
    expect(rows[0]?.errors).toEqual([
      {
        line: 2,
        column: 'C',
        value: 'Thị A',
        reason: { key: 'row.too_many_cells', params: { column: 'C', columns: 2 } },
      },
    ]);
  });

  it('lose the mark that neutralises formulas, and only that', async () => {
    const { rows } = await read(`ref,full_name\np1,'=1+1\np2,"''-x"\np3,'quoted'\n`);
    expect(rows.map((row) => row.values?.full_name)).toEqual(['=1+1', "'-x", "'quoted'"]);
  });

  it('carry the faults of spreadsheet cells', async () => {
    const { rows } = await read(
      workbook([
        ['ref', 'full_name'],
        ['p1', '<c t="e"><v>#REF!</v></c>'],
      ]),
    );
    expect(rows[0]?.errors?.map((error) => [error.column, error.reason.key])).toEqual([
      ['full_name', 'row.cell_error'],
    ]);
  });

  it('shorten what they repeat of a long value', async () => {
    const { rows } = await read(`ref,full_name\np1,${'a'.repeat(500)}\n`);
    expect(rows[0]?.errors?.[0]?.value).toBe(`${'a'.repeat(200)}…`);
  });

  it('are not read where a column is missing that must be there', async () => {
    const source = await openTable(files.write('name,birth_date\nA,2015-01-01\n'), 'people.csv');
    expect(() => readRows(source, people)).toThrow(
      expect.objectContaining({
        key: 'file.missing_columns',
        params: { columns: 'ref, full_name', known: 'ref, full_name, birth_date, national_id' },
      }),
    );
    await source.close();
  });
});
