import type { Response } from 'supertest';
import { type DeclaredRoute, OpenApi } from '../../src/web/api/openapi.js';
import { may, type Permission, ROLES } from '../../src/web/permissions.js';
import { COMMUNES, namesOf, type Territory } from '../support/communes.js';
import { Story } from '../support/story.js';
import { undoEverything } from '../support/undone.js';
import { SENT_EMPTY } from './rights/bodies.js';
import { aboutOf, ask, type Caller, callerOf, type Door, isApi, isUnsafe, nameOf } from './rights/callers.js';
import { BROWSER_ONLY, TABLE, TERRITORIES } from './rights/table.js';

const DOORS: readonly Door[] = ['session', 'token'];
/** What only those do with a plan in whose territory it lies whole. */
const ofItsOwnPlans = (permission: string): boolean => ['plan.write', 'certificate.design'].includes(permission);

type Outcome = 'in' | number;
type Subject = Territory | 'district';

/** Names of the routes with which somebody got what they wanted. */
const succeeded = new Set<string>();
let story: Story;
let routes: DeclaredRoute[];
let callers: Map<string, Caller>;
const callerFor = (name: string): Caller => {
  const caller = callers.get(name);
  if (!caller) throw new Error(`there is no ${name}`);
  return caller;
};

/** Those who try: each role in the commune and everywhere, and one whose rights were given for the commune that ended. */
const CAST = [...ROLES.flatMap((role) => [`${role} of Bản Bo`, `${role} everywhere`]), 'organizer of Nà Tăm'];

beforeAll(async () => {
  story = await Story.create();
  const places: Record<string, number> = { 'Bản Bo': story.records.own.place, 'Nà Tăm': story.records.former.place };
  callers = new Map();
  for (const name of CAST) {
    const role = ROLES.find((each) => name.startsWith(each)) ?? 'viewer';
    callers.set(name, await callerOf(story, role, places[name.replace(/^\w+ of /, '')] ?? null));
  }
  const district = await story.place('106', '2025-06-30');
  callers.set('organizer of Tam Đường', await callerOf(story, 'organizer', district));
  // What removes a file from the disk comes after what reads it: only rows are taken back.
  routes = story.world
    .get(OpenApi)
    .routes()
    .sort((a, b) => Number(isUnsafe(a)) - Number(isUnsafe(b)));
  undoEverything(story.world.database);
});
afterAll(() => story.world.close());

/** What should come of it: the permission first, then the territory of the record. */
function expected(route: DeclaredRoute, caller: Caller, record: Subject, door: Door): Outcome {
  const { access } = route;
  if (access?.kind === 'public') return 'in';
  if (access?.kind !== 'can' || !may(caller.role, access.permission)) return 403;
  if (BROWSER_ONLY.has(nameOf(route)) && door === 'token') return 403;
  return ofRecord(route, caller, record, access.permission);
}

function ofRecord(route: DeclaredRoute, caller: Caller, record: Subject, permission: Permission): Outcome {
  const { of } = TABLE[route.path] ?? { of: 'all' };
  if (record === 'foreign' && of === 'author') return caller.role === 'administrator' ? 'in' : 404;
  if (record === 'foreign' && (of === 'owner' || (caller.local && of !== 'all'))) return 404;
  if (record === 'district' && caller.local && ofItsOwnPlans(permission)) return 403;
  return 'in';
}

/** In: shown, moved on, or refused for what was sent and for nothing else. */
function outcomeOf(route: DeclaredRoute, { status }: Response): Outcome {
  // A link to a new password, a code on a wall, or a ticket to a package, that is none is not found, whoever follows it; nor is
  // a picture that no question of theirs shows, or the state of a lesson that is no package.
  const without =
    /^\/(password\/reset|check-in\/.*|content\/\{.*|(k|learning)\/.*\/pictures\/.*|learning\/.*\/package)$/;
  if (without.test(route.path) && status === 404) return 'in';
  if (status === 403 || status === 404) return status;
  return status < 400 || (isUnsafe(route) && [400, 409, 422].includes(status)) ? 'in' : status;
}

/** Which records a caller tries a route with. */
function recordsFor(route: DeclaredRoute, { local }: Caller): Subject[] {
  const of = TABLE[route.path]?.of;
  if (of === 'all') return ['own'];
  if (of === 'owner' || of === 'author') return ['own', 'foreign'];
  const records: Subject[] = local ? [...TERRITORIES] : ['foreign'];
  return of === 'plan' ? [...records, 'district'] : records;
}

/** Everything that somebody meets: every route, every record, both doors. */
async function walk(caller: Caller, see: (answer: Response, what: string) => void): Promise<string[]> {
  const wrong: string[] = [];
  const other = callerFor(caller.role === 'administrator' ? 'organizer everywhere' : 'administrator everywhere');
  for (const route of routes) {
    for (const record of recordsFor(route, caller)) {
      const about = aboutOf(story, record, caller, other);
      for (const door of DOORS) {
        const answer = await ask(story, route, about, caller, door);
        const [got, wanted] = [outcomeOf(route, answer), expected(route, caller, record, door)];
        const what = `${nameOf(route)} ${record} ${door}`;
        if (got !== wanted) wrong.push(`${what}: ${answer.status}, not ${wanted}`);
        see(answer, what);
      }
    }
  }
  return wrong;
}

/** Words that must not be in what somebody reads: those of a foreign territory, and names that the role may not see. */
function kept({ role, local }: Caller): string[] {
  const foreign = local ? namesOf('foreign') : [];
  const communes = Object.values(COMMUNES);
  const people = role === 'viewer' ? communes.flatMap(({ person, twin, child }) => [person, twin, child]) : [];
  const children = role === 'trainer' ? communes.map(({ child }) => child) : [];
  return [...foreign, ...people, ...children];
}

/** Words that must be in something of what somebody reads. */
function open(caller: Caller): string[] {
  const territories = caller.local ? (['own', 'former'] as const) : TERRITORIES;
  const hidden = kept(caller);
  return territories.flatMap(namesOf).filter((name) => !hidden.includes(name));
}

describe('the table of rights', () => {
  it('knows every route of the application, and no other', () => {
    expect(routes.length).toBeGreaterThan(140);
    const paths = new Set(routes.map(({ path }) => path));
    expect([...paths].filter((path) => !TABLE[path])).toEqual([]);
    expect(Object.keys(TABLE).filter((path) => !paths.has(path))).toEqual([]);
    const names = new Set(routes.map(nameOf));
    expect([...BROWSER_ONLY].filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(CAST)(
    'holds for the %s, by session and by token, and nothing is read that is not theirs',
    async (name) => {
      const caller = callerFor(name);
      const names = kept(caller);
      const leaks: string[] = [];
      const read = new Set<string>();
      const wrong = await walk(caller, ({ text = '', status }, what) => {
        if (status < 400) succeeded.add(what.replace(/ \w+ \w+$/, ''));
        // Whoever has somebody's own link, code or cookie, or that on their certificate, reads whose it is, and nobody else's name.
        const whose = / \/(mine|verify|k|learning)[ /]/.test(what) ? COMMUNES.own.person : '';
        const told = names.filter((each) => each !== whose && text.includes(each));
        leaks.push(...told.map((each) => `${what}: ${each}`));
        for (const each of open(caller)) if (text.includes(each)) read.add(each);
      });
      expect({ wrong, leaks }).toEqual({ wrong: [], leaks: [] });
      // And what is theirs is there: a page that shows nothing leaks nothing.
      expect(open(caller).filter((each) => !read.has(each))).toEqual([]);
    },
    120_000,
  );

  it('lets somebody do everything that is not sent empty here', () => {
    const never = routes.filter(isUnsafe).map(nameOf).filter((name) => !succeeded.has(name)); // prettier-ignore
    expect(never.sort()).toEqual([...SENT_EMPTY].sort());
  });

  it('sends nobody in, except where it is open to all', async () => {
    const wrong: string[] = [];
    const someone = callerFor('administrator everywhere');
    for (const route of routes) {
      const about = aboutOf(story, 'own', someone, someone);
      const { status, headers } = await ask(story, route, about, { member: NOBODY }, 'session');
      const door = `${headers.location ?? ''}`.startsWith('/sign-in');
      const kept = isApi(route) ? status === 401 : status === 303 && door;
      const open = route.access?.kind === 'public';
      if (kept === open && !(open && door)) wrong.push(`${nameOf(route)}: ${status} ${headers.location ?? ''}`);
    }
    expect(wrong).toEqual([]);
  });

  it('refuses a token that is none, also where the page is open to all', async () => {
    for (const path of ['/api/v1/people', '/people', '/healthz', '/api/v1/openapi.json']) {
      const answer = await story.world.request().get(path).set('Authorization', 'Bearer lt_none');
      expect([path, answer.status]).toEqual([path, path === '/healthz' ? 200 : path.startsWith('/api') ? 401 : 303]);
    }
  });

  it('lets no session change anything without its token', async () => {
    const caller = callerFor('administrator everywhere');
    const about = aboutOf(story, 'own', caller, caller);
    const changing = routes.filter((route) => isUnsafe(route) && route.access?.kind !== 'half');
    expect(changing.length).toBeGreaterThan(60);
    const wrong: string[] = [];
    for (const route of changing) {
      const { status } = await ask(story, route, about, caller, 'session', false);
      // The file of a form is read before its token can be (upload.ts): here there is none.
      if (status !== 403) wrong.push(`${nameOf(route)}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('lets no form with a file in without its token', async () => {
    const { member } = callerFor('organizer of Bản Bo');
    const send = (token: string) =>
      story.world.request().post('/imports').set('Cookie', member.cookie).field('_csrf', token).field('kind', 'people')
        .attach('file', Buffer.from('ref,full_name,unit\n'), 'people.csv'); // prettier-ignore
    await send('none').expect(403);
    await send(member.csrf).expect(303);
  });
});

describe('what is asked for by name', () => {
  const readers = CAST.filter((name) => !name.endsWith('everywhere'));

  it.each(readers)('is not found abroad by the %s', async (name) => {
    const { member, role } = callerFor(name);
    const { unit, activity, place } = story.records.foreign;
    const lists = ['/people', '/people/list.csv', '/organisations', '/organisations/list.csv', '/activities'];
    const figures = ['/plans/TD-CLD-2021', '/plans/TD-CLD-2021/matrix', '/plans/TD-CLD-2021/indicators/2.1'];
    const asked = [
      ...[...lists, '/activities/list.csv', ...figures, '/territory/baselines'].map((path) => `${path}?unit=${unit}`),
      ...['people', 'organisations', 'activities', 'baselines', 'units'].map((each) => `/api/v1/${each}?unit=${unit}`),
      `/api/v1/plans/TD-CLD-2021/coverage?unit=${unit}`,
      ...['sessions', 'participations', 'attendance', 'headcounts'].map(
        (each) => `/api/v1/${each}?activity=${activity}`,
      ),
      `/territory/baselines/new?unit=${unit}&group=teacher&year=2026`,
      `/territory/places/${place}?as_of=2025-01-01`,
      `/plans/TD-CLD-2021/indicators/2.1?reason=too_few_sessions`,
    ];
    const leaks: string[] = [];
    for (const path of asked) {
      const { text, status } = await member.get(path);
      if (status >= 500) leaks.push(`${path}: ${status}`);
      leaks.push(
        ...namesOf('foreign')
          .filter((each) => text.includes(each))
          .map((each) => `${path}: ${each}`),
      );
    }
    expect({ role, leaks }).toEqual({ role, leaks: [] });
  });

  it.each(readers.filter((name) => !name.startsWith('viewer')))('is not changed abroad by the %s', async (name) => {
    const { member, role } = callerFor(name);
    const { unit, activity, course, person, organisation } = story.records.foreign;
    const posts: Record<string, object> = {
      people: { ref: person, full_name: 'Đổi Tên', unit: '03424' },
      organisations: { ref: organisation, name: 'Đổi Tên', group: 'cooperative', unit: '03424' },
      activities: { code: activity, plan: 'TD-CLD-2021', kind: 'training', title: 'Đổi Tên', unit: '03424' },
      sessions: { activity, number: 2, date: '2025-09-20' },
      participations: { activity, person: 'P-BB', group: 'teacher' },
      completions: { activity: course, person, group: 'teacher', date: '2025-09-20' },
      'test-results': { activity, person, date: '2025-09-20' },
      attendance: { activity, session: 1, person, status: 'absent' },
      headcounts: { activity, session: 1, unit, group: 'parent', count: 99 },
      ...(role === 'trainer' ? {} : { baselines: { unit, group: 'teacher', year: 2026, value: 1 } }),
      ...(role === 'administrator' ? { units: { code: unit, name: 'Đổi Tên', level: 'commune' } } : {}),
    };
    const wrong: string[] = [];
    for (const [kind, row] of Object.entries(posts)) {
      const { status, text } = await member.api('post', `/api/v1/${kind}`).send({ rows: [row] });
      if (status !== 422) wrong.push(`${kind}: ${status} ${text}`);
      wrong.push(
        ...namesOf('foreign')
          .filter((each) => text.includes(each))
          .map((each) => `${kind}: ${each}`),
      );
    }
    expect(wrong).toEqual([]);
  });
});

describe('the territory of a district that has ended', () => {
  it('still has those who belong to the district itself', async () => {
    const rows = [{ ref: 'P-106', full_name: 'Đèo Thị Ngân', unit: '106' }];
    await callerFor('organizer of Tam Đường').member.api('post', '/api/v1/people').send({ rows }).expect(200);
    await callerFor('organizer of Bản Bo').member.api('post', '/api/v1/people').send({ rows }).expect(422);
  });
});

const NOBODY = { id: 0, cookie: '', csrf: '', token: '' } as Caller['member'];
