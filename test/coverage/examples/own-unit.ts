import type { Example } from './example.js';

/** Worked out by hand: the own unit of a plan after its end (counting method §6). */
export const OWN_UNIT: Example[] = [
  {
    name: 'own unit ended',
    rule: "A plan's own unit does not end for its plan: after its end it stays the root, with what was recorded at it, and below it, as children, all the places to which its children of the last day have gone (all parts of a split). One of these that lies below another stays there",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            T,province | D,district,T,,2025-06-30 | E,district,T,,2025-06-30 | A,commune,D,,2025-06-30
            B,commune,D,,2025-06-30 | B2,commune,D,,2025-06-30 | S,commune,D | Z,commune,D,,2025-06-30
            X,commune,E,,2025-06-30 | Y,commune,E | N,commune,T,2025-07-01 | W,commune,T,2025-07-01
            V,village,N,2025-07-01`,
          successions: `
            A,N,2025-07-01 | B,N,2025-07-01 | X,N,2025-07-01 | B2,V,2025-07-01 | Z,N,2025-07-01,true
            Z,W,2025-07-01 | D,T,2025-07-01 | E,T,2025-07-01`,
          baselines: `
            D,teacher,2024,100 | A,teacher,2024,10 | B,teacher,2024,20 | B2,teacher,2024,2
            X,teacher,2024,5 | N,teacher,2025,40 | S,teacher,2024,7 | Z,teacher,2024,3 | D,teacher,2026,60`,
          people: 'p1,A | p2,X | p3,D | p4,D | p5,A | p6,B2 | p7,T | p8,Z | p9,Y | p10,W | p11,E',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2025-05-01 | E2,1,2025-09-01',
          participations: `
            E1,p1,teacher | E1,p2,teacher | E1,p3,teacher | E2,p4,teacher | E2,p5,teacher,,D | E2,p6,teacher
            E2,p7,teacher | E1,p8,teacher | E2,p9,teacher | E2,p10,teacher | E2,p11,teacher`,
          attendance: 'E1,1,p1,p2,p3,p8 | E2,1,p4,p5,p6,p7,p9,p10,p11',
          headcounts: 'E2,1,D,teacher,50',
        },
        figures: [
          {
            as_of: '2025-06-30',
            order: 'A B B2 D S Z',
            rows: '1 * D floor=3 population=100 | 1 * A floor=1 | 1 * Z floor=1',
          },
          {
            as_of: '2025-07-01',
            order: 'D N S V W',
            rows: `
              1 * D floor=4 population=47 | 1 * N floor=3 population=40 | 1 * V floor=0 population=2
              1 * S population=7 | 1 * W population=0 floor=0`,
          },
          {
            as_of: '2025-12-31',
            rows: `
              1 * D floor=54 ceiling=54 population=47 percent=114.9 percent_max=114.9 status=met
              1 * N floor=4 ceiling=4 | 1 * V floor=1 | 1 * W floor=1 | 1 * S floor=0`,
          },
          { as_of: '2026-02-01', rows: '1 * D population=47' },
          { as_of: '2025-12-31', unit: 'N', order: 'N V', rows: '1 * N floor=4 | 1 * V floor=1' },
        ],
      },
    ],
  },
  {
    name: 'own unit rule2 first',
    rule: "For a plan's own unit after its end, rule 2 comes before rule 1 (and rule 1 follows when a child has none), with its own baselines, also of a year after its end",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            T,province | D,district,T,,2025-06-30 | E,district,T,,2025-06-30 | A,commune,D,,2025-06-30
            B,commune,D,,2025-06-30 | B2,commune,D,,2025-06-30 | S,commune,D | Z,commune,D,,2025-06-30
            X,commune,E,,2025-06-30 | Y,commune,E | N,commune,T,2025-07-01 | W,commune,T,2025-07-01
            V,village,N,2025-07-01`,
          successions: `
            A,N,2025-07-01 | B,N,2025-07-01 | X,N,2025-07-01 | B2,V,2025-07-01 | Z,N,2025-07-01,true
            Z,W,2025-07-01 | D,T,2025-07-01 | E,T,2025-07-01`,
          baselines: `
            D,teacher,2024,100 | A,teacher,2024,10 | B,teacher,2024,20 | S,teacher,2024,7
            D,teacher,2026,60`,
        },
        figures: [
          { as_of: '2025-06-30', rows: '1 * D population=100 status=not_met' },
          { as_of: '2025-12-31', rows: '1 * D population=100 | 1 * W population=0 | 1 * N population=' },
          { as_of: '2026-01-01', rows: '1 * D population=60' },
        ],
      },
      {
        files: {
          baselines: 'N,teacher,2026,60',
        },
        figures: [
          { as_of: '2026-01-01', rows: '1 * D population=67' },
          { as_of: '2025-12-31', rows: '1 * D population=100' },
        ],
      },
    ],
  },
  {
    name: 'own unit child lost',
    rule: "one that later ends without a successor counts at the plan's own unit; people who merged in from elsewhere belong to the territory; all of the province that took them over does not",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            T,province | D,district,T,,2025-06-30 | E,district,T,,2025-06-30 | A,commune,D,,2025-06-30
            B,commune,D,,2025-06-30 | B2,commune,D,,2025-06-30 | S,commune,D,,2025-10-31
            Z,commune,D,,2025-06-30 | X,commune,E,,2025-06-30 | Y,commune,E
            N,commune,T,2025-07-01,2025-10-31 | W,commune,T,2025-07-01 | V,village,N,2025-07-01
            K,commune,T | K9,commune,T`,
          successions: `
            A,N,2025-07-01 | B,N,2025-07-01 | X,N,2025-07-01 | B2,V,2025-07-01 | Z,N,2025-07-01,true
            Z,W,2025-07-01 | D,T,2025-07-01 | E,T,2025-07-01 | S,K,2025-11-01`,
          people: 'p1,A | p2,S | p3,K | p4,K | p5,K9 | p6,T',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2025-05-01 | E2,1,2025-12-01',
          participations:
            'E1,p1,teacher | E1,p2,teacher | E1,p3,teacher | E2,p4,teacher | E2,p5,teacher | E2,p6,teacher',
          attendance: 'E1,1,p1,p2,p3 | E2,1,p4,p5,p6',
        },
        figures: [
          { as_of: '2025-10-31', order: 'D N S V W', rows: '1 * D floor=2 | 1 * N floor=1 | 1 * S floor=1' },
          { as_of: '2025-11-01', order: 'D K V W', rows: '1 * D floor=3 | 1 * K floor=2 | 1 * V floor=0' },
          { as_of: '2025-12-31', rows: '1 * D floor=4 | 1 * K floor=3' },
        ],
      },
    ],
  },
  {
    name: 'own unit code reused',
    rule: 'ordered by unit code, then valid_from: the ended own unit and a new place with its code below it',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: `
            T,province | D,district,T,,2025-06-30 | A,commune,D,,2025-06-30 | S,commune,D
            D,commune,T,2025-07-01`,
          successions: 'D,T,2025-07-01 | A,D,2025-07-01',
          baselines: 'A,teacher,2024,10 | S,teacher,2024,5',
          people: 'p1,A | p2,S | p3,D',
          activities: 'E1,campaign,S',
          sessions: 'E1,1,2025-05-01',
          participations: 'E1,p1,teacher | E1,p2,teacher | E1,p3,teacher',
          attendance: 'E1,1,p1,p2,p3',
        },
        figures: [
          {
            as_of: '2025-07-01',
            order: 'D D S',
            rows: `
              1 * D floor=3 population=15 missing=5 | 1 * D#1 floor=1 population=10
              1 * S floor=1 population=5`,
          },
          { as_of: '2025-06-30', order: 'A D S', rows: '1 * D floor=3 population=15' },
        ],
      },
    ],
  },
];
