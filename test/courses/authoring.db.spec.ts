import type { Member } from '../support/world.js';
import { Classroom } from './classroom.js';

let room: Classroom;
let author: Member;
let viewer: Member;
let stranger: Member;
beforeAll(async () => {
  room = await Classroom.create();
  const { world, places } = room.field;
  author = await world.member('trainer', places.get('C'));
  viewer = await world.member('viewer', places.get('C'));
  stranger = await world.member('organizer', places.get('A'));
});
afterAll(() => room.field.world.close());

/** The number that the forms of a page carry. */
async function versionOn(path: string): Promise<string> {
  const { text } = await author.get(path).expect(200);
  return /name="version" value="(\d+)"/.exec(text)?.[1] ?? '';
}
const sent = async (path: string, body: object, page = '/courses/K/draft'): Promise<void> => {
  await author.post(path, { version: await versionOn(page), ...body }).expect(303);
};

describe('a new course', () => {
  const body = { title: 'Việc làm an toàn', unit: 'C', language: 'vi', minutes: '45', form_key: 'k'.repeat(24) };

  it('is made once with its activity, however often the form is sent', async () => {
    const both = await Promise.all([author.post('/courses/new', body), author.post('/courses/new', body)]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const [location] = both.map(({ headers }) => String(headers.location));
    expect(location).toMatch(/^\/courses\/KH-\d{4}-001\/draft$/);
    expect(both[1]?.headers.location).toBe(location);
    const { text } = await author.get(location?.replace('/draft', '') ?? '').expect(200);
    expect(text).toContain('Khóa học chưa có bài học nào');
    expect(text).toContain('45 phút');
    expect((await author.get('/courses?state=draft')).text).toContain('Việc làm an toàn');
    await stranger.get(location ?? '').expect(404);
  });

  it('says what is wrong with its form', async () => {
    const { text } = await author.post('/courses/new', { title: '', unit: 'C', language: 'vi' }).expect(422);
    expect(text).toContain('href="#title"');
    await viewer.get('/courses/new').expect(403);
  });
});

describe('what a course is', () => {
  it('is changed with its activity, by one of two who read it', async () => {
    const body = {
      title: 'Khóa học mới',
      unit: 'C',
      language: 'en',
      minutes: '20',
      summary: '**Vì sao**',
      version: '1',
    };
    const both = await Promise.all([author.post('/courses/K/edit', body), author.post('/courses/K/edit', body)]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    const { text } = await viewer.get('/courses/K').expect(200);
    expect(text).toMatch(/<h1>Khóa học mới<\/h1>[^]*<strong>Vì sao<\/strong>[^]*Tiếng Anh[^]*20 phút/);
    expect((await author.get('/courses/K/edit')).text).toContain('value="Xã C (C)"');
    await author.post('/courses/K/edit', { ...body, unit: 'none', version: '2' }).expect(422);
    await viewer.get('/courses/K/edit').expect(403);
    await stranger.post('/courses/K/edit', { ...body, version: '2' }).expect(404);
  });
});

describe('an author', () => {
  it('writes, looks, publishes, changes and discards', async () => {
    await sent('/courses/K/draft/sections', { section_title: 'Nhận biết' });
    await sent('/courses/K/draft/lessons', { title: 'Mở đầu', section: '1', kind: 'text' });
    const lesson = '/courses/K/draft/lessons/mo-dau';
    expect((await author.get('/courses/K')).text).toContain('Bài chưa có nội dung');
    const typed = { title: 'Mở đầu', markdown: '## Vì sao\n\n<script>alert(1)</script>', rule: 'read' };
    const preview = await author
      .post(lesson, { version: await versionOn(lesson), ...typed, act: 'preview' })
      .expect(200);
    expect(preview.text).toMatch(/<h3>Vì sao<\/h3>\s*<p>&lt;script&gt;/);
    expect((await author.get('/courses/K')).text).toContain('Bài chưa có nội dung');
    await sent(lesson, { ...typed, act: 'save' }, lesson);
    await sent('/courses/K/draft/publication', { note: 'Bản đầu' }, '/courses/K');
    expect((await viewer.get('/courses/K/versions/1')).text).toMatch(/Mở đầu[^]*đọc đến hết/);
    expect((await viewer.get('/courses/K/versions/1/lessons/mo-dau')).text).toContain('<h3>Vì sao</h3>');
    await author.post('/courses/K/draft').expect(303);
    await sent('/courses/K/draft/lessons', { title: 'Trang web', section: '1', kind: 'link' });
    await sent('/courses/K/draft/lessons/trang-web/move', { act: 'up' });
    expect(await room.shown()).toEqual(['2 draft Nhận biết: trang-web mo-dau', '1 published Nhận biết: mo-dau']);
    expect((await author.get('/courses/K/draft/removal')).text).toContain('Thêm: Trang web');
    expect((await author.get('/courses/K/versions/2')).text).toContain('Khác phiên bản 1');
    await sent('/courses/K/draft/removal', {}, '/courses/K/draft/removal');
    expect(await room.shown()).toEqual(['1 published Nhận biết: mo-dau']);
    const activity = await author.get('/activities/K').expect(200);
    expect(activity.text).toMatch(/Đang dùng phiên bản 1\.[^]*href="\/courses\/K"[^]*Công bố phiên bản khóa học/);
  });

  it('who read an older draft is told, and nothing is lost', async () => {
    await author.post('/courses/K/draft').expect(303);
    const version = await versionOn('/courses/K/draft');
    await author.post('/courses/K/draft/sections', { version, section_title: 'Một' }).expect(303);
    await author.post('/courses/K/draft/sections', { version, section_title: 'Hai' }).expect(409);
    expect((await room.shown())[0]).toBe('2 draft Nhận biết: mo-dau | Một:');
  });

  it('keeps what was typed where somebody was quicker, and may save it all the same', async () => {
    const lesson = '/courses/K/draft/lessons/mo-dau';
    const version = await versionOn(lesson);
    await sent('/courses/K/draft/sections/2', { act: 'rename', title_2: 'Hai' });
    const typed = { title: 'Mở đầu', markdown: 'Viết cả giờ', rule: 'read', act: 'save' };
    const { text } = await author.post(lesson, { version, ...typed }).expect(409);
    expect(text).toMatch(/Người khác vừa sửa bản nháp này[^]*Viết cả giờ/);
    const again = /name="version" value="(\d+)"/.exec(text)?.[1];
    await author.post(lesson, { version: again, ...typed }).expect(303);
    expect((await room.store.lesson(room.id, 2, 'mo-dau')).lesson.body).toEqual({
      kind: 'text',
      markdown: 'Viết cả giờ',
    });
    await sent('/courses/K/draft/sections/2', { act: 'rename', title_2: 'Một' });
  });

  it('keeps a section with lessons, and renames it', async () => {
    const { text } = await author
      .post('/courses/K/draft/sections/1', { version: await versionOn('/courses/K/draft'), act: 'remove' })
      .expect(422);
    expect(text).toContain('Phần này còn 1 bài học');
    await sent('/courses/K/draft/sections/1', { act: 'rename', title_1: 'Tên mới' });
    expect((await room.shown())[0]).toBe('2 draft Tên mới: mo-dau | Một:');
  });

  it('is refused an address that is none', async () => {
    await sent('/courses/K/draft/lessons', { title: 'Trang', section: '2', kind: 'link' });
    const lesson = '/courses/K/draft/lessons/trang';
    const body = { version: await versionOn(lesson), title: 'Trang', url: 'javascript:alert(1)', rule: 'opened' };
    const { text } = await author.post(lesson, { ...body, act: 'save' }).expect(422);
    expect(text).toContain('href="#url"');
  });
});

describe('others', () => {
  it('read where they see the course, and change nothing', async () => {
    await viewer.get('/courses/K').expect(200);
    await viewer.get('/courses/K/draft').expect(403);
    await viewer.post('/courses/K/draft').expect(403);
    await stranger.get('/courses/K').expect(404);
    await stranger.post('/courses/K/draft/sections', { version: '1', section_title: 'x' }).expect(404);
    expect((await stranger.get('/courses')).text).toContain('Chưa có khóa học nào');
    await author.get('/courses/K/versions/9').expect(404);
    await author.get('/courses/K/versions/1/lessons/none').expect(404);
  });
});
