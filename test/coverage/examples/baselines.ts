import type { Example } from './example.js';

/** Worked out by hand: baselines (counting method §4). */
export const BASELINES: Example[] = [
  {
    name: 'baseline joined later',
    rule: 'the figure entered for n itself, plus the baselines of the ended places whose (main) successor is n since a day after the one that this figure describes and by the as-of date; if one of these is unknown, so is the baseline of n, and no further rule is tried',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | N,commune,D | M,commune,D | A,commune,D,,2024-06-30 | B,commune,D,,2023-12-31
            X,commune,D,,2024-12-31 | V,village,M | O,commune,D,,2025-12-31`,
          successions: 'A,N,2024-07-01 | B,N,2024-01-01 | X,M,2025-01-01 | O,N,2026-01-01',
          baselines: `
            N,teacher,2024,105 | A,teacher,2024,10 | B,teacher,2020,7 | M,teacher,2024,50 | V,teacher,2024,9
            M,teacher,2026,60 | O,teacher,2021,3 | N,teacher,2026,130`,
        },
        figures: [
          { as_of: '2024-01-01', rows: '1 * N population=105 | 1 * M population=50 | 1 * D population=' },
          { as_of: '2024-06-30', rows: '1 * N population=105 | 1 * A population=10' },
          { as_of: '2024-07-01', rows: '1 * N population=115 | 1 * M population=50' },
          { as_of: '2025-01-01', rows: '1 * N population=115 | 1 * M population= | 1 * V population=9' },
          { as_of: '2025-01-02', rows: '1 * N population=115' },
          { as_of: '2026-01-01', rows: '1 * N population=130 | 1 * M population=60 | 1 * D population=190' },
        ],
      },
    ],
  },
  {
    name: 'baseline mid year',
    rule: 'else it describes the first day of the first place that began with this code within Y',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D,,2024-03-31 | B,commune,D,,2024-09-30 | N,commune,D,2024-04-01',
          successions: 'A,N,2024-04-01 | B,N,2024-10-01',
          baselines: 'A,teacher,2024,10 | B,teacher,2024,20 | N,teacher,2024,33',
        },
        figures: [
          {
            as_of: '2024-04-01',
            order: 'B D N',
            rows: '1 * N population=33 | 1 * B population=20 | 1 * D population=53',
          },
          { as_of: '2024-10-01', order: 'D N', rows: '1 * N population=53 | 1 * D population=53' },
          { as_of: '2024-03-31', order: 'A B D', rows: '1 * A population=10 | 1 * D population=30' },
        ],
      },
    ],
  },
  {
    name: 'baseline rule3 later',
    rule: 'rule 3: the sum over all places that ended by the as-of date and whose (main) successor is n, also those that joined later (over none: 0), if every one of these has one',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D,,2024-03-31 | B,commune,D,,2024-09-30 | X,commune,D,,2025-02-28
            N,commune,D,2024-04-01 | L,commune,D | W,commune,D,2024-04-01`,
          successions: 'A,N,2024-04-01 | B,N,2024-10-01 | X,N,2025-03-01 | L,W,2024-04-01',
          baselines: 'A,teacher,2024,10 | B,teacher,2024,20 | L,teacher,2024,70',
        },
        figures: [
          { as_of: '2024-04-01', rows: '1 * N population=10 | 1 * W population=0 status=no_baseline' },
          { as_of: '2024-10-01', rows: '1 * N population=30 | 1 * W population=0' },
          {
            as_of: '2025-03-01',
            rows: `
              1 * N population= status=no_baseline missing= percent= | 1 * W population=0 | 1 * D population=`,
          },
        ],
      },
    ],
  },
  {
    name: 'baseline children units only',
    rule: "the sum over n's children that are administrative units (never cohorts), if there are any and every one has one",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D | B,commune,D | V1,village,A | V2,village,A | K,cohort,A | K2,cohort,B
            V3,village,B | C,commune,D | K3,cohort,C`,
          baselines: `
            V1,teacher,2023,5 | V2,teacher,2024,7 | V2,teacher,2025,8 | K,teacher,2024,4 | K3,teacher,2024,6
            K2,teacher,2024,6`,
        },
        figures: [
          {
            as_of: '2024-12-31',
            cohorts: true,
            rows: `
              1 * A population=12 | 1 * B population= status=no_baseline | 1 * C population=
              1 * K population=4 | 1 * D population=`,
          },
          { as_of: '2024-12-31', order: 'A B C D V1 V2 V3', rows: '1 * A population=12' },
        ],
      },
      {
        files: {
          baselines: 'V3,teacher,2024,0 | C,teacher,2022,20',
        },
        figures: [
          {
            as_of: '2025-12-31',
            rows: '1 * A population=13 | 1 * B population=0 | 1 * C population=20 | 1 * D population=33',
          },
          { as_of: '2024-12-31', rows: '1 * C population=20 | 1 * D population=32' },
        ],
      },
    ],
  },
  {
    name: 'baseline chain joined',
    rule: 'plus the baselines of the ended places whose (main) successor is n; Predecessors are taken as on their last day',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | N,commune,D | W,commune,D | A,commune,D,,2024-06-30 | B,commune,D,,2024-09-30
            C,commune,D,,2024-09-30 | K,commune,D,,2024-02-29 | M,commune,D,2024-03-01 | V1,village,M
            V2,village,M`,
          successions: 'A,B,2024-07-01 | B,N,2024-10-01 | C,N,2024-10-01,true | C,W,2024-10-01 | K,M,2024-03-01',
          baselines: `
            N,teacher,2024,100 | W,teacher,2024,50 | A,teacher,2024,10 | B,teacher,2024,20
            C,teacher,2024,6 | K,teacher,2021,7 | V1,teacher,2024,3`,
        },
        figures: [
          { as_of: '2024-12-31', rows: '1 * N population=136 | 1 * W population=50 | 1 * D population=193' },
          { as_of: '2024-08-01', rows: '1 * N population=100 | 1 * B population=30 | 1 * W population=50' },
          { as_of: '2024-12-31', rows: '1 * M population=7 | 1 * V1 population=3 | 1 * V2 population=' },
        ],
      },
    ],
  },
  {
    name: 'code reuse',
    rule: 'Codes are reused, so (code, valid_from) is its identity, and a code in a dated record means the place valid on that date',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D,,2025-06-30 | B,commune,D,,2025-06-30 | A,commune,D,2025-07-01',
          successions: 'A,A,2025-07-01 | B,A,2025-07-01',
          baselines: 'A,teacher,2024,10 | A,teacher,2025,12 | B,teacher,2024,20 | A,teacher,2026,40',
          people: 'p1,A | p2,B | p3,A',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2025-06-30 | E2,1,2025-07-01',
          participations: 'E1,p1,teacher | E1,p2,teacher | E2,p3,teacher,,A | E2,p1,teacher',
          attendance: 'E1,1,p1,p2 | E2,1,p1,p3',
        },
        figures: [
          { as_of: '2025-06-30', order: 'A B D', rows: '1 * A floor=1 population=12 | 1 * B floor=1 population=20' },
          { as_of: '2025-07-01', order: 'A D', rows: '1 * A floor=3 population=32 | 1 * D floor=3 population=32' },
          { as_of: '2025-12-31', from: '2025-07-01', rows: '1 * A floor=3 population=32 new=1' },
          { as_of: '2026-01-01', rows: '1 * A floor=3 population=40 percent=7.5' },
        ],
      },
    ],
  },
  {
    name: 'split main',
    rule: 'split: one main; if none is marked, the first. A new place that got its land by a split has 0 until a figure is entered for it, and shows no_baseline',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            D,district | A,commune,D,,2024-06-30 | B,commune,D,,2024-06-30 | A1,commune,D,2024-07-01
            A2,commune,D,2024-07-01 | B1,commune,D,2024-07-01 | B2,commune,D,2024-07-01`,
          successions: 'A,A1,2024-07-01 | A,A2,2024-07-01,true | B,B2,2024-07-01 | B,B1,2024-07-01',
          baselines: 'A,teacher,2024,50 | B,teacher,2024,30',
          people: 'p1,A',
          activities: 'E1,campaign,D',
          sessions: 'E1,1,2024-03-01',
          participations: 'E1,p1,teacher',
          attendance: 'E1,1,p1',
          headcounts: 'E1,1,B,teacher,7',
        },
        figures: [
          { as_of: '2024-06-30', order: 'A B D', rows: '1 * A floor=1 population=50 | 1 * B population=30' },
          {
            as_of: '2024-07-01',
            order: 'A1 A2 B1 B2 D',
            rows: `
              1 * A2 floor=1 population=50 status=not_met missing=24 percent=2.0
              1 * A1 floor=0 population=0 status=no_baseline missing= percent= percent_max=
              1 * B1 population=0 | 1 * B2 floor=7 ceiling=7 population=30 | 1 * D population=80 floor=8`,
          },
        ],
      },
      {
        files: {
          baselines: 'A1,teacher,2024,20 | A2,teacher,2025,31',
        },
        figures: [
          { as_of: '2024-12-31', rows: '1 * A1 population=20 | 1 * A2 population=50 | 1 * D population=100' },
          { as_of: '2025-01-01', rows: '1 * A1 population=20 | 1 * A2 population=31 | 1 * D population=81' },
        ],
      },
    ],
  },
];
