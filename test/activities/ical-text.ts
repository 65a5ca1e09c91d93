/** A component as a program reads it: its properties by name with their parameters, in order, and what it holds. */
export interface ReadComponent {
  name: string;
  properties: Map<string, string>;
  components: ReadComponent[];
}

/** The lines of a calendar unfolded (RFC 5545 §3.1). */
export function unfolded(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
}

/** Reads a calendar back, and refuses what is not balanced. */
export function readIcal(text: string): ReadComponent {
  const root: ReadComponent = { name: '', properties: new Map(), components: [] };
  const open = [root];
  for (const line of unfolded(text)) {
    const [, name = '', value = ''] = /^([^:]+):(.*)$/s.exec(line) ?? [];
    const inner = open.at(-1) ?? root;
    if (name === 'BEGIN') {
      const component = { name: value, properties: new Map<string, string>(), components: [] };
      inner.components.push(component);
      open.push(component);
    } else if (name === 'END') {
      if (open.pop()?.name !== value) throw new Error(`END:${value} ends nothing`);
    } else inner.properties.set(name, unescaped(value));
  }
  const [calendar] = root.components;
  if (open.length !== 1 || root.components.length !== 1 || !calendar) throw new Error('no calendar');
  return calendar;
}

/** The events of a calendar. */
export function eventsOf(text: string): Map<string, string>[] {
  return readIcal(text)
    .components.filter(({ name }) => name === 'VEVENT')
    .map(({ properties }) => properties);
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/gs, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}
