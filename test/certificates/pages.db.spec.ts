import { CertificateActs } from '../../src/certificates/certificate-acts.js';
import { spaced } from '../../src/certificates/certificate-code.js';
import { setClock } from '../../src/config/clock.js';
import { Hall } from './hall.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const PAGE = '/activities/T/certificates';

describe('the certificates of a training', () => {
  it('are shown before they are issued: who gets one, who not yet and why', async () => {
    const { text } = await hall.organizer.get(PAGE).expect(200);
    expect(text).toContain('3 người đủ điều kiện và chưa được cấp, 0 người đã được cấp, 1 người chưa đủ điều kiện.');
    expect(text).toContain('Cấp 3 giấy chứng nhận');
    expect(text).toContain('Chưa chọn mẫu và người ký');
    expect(text).toContain('1 buổi, cần 2');
    expect(await hall.count('certificates')).toBe(0);
    const narrowed = await hall.organizer.get(`${PAGE}?claim=no_longer`).expect(200);
    expect(narrowed.text).toContain('Vàng A Dũng');
    expect(narrowed.text).not.toContain('Lò Văn An');
  });

  it('are issued by one press, and not again by a second', async () => {
    await hall.organizer.post(PAGE).expect(303).expect('Location', PAGE);
    const first = await hall.organizer.get(PAGE).expect(200);
    expect(first.text).toContain('Đã cấp 3 giấy chứng nhận.');
    expect(first.text).toContain('P-2025-00001');
    await hall.organizer.post(PAGE).expect(303);
    expect((await hall.organizer.get(PAGE)).text).toContain('Không có ai cần cấp thêm.');
    expect(await hall.count('certificates')).toBe(3);
  });

  it('say of whom attendance was taken back that they do not qualify any more', async () => {
    await hall.issue();
    await hall.field.good('attendance', 'activity,session,person,status\nT,2,an,absent');
    const { text } = await hall.organizer.get(PAGE);
    expect(text).toContain('theo điểm danh hiện nay thì chưa đủ điều kiện');
    expect(text).toContain('1 giấy còn hiệu lực nhưng người có tên không có trong danh sách hoặc chưa đủ điều kiện');
  });

  it('are revoked together where they are not earned any more: first who, then one press, by who may', async () => {
    await hall.issue();
    const preview = `${PAGE}?claim=unearned`;
    expect((await hall.organizer.get(preview)).text).not.toContain('Thu hồi');
    await hall.field.good('attendance', 'activity,session,person,status\nT,2,an,absent');
    // Beside the rules: what is derived is not compared at the end.
    hall.field.world.isRecorded = false;
    await hall.field.world.database.transaction(() =>
      hall.field.world.database.execute(
        "DELETE FROM participations WHERE person_id = (SELECT id FROM people WHERE ref = 'binh')",
      ),
    );
    const { text } = await hall.organizer.get(preview).expect(200);
    expect(text).toContain('Thu hồi 2 giấy này');
    for (const name of ['Lò Văn An', 'Mào Thị Bình']) expect(text).toContain(name);
    expect(text).not.toContain('Sùng Thị Cúc');
    expect((await hall.trainer.get(preview)).text).not.toContain('Thu hồi 2 giấy này');
    await hall.trainer.post(`${PAGE}/unearned`).expect(403);
    expect((await hall.register()).filter(({ ending }) => ending)).toEqual([]);
    await Promise.all([1, 2].map(() => hall.organizer.post(`${PAGE}/unearned`).expect(303)));
    expect((await hall.register()).map(({ state, ending }) => [state, ending?.reason])).toEqual([
      ['revoked', 'not_reached'],
      ['revoked', 'not_reached'],
      ['valid', undefined],
    ]);
    expect((await hall.organizer.get(PAGE)).text).not.toContain('giấy còn hiệu lực nhưng');
  });

  it('name a child to who may see the name, and else give the initials', async () => {
    await hall.issue();
    expect((await hall.organizer.get(PAGE)).text).toContain('Sùng Thị Cúc');
    const trainer = await hall.trainer.get(PAGE).expect(200);
    expect(trainer.text).toContain('S. T. C.');
    expect(trainer.text).not.toContain('Sùng Thị Cúc');
    const { id } = await hall.of('cuc');
    const page = await hall.trainer.get(`/certificates/${id}`).expect(200);
    expect(page.text).toContain('Giấy của trẻ em chưa có đồng ý nêu tên');
    expect(page.text).not.toContain('Sùng');
    expect((await hall.trainer.get('/certificates?q=cuc')).text).toContain('Không có giấy nào như vậy');
    expect((await hall.organizer.get('/certificates?q=cuc')).text).toContain('Sùng Thị Cúc');
  });

  it('are none of a campaign', async () => {
    await hall.organizer.get('/activities/V/certificates').expect(404);
    await hall.organizer.post('/activities/V/certificates').expect(303);
    expect(await hall.count('certificates')).toBe(0);
  });

  it('are issued by themselves where the training says so', async () => {
    await hall.organizer.post(`${PAGE}/automatic`, { automatic: 'on' }).expect(303);
    expect(await hall.count('certificates')).toBe(3);
    expect((await hall.organizer.get(PAGE)).text).toContain('Thôi cấp tự động');
    await hall.organizer.post(`${PAGE}/automatic`, { automatic: 'off' }).expect(303);
    expect(await hall.count('automatic_issues')).toBe(0);
  });
});

describe('one certificate', () => {
  beforeEach(() => hall.issue());

  it('tells what was printed, and leads to its paper and its check page', async () => {
    const { id, code } = await hall.of('an');
    const { text } = await hall.organizer.get(`/certificates/${id}`).expect(200);
    for (const said of ['Lò Văn An', '05/03/2025, 2/2 buổi', '7 giờ', 'Xã C, Xã D', spaced(code)]) {
      expect(text).toContain(said);
    }
    expect(text).toContain(`/certificates/${id}/certificate.pdf`);
    expect(text).toContain(`/verify/${spaced(code)}`);
  });

  it('is replaced by a form that keeps what was typed where it is refused', async () => {
    const { id } = await hall.of('an');
    const path = `/certificates/${id}/replacement`;
    expect((await hall.trainer.get(path).expect(200)).text).toContain('Cấp giấy thay cho số P-2025-00001');
    const refused = await hall.trainer.post(path, { note: 'Sai dấu' }).expect(422);
    expect(refused.text).toContain('Sai dấu');
    await hall.trainer.post(path, { reason: 'name' }).expect(303).expect('Location', `/certificates/${id}`);
    expect((await hall.trainer.get(`/certificates/${id}`)).text).toContain('Giấy mới sẽ giống hệt giấy cũ');
    await hall.field.good('people', 'ref,full_name,unit\nan,Lò Văn Ân,C');
    await hall.trainer.post(path, { reason: 'name', note: 'Sai dấu' }).expect(303);
    const fresh = await hall.of('an');
    const old = await hall.trainer.get(`/certificates/${id}`).expect(200);
    for (const said of ['Đã được thay', 'sửa tên', fresh.serial, 'Sai dấu', 'Lò Văn An'])
      expect(old.text).toContain(said);
    await hall.trainer.post(path, { reason: 'name' }).expect(303);
    expect(await hall.count('certificates')).toBe(4);
  });

  it('is revoked by who may, with a reason', async () => {
    const { id } = await hall.of('binh');
    const path = `/certificates/${id}/revocation`;
    await hall.trainer.get(path).expect(403);
    await hall.trainer.post(path, { reason: 'error' }).expect(403);
    await hall.organizer.post(path, {}).expect(422);
    await hall.organizer.post(path, { reason: 'not_there' }).expect(303);
    expect((await hall.organizer.get(`/certificates/${id}`)).text).toContain('Đã bị thu hồi');
    await hall.organizer.post(path, { reason: 'error' }).expect(303);
    expect((await hall.of('binh')).ending?.reason).toBe('not_there');
  });

  it('does not exist for another territory', async () => {
    const { id } = await hall.of('an');
    const foreign = await hall.field.world.member('organizer', hall.field.places.get('N'));
    await foreign.get(`/certificates/${id}`).expect(404);
    await foreign.post(`/certificates/${id}/revocation`, { reason: 'error' }).expect(404);
    await foreign.get(PAGE).expect(404);
    expect((await foreign.get('/certificates').expect(200)).text).toContain('Chưa cấp giấy chứng nhận nào');
    expect((await hall.of('an')).state).toBe('valid');
  });
});

describe('the list of certificates', () => {
  it('is found in by name, number and state', async () => {
    await hall.issue();
    await hall.field.world.get(CertificateActs).revoke((await hall.of('binh')).id, { reason: 'error', note: null });
    const found = async (query: string): Promise<string[]> => {
      const { text } = await hall.organizer.get(`/certificates?${query}`).expect(200);
      return ['Lò Văn An', 'Mào Thị Bình', 'Sùng Thị Cúc'].filter((name) => text.includes(name));
    };
    expect(await found('')).toHaveLength(3);
    expect(await found('q=binh+mao')).toEqual(['Mào Thị Bình']);
    expect(await found('q=p-2025-00003')).toEqual(['Sùng Thị Cúc']);
    expect(await found('state=revoked')).toEqual(['Mào Thị Bình']);
    expect(await found('state=valid')).toEqual(['Lò Văn An', 'Sùng Thị Cúc']);
    expect(await found(`person=${await hall.field.id('people', 'ref', 'an')}`)).toEqual(['Lò Văn An']);
  });
});
