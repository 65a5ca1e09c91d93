import { CourseCompletions } from '../../src/activities/course-completions.js';
import { AutomaticIssuing } from '../../src/certificates/automatic-issuing.js';
import { CertificateRegister, type Registered } from '../../src/certificates/certificate-register.js';
import { sentences } from '../../src/certificates/certificate-sentences.js';
import { CourseEditing } from '../../src/courses/course-editing.js';
import { setClock } from '../../src/config/clock.js';
import { OwnActivities } from '../../src/mine/own-activities.js';
import { paths } from '../../src/web/paths.js';
import { Hall } from './hall.js';

let hall: Hall;
beforeEach(async () => {
  setClock(() => new Date('2025-06-20T03:00:00Z'));
  hall = await Hall.create();
  await hall.field.good('activities', 'code,plan,kind,title,unit\nK,P,course,Khóa học,C');
  await hall.field.good('participations', 'activity,person,group\nK,binh,parent');
  await hall.field.good('completions', 'activity,person,group,date\nK,an,teacher,2025-06-10');
});
afterEach(async () => {
  setClock();
  await hall.close();
});

const id = (table: string, column: string, value: string): Promise<number> => hall.field.id(table, column, value);
const issued = async (): Promise<Registered[]> =>
  hall.field.world.get(CertificateRegister).ofActivity(await id('activities', 'code', 'K'));

describe('the certificate of a course', () => {
  it('goes to who completed it, and says so with the day and no place', async () => {
    expect((await hall.issue('K')).ids).toHaveLength(1);
    const [certificate] = await issued();
    expect(certificate?.printed.facts).toMatchObject({
      ...{ of: 'course', holder: 'Lò Văn An', from: '2025-06-10', to: '2025-06-10', completed_on: '2025-06-10' },
      minutes: null,
    });
    if (!certificate) throw new Error('nothing was issued');
    const { completed, circumstances } = sentences('vi', certificate.printed);
    expect([completed, circumstances]).toEqual(['đã hoàn thành khóa học trực tuyến', 'Ngày 10/06/2025']);
    const page = await hall.field.world.request().get(paths.verification(certificate.code)).expect(200);
    expect(page.text).toContain('Khóa học trực tuyến');
    expect(page.text).not.toContain('Xã C, Xã D');
  });

  it('prints the hours that the author gives, none of its own where none are given, and freezes them', async () => {
    const course = await id('activities', 'code', 'K');
    const takes = (minutes: number | null) =>
      hall.field.world.get(CourseEditing).replaceDraft(course, { sections: [] }, { minutes });
    await takes(150);
    await hall.issue('K');
    await takes(null);
    await hall.field.good('completions', 'activity,person,group,date\nK,binh,parent,2025-06-12');
    await hall.issue('K');
    const [first, second] = await issued();
    expect([first?.printed.facts.minutes, second?.printed.facts.minutes]).toEqual([150, null]);
    if (!first) throw new Error('nothing was issued');
    expect(sentences('vi', first.printed).circumstances).toBe('Thời lượng 2,5 giờ, ngày 10/06/2025');
    const page = await hall.field.world.request().get(paths.verification(first.code)).expect(200);
    expect(page.text).toContain('2,5 giờ');
  });

  it('comes by itself with the completion, where the course says so', async () => {
    await hall.field.world.get(AutomaticIssuing).set('K', true);
    expect(await issued()).toHaveLength(1);
    const course = await id('activities', 'code', 'K');
    await hall.field.world.get(CourseCompletions).complete(course, await id('people', 'ref', 'binh'), '2025-06-19');
    expect((await issued()).map(({ printed }) => printed.facts.holder)).toEqual(['Lò Văn An', 'Mào Thị Bình']);
  });

  it('has pages without sessions: activity, roster, certificates, letters', async () => {
    const read = async (path: string): Promise<string> => (await hall.organizer.get(path).expect(200)).text;
    const show = await read(paths.activity('K'));
    expect(show).not.toContain(paths.activitySessionNew('K'));
    expect(show).not.toContain(paths.activityEdit('K'));
    expect(show).toContain(paths.activityCertificates('K'));
    expect(await read(paths.activityRoster('K'))).toContain('Hoàn thành ngày 10/06/2025');
    expect(await read(paths.activityCertificates('K'))).toContain('Chưa hoàn thành');
    const letters = await read(paths.activityLetters('K'));
    expect(letters).toContain(paths.activityLetter('K', 'certificate'));
    expect(letters).not.toContain(paths.activityLetter('K', 'invitation'));
    expect(letters).not.toContain('reminder_days');
    for (const path of [
      paths.activityEdit('K'),
      paths.activitySessionNew('K'),
      paths.activityLetter('K', 'invitation'),
    ]) {
      await hall.organizer.get(path).expect(404);
    }
  });

  it('is known to the own page by the day of completion', async () => {
    const of = async (ref: string) =>
      (await hall.field.world.get(OwnActivities).of([await id('people', 'ref', ref)]))
        .filter(({ activity }) => activity.kind === 'course')
        .map(({ trained_on, standing }) => [trained_on, standing]);
    expect([await of('an'), await of('binh')]).toEqual([[['2025-06-10', null]], [[null, null]]]);
  });
});
