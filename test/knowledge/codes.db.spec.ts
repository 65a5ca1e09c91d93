import { KnowledgeCodes } from '../../src/knowledge/knowledge-codes.js';
import { TestClass } from './class.js';

let lesson: TestClass;

beforeAll(async () => {
  lesson = await TestClass.create('n1,Lò Văn An,A,1980\nn2,Lò Thị Bình,A,1981\nn3,Mào Văn Ba,B,1980', [
    'n1,teacher',
    'n2,teacher',
  ]);
  await lesson.set();
});
afterAll(() => lesson.close());

async function codeOf(ref: string): Promise<string | undefined> {
  const activity = await lesson.field.id('activities', 'code', 'T');
  return (await lesson.world.get(KnowledgeCodes).of(activity)).get(await lesson.id(ref))?.code;
}

describe('the personal codes of a roster', () => {
  it('are made by printing, of one person alone where that is asked', async () => {
    const n1 = await lesson.id('n1');
    const { text } = await lesson.trainer.get('/knowledge/T/codes').expect(200);
    expect(text).toContain('Lò Văn An');
    expect(text).not.toContain('/replacement');
    expect(text).toMatch(new RegExp(`/sheets\\.pdf\\?moment[^"]+person[^"]+\\b${n1}"`));
    await lesson.trainer.get(`/knowledge/T/sheets.pdf?moment=before&person=${n1}`).expect(200);
    expect(await codeOf('n1')).toBeDefined();
    expect(await codeOf('n2')).toBeUndefined();
    for (const person of [await lesson.id('n3'), '0', 'x']) {
      await lesson.trainer.get(`/knowledge/T/sheets.pdf?moment=before&person=${person}`).expect(404);
    }
  });

  it('are replaced: the old one opens nothing, and what stands on the page is no code', async () => {
    await lesson.trainer.post('/knowledge/T/opening', { moment: 'before', state: 'open' }).expect(303);
    const old = (await codeOf('n1')) ?? '';
    await lesson.world.request().get(`/k/${old}`).expect(200);
    const n1 = await lesson.id('n1');
    await lesson.trainer.post(`/knowledge/T/codes/${n1}/replacement`).expect(303);
    const fresh = (await codeOf('n1')) ?? '';
    expect(fresh).not.toBe(old);
    await lesson.world.request().get(`/k/${old}`).expect(404);
    await lesson.world.request().get(`/k/${fresh}`).expect(200);
    const { text } = await lesson.trainer.get('/knowledge/T/codes').expect(200);
    expect(text).not.toContain(fresh);
    const events = await lesson.world.database.rows<{ detail: string }>(
      "SELECT detail FROM events WHERE kind = 'knowledge.code_replaced'",
    );
    expect(events.map(({ detail }) => JSON.parse(detail) as object)).toEqual([{ activity: 'T', person: n1 }]);
    await lesson.trainer.post(`/knowledge/T/codes/${await lesson.id('n3')}/replacement`).expect(404);
    await lesson.viewer.get('/knowledge/T/codes').expect(403);
  });
});
