const ORGANISATION_GROUPS = new Set(['enterprise', 'cooperative', 'household']);
const GROUPS = new Set([
    ...ORGANISATION_GROUPS,
    'district_official',
    'commune_official',
    'teacher',
    'parent',
    'child',
]);
const PLAN_UNIT = '106';
/** A plain reading of the interchange rules: every fault of the files as a sentence. */
export class Checker {
    constructor(files) {
        this.files = files;
        this.faults = [];
        this.units = new Map();
        this.sessionsOf = new Map();
        for (const unit of files.units)
            this.units.set(unit.code, [...(this.units.get(unit.code) ?? []), unit]);
        for (const session of files.sessions) {
            this.sessionsOf.set(session.activity, [...(this.sessionsOf.get(session.activity) ?? []), session]);
        }
    }
    check() {
        this.territory();
        this.keys();
        this.baselines();
        this.activities();
        this.rosters();
        this.attendance();
        this.headcounts();
        return this.faults;
    }
    need(good, fault) {
        if (!good)
            this.faults.push(fault);
    }
    /** The place with this code on this day. */
    at(code, day) {
        return this.units
            .get(code)
            ?.find((u) => (u.valid_from || '0001-01-01') <= day && day <= (u.valid_to || '9999-12-31'));
    }
    dayBefore(day) {
        return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    }
    /** The place a home code stands for on a day (counting method §3), or undefined where nobody can say. */
    home(code, day) {
        const now = this.at(code, day);
        if (now)
            return now;
        const all = this.units.get(code) ?? [];
        const earlier = all.filter((u) => u.valid_to !== '' && u.valid_to < day).sort((a, b) => (a.valid_to < b.valid_to ? 1 : -1))[0];
        if (earlier)
            return code === PLAN_UNIT ? earlier : this.forward(earlier);
        const first = [...all].sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1))[0];
        if (!first)
            return undefined;
        const into = this.files.successions.filter((s) => s.successor === code && s.date === first.valid_from);
        return into.length === 1 && into[0] ? this.at(into[0].predecessor, this.dayBefore(into[0].date)) : undefined;
    }
    forward(ended) {
        const next = this.files.successions.find((s) => s.predecessor === ended.code && this.dayBefore(s.date) === ended.valid_to);
        return next && this.at(next.successor, next.date);
    }
    territory() {
        for (const unit of this.files.units) {
            const day = unit.valid_from || '0001-01-01';
            const parents = this.units.get(unit.parent) ?? [];
            const parent = unit.valid_from ? this.at(unit.parent, day) : parents[0];
            this.need(unit.parent === '' || parent !== undefined, `unit ${unit.code}: no parent ${unit.parent} on ${day}`);
        }
        for (const { predecessor, successor, date } of this.files.successions) {
            this.need(this.at(predecessor, this.dayBefore(date)) !== undefined, `succession from ${predecessor}`);
            this.need(this.at(successor, date) !== undefined, `succession to ${successor}`);
        }
    }
    unique(name, keys) {
        const seen = new Set();
        for (const key of keys) {
            this.need(!seen.has(key), `${name}: ${key} twice`);
            seen.add(key);
        }
    }
    keys() {
        const { units, baselines, people, organisations, activities, sessions } = this.files;
        const { participations, attendance, headcounts } = this.files;
        this.unique('units', units.map((r) => `${r.code} ${r.valid_from}`));
        this.unique('baselines', baselines.map((r) => `${r.unit} ${r.group} ${r.year}`));
        this.unique('people', people.map((r) => r.ref));
        this.unique('organisations', organisations.map((r) => r.ref));
        this.unique('activities', activities.map((r) => r.code));
        this.unique('sessions', sessions.map((r) => `${r.activity} ${r.number}`));
        this.unique('participations', participations.map((r) => `${r.activity} ${r.person} ${r.group}`));
        this.unique('attendance', attendance.map((r) => `${r.activity} ${r.session} ${r.person}`));
        this.unique('headcounts', headcounts.map((r) => `${r.activity} ${r.session} ${r.unit} ${r.group}`));
        for (const { ref, unit } of people)
            this.need(this.units.has(unit), `person ${ref}: unit ${unit}`);
        for (const { ref, unit } of organisations)
            this.need(this.units.has(unit), `organisation ${ref}: unit ${unit}`);
    }
    baselines() {
        for (const { unit, group, year, value } of this.files.baselines) {
            this.need(this.at(unit, `${year}-01-01`) !== undefined, `baseline ${unit} ${year}`);
            this.need(GROUPS.has(group) && /^\d+$/.test(value), `baseline ${unit} ${group}: ${value}`);
        }
    }
    /** The earliest day of an activity that is not cancelled. */
    firstDay(activity) {
        const days = (this.sessionsOf.get(activity) ?? []).filter((s) => s.status !== 'cancelled').map((s) => s.date);
        return days.sort()[0] ?? '';
    }
    activities() {
        for (const { code, unit } of this.files.activities) {
            const day = this.firstDay(code);
            this.need(day !== '', `activity ${code}: no session`);
            this.need(unit === PLAN_UNIT || this.at(unit, day) !== undefined, `activity ${code}: unit ${unit} on ${day}`);
        }
        for (const { activity, number, makes_up: madeUp, start, end } of this.files.sessions) {
            const numbers = this.sessionsOf.get(activity)?.map((s) => s.number) ?? [];
            this.need(madeUp === '' || (madeUp !== number && numbers.includes(madeUp)), `${activity}/${number} makes up`);
            this.need(start < end, `${activity}/${number}: ${start}–${end}`);
        }
    }
    rosters() {
        const people = new Map(this.files.people.map((p) => [p.ref, p.unit]));
        const organisations = new Map(this.files.organisations.map((o) => [o.ref, o]));
        for (const row of this.files.participations) {
            const label = `${row.activity} ${row.person} ${row.group}`;
            const organisation = organisations.get(row.organisation);
            this.need(people.has(row.person) && GROUPS.has(row.group), `${label}: person or group`);
            if (ORGANISATION_GROUPS.has(row.group)) {
                this.need(organisation?.group === row.group, `${label}: organisation ${row.organisation}`);
            }
            const home = organisation?.unit ?? people.get(row.person) ?? '';
            const day = this.firstDay(row.activity);
            const place = row.unit ? this.at(row.unit, day) : this.home(home, day);
            this.need(place !== undefined, `${label}: no place ${row.unit || home} on ${day}`);
        }
    }
    attendance() {
        const rosters = new Set(this.files.participations.map((p) => `${p.activity} ${p.person}`));
        const held = new Set(this.files.sessions.filter((s) => s.status === 'held').map((s) => `${s.activity} ${s.number}`));
        for (const { activity, session, person } of this.files.attendance) {
            this.need(rosters.has(`${activity} ${person}`), `attendance ${activity} ${person}: not on the roster`);
            this.need(held.has(`${activity} ${session}`), `attendance ${activity}/${session}: not held`);
        }
    }
    headcounts() {
        for (const { activity, session, unit, group, count } of this.files.headcounts) {
            const day = this.sessionsOf.get(activity)?.find((s) => s.number === session)?.date ?? '';
            this.need(this.at(unit, day) !== undefined, `headcount ${activity}/${session}: ${unit} on ${day}`);
            this.need(GROUPS.has(group) && /^[1-9]\d*$/.test(count), `headcount ${activity}/${session}: ${group} ${count}`);
        }
    }
}
