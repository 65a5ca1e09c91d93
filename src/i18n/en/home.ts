import type { Messages } from '../messages.js';

/** The first page, while there is no plan yet. */
export const home: Messages = {
  'home.start.title': 'Getting started',
  'home.start.lede': 'There is no plan yet. Do these things in their order; each needs the one before.',
  'home.start.others_title': 'There is no plan yet',
  'home.start.others': 'The people in charge are preparing places and plan. Its progress will be shown on this page.',
  'home.start.done': 'There',
  'home.start.open': 'Not yet',
  'home.start.load': 'Load {file}',
  'home.start.units': 'Places',
  'home.start.units_text': 'Province, districts, communes, villages, classes: every figure is recorded at a place.',
  'home.start.successions': 'Mergers and splits',
  'home.start.successions_text': 'Which commune went into which, and since when. Skip it if no borders have changed.',
  'home.start.plan': 'Plan',
  'home.start.plan_text': 'Objectives, indicators and targets of a place that is there already.',
  'home.start.baselines': 'Baselines',
  'home.start.baselines_text': 'How many subjects each group has at each place: without them there are no rates.',
  'home.start.people': 'People',
  'home.start.people_text': 'Those who will take part in trainings and campaigns.',
};
