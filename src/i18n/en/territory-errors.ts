import type { Messages } from '../messages.js';

/** Territory: what is refused, and the repair. */
export const territoryErrors: Messages = {
  'errors.territory.outside': '{code} is outside your territory',
  'errors.territory.days_reversed': 'The last day must not be before the first, {from}',
  'errors.territory.overlap':
    'The code {code} belongs to {name} until {to}: two places cannot have one code at the same time. Let this one begin after that day, or correct the last day of the other first',
  'errors.territory.parent_needed': 'A village, a class or a list must belong to a place',
  'errors.territory.parent_itself': 'A place cannot belong to itself',
  'errors.territory.parent_unknown': 'No place has the code {code}',
  'errors.territory.parent_not_valid':
    'On {day} no place has the code {code}; the parent must be there on the first day',
  'errors.territory.parent_refused': 'Its parent {code} on line {line} is faulty; mend that line first',
  'errors.territory.level_not_below': 'The level must be below that of {parent} ({parent_level})',
  'errors.territory.level_not_above': '{child} ({code}) belongs to this place, so its level must be higher',
  'errors.territory.child_loses_parent':
    '{child} ({code}) belongs to this place from {day} on; it must be there on that day',
  'errors.territory.succession_breaks':
    'The succession on {day} from {from} to {to} would no longer hold; mend it first',
  'errors.territory.succession_known': 'This succession is already recorded',
  'errors.territory.not_valid_on': 'On {day} no place has the code {code}',
  'errors.territory.same_place':
    'Before and after {day} the code {code} is one and the same place; the successor must be another',
  'errors.territory.second_main': '{code} already has the main successor {other}; there is only one',
  'errors.territory.one_code': 'Give one place only',
  'errors.territory.merge_needs_two': 'A merger needs at least two places; for one use New name or parent',
  'errors.territory.group_taken': 'There is already a group with the code {code}',
  'errors.territory.group_counts': 'The group {code} counts {counts}; that cannot be changed',
  'errors.territory.unknown_group': 'There is no group {code}',
  'errors.territory.unknown_code': 'No place ever had the code {code}',
  'errors.territory.unknown_code_near': 'No place ever had the code {code}; did you mean: {near}',
  'errors.territory.no_place_in_year': 'In {year} no place has the code {code}',
  'errors.territory.baseline_conflict':
    'Somebody else has just corrected this baseline. Look at the new version, then go on.',
  'errors.territory.orphans':
    'The change would leave {count} {count|baseline|baselines} of the code {code} without a place in their year. Mend these first.',
  'errors.territory.orphan_plan':
    'The change would leave the plan without a place of the code {code} on its first day. Mend the plan first.',
  'errors.territory.code_ends':
    'The code {code} belongs to {name}, which ends the day before. Give the name of the new place to go on using the code, or choose another current place',
  'errors.territory.name_of_several': 'Several places are called {name}; type the code of the one you mean: {codes}',
  'errors.territory.no_such_name': 'No place is called “{name}”; choose from the suggestions or type a code',
  'errors.territory.overlap_open':
    'The code {code} belongs to {name}, which has not ended: two places cannot have one code at the same time. Give the other its last day first',
  'errors.territory.overlap_later':
    'The code {code} belongs to {name} from {from} on: this place must end before that day',
  'errors.territory.undo_succession':
    'It cannot be undone yet: since then the change on {day} from {from} to {to} was recorded. Undo that one first.',
  'errors.territory.undo_later':
    'It cannot be undone yet: since then {name} has changed again. Undo that change first.',
  'errors.territory.used_places':
    'It cannot be removed yet: {child} ({code}) belongs to it. Move or remove {child} first.',
  'errors.territory.used_successions':
    '{name} cannot be removed yet: it is part of a merger or split. Undo that first.',
  'errors.territory.used_activities':
    '{name} ({code}) cannot be removed: {count} {count|activity is|activities are} recorded there.',
  'errors.territory.used_participations':
    '{name} ({code}) cannot be removed: {count} {count|participation is|participations are} recorded there.',
  'errors.territory.used_headcounts':
    '{name} ({code}) cannot be removed: {count} {count|headcount is|headcounts are} recorded there.',
  'errors.territory.used_baselines':
    '{name} ({code}) cannot be removed: {count} {count|baseline is|baselines are} recorded there, older versions included.',
  'errors.territory.used_plans': '{name} ({code}) cannot be removed: it has {count} {count|plan|plans}.',
  'errors.territory.used_people':
    '{name} ({code}) cannot be removed: {count} {count|person lives|people live} at this code.',
  'errors.territory.used_organisations':
    '{name} ({code}) cannot be removed: {count} {count|organisation is|organisations are} at this code.',
  'errors.territory.used_users': '{name} cannot be removed: it is the territory of the user {user}.',
};
