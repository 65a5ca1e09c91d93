import sharp from 'sharp';
import type { Test } from 'supertest';
import { CertificateDesigns } from '#src/certificates/certificate-designs.js';
import { CertificateImages } from '#src/certificates/certificate-images.js';
import { FileSweep } from '#src/files/file-sweep.js';
import { Field } from '../activities/field.js';
import { coloured } from '../support/pictures.js';
import type { Member } from '../support/world.js';

let field: Field;
let organizer: Member;
const PLAN = '/plans/P/certificates/design';
const ACTIVITY = '/activities/T/certificates/design';
const FILLED = {
  ...{ design: 'frame', wording: 'both', body_above: '', body: 'PHÒNG LAO ĐỘNG', body_en: 'Labour Office' },
  ...{
    place_of_issue: 'Tam Đường',
    signatory_title: 'TRƯỞNG PHÒNG',
    signatory_title_en: '',
    signatory_name: 'Bùi Thu Huyền',
  },
};

beforeAll(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,');
  organizer = await field.world.member('organizer', field.places.get('D'));
});
afterAll(() => field.world.close());

async function holding(): Promise<Awaited<ReturnType<CertificateDesigns['forActivity']>>> {
  const row = await field.world.database.row<{ id: number }>("SELECT id FROM activities WHERE code = 'T'");
  return field.world.get(CertificateDesigns).forActivity(row?.id ?? 0);
}

function bring(which: string, bytes: Buffer, name: string): Test {
  const request = field.world.request().post(`${PLAN}/pictures/${which}`).set('Cookie', organizer.cookie);
  return request.field('_csrf', organizer.csrf).attach('file', bytes, name);
}

describe('the design of certificates', () => {
  it('begins with what the plan says, holds for its activities, and an activity may have its own', async () => {
    expect(await holding()).toMatchObject({
      style: { design: 'ripples', wording: 'vi' },
      serial_pattern: 'P-{year}-{number:5}',
    });
    await organizer.post(PLAN, { ...FILLED, version: '0', serial_pattern: 'TD-{year}-{number:4}' }).expect(303);
    const ofPlan = await holding();
    expect(ofPlan).toMatchObject({
      style: { design: 'frame', body: 'PHÒNG LAO ĐỘNG' },
      serial_pattern: 'TD-{year}-{number:4}',
    });
    await organizer.post(ACTIVITY, { ...FILLED, version: '0', design: 'plain', validity_months: '24' }).expect(303);
    expect(await holding()).toMatchObject({
      ...{ style: { design: 'plain' }, validity_months: 24, serial_pattern: 'TD-{year}-{number:4}' },
    });
    await organizer.post(`${ACTIVITY}/removal`).expect(303);
    expect(await holding()).toEqual(ofPlan);
  });

  it('refuses what is missing or wrong and keeps what was typed; a change beside another one is told', async () => {
    const { text } = await organizer
      .post(PLAN, { ...FILLED, version: '1', body: '', serial_pattern: 'TD-{year}' })
      .expect(422);
    expect(text).toContain('id="body-error"');
    expect(text).toContain('id="serial_pattern-error"');
    expect(text).toContain('value="TD-{year}"');
    await organizer.post(PLAN, { ...FILLED, version: '0' }).expect(409);
  });

  it('shows an example with what was typed, and saves nothing', async () => {
    const before = await holding();
    const body = { ...FILLED, version: '1', act: 'preview', design: 'plain', body: 'MỘT CƠ QUAN KHÁC', long: '1' };
    const { text } = await organizer.post(PLAN, body).expect(200);
    const svg = Buffer.from(/data:image\/svg\+xml;base64,([^"]+)/.exec(text)?.[1] ?? '', 'base64').toString();
    expect(svg).toContain('MỘT CƠ QUAN KHÁC');
    expect(svg).toContain('Nguyễn Phúc Công');
    expect(text).toContain('value="MỘT CƠ QUAN KHÁC"');
    expect(await holding()).toEqual(before);
  });

  it('keeps pictures drawn anew, for good, and shows them to whoever may design', async () => {
    await bring('seal', await coloured(1500, 900, 'webp'), 'dau.webp').expect(303);
    const hash = (await holding()).style.seal ?? '';
    const { format, width, height } = await sharp(await field.world.get(CertificateImages).bytes(hash)).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 1200, height: 720 });
    await organizer.get(`${PLAN}/pictures/seal`).expect(200).expect('Content-Type', 'image/png');
    await organizer.post(`${PLAN}/pictures/seal/removal`).expect(303);
    expect((await holding()).style.seal).toBeNull();
    await organizer.get(`${PLAN}/pictures/seal`).expect(404);
    await field.world.get(FileSweep).sweep();
    expect((await field.world.get(CertificateImages).bytes(hash)).length).toBeGreaterThan(0);
  });

  it('refuses what is no picture, is broken, or unpacks to too much, with a sentence', async () => {
    const png = await coloured(600, 400, 'png');
    const huge = await sharp({ create: { width: 6000, height: 5000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const bad: [Buffer, string][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'a.png'],
      [Buffer.from('<!doctype html><p>a</p>'), 'a.jpg'],
      [png.subarray(0, png.length - 60), 'cut.png'],
      [huge, 'bomb.png'],
    ];
    for (const [bytes, name] of bad) {
      const { text } = await bring('logo', bytes, name).expect(422);
      expect(text).toContain('id="logo-error"');
    }
    await bring('portrait', png, 'a.png').expect(404);
    expect((await holding()).style.logo).toBeNull();
  });

  it('is for organizers of the territory', async () => {
    const trainer = await field.world.member('trainer', field.places.get('D'));
    await trainer.get(PLAN).expect(403);
    const ofCommune = await field.world.member('organizer', field.places.get('C'));
    await ofCommune.get(PLAN).expect(403);
    await ofCommune.post(PLAN, { ...FILLED, version: '1' }).expect(403);
    await ofCommune.get(ACTIVITY).expect(200);
    const elsewhere = await field.world.member('organizer', field.places.get('A'));
    await elsewhere.get(ACTIVITY).expect(404);
  });
});
