import type { Messages } from '../messages.js';

/** How figures are counted, in words, with the worked example. */
export const method: Messages = {
  'coverage.method.title': 'How it is counted',
  'coverage.method.lede': 'The plan counts from {start} to {end}. Every figure of the plan follows these rules.',
  'coverage.method.trainings_inform': 'For every indicator coming to a training also informs.',
  'coverage.method.trainings_off':
    'For indicator {codes} coming to a training does not inform; for all others it does.',
  'coverage.method.who': 'Who is counted',
  'coverage.method.who.1':
    'Some groups count people (officials, teachers, parents, children), others organisations (enterprises, cooperatives, households).',
  'coverage.method.who.2':
    'Everyone is counted once in each group. Two spouses for one household: one household. A teacher who is also a parent, on both rosters: one teacher and one parent.',
  'coverage.method.who.3': 'Reports of organisers are not added up, because one person is usually in several of them.',
  'coverage.method.qualifies': 'When somebody qualifies',
  'coverage.method.qualifies.1':
    'Informed: present at one session or more of a campaign or a training; as of the day of the first one.',
  'coverage.method.qualifies.2':
    'Trained: present at enough sessions of a training (80% unless it says otherwise); as of the day on which the last condition was met.',
  'coverage.method.qualifies.3':
    'A make-up session and the one it makes up for are one: being at either is enough. Coming late is being present.',
  'coverage.method.qualifies.4': 'Cancelled sessions, drafts and cancelled activities do not count.',
  'coverage.method.where': 'Where and when it counts',
  'coverage.method.where.1':
    'It counts at the place written down for the earliest qualifying participation, also when that place lies outside the plan’s territory. Coming again later does not move it.',
  'coverage.method.where.2': 'The place is written down with the roster and does not follow a later move.',
  'coverage.method.where.3': 'Cumulative figures start on {start}. Nothing before that day or after {end} counts.',
  'coverage.method.floor': 'Certain and possible',
  'coverage.method.floor.1':
    'Certain: those with a name, or the largest session where more people were counted than have names, or the sum of what is certain at the places below; whichever is largest.',
  'coverage.method.floor.2': 'Possible: everyone with a name and everyone who came without one, at most the baseline.',
  'coverage.method.floor.3': 'Estimates (a loudspeaker’s reach) only raise what is possible.',
  'coverage.method.floor.4': 'The rate in large type is always the certain one.',
  'coverage.method.baseline': 'Baselines',
  'coverage.method.baseline.1':
    'A baseline is how many subjects a group has at a place, with its source and author. The figure of a year is that of 1 January.',
  'coverage.method.baseline.2':
    'It is the latest figure entered for the place itself; else the sum of the places below, if each has one; else the sum of the former places that ended into it.',
  'coverage.method.baseline.3': 'One gap makes the whole unknown: it is neither taken for 0 nor guessed.',
  'coverage.method.baseline.4':
    'Where more are counted than the baseline says, it is shown, with a note that the baseline is out of date.',
  'coverage.method.status': 'Status',
  'coverage.method.status.1': 'Met: the certain part reaches the target. Not met: short even with the possible part.',
  'coverage.method.status.2':
    'Uncertain: the certain part falls short, with the possible part it is enough; a list of names would tell.',
  'coverage.method.status.3':
    'The exact ratio is compared, not the rounded one. “Missing” is the smallest number that must be added to meet the target.',
  'coverage.method.reform': 'When the territory changes',
  'coverage.method.reform.1':
    'Figures use the territory of the as-of date. When communes merge, people and baselines go along and nobody is counted twice.',
  'coverage.method.reform.2':
    'With a date before the change the old territory is shown, with the figures as they were.',
  'coverage.method.reform.3':
    'A plan’s own unit does not end for its plan, even when it has ended as an administrative unit.',
  'coverage.method.corrections': 'When something is corrected',
  'coverage.method.corrections.1':
    'Nobody types a rate. Correcting an attendance, merging two records of one person, moving a session: every figure is then as if it had been so from the start.',
  'coverage.method.example': 'An example',
  'coverage.method.example.1':
    'Commune A has 10 teachers, B has 20; on 1 July 2025 they merge into N. p1 and p2 live in A, p3 and p4 in B, p5 in N.',
  'coverage.method.example.2':
    'A campaign of the education office on 10 March 2025: p1, p2, p3. A campaign of commune A on 20 May 2025: p1, p3. A training of 5 sessions from 1 September 2025: p1 at all, p4 at the first 2. A campaign on 20 December 2025: p5.',
  'coverage.method.example.3':
    'Adding up the reports until 15 June 2025 gives 5: education 3, commune A 2. In truth it is 3 people; 2 are repeats.',
  'coverage.method.example.4':
    'Class 6A has 38 children; 30 were counted at one session and 35 at another, without names: certain 35, possible 38.',
  'coverage.method.example.caption': 'Teachers informed',
  'coverage.method.example.as_of': 'As of',
  'coverage.method.example.floor': 'Certain',
  'coverage.method.example.window': 'Window',
  'coverage.method.example.attendances': 'Attendances',
  'coverage.method.example.distinct': 'People',
  'coverage.method.example.new': 'New people',
  'coverage.method.example.period': '{from} to {to}',
};
