import { FaultList } from '../../src/commands/fault-list.js';
import { rowError } from '../../src/interchange/row-error.js';

const fault = (line: number) => rowError(line, 'birth_date', `31/02/${line}`, { key: 'row.no_such_day', params: {} });
const some = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => fault(from + at));

describe('the faults of a file', () => {
  it('come out as they went in, however many', () => {
    const list = new FaultList();
    list.add(some(0, 1999));
    list.add(some(1999, 2001));
    list.add(some(2001, 6500));
    expect([...list]).toEqual(some(0, 6500));
    expect([...list]).toHaveLength(6500);
  });

  it('are forgotten when the reading begins again', () => {
    const list = new FaultList();
    list.add(some(0, 2500));
    list.clear();
    list.add(some(7, 9));
    expect([...list]).toEqual(some(7, 9));
  });
});
