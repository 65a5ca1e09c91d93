import type { Example } from './example.js';

/** Worked out by hand: percent, status, missing and the order of the rows (counting method §5). */
export const PERCENTS: Example[] = [
  {
    name: 'gt gte',
    rule: 'gte includes equality, gt does not; status compares the exact ratio, not the rounded percent; missing = the smallest integer that satisfies the comparator, minus floor',
    steps: [
      {
        files: {
          plan: `
            1 informed teacher 66.7 gte | 2 informed teacher 66.7 gt | 3 informed teacher 66.6 gt
            4 informed teacher 100 gte | 5 informed teacher 1.1 gte | 6 informed teacher 1.1 gt`,
          units: 'D,district | A,commune,D | B,commune,D | C,commune,D',
          baselines: 'A,teacher,2024,1000 | B,teacher,2024,3000 | C,teacher,2024,3000',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2024-03-01',
          headcounts: 'E1,1,A,teacher,667 | E1,1,B,teacher,2000 | E1,1,C,teacher,33',
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * A population=1000 floor=667 target=66.7 status=met missing=0 percent=66.7
              2 * A floor=667 status=not_met missing=1 percent=66.7
              1 * B population=3000 floor=2000 percent=66.7 status=not_met missing=1
              3 * B floor=2000 target=66.6 status=met missing=0
              4 * A floor=667 status=not_met missing=333 target=100
              5 * B percent=66.7 status=met missing=0 target=1.1
              1 * C population=3000 floor=33 percent=1.1 status=not_met missing=1968
              5 * C floor=33 status=met missing=0 | 6 * C floor=33 status=not_met missing=1 percent=1.1`,
          },
        ],
      },
    ],
  },
  {
    name: 'percent half up',
    rule: 'one decimal, half up, computed in integers; may exceed 100',
    steps: [
      {
        files: {
          plan: '1 informed teacher 12.5 gte',
          units: `
            D,district | A,commune,D | B,commune,D | C,commune,D | G,commune,D | H,commune,D | I,commune,D
            J,commune,D`,
          baselines: `
            A,teacher,2024,400 | B,teacher,2024,2000 | C,teacher,2024,2000 | G,teacher,2024,10
            H,teacher,2024,800 | I,teacher,2024,3 | J,teacher,2024,1000`,
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2024-03-01 | E1,2,2024-03-02',
          headcounts: `
            E1,1,A,teacher,49 | E1,2,A,teacher,2,estimated | E1,1,B,teacher,1 | E1,1,C,teacher,667
            E1,1,G,teacher,12 | E1,1,H,teacher,1 | E1,1,I,teacher,2 | E1,1,J,teacher,999
            E1,2,J,teacher,999`,
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * A population=400 floor=49 ceiling=51 percent=12.3 percent_max=12.8 status=uncertain missing=1
              1 * B population=2000 floor=1 percent=0.1 ceiling=1 missing=249 status=not_met
              1 * C population=2000 floor=667 percent=33.4 status=met
              1 * G population=10 floor=12 ceiling=12 percent=120.0 percent_max=120.0 status=met missing=0
              1 * H population=800 floor=1 percent=0.1 | 1 * I population=3 floor=2 percent=66.7
              1 * J population=1000 floor=999 ceiling=1000 percent=99.9 percent_max=100.0 status=met`,
          },
        ],
      },
    ],
  },
  {
    name: 'several groups',
    rule: 'An indicator over several groups adds floors, ceilings and baselines over its groups (unknown if one is unknown), and shows each group too',
    steps: [
      {
        files: {
          plan: '1 informed teacher+child 50 gte | 2 informed child 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          baselines: 'A,teacher,2024,10 | A,child,2024,20 | B,child,2024,4',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2024-03-01 | E1,2,2024-03-02',
          headcounts: `
            E1,1,A,teacher,10 | E1,2,A,teacher,5,estimated | E1,1,A,child,2 | E1,2,A,child,3,estimated
            E1,1,B,child,1`,
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * A population=30 floor=12 ceiling=15 percent=40.0 percent_max=50.0 status=uncertain missing=3 attendances=0
              1 teacher A population=10 floor=10 ceiling=10 percent=100.0 status=met
              1 child A population=20 floor=2 ceiling=5 percent=10.0 percent_max=25.0 status=not_met missing=8
              1 * B population= floor=1 ceiling=1 status=no_baseline
              1 child B population=4 floor=1 percent=25.0
              1 * D population= floor=13 ceiling=16 status=no_baseline | 2 * A population=20 floor=2 ceiling=5`,
          },
        ],
      },
    ],
  },
  {
    name: 'missing targets',
    rule: 'missing: the smallest integer that satisfies the comparator, minus floor, at least 0',
    steps: [
      {
        files: {
          plan: `
            1 informed teacher 12.5 gte | 2 informed teacher 12.5 gt | 3 informed teacher 0 gte
            4 informed teacher 0 gt | 5 informed teacher 100 gte | 6 informed teacher 10 gte`,
          units: 'D,district | A,commune,D | B,commune,D',
          baselines: 'A,teacher,2024,30',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2024-03-01',
          headcounts: 'E1,1,A,teacher,2',
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * A missing=2 | 2 * A missing=2 | 3 * A missing=0 status=met | 4 * A missing=0 status=met
              5 * A missing=28 status=not_met | 6 * A missing=1`,
          },
        ],
      },
    ],
  },
  {
    name: 'order numeric codes',
    rule: 'ordered by unit code, then valid_from; cohorts when asked',
    steps: [
      {
        files: {
          plan: 'plan 9 2024-01-01 2025-12-31 | 1 informed teacher 50 gte',
          units: '9,district | 100,commune,9 | 20,commune,9 | 3,village,20 | 7,cohort,3 | 8,district',
        },
        figures: [
          { as_of: '2024-12-31', order: '100 20 3 9', rows: '1 * 9 floor=0' },
          { as_of: '2024-12-31', cohorts: true, order: '100 20 3 7 9', rows: '1 * 7 floor=0' },
          { as_of: '2024-12-31', unit: '20', cohorts: true, order: '20 3 7', rows: '1 * 7 floor=0' },
          { as_of: '2024-12-31', unit: '20', order: '20 3', rows: '1 * 20 floor=0' },
        ],
      },
    ],
  },
];
