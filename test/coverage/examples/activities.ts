import type { Example } from './example.js';

/** Worked out by hand: how activities and sessions qualify (counting method §2). */
export const ACTIVITIES: Example[] = [
  {
    name: 'makeup chain',
    rule: 'a session and all that make up for it, directly or through another make-up, are one slot',
    steps: [
      {
        files: {
          plan: '1 trained teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,A | p3,A | p4,A',
          activities: 'T,training,D',
          sessions: `
            T,1,2024-03-01 | T,2,2024-03-02 | T,3,2024-03-03 | T,4,2024-03-04 | T,5,2024-03-10,2
            T,6,2024-03-20,5`,
          participations: 'T,p1,teacher | T,p2,teacher | T,p3,teacher | T,p4,teacher',
          attendance: 'T,1,p1,p2,p3,p4 | T,2,p2,p3 | T,3,p1,p3,p4 | T,4,p1,p3 | T,5,p2,p4 | T,6,p1,p2',
        },
        figures: [
          { as_of: '2024-03-04', rows: '1 * D floor=1' },
          { as_of: '2024-03-19', rows: '1 * D floor=1' },
          { as_of: '2024-03-20', rows: '1 * D floor=2 new=2 | 1 * A floor=2 attendances=2 distinct=2' },
          { as_of: '2024-03-20', from: '2024-03-05', rows: '1 * D floor=2 attendances=1 distinct=1 new=1' },
        ],
      },
    ],
  },
  {
    name: 'makeup chain of cancelled',
    rule: 'a session and all that make up for it, directly or through another make-up, are one slot (also where the first was cancelled)',
    steps: [
      {
        files: {
          plan: '1 trained teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,B',
          activities: 'T,training,D,100',
          sessions: `
            T,1,2024-03-01 | T,2,2024-03-02,,cancelled | T,3,2024-03-03,2,cancelled | T,4,2024-03-04,3
            T,5,2024-03-05,2`,
          participations: 'T,p1,teacher | T,p2,teacher',
          attendance: 'T,1,p1 | T,4,p2 | T,5,p1,p2',
        },
        figures: [{ as_of: '2024-12-31', rows: '1 * D floor=1 | 1 * A floor=1' }],
      },
    ],
  },
  {
    name: 'cancelled draft',
    rule: 'Cancelled sessions, and all sessions of a draft or cancelled activity, do not exist; every other session counts by its date, whatever its status',
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,B | p3,A',
          activities: 'E1,campaign,D,,draft | E2,campaign,D,,cancelled | E3,campaign,D,,open | E4,campaign,D,,done',
          sessions: `
            E1,1,2024-02-01,,held | E2,1,2024-02-02,,held | E3,1,2024-02-03,,held | E3,2,2024-02-04,,planned
            E4,1,2024-03-01,,planned`,
          participations: 'E1,p1,teacher | E2,p1,teacher | E3,p2,teacher | E3,p3,teacher | E4,p2,teacher',
          attendance: 'E1,1,p1 | E2,1,p1 | E3,1,p3 | E3,2,p2 | E4,1,p2',
          headcounts: 'E1,1,A,teacher,50 | E2,1,A,teacher,60 | E3,1,A,teacher,70',
        },
        figures: [
          { as_of: '2024-06-30', rows: '1 * D floor=72 ceiling=72 | 1 * A floor=71 ceiling=71 | 1 * B floor=1' },
        ],
      },
      {
        files: {
          sessions: 'E3,1,2024-02-03,,cancelled',
        },
        figures: [
          {
            as_of: '2024-06-30',
            rows: '1 * D floor=1 ceiling=1 attendances=2 distinct=1 | 1 * B floor=1 | 1 * A floor=0 ceiling=0',
          },
        ],
      },
    ],
  },
  {
    name: 'min attendance rounding',
    rule: 'slots satisfied >= ceil(min_attendance% x planned), at least one, 80% unless the activity says otherwise',
    steps: [
      {
        files: {
          plan: '1 trained teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,A | p3,A | p4,A | p5,A | p6,A | p7,A | p8,A | p9,A',
          activities: 'T1,training,D | T2,training,D,66 | T3,training,D,67 | T4,training,D,1 | T5,training,D,28',
          sessions: `
            T1,1,2024-03-01 | T1,2,2024-03-02 | T1,3,2024-03-03 | T1,4,2024-03-04 | T2,1,2024-04-01
            T2,2,2024-04-02 | T2,3,2024-04-03 | T3,1,2024-04-01 | T3,2,2024-04-02 | T3,3,2024-04-03
            T4,1,2024-04-01 | T4,2,2024-04-02 | T4,3,2024-04-03 | T5,1,2024-05-01 | T5,2,2024-05-02
            T5,3,2024-05-03 | T5,4,2024-05-04 | T5,5,2024-05-05 | T5,6,2024-05-06 | T5,7,2024-05-07
            T5,8,2024-05-08 | T5,9,2024-05-09 | T5,10,2024-05-10 | T5,11,2024-05-11 | T5,12,2024-05-12
            T5,13,2024-05-13 | T5,14,2024-05-14 | T5,15,2024-05-15 | T5,16,2024-05-16 | T5,17,2024-05-17
            T5,18,2024-05-18 | T5,19,2024-05-19 | T5,20,2024-05-20 | T5,21,2024-05-21 | T5,22,2024-05-22
            T5,23,2024-05-23 | T5,24,2024-05-24 | T5,25,2024-05-25`,
          participations: `
            T1,p1,teacher | T1,p2,teacher | T2,p3,teacher | T3,p4,teacher | T4,p5,teacher | T4,p6,teacher
            T5,p7,teacher | T5,p8,teacher`,
          attendance: `
            T1,1,p1,p2 | T1,2,p1,p2 | T1,3,p1,p2 | T1,4,p2 | T2,1,p3 | T2,3,p3 | T3,1,p4 | T3,2,p4 | T4,3,p5
            T4,1,p6:absent | T5,1,p7,p8 | T5,2,p7,p8 | T5,3,p7,p8 | T5,4,p7,p8 | T5,5,p7,p8 | T5,6,p7,p8
            T5,25,p7`,
        },
        figures: [
          { as_of: '2024-12-31', rows: '1 * D floor=4' },
          { as_of: '2024-05-24', rows: '1 * D floor=3' },
          { as_of: '2024-05-25', from: '2024-05-25', rows: '1 * D floor=4 new=1' },
        ],
      },
    ],
  },
  {
    name: 'trained date order',
    rule: 'Date: the day on which the last missing condition was met (sessions in order of date, then number)',
    steps: [
      {
        files: {
          plan: '1 trained teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,A | p3,B',
          activities: 'T,training,D,50',
          sessions: 'T,1,2024-06-10 | T,2,2024-06-01 | T,3,2024-06-05 | T,4,2024-07-20',
          participations: 'T,p1,teacher | T,p2,teacher | T,p3,teacher',
          attendance: 'T,1,p1 | T,3,p1,p2 | T,2,p2,p3 | T,4,p3,p2,p1',
        },
        figures: [
          { as_of: '2024-06-04', rows: '1 * D floor=0' },
          { as_of: '2024-06-05', rows: '1 * D floor=1' },
          { as_of: '2024-06-09', rows: '1 * D floor=1' },
          { as_of: '2024-06-10', rows: '1 * D floor=2' },
          { as_of: '2024-07-20', rows: '1 * D floor=3' },
        ],
      },
    ],
  },
  {
    name: 'planned outside period',
    rule: "planned = number of slots of the activity, past and future, also outside the plan's period; nothing dated after the plan's end counts",
    steps: [
      {
        files: {
          plan: '1 trained teacher 50 gte | 2 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,B | p3,B',
          activities: 'T,training,D',
          sessions: 'T,1,2025-12-30 | T,2,2025-12-31 | T,3,2026-01-03 | T,4,2026-01-04 | T,5,2026-01-05',
          participations: 'T,p1,teacher | T,p2,teacher | T,p3,teacher',
          attendance: 'T,1,p1,p2 | T,2,p1,p2 | T,3,p1,p3 | T,4,p1,p3 | T,5,p3',
        },
        figures: [
          { as_of: '2025-12-31', rows: '1 * D floor=0 attendances=0 | 1 * A floor=0' },
          { as_of: '2026-06-30', rows: '1 * D floor=0 attendances=0 | 2 * D floor=2 attendances=2' },
        ],
      },
    ],
  },
  {
    name: 'trained over start',
    rule: 'trained is dated the day the last missing condition was met: with sessions before the start of the plan; a training complete before the start does not count',
    steps: [
      {
        files: {
          plan: '1 trained teacher 50 gte | 2 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,A | p3,B',
          activities: 'T,training,D,60 | T2,training,D,50',
          sessions: 'T,1,2023-12-28 | T,2,2023-12-29 | T,3,2024-01-08 | T2,1,2023-12-01 | T2,2,2024-01-09',
          participations: 'T,p1,teacher | T2,p2,teacher | T2,p3,teacher',
          attendance: 'T,1,p1 | T,3,p1 | T2,1,p2 | T2,2,p2,p3',
        },
        figures: [
          { as_of: '2024-01-07', rows: '1 * D floor=0' },
          { as_of: '2024-01-08', rows: '1 * D floor=1 new=1 | 2 * D floor=0' },
          {
            as_of: '2024-01-09',
            rows: '1 * A floor=1 | 1 * B floor=1 | 2 * D floor=1 | 2 * A floor=0 | 2 * B floor=1',
          },
        ],
      },
    ],
  },
  {
    name: 'informed before start',
    rule: "Date: that of the first session of this activity that the person ever attended (before the plan's start: it does not count for the plan)",
    steps: [
      {
        files: {
          plan: '1 informed teacher 50 gte',
          units: 'D,district | A,commune,D | B,commune,D',
          people: 'p1,A | p2,B',
          activities: 'E1,campaign,D | E2,campaign,D',
          sessions: 'E1,1,2023-12-31 | E1,2,2024-01-01 | E2,1,2024-05-01',
          participations: 'E1,p1,teacher | E1,p2,teacher | E2,p1,teacher',
          attendance: 'E1,1,p1:late,p2:excused | E1,2,p1,p2 | E2,1,p1',
        },
        figures: [
          { as_of: '2024-03-31', rows: '1 * D floor=1 attendances=1 distinct=1 new=1 | 1 * A floor=0' },
          { as_of: '2024-05-01', rows: '1 * D floor=2 attendances=2 | 1 * A floor=1 attendances=1 new=1' },
          { as_of: '2024-05-01', from: '2024-02-01', rows: '1 * D floor=2 attendances=1 distinct=1 new=1' },
        ],
      },
    ],
  },
];
