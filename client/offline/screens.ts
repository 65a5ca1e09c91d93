import { type Act, type Choice, marksOf, type PackedSession, type Status, STATUSES, tally } from './queue.js';

/** Sentences by key, as the page brought them. */
export type Say = (key: string, params?: Record<string, string | number>) => string;

/** What somebody does on a screen. */
export interface Deeds {
  mark(session: PackedSession, person: number, status: Status): void;
  everybody(session: PackedSession): void;
  /** @returns whether the device kept it */
  walkIn(session: PackedSession, said: { full_name: string; unit: string; group: string }): Promise<boolean>;
  /** @returns whether the device kept it */
  headcount(session: PackedSession, said: HeadcountSaid): Promise<boolean>;
}

/** People without a name, as the form says them. */
export interface HeadcountSaid {
  unit: string;
  group: string;
  count: number;
  method: 'counted' | 'estimated';
  note: string | null;
}

type Child = Node | string | null;

/** An element with attributes and children; text is only ever text. */
export function el(tag: string, attributes: Record<string, string | boolean> = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false) element.setAttribute(name, value);
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** The sessions that are on the device, each with how far it is. */
export function listScreen(say: Say, sessions: readonly PackedSession[], acts: readonly Act[]): HTMLElement {
  const main = el('div', { class: 'stack' }, el('h1', {}, say('heading')));
  if (sessions.length === 0) {
    main.append(el('p', {}, say('nothing')));
    return main;
  }
  const list = el('ul', { class: 'picks' });
  for (const session of [...sessions].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const marked = marksOf(session, acts).size;
    const state =
      session.people.length === 0 ? say('no_roster') : say('marked', { marked, people: session.people.length });
    const about = el(
      'span',
      {},
      el('b', {}, session.title),
      el('span', { class: 'about' }, `${say('session', { number: session.number })}. ${session.when}`),
      el('span', { class: 'about' }, state),
    );
    const hidden = el('span', { class: 'vh' }, ` ${session.title}, ${session.when}`);
    list.append(el('li', {}, about, el('a', { class: 'btn btn-main', href: `#s${session.id}` }, say('take'), hidden)));
  }
  main.append(list);
  return main;
}

/** Attendance of one session. */
export function sessionScreen(say: Say, session: PackedSession, acts: readonly Act[], deeds: Deeds): HTMLElement {
  const marks = marksOf(session, acts);
  const unmarked = session.people.length - marks.size;
  const main = el(
    'div',
    { class: 'stack' },
    el('p', {}, el('a', { href: '#' }, say('back'))),
    el(
      'div',
      {},
      el('h1', {}, session.title),
      el('p', { class: 'lede' }, `${say('session', { number: session.number })}. ${session.when}`),
    ),
  );
  if (session.people.length > 0) main.append(tallyOf(say, marks));
  if (unmarked > 0) {
    const all = el('button', { class: 'btn btn-main btn-big', type: 'button' }, say('everybody', { count: unmarked }));
    all.addEventListener('click', () => deeds.everybody(session));
    main.append(all);
  }
  const people = el('ul', { class: 'people' });
  session.people.forEach((person, at) =>
    people.append(personLine(say, session, person, at + 1, marks.get(person.id), deeds)),
  );
  main.append(people, walkInForm(say, session, acts, deeds), headcountForm(say, session, acts, deeds));
  return main;
}

function tallyOf(say: Say, marks: ReadonlyMap<number, Status>): HTMLElement {
  const counts = tally(marks);
  const parts = STATUSES.map((status) =>
    el('div', {}, el('dt', {}, say(status)), el('dd', { 'data-tally': status }, String(counts[status]))),
  );
  return el('dl', { class: 'tally' }, ...parts);
}

const LOOKS: Record<Status, string> = { present: 'in', late: 'late', excused: 'out', absent: 'out' };

function personLine(
  say: Say,
  session: PackedSession,
  { id, name, from }: PackedSession['people'][number],
  number: number,
  marked: Status | undefined,
  deeds: Deeds,
): HTMLElement {
  const choices = STATUSES.map((status) => {
    const radio = el('input', { type: 'radio', name: `p${id}`, value: status, checked: status === marked });
    radio.addEventListener('change', () => deeds.mark(session, id, status));
    return el('label', { class: LOOKS[status] }, radio, el('span', {}, say(status)));
  });
  return el(
    'li',
    {},
    el(
      'fieldset',
      { class: 'person', id: `p${id}` },
      el('legend', { class: 'vh' }, `${number}. ${name}`),
      el(
        'div',
        {},
        el('div', { class: 'nm', 'aria-hidden': 'true' }, el('span', { class: 'soft' }, `${number}.`), ` ${name}`),
        el('div', { class: 'from' }, from),
      ),
      el('div', { class: 'seg' }, ...choices),
    ),
  );
}

function walkInForm(say: Say, session: PackedSession, acts: readonly Act[], deeds: Deeds): HTMLElement {
  const form = el(
    'form',
    { class: 'stack' },
    field(
      say('name'),
      el('input', { class: 'input w-m', id: 'full_name', required: true, maxlength: '190', autocomplete: 'off' }),
    ),
    field(say('home'), select('walk_in_unit', session.places, session.unit)),
    field(say('group'), select('walk_in_group', session.walk_in_groups, session.group)),
    el('button', { class: 'btn' }, say('walk_in_add')),
  ) as HTMLFormElement;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const full_name = valueOf(form, 'full_name').normalize('NFC').trim();
    if (full_name === '') return;
    const said = { full_name, unit: valueOf(form, 'walk_in_unit'), group: valueOf(form, 'walk_in_group') };
    emptied(form, deeds.walkIn(session, said));
  });
  const waiting = acts.filter((act) => act.kind === 'walk_in' && act.session === session.id);
  const names = waiting.map((act) => el('li', {}, act.kind === 'walk_in' ? act.full_name : ''));
  return section(say('walk_in'), say('walk_in_hint'), names.length > 0 ? el('ul', {}, ...names) : null, form);
}

function headcountForm(say: Say, session: PackedSession, acts: readonly Act[], deeds: Deeds): HTMLElement {
  const methods = [
    { value: 'counted', text: say('counted') },
    { value: 'estimated', text: say('estimated') },
  ];
  const form = el(
    'form',
    { class: 'stack' },
    field(say('place'), select('unit', session.places, session.unit)),
    field(say('group'), select('group', session.groups, '')),
    field(
      say('count'),
      el('input', { class: 'input w-num', id: 'count', type: 'number', min: '1', required: true, autocomplete: 'off' }),
    ),
    field(say('method'), select('method', methods, 'counted')),
    field(say('note'), el('input', { class: 'input w-m', id: 'note', maxlength: '2000', autocomplete: 'off' })),
    el('button', { class: 'btn' }, say('headcount_save')),
  ) as HTMLFormElement;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const count = Number(valueOf(form, 'count'));
    if (!Number.isSafeInteger(count) || count < 1) return;
    const method = valueOf(form, 'method') === 'estimated' ? 'estimated' : 'counted';
    const note = valueOf(form, 'note').normalize('NFC').trim() || null;
    const said = { unit: valueOf(form, 'unit'), group: valueOf(form, 'group'), count, method, note } as const;
    emptied(form, deeds.headcount(session, said));
  });
  return section(say('headcounts'), say('headcounts_hint'), headcountList(session, acts), form);
}

/** What is noted of people without a name, here or there; the latest stands. */
function headcountList(session: PackedSession, acts: readonly Act[]): HTMLElement | null {
  const counts = new Map<string, number>();
  const textOf = (choices: readonly Choice[], value: string): string =>
    choices.find((choice) => choice.value === value)?.text ?? value;
  const add = (unit: string, group: string, count: number): unknown =>
    counts.set(`${textOf(session.groups, group)}, ${textOf(session.places, unit)}`, count);
  for (const { unit, group, count } of session.headcounts) add(unit, group, count);
  for (const act of acts)
    if (act.kind === 'headcount' && act.session === session.id) add(act.unit, act.group, act.count);
  if (counts.size === 0) return null;
  return el('ul', {}, ...[...counts].map(([what, count]) => el('li', {}, el('b', {}, String(count)), ` ${what}`)));
}

function section(title: string, hint: string, ...children: Child[]): HTMLElement {
  return el('section', { class: 'sheet stack' }, el('h2', {}, title), el('p', { class: 'hint' }, hint), ...children);
}

function field(label: string, control: HTMLElement): HTMLElement {
  return el('div', { class: 'field' }, el('label', { for: control.id }, label), control);
}

function select(id: string, choices: readonly Choice[], chosen: string): HTMLElement {
  const options = choices.map(({ value, text }) => el('option', { value, selected: value === chosen }, text));
  return el('select', { class: 'input w-m', id }, ...options);
}

/** What somebody has begun in the forms of a screen, by the control. */
export interface Typed {
  id: string;
  value: string;
}

/** What stands in the forms below a node. */
export function typedIn(node: ParentNode): Typed[] {
  return [...node.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input[id], select[id]')].map(
    ({ id, value }) => ({ id, value }),
  );
}

/** Lets it stand there again, also where the screen was drawn anew meanwhile. */
export function typeAgain(typed: readonly Typed[]): void {
  for (const { id, value } of typed) {
    const control = document.querySelector<HTMLInputElement | HTMLSelectElement>(`#screen [id="${id}"]`);
    const isOffered =
      !(control instanceof HTMLSelectElement) || [...control.options].some((one) => one.value === value);
    if (control && isOffered) control.value = value;
  }
}

/** A form that is sent is empty at once, for the next entry; what the device could not keep is not lost. */
function emptied(form: HTMLFormElement, keeping: Promise<boolean>): void {
  const typed = typedIn(form);
  const { hash } = location;
  form.reset();
  void keeping.then((kept) => {
    if (!kept && location.hash === hash) typeAgain(typed);
  });
}

function valueOf(form: HTMLFormElement, id: string): string {
  return form.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`)?.value ?? '';
}
