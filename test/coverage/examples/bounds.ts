import type { Example } from './example.js';

/** Worked out by hand: floor and ceiling (counting method §3). */
export const BOUNDS: Example[] = [
  {
    name: 'ceiling zero',
    rule: 'if the baseline of n is known (0 is known), at most that; never below floor(n)',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          baselines: 'A,teacher,2024,0 | B,teacher,2024,3',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2024-03-01',
          headcounts: 'E1,1,A,teacher,8,estimated | E1,1,B,teacher,5',
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 * A population=0 floor=0 ceiling=0 percent= percent_max= status=no_baseline missing=
              1 * B population=3 floor=5 ceiling=5 percent=166.7 percent_max=166.7 status=met missing=0
              1 * D population=3 floor=5 ceiling=5`,
          },
        ],
      },
    ],
  },
  {
    name: 'three levels',
    rule: 'floor(n) = max(named, sum of children floors, max over s of size_s); ceiling(n) = named at n itself + all headcounts at n itself + sum of ceiling over the children, at most the baseline',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D | V,village,A | K,cohort,V',
          baselines: 'K,teacher,2024,30 | D,teacher,2024,150',
          people: 'p1,K | p2,V | p3,A',
          activities: 'E1,campaign,D | E2,campaign,D | E3,campaign,D | E4,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-04-01 | E3,1,2024-05-01 | E4,1,2024-06-01',
          participations: 'E1,p1,teacher | E2,p2,teacher | E3,p3,teacher',
          attendance: 'E1,1,p1 | E2,1,p2 | E3,1,p3',
          headcounts: `
            E1,1,K,teacher,20 | E2,1,K,teacher,15,estimated | E2,1,V,teacher,5 | E3,1,A,teacher,40
            E3,1,B,teacher,8 | E4,1,A,teacher,9,estimated | E4,1,D,teacher,50`,
        },
        figures: [
          {
            as_of: '2024-12-31',
            cohorts: true,
            rows: `
              1 * K population=30 floor=21 ceiling=30 | 1 * V floor=21 ceiling=36 population=
              1 * A floor=41 ceiling=86 | 1 * B floor=8 ceiling=8
              1 * D floor=50 ceiling=144 population=150 status=uncertain percent=33.3 percent_max=96.0 missing=25`,
          },
          {
            as_of: '2024-03-01',
            cohorts: true,
            rows: `
              1 * K floor=21 ceiling=21 | 1 * V floor=21 ceiling=21 | 1 * A floor=21 ceiling=21
              1 * D floor=21`,
          },
        ],
      },
    ],
  },
  {
    name: 'size named elsewhere',
    rule: 'subjects counted at n or below (at the place where they are counted, whatever the place of this participation) who were there in this group by a participation that itself counts in the window, plus the counted headcounts',
    steps: [
      {
        files: {
          plan: '1 informed teacher+parent 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,A | p3,A | p4,A',
          activities: 'E1,campaign,D | E2,campaign,D | E3,campaign,D',
          sessions: 'E1,1,2024-03-01 | E2,1,2024-04-01 | E3,1,2023-12-01 | E3,2,2024-04-01',
          participations: `
            E1,p1,teacher | E1,p2,teacher | E1,p3,teacher | E2,p1,teacher,,B | E2,p2,parent,,B
            E2,p3,teacher,,B | E3,p3,teacher`,
          attendance: 'E1,1,p1,p2,p3 | E2,1,p1,p2,p3:late | E3,1,p3 | E3,2,p3',
          headcounts: 'E2,1,A,teacher,10 | E2,1,B,teacher,4',
        },
        figures: [
          {
            as_of: '2024-12-31',
            rows: `
              1 teacher A floor=12 ceiling=13 | 1 teacher B floor=4 ceiling=4
              1 teacher D floor=16 ceiling=17 | 1 parent A floor=0 | 1 parent B floor=1 ceiling=1
              1 * D floor=17 ceiling=18`,
          },
        ],
      },
    ],
  },
  {
    name: 'size participation before start',
    rule: 'who were there by a participation that itself counts in the window',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,A',
          activities: 'E1,campaign,D | E3,campaign,D',
          sessions: 'E1,1,2024-03-01 | E3,1,2023-12-01 | E3,2,2024-04-01',
          participations: 'E1,p1,teacher | E1,p2,teacher | E3,p1,teacher | E3,p2,teacher',
          attendance: 'E1,1,p1,p2 | E3,1,p1 | E3,2,p1,p2:excused',
          headcounts: 'E3,2,A,teacher,10 | E3,1,A,teacher,90',
        },
        figures: [{ as_of: '2024-12-31', rows: '1 * A floor=10 ceiling=12 | 1 * B floor=0' }],
      },
    ],
  },
  {
    name: 'headcounts in window',
    rule: "the window of a cumulative figure starts with the plan; nothing dated after the plan's end counts; after it the tree and the year of the baselines still follow the as-of date",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          baselines: 'A,teacher,2025,100 | A,teacher,2026,200',
          activities: 'E,campaign,D',
          sessions: 'E,1,2023-12-31 | E,2,2024-01-01 | E,3,2025-06-01 | E,4,2025-12-31 | E,5,2026-01-01',
          headcounts: 'E,1,A,teacher,64 | E,2,A,teacher,1 | E,3,A,teacher,2 | E,4,A,teacher,4 | E,5,A,teacher,32',
        },
        figures: [
          { as_of: '2024-01-01', rows: '1 * A floor=1 ceiling=1' },
          { as_of: '2025-12-30', rows: '1 * A floor=2 ceiling=3' },
          { as_of: '2025-12-31', rows: '1 * A floor=4 ceiling=7 population=100' },
          { as_of: '2026-12-31', rows: '1 * A floor=4 ceiling=7 population=200 percent=2.0 percent_max=3.5' },
          { as_of: '2023-12-31', rows: '1 * A floor=0 ceiling=0 attendances=0' },
        ],
      },
    ],
  },
];
