import { readFileSync } from 'node:fs';
import { axeFindings, complaintsOf, Site } from '../support/browser.js';
import { Hall } from './hall.js';

jest.setTimeout(120_000);

const MANY = 210;
let hall: Hall;
let site: Site;

beforeAll(async () => {
  hall = await Hall.create();
  const refs = Array.from({ length: MANY }, (_, number) => `n${number}`);
  const { field } = hall;
  await field.good('people', `ref,full_name,unit\n${refs.map((ref) => `${ref},Lò Thị ${ref},C`).join('\n')}`);
  await field.good('participations', `activity,person,group\n${refs.map((ref) => `T,${ref},parent`).join('\n')}`);
  const marks = refs.flatMap((ref) => [1, 2].map((session) => `T,${session},${ref},present`));
  await field.good('attendance', `activity,session,person,status\n${marks.join('\n')}`);
  await hall.issue();
  site = await Site.open(field.world);
});
afterAll(async () => {
  await site.close();
  await hall.close();
});

describe('a file of many certificates', () => {
  it.each([
    ['text="PDF, xếp theo tên"', 'T.pdf', '/Type /Page\n'],
    ['text="Từng tờ trong một tệp ZIP"', 'T.zip', 'PK\u0003\u0004'],
  ])('shows how far it has come, and is there whole: %s', async (press, name, mark) => {
    const window = await site.window({ locale: 'vi', width: 360, dark: false, cookie: hall.organizer.cookie });
    const page = await window.newPage();
    const complaints = complaintsOf(page);
    await page.goto('/activities/T/certificates');
    const count = MANY + 3;
    // What the page says meanwhile, kept: it is over before anybody can look.
    await page.evaluate(`seen = []; new MutationObserver(() => seen.push(document.querySelector('output').value))
      .observe(document.querySelector('output'), { childList: true })`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(press)]);
    expect(download.suggestedFilename()).toBe(name);
    expect(readFileSync(await download.path(), 'latin1').split(mark)).toHaveLength(count + 1);
    const seen: string[] = await page.evaluate('seen');
    expect(seen[0]).toBe(`0 / ${count}`);
    expect(seen.at(-1)).toBe(`${count} / ${count}`);
    expect(seen.length).toBeGreaterThan(3);
    expect(await page.locator('progress').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await window.close();
  });

  it('says where the connection broke, without fault in the page', async () => {
    const window = await site.window({ locale: 'en', width: 360, dark: true, cookie: hall.organizer.cookie });
    const page = await window.newPage();
    await page.goto('/activities/T/certificates');
    await page.route('**/all.pdf*', (route) => route.abort());
    await page.click('text="PDF by name"');
    await page.locator('text="The connection broke. Press again to download from the start."').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await window.close();
  });
});
