import { resolve } from 'node:path';
import { ViewEngine } from '../../src/web/view-engine.js';

const views = new ViewEngine(resolve('views'));

/** The summary above a form with faults. */
function summary(errors: { field?: string; text: string }[]): string {
  const html = views.render(
    'territory/baseline-form',
    { title: 'Mẫu số', typed: {}, groups: [] },
    { locale: 'vi', errors, assets: {} },
    'layout',
  );
  return html.slice(html.indexOf('<ul>'), html.indexOf('</ul>'));
}

describe('the summary of faults', () => {
  it('says of which field each is, by the words on the page', () => {
    const found = summary([
      { field: 'year', text: 'Không được để trống' },
      { field: 'source', text: 'Không được để trống' },
    ]);
    expect(found).toContain('<li>Năm: <a href="#year">Không được để trống</a></li>');
    expect(found).toContain('<li>Nguồn: <a href="#source">Không được để trống</a></li>');
  });

  it('has the order of the fields on the page, whatever was found first', () => {
    const found = summary([
      { field: 'source', text: 'Thiếu nguồn' },
      { text: 'Đã có người sửa' },
      { field: 'year', text: 'Thiếu năm' },
    ]);
    const places = ['Đã có người sửa', 'Thiếu năm', 'Thiếu nguồn'].map((text) => found.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('says in which of several parts a field stands', () => {
    const html = views.render(
      'planning/activity-form',
      { heading: 'Mở lớp', values: {}, sessions: [{ id: 's1', number: 1 }, { id: 's2', number: 2 }] }, // prettier-ignore
      { locale: 'vi', errors: [{ field: 's2_date', text: 'Không có ngày này' }], assets: {} },
      'layout',
    );
    expect(html).toContain('<li>Buổi 2, Ngày: <a href="#s2_date">Không có ngày này</a></li>');
  });

  it('stands as it is where the page has no such field', () => {
    expect(summary([{ field: 'el(se', text: 'Sai' }, { text: 'Đã có người sửa' }])).toContain(
      '<li>Đã có người sửa</li>',
    );
  });
});
