import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Locale } from '../../src/i18n/locale.js';
import { Field } from '../activities/field.js';
import { axeFindings, overflowAt, Site } from '../support/browser.js';
import type { Member } from '../support/world.js';
import { type CourseParts, packed, smallCourse } from './brought-in.js';

jest.setTimeout(120_000);

let field: Field;
let site: Site;
let trainer: Member;
beforeEach(async () => {
  field = await Field.create();
  trainer = await field.world.member('trainer', field.places.get('C'));
  site = await Site.open(field.world);
});
afterEach(async () => {
  await site.close();
  await field.world.close();
});

async function choose(page: Page, parts: CourseParts): Promise<void> {
  const path = join(field.world.settings.dataDir, 'khoa-hoc.zip');
  writeFileSync(path, packed(parts));
  await page.setInputFiles('#file', path);
  await page.click('.btn-main');
}

async function sound(page: Page, width: number): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflowAt(page, width)).toBe(0);
}

describe('bringing a course in, in a real browser', () => {
  it.each<[Locale, number, boolean]>([
    ['vi', 360, false],
    ['en', 1280, true],
  ])('shows what is wrong, what would be, and what came of it: %s, %d', async (locale, width, dark) => {
    const window = await site.window({ locale, width, dark, cookie: trainer.cookie });
    const page = await window.newPage();
    await page.goto('/courses');
    await page.click('a[href="/courses/new/import"]');
    await choose(page, { ...smallCourse({ yml: { 'minutes: 30': 'minutes: lau' } }), 'media/x.pdf': 'x' });
    expect(await page.locator('#faults + dl dt').allTextContents()).toEqual([expect.stringContaining('course.yml, ')]);
    await sound(page, width);
    await choose(page, smallCourse());
    await sound(page, width);
    await page.click('.btn-main');
    await page.waitForURL('**/courses/KH-1');
    await page.click('a[href="/courses/KH-1/import"]');
    await choose(page, smallCourse({ right: '18', yml: { 'title: Bài một': 'title: Bài đầu' } }));
    await sound(page, width);
    await page.click('.btn-main');
    await page.waitForURL('**/courses/KH-1');
    await page.goto('/courses/KH-1/versions/1');
    await sound(page, width);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href$=".zip"]')]);
    expect(download.suggestedFilename()).toBe('KH-1-1.zip');
    await window.close();
  });
});
