import type { Example } from './example.js';

/** Worked out by hand: who is counted, once, and where (counting method §3). */
export const SUBJECTS: Example[] = [
  {
    name: 'trainings inform',
    rule: 'trainings_inform: false: trainings, their participations and their headcounts then do not exist for it',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte | 2 informed teacher 50 gte trainings_inform=false',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A',
          activities: 'T,training,D | E,campaign,D',
          sessions: 'T,1,2024-03-01 | E,1,2024-04-01',
          participations: 'T,p1,teacher | E,p1,teacher,,B',
          attendance: 'T,1,p1 | E,1,p1',
          headcounts: 'T,1,A,teacher,50 | E,1,B,teacher,20',
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * D floor=71 ceiling=71 attendances=2 distinct=1 new=1 | 1 * A floor=51 ceiling=51
              1 * B floor=20 ceiling=20 attendances=1 distinct=0 new=0
              2 * D floor=21 ceiling=21 attendances=1 distinct=1 new=1 | 2 * A floor=0 ceiling=0 attendances=0
              2 * B floor=21 ceiling=21 attendances=1 distinct=1 new=1`,
          },
        ],
      },
    ],
  },
  {
    name: 'two groups',
    rule: "A subject counts once per group; attendance holds for every group in which the person is on the activity's roster",
    steps: [
      {
        files: {
          plan: '1 informed teacher+parent 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          baselines: 'D,teacher,2024,10 | D,parent,2024,20 | A,teacher,2024,10',
          people: 'p1,A | p2,A',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-04-01',
          participations: 'E1,p1,teacher | E1,p1,parent | E2,p1,parent | E2,p2,parent',
          attendance: 'E1,1,p1 | E2,1,p1,p2',
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * D population=30 floor=3 ceiling=3 attendances=4 distinct=3 new=3 percent=10.0 missing=12
              1 teacher D population=10 floor=1 attendances=1
              1 parent D population=20 floor=2 attendances=3 distinct=2 percent=10.0
              1 * A population= floor=3 status=no_baseline percent= percent_max= missing=
              1 teacher A population=10 floor=1 percent=10.0 missing=4
              1 parent A population= floor=2 missing=`,
          },
        ],
      },
    ],
  },
  {
    name: 'spouses',
    rule: 'Two spouses for one household: one household, at the home of the organisation',
    steps: [
      {
        files: {
          plan: '1 informed household 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          baselines: 'B,household,2024,100',
          people: 'p1,A | p2,A',
          organisations: 'h1,household,B',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-04-01',
          participations: 'E1,p1,household,h1 | E1,p2,household,h1 | E2,p2,household,h1',
          attendance: 'E1,1,p1,p2 | E2,1,p2',
          headcounts: 'E1,1,B,household,5 | E2,1,B,household,4',
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * D floor=6 ceiling=10 attendances=3 distinct=1 new=1 population=
              1 * A floor=0 ceiling=0 attendances=0
              1 * B floor=6 ceiling=10 attendances=3 distinct=1 new=1 population=100 percent=6.0 percent_max=10.0`,
          },
        ],
      },
    ],
  },
  {
    name: 'trained organisation',
    rule: 'trained: it is one participation that qualifies; two people of one enterprise do not share a training',
    steps: [
      {
        files: {
          plan: '1 trained enterprise 50 gte | 2 informed enterprise 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,B | p2,B',
          organisations: 'e1,enterprise,A',
          activities: 'T,training,D | T2,training,D',
          sessions: 'T,1,2024-03-01 | T,2,2024-03-02 | T2,1,2024-04-01',
          participations: 'T,p1,enterprise,e1 | T,p2,enterprise,e1 | T2,p2,enterprise,e1',
          attendance: 'T,1,p1 | T,2,p2 | T2,1,p2',
        },
        figures: [
          { as_of: '2024-03-31', rows: '1 * D floor=0 | 2 * D floor=1 attendances=2' },
          { as_of: '2024-12-31', rows: '1 * A floor=1 attendances=1 | 1 * D floor=1' },
        ],
      },
    ],
  },
  {
    name: 'windows',
    rule: "attendances: qualifying participations dated in it, at their own places; distinct: at the place of the earliest in the window; new: first qualifying date since the plan's start lies in it, where they are counted",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,B',
          activities: 'E1,campaign,D | E2,campaign,D | E3,campaign,D | E4,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-04-01 | E3,1,2024-05-01 | E3,2,2024-07-01 | E4,1,2024-06-01',
          participations: 'E1,p1,teacher | E2,p1,teacher,,B | E2,p2,teacher | E3,p2,teacher | E4,p1,teacher',
          attendance: 'E1,1,p1 | E2,1,p1,p2 | E3,1,p2 | E3,2,p2 | E4,1,p1',
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * A floor=1 attendances=2 distinct=1 new=1 | 1 * B floor=1 attendances=3 distinct=1 new=1
              1 * D floor=2 attendances=5 distinct=2 new=2`,
          },
          {
            as_of: '2024-12-31',
            from: '2024-04-01',
            rows: `
              1 * A attendances=1 distinct=0 new=0 | 1 * B floor=1 attendances=3 distinct=2 new=1
              1 * D floor=2 attendances=4 distinct=2 new=1`,
          },
          {
            as_of: '2024-12-31',
            from: '2024-06-01',
            rows: `
              1 * A attendances=1 distinct=1 new=0 | 1 * B attendances=0 distinct=0 new=0 floor=1
              1 * D floor=2 attendances=1 distinct=1 new=0`,
          },
          { as_of: '2024-12-31', from: '2020-01-01', rows: '1 * D floor=2 attendances=5 distinct=2 new=2' },
        ],
      },
    ],
  },
  {
    name: 'corrections',
    rule: 'Correcting an attendance, moving a session: every figure is then as if it had been so from the start',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          baselines: 'A,teacher,2024,100',
          people: 'p1,A | p2,A',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-03-05',
          participations: 'E1,p1,teacher | E1,p2,teacher | E2,p1,teacher',
          attendance: 'E1,1,p1,p2 | E2,1,p1',
          headcounts: 'E1,1,A,teacher,28 | E2,1,A,teacher,5',
        },
        figures: [
          { as_of: '2024-03-31', rows: '1 * A floor=30 ceiling=35 population=100 | 1 * D floor=30' },
          { as_of: '2024-03-31', from: '2024-03-01', rows: '1 * A new=2' },
        ],
      },
      {
        files: {
          attendance: 'E1,1,p2:absent',
        },
        figures: [{ as_of: '2024-03-31', rows: '1 * A floor=29 ceiling=34 new=1 attendances=2' }],
      },
      {
        files: {
          baselines: 'A,teacher,2024,90',
          headcounts: 'E1,1,A,teacher,28,estimated',
        },
        figures: [{ as_of: '2024-03-31', rows: '1 * A floor=6 ceiling=34 population=90 percent=6.7' }],
      },
      {
        files: {
          sessions: 'E1,1,2024-04-01',
        },
        figures: [
          { as_of: '2024-03-31', rows: '1 * A floor=6 ceiling=6 new=1 attendances=1' },
          { as_of: '2024-04-01', rows: '1 * A floor=6 ceiling=34 attendances=2' },
        ],
      },
      {
        files: {
          activities: 'E2,campaign,D,,cancelled',
        },
        figures: [{ as_of: '2024-04-01', rows: '1 * A floor=1 ceiling=29 attendances=1' }],
      },
      {
        files: {
          units: 'A,village,B',
        },
        figures: [{ as_of: '2024-04-01', unit: 'B', order: 'A B', rows: '1 * A floor=1 | 1 * B floor=1' }],
      },
    ],
  },
];
