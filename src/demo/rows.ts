/** The columns of each demonstration file, in the order in which they are written (docs: interchange files). */
export const DEMO_COLUMNS = {
  units: ['code', 'name', 'level', 'parent', 'valid_from', 'valid_to'],
  successions: ['predecessor', 'successor', 'date', 'main'],
  baselines: ['unit', 'group', 'year', 'value', 'source'],
  people: [
    'ref',
    'full_name',
    'sex',
    'birth_date',
    'birth_year',
    'unit',
    'email',
    'consent_on',
    'consent_by',
  ],
  organisations: ['ref', 'name', 'group', 'unit', 'craft_village'],
  activities: [
    'code',
    'plan',
    'kind',
    'title',
    'unit',
    'agency',
    'min_attendance',
    'capacity',
    'trainer',
    'status',
    'test',
  ],
  sessions: ['activity', 'number', 'date', 'start', 'end', 'venue', 'makes_up', 'status'],
  participations: ['activity', 'person', 'group', 'organisation', 'unit'],
  attendance: ['activity', 'session', 'person', 'status'],
  headcounts: ['activity', 'session', 'unit', 'group', 'count', 'method', 'note'],
} as const;

/** A kind of demonstration file: the name of the file without its ending. */
export type DemoKind = keyof typeof DEMO_COLUMNS;

/** One row of a file: every column as text, '' where nothing is said. */
export type DemoRow<K extends DemoKind> = Record<(typeof DEMO_COLUMNS)[K][number], string>;

/** The whole demonstration district as rows per file. */
export type DemoFiles = { [K in DemoKind]: DemoRow<K>[] };

/** The kinds in the order in which their files can be loaded. */
export const DEMO_KINDS = Object.keys(DEMO_COLUMNS) as DemoKind[];
