import type { Example } from './example.js';

/** Worked out by hand: changes of the territory (counting method §6). */
export const REFORMS: Example[] = [
  {
    name: 'merge two steps',
    rule: 'counts at its successor, step by step; Predecessors are taken as on their last day',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D,,2024-05-31 | B,commune,D,,2024-05-31 | C,commune,D,,2024-12-31
            N,commune,D,2024-06-01,2024-12-31 | M,commune,D,2025-01-01`,
          successions: 'A,N,2024-06-01 | B,N,2024-06-01 | N,M,2025-01-01 | C,M,2025-01-01',
          baselines: 'A,teacher,2024,10 | B,teacher,2023,20 | C,teacher,2024,5',
          people: 'p1,A | p2,C',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2024-03-01',
          participations: 'E1,p1,teacher | E1,p2,teacher',
          attendance: 'E1,1,p1,p2',
        },
        figures: [
          { as_of: '2024-05-31', rows: '1 * A floor=1 population=10 | 1 * B population=20' },
          { as_of: '2024-06-01', rows: '1 * N floor=1 population=30 | 1 * C floor=1 population=5' },
          { as_of: '2025-01-01', order: 'D M', rows: '1 * M floor=2 population=35 | 1 * D population=35' },
          { as_of: '2025-06-01', rows: '1 * M population=35' },
        ],
      },
    ],
  },
  {
    name: 'ended without successor',
    rule: 'a place that ended without a successor counts at its parent; when the parent has ended, the child hangs where the parent went',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D,,2024-06-30 | B,commune,D | Z,commune,D,,2024-06-30 | VA,village,A
            N,commune,D,2024-07-01`,
          successions: 'A,N,2024-07-01',
          baselines: 'A,teacher,2024,10 | B,teacher,2024,20 | VA,teacher,2024,5',
          people: 'p1,Z | p2,VA',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2024-03-01',
          participations: 'E1,p1,teacher | E1,p2,teacher',
          attendance: 'E1,1,p1,p2',
        },
        figures: [
          {
            as_of: '2024-06-30',
            order: 'A B D VA Z',
            rows: `
              1 * Z floor=1 | 1 * VA floor=1 population=5 | 1 * A floor=1 population=10
              1 * D floor=2 population=`,
          },
          {
            as_of: '2024-07-01',
            order: 'B D N VA',
            rows: `
              1 * D floor=2 ceiling=2 population=25 | 1 * N floor=1 population=5 | 1 * B floor=0
              1 * VA floor=1`,
          },
        ],
      },
    ],
  },
  {
    name: 'merged away and in',
    rule: 'with an as-of date on or after a succession, everything recorded at the ended predecessor counts at its successor: out of the territory, and into it',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | E,district | A,commune,D,,2024-06-30 | B,commune,D | X,commune,E,,2024-06-30
            Y,commune,E`,
          successions: 'A,Y,2024-07-01 | X,B,2024-07-01',
          baselines: 'A,teacher,2024,10 | B,teacher,2024,20 | X,teacher,2024,7',
          people: 'p1,A | p2,B | p3,X',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-09-01',
          participations: 'E1,p1,teacher | E1,p2,teacher | E1,p3,teacher | E2,p2,teacher | E2,p1,teacher',
          attendance: 'E1,1,p1,p2,p3 | E2,1,p1,p2',
        },
        figures: [
          { as_of: '2024-06-30', order: 'A B D', rows: '1 * D floor=2 population=30 | 1 * A floor=1 | 1 * B floor=1' },
          {
            as_of: '2024-07-01',
            order: 'B D',
            rows: '1 * D floor=2 attendances=2 new=2 population=27 | 1 * B floor=2 population=27 attendances=2',
          },
          { as_of: '2024-12-31', from: '2024-07-01', rows: '1 * D floor=2 attendances=1 distinct=1 new=0' },
        ],
      },
    ],
  },
  {
    name: 'parent by first day',
    rule: "A parent is the place that had the parent's code on the child's first day (with no first day: the first place that had it); when the parent has ended, the child hangs where the parent went",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D,,2024-06-30 | A,commune,D,2024-07-01 | B,commune,D | V1,village,A
            V2,village,A,2024-08-01`,
          successions: 'A,B,2024-07-01',
          people: 'p1,V1 | p2,V2',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-09-01',
          participations: 'E1,p1,teacher | E2,p2,teacher',
          attendance: 'E1,1,p1 | E2,1,p2',
        },
        figures: [
          { as_of: '2024-06-30', order: 'A B D V1', rows: '1 * A floor=1' },
          {
            as_of: '2024-12-31',
            order: 'A B D V1 V2',
            rows: '1 * B floor=1 | 1 * A floor=1 | 1 * V1 floor=1 | 1 * V2 floor=1 | 1 * D floor=2',
          },
          { as_of: '2024-12-31', unit: 'A', order: 'A V2', rows: '1 * A floor=1' },
          { as_of: '2024-12-31', unit: 'B', order: 'B V1', rows: '1 * B floor=1' },
        ],
      },
    ],
  },
  {
    name: 'headcount unit by session day',
    rule: "of a headcount: the session's day; everything recorded at the ended predecessor counts at its successor; before the change the old tree is used with the same figures",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D,,2025-06-30 | B,commune,D,,2025-06-30 | N,commune,D,2025-07-01',
          successions: 'A,N,2025-07-01 | B,N,2025-07-01',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2025-06-20 | E1,2,2025-07-10',
          headcounts: 'E1,1,A,teacher,20 | E1,2,N,teacher,30',
        },
        figures: [
          { as_of: '2025-06-30', order: 'A B D', rows: '1 * A floor=20 ceiling=20 | 1 * D floor=20' },
          { as_of: '2025-07-10', order: 'D N', rows: '1 * N floor=30 ceiling=50 | 1 * D floor=30 ceiling=50' },
          { as_of: '2025-06-20', rows: '1 * A floor=20' },
        ],
      },
      {
        files: {
          headcounts: 'E1,2,A,teacher,3',
        },
        refused: 'headcounts',
        figures: [],
      },
    ],
  },
  {
    name: 'session moved earlier',
    rule: 'moving a session: every figure is then as if it had been so from the start',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D,,2025-06-30 | B,commune,D,,2025-06-30 | N,commune,D,2025-07-01
            Q,commune,D,,2025-06-30 | R,commune,D,2025-07-01`,
          successions: 'A,N,2025-07-01 | B,N,2025-07-01 | Q,R,2025-07-01',
          people: 'p1,R',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2025-07-10',
          participations: 'E1,p1,teacher',
          attendance: 'E1,1,p1',
        },
        figures: [{ as_of: '2025-12-31', rows: '1 * R floor=1 | 1 * D floor=1' }],
      },
      {
        files: {
          sessions: 'E1,1,2025-06-20',
        },
        figures: [
          { as_of: '2025-12-31', rows: '1 * R floor=1 | 1 * D floor=1' },
          { as_of: '2025-06-25', rows: '1 * D floor=1 | 1 * Q floor=1' },
        ],
      },
    ],
  },
];
