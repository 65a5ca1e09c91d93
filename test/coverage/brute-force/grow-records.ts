import type { District, IndicatorFile, ParticipationRow } from './district.js';
import { placeOfHome } from './homes.js';
import { placeOn, readLand, treeOn } from './land.js';
import type { Land } from './land.js';
import { completedOn, countsOrganisations, firstDayOf, homeOf, recorded } from './reaches.js';
import { emptyDistrict } from './grow-land.js';
import { DAYS, GROUPS } from './recipe.js';
import type { ActivityRecipe, IndicatorRecipe, Recipe, RosterRecipe } from './recipe.js';

/** A district under construction, its territory, and the groups that it counts. */
interface Field {
  district: District;
  land: Land;
  groups: string[];
}

/** The district that a recipe makes: every row can be imported, every figure can be counted. */
export function growDistrict(recipe: Recipe): District {
  const district = emptyDistrict(recipe.land, planOf(recipe));
  chooseOwnUnit(district, recipe);
  const field = { district, land: readLand(district), groups: groupsOf(recipe) };
  district.groups = [
    { code: 'elder', name: 'Người cao tuổi', counts: 'persons' },
    { code: 'guild', name: 'Phường hội "nghề"', counts: 'organisations' },
  ];
  addSubjects(field, recipe);
  recipe.activities.forEach((activity, index) => {
    addActivity(field, activity, `T${index + 1}`);
  });
  addBaselines(field, recipe);
  addMerges(field, recipe);
  return district;
}

function groupsOf(recipe: Recipe): string[] {
  return recipe.groups.map((group) => pick(GROUPS, group));
}

function planOf(recipe: Recipe): District['plan'] {
  const { start, end } = recipe;
  const title = { vi: 'Kế hoạch', en: 'Plan' };
  const groups = groupsOf(recipe);
  const indicators = recipe.indicators.map((indicator, index) => {
    const asked = [...new Set(indicator.groups.map((group) => pick(groups, group)))];
    return indicatorOf(indicator, `1.${index + 1}`, end, asked);
  });
  return { code: 'P', title, unit: 'D1', start, end, objectives: [{ code: 'O1', title, indicators }] };
}

function indicatorOf(recipe: IndicatorRecipe, code: string, due: string, groups: string[]): IndicatorFile {
  const { measure, target, comparator, trainingsInform } = recipe;
  const title = { vi: `Chỉ tiêu ${code}`, en: `Indicator ${code}` };
  if (measure === 'rate') return { code, measure, target, comparator: 'lte', due, title, unit: 'percent' };
  const indicator = { code, measure, groups, target, comparator, due, title, unit: 'percent' };
  // The switch is one of `informed`.
  const switched = measure === 'informed' && trainingsInform !== undefined;
  return switched ? { ...indicator, trainings_inform: trainingsInform } : indicator;
}

/** Mostly the first district, sometimes the province or a commune; valid on the plan's first day. */
function chooseOwnUnit(district: District, { own }: Recipe): void {
  if (own === 7) district.plan.unit = 'P';
  if (own > 7) district.plan.unit = 'C1';
  const { unit, start } = district.plan;
  const places = readLand({ ...district, plan: { ...district.plan, unit: 'P' } }).places;
  if (!placeOn(places, unit, start)) district.plan.start = '2021-01-01';
}

function addSubjects({ district, land, groups }: Field, recipe: Recipe): void {
  const organised = groups.filter((group) => countsOrganisations(district, group));
  const codes = [...new Set(district.units.map(({ code }) => code))].filter((code) => !isDoubtful(land, code));
  recipe.homes.forEach((home, index) => {
    const ref = `p${index + 1}`;
    district.people.push({ ref, full_name: `Lò Thị ${index + 1}`, sex: 'f', unit: pick(codes, home) });
  });
  if (organised.length === 0) return;
  recipe.organisations.forEach(({ group, home }, index) => {
    const ref = `o${index + 1}`;
    const name = `Hộ, cơ sở ${index + 1}`;
    district.organisations.push({ ref, name, group: pick(organised, group), unit: pick(codes, home) });
  });
}

/** The own unit's code after another place got it: the rules do not say which of the two a later record means. */
function isDoubtful(land: Land, code: string): boolean {
  const { own } = land;
  return code === own.code && land.places.some((place) => place.code === code && place.first > own.last);
}

/** The codes that a record of the day may name. */
function codesOn(land: Land, day: string): string[] {
  const { places } = treeOn(land, day);
  const codes = [...new Set(places.map(({ code }) => code))];
  return codes.filter((code) => day <= land.own.last || !isDoubtful(land, code));
}

function addActivity(field: Field, recipe: ActivityRecipe, code: string): void {
  const { district, land } = field;
  if (recipe.kind !== 'course') addSessions(district, recipe, code);
  const days = district.sessions.filter(({ activity }) => activity === code).map(({ date }) => date);
  const day = firstDayOf(district, code) ?? days.sort()[0] ?? pick(DAYS, recipe.firstDay);
  const { kind, agency, status } = recipe;
  district.activities.push({
    code,
    plan: 'P',
    kind,
    title: `Lớp "${code}"; buổi`,
    unit: pick(codesOn(land, day), recipe.unit),
    agency,
    min_attendance: kind === 'training' ? recipe.minAttendance : '',
    status,
    test: kind === 'training' && recipe.test ? 'true' : '',
  });
  for (const entry of recipe.roster) {
    if (kind === 'course') enrolInCourse(field, entry, code, recipe.firstDay);
    else enrol(field, entry, code, day);
  }
  if (kind === 'course') return;
  if (kind === 'training') passTests(district, recipe, code);
  addHeadcounts(field, recipe, code);
}

function addSessions(district: District, recipe: ActivityRecipe, activity: string): void {
  let day = recipe.firstDay;
  recipe.sessions.forEach(({ later, makesUp, status }, index) => {
    if (index > 0) day = Math.min(DAYS.length - 1, Math.max(0, day + later));
    // Only of a session with a smaller number: make-ups of make-ups, but no circles.
    const first = index > 0 && makesUp !== undefined ? String((makesUp % index) + 1) : '';
    district.sessions.push({ activity, number: String(index + 1), date: DAYS[day] ?? '', makes_up: first, status });
  });
}

/** Nobody who completes it needs to be on its roster before. */
function enrolInCourse(field: Field, recipe: RosterRecipe, activity: string, firstDay: number): void {
  const { district, land } = field;
  const row = rosterRow(field, recipe, activity);
  if (!row || recorded(district).some((other) => isSame(other, row))) return;
  const { done } = recipe;
  if (done === undefined) {
    district.participations.push(row);
    return;
  }
  const date = pick(DAYS, Math.min(DAYS.length - 1, firstDay + done));
  const clear = homeIsClear(land, homeOf(district, row), date);
  if (!clear || recipe.unit !== undefined) row.unit = pick(codesOn(land, date), recipe.unit ?? 0);
  if (row.unit !== '' || done % 2 === 0) district.participations.push(row);
  const { person, group, organisation } = row;
  district.completions = [...(district.completions ?? []), { activity, person, group, organisation, date }];
}

function passTests(district: District, { roster, firstDay }: ActivityRecipe, activity: string): void {
  const people = district.participations.filter((row) => row.activity === activity).map(({ person }) => person);
  [...new Set(people)].forEach((person, index) => {
    const { done } = pick(roster, index);
    if (done === undefined) return;
    const date = pick(DAYS, Math.min(DAYS.length - 1, firstDay + done));
    district.test_results = [...(district.test_results ?? []), { activity, person, date }];
  });
}

function isSame(one: ParticipationRow, other: ParticipationRow): boolean {
  return one.activity === other.activity && one.person === other.person && one.group === other.group;
}

/** A row of a roster without a place; undefined where the group counts organisations and has none. */
function rosterRow({ district, groups }: Field, recipe: RosterRecipe, activity: string): ParticipationRow | undefined {
  const person = pick(district.people, recipe.person).ref;
  const row: ParticipationRow = { activity, person, group: pick(groups, recipe.group), organisation: '', unit: '' };
  if (countsOrganisations(district, row.group)) {
    const ofGroup = district.organisations.filter(({ group }) => group === row.group);
    if (ofGroup.length === 0) return undefined;
    row.organisation = pick(ofGroup, recipe.organisation).ref;
  }
  return row;
}

function enrol(field: Field, recipe: RosterRecipe, activity: string, day: string): void {
  const { district, land } = field;
  const row = rosterRow(field, recipe, activity);
  if (!row) return;
  const { person } = row;
  const roster = district.participations.filter((other) => other.activity === activity && other.person === person);
  if (roster.some(({ group }) => group === row.group)) return;
  const clear = homeIsClear(land, homeOf(district, row), day);
  const dated = firstDayOf(district, activity) !== undefined;
  if (!clear && !dated) return;
  if (dated && (!clear || recipe.unit !== undefined)) row.unit = pick(codesOn(land, day), recipe.unit ?? 0);
  district.participations.push(row);
  if (roster.length === 0) mark(district, recipe, activity, person);
}

/** Whether the rules name one place for a home on a day; where they ask back, or can be read in two ways, not. */
function homeIsClear(land: Land, code: string, day: string): boolean {
  const isLater = land.places.every((place) => place.code !== code || place.first > day);
  const steps = land.steps.filter(({ to }) => to.code === code);
  if (isLater && steps.some((step) => step.date > step.to.first || step.from === land.own)) return false;
  try {
    return placeOfHome(land, code, day).code !== '';
  } catch {
    return false;
  }
}

function mark(district: District, recipe: RosterRecipe, activity: string, person: string): void {
  const sessions = district.sessions.filter((session) => session.activity === activity);
  sessions.forEach(({ number }, index) => {
    const status = pick(recipe.marks, index);
    if (status !== '') district.attendance.push({ activity, session: number, person, status });
  });
}

function addHeadcounts({ district, land, groups }: Field, recipe: ActivityRecipe, activity: string): void {
  const sessions = district.sessions.filter((session) => session.activity === activity);
  for (const { session, unit, group, count, method } of recipe.heads) {
    const { number, date } = pick(sessions, session);
    const row = { activity, session: number, unit: pick(codesOn(land, date), unit), group: pick(groups, group) };
    const isThere = district.headcounts.some(
      (other) =>
        other.activity === activity && other.session === number && other.unit === row.unit && other.group === row.group,
    );
    if (!isThere) district.headcounts.push({ ...row, count: String(count), method });
  }
}

function addBaselines(field: Field, recipe: Recipe): void {
  const { district, groups } = field;
  const codes = [...new Set(district.units.map(({ code }) => code))];
  for (const { unit, group, year, value } of recipe.baselines) {
    enter(field, pick(codes, unit), pick(groups, group), 2022 + year, value);
  }
  let turn = 0;
  for (const year of recipe.censusYears) {
    for (const code of codes) {
      for (const group of groups) {
        const value = pick(recipe.census, turn);
        if (value < 10) enter(field, code, group, year, value);
        turn += 1;
      }
    }
  }
}

/** A figure, if a place had the code in that year and nobody entered one before. */
function enter({ district, land }: Field, unit: string, group: string, year: number, value: number): void {
  const had = placeOn(land.places, unit, `${year}-01-01`);
  const began = land.places.some((place) => place.code === unit && place.first.startsWith(`${year}-`));
  if (!had && !began) return;
  const row = { unit, group, year: String(year), value: String(value), source: 'Thống kê' };
  const isThere = district.baselines.some(
    (other) => other.unit === unit && other.group === group && other.year === row.year,
  );
  if (!isThere) district.baselines.push(row);
}

/** Each person is merged into another at most once, and never into one that is itself merged. */
function addMerges({ district, land }: Field, recipe: Recipe): void {
  const merges: { from: string; into: string }[] = [];
  for (const { from, into } of recipe.merges) {
    const [a, b] = [pick(district.people, from).ref, pick(district.people, into).ref];
    const isUsed = merges.some((merge) => [merge.from, merge.into].includes(a) || merge.from === b);
    const all = [...merges, { from: a, into: b }];
    if (a !== b && !isUsed && isPlaced({ ...district, merges: all }, land)) merges.push({ from: a, into: b });
  }
  if (merges.length > 0) district.merges = merges;
}

/** Whether everybody on the roster of a course has a place on the day on which they completed it by whichever record. */
function isPlaced(district: District, land: Land): boolean {
  return recorded(district).every((row) => {
    const day = completedOn(district, row);
    if (day === undefined) return true;
    return row.unit ? codesOn(land, day).includes(row.unit) : homeIsClear(land, homeOf(district, row), day);
  });
}

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
