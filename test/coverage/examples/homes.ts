import type { Example } from './example.js';

/** Worked out by hand: the place of a participation (counting method §3). */
export const HOMES: Example[] = [
  {
    name: 'earliest recorded first',
    rule: 'counted at the place of its earliest qualifying participation (then: the one recorded first); a later repeat never moves it',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A',
          activities: 'E1,campaign,D | E2,campaign,D | E3,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-03-01 | E3,1,2024-05-01',
          participations: 'E2,p1,teacher,,B | E1,p1,teacher,,A | E3,p1,teacher',
          attendance: 'E1,1,p1 | E2,1,p1 | E3,1,p1',
        },
        figures: [
          {
            as_of: '2024-03-01',
            rows: `
              1 * A floor=0 attendances=1 distinct=0 new=0 | 1 * B floor=1 attendances=1 distinct=1 new=1
              1 * D floor=1 attendances=2 distinct=1 new=1`,
          },
          {
            as_of: '2024-12-31',
            from: '2024-03-02',
            rows: '1 * A floor=0 attendances=1 distinct=1 new=0 | 1 * B floor=1 attendances=0 distinct=0 new=0',
          },
          {
            as_of: '2024-12-31',
            rows: '1 * A floor=0 attendances=2 distinct=0 new=0 | 1 * B floor=1 attendances=1 distinct=1 new=1',
          },
        ],
      },
    ],
  },
  {
    name: 'earliest outside',
    rule: "among all of the plan's, also when that place lies outside its territory",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D | E,district | X,commune,E',
          people: 'p1,A',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2024-02-01 | E2,1,2024-03-01',
          participations: 'E1,p1,teacher,,X | E2,p1,teacher',
          attendance: 'E1,1,p1 | E2,1,p1',
          headcounts: 'E2,1,A,teacher,10 | E2,1,X,teacher,40',
        },
        figures: [
          { as_of: '2024-02-01', rows: '1 * D floor=0 attendances=0 distinct=0 new=0' },
          {
            as_of: '2024-12-31',
            rows: `
              1 * A floor=10 ceiling=10 attendances=1 distinct=0 new=0
              1 * D floor=10 ceiling=10 attendances=1 distinct=0 new=0`,
          },
          {
            as_of: '2024-12-31',
            from: '2024-02-02',
            rows: '1 * A floor=10 attendances=1 distinct=1 new=0 | 1 * D attendances=1 distinct=1 new=0',
          },
        ],
      },
    ],
  },
  {
    name: 'home does not follow',
    rule: 'The place of a participation is written down when it is recorded and does not follow later changes of address',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,A',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-04-01',
          participations: 'E1,p1,teacher | E1,p2,teacher',
          attendance: 'E1,1,p1,p2',
        },
        figures: [{ as_of: '2024-12-31', rows: '1 * A floor=2 attendances=2 | 1 * B floor=0' }],
      },
      {
        files: {
          people: 'p1,B',
          participations: 'E1,p1,teacher | E2,p1,teacher',
          attendance: 'E2,1,p1',
        },
        figures: [
          { as_of: '2024-12-31', rows: '1 * A floor=2 attendances=2 | 1 * B floor=0 attendances=1 distinct=0 new=0' },
        ],
      },
      {
        files: {
          participations: 'E1,p1,teacher,,B',
        },
        figures: [
          { as_of: '2024-12-31', rows: '1 * A floor=1 attendances=1 | 1 * B floor=1 attendances=2 distinct=1 new=1' },
        ],
      },
    ],
  },
  {
    name: 'homes over reform',
    rule: 'A home is a code: the place that had it on that day; else where the last one before that day had gone by then; else, going back from the first one after that day, its only predecessor, ended or not',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D,,2025-06-30 | B,commune,D,,2025-06-30 | N,commune,D,2025-07-01
            C,commune,D,,2025-06-30 | C2,commune,D,2025-07-01 | C1,commune,D,2025-07-01 | G,commune,D
            H,commune,D,2025-07-01 | Z,commune,D,,2025-06-30 | R,commune,D,2025-07-01
            Q,commune,D,,2025-06-30`,
          successions: `
            A,N,2025-07-01 | B,N,2025-07-01 | C,C1,2025-07-01 | C,C2,2025-07-01,true | G,H,2025-07-01
            Q,R,2025-07-01`,
          people: 'p1,A | p2,C | p3,Z | p4,H | p5,R | p6,A',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2025-05-01 | E2,1,2025-09-01',
          participations:
            'E2,p1,teacher | E2,p2,teacher | E2,p3,teacher | E1,p4,teacher | E1,p5,teacher | E1,p6,teacher',
          attendance: 'E2,1,p1,p2,p3 | E1,1,p4,p5,p6',
        },
        figures: [
          {
            as_of: '2025-06-30',
            order: 'A B C D G Q Z',
            rows: `
              1 * D floor=3 attendances=3 | 1 * G floor=1 attendances=1 | 1 * Q floor=1 | 1 * A floor=1
              1 * B floor=0 | 1 * C floor=0`,
          },
          {
            as_of: '2025-12-31',
            order: 'C1 C2 D G H N R',
            rows: `
              1 * N floor=2 attendances=2 | 1 * C2 floor=1 | 1 * C1 floor=0 | 1 * G floor=1 | 1 * H floor=0
              1 * R floor=1 | 1 * D floor=6 attendances=6`,
          },
        ],
      },
    ],
  },
  {
    name: 'home two predecessors',
    rule: 'several are an error that asks which',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D,,2025-06-30 | B,commune,D,,2025-06-30 | N,commune,D,2025-07-01
            C,commune,D,,2025-06-30 | C2,commune,D,2025-07-01 | C1,commune,D,2025-07-01 | G,commune,D
            H,commune,D,2025-07-01 | Z,commune,D,,2025-06-30 | R,commune,D,2025-07-01
            Q,commune,D,,2025-06-30`,
          successions: `
            A,N,2025-07-01 | B,N,2025-07-01 | C,C1,2025-07-01 | C,C2,2025-07-01,true | G,H,2025-07-01
            Q,R,2025-07-01`,
          people: 'p1,N',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2025-05-01',
          participations: 'E1,p1,teacher',
          attendance: 'E1,1,p1',
        },
        refused: 'participations',
        figures: [],
      },
      {
        files: {
          participations: 'E1,p1,teacher,,B',
          attendance: 'E1,1,p1',
        },
        figures: [
          { as_of: '2025-06-30', rows: '1 * B floor=1' },
          { as_of: '2025-07-01', rows: '1 * N floor=1' },
        ],
      },
    ],
  },
  {
    name: 'trained earliest place',
    rule: 'counted at the place of its earliest qualifying participation: earliest by the date on which it qualified, not by its first session',
    steps: [
      {
        files: {
          plan: '1 trained teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A',
          activities: 'T1,training,D | T2,training,D',
          sessions: 'T1,1,2024-03-01 | T1,2,2024-06-01 | T2,1,2024-04-01',
          participations: 'T1,p1,teacher | T2,p1,teacher,,B',
          attendance: 'T1,1,p1 | T1,2,p1 | T2,1,p1',
        },
        figures: [
          { as_of: '2024-05-31', rows: '1 * B floor=1' },
          {
            as_of: '2024-12-31',
            rows: `
              1 * B floor=1 attendances=1 distinct=1 new=1 | 1 * A floor=0 attendances=1 distinct=0 new=0
              1 * D floor=1 attendances=2 distinct=1`,
          },
          {
            as_of: '2024-12-31',
            from: '2024-05-01',
            rows: '1 * A attendances=1 distinct=1 new=0 | 1 * B attendances=0 distinct=0 new=0',
          },
        ],
      },
    ],
  },
];
