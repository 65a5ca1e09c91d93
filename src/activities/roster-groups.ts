import { NotFound } from '../errors.js';
import type { Group } from '../territory/groups.js';
import type { ActivityRecord } from './activity-records.js';

/** Groups whose people come for themselves: who comes for an organisation is entered with it. */
export function groupsOfPersons(groups: readonly Group[]): Group[] {
  return groups.filter(({ counts }) => counts === 'persons');
}

/** The codes of those groups. */
export function personGroupCodes({ groups }: Pick<ActivityRecord, 'groups'>): string[] {
  return groupsOfPersons(groups).map(({ code }) => code);
}

/** The group that most of the roster is in. @throws NotFound where no group counts persons */
export function usualGroup(record: Pick<ActivityRecord, 'groups' | 'roster'>): string {
  const counts = Map.groupBy(record.roster, ({ group_code }) => group_code);
  const [usual] = personGroupCodes(record).toSorted(
    (a, b) => (counts.get(b)?.length ?? 0) - (counts.get(a)?.length ?? 0),
  );
  if (usual === undefined) throw new NotFound();
  return usual;
}

/** The group asked for where there is one, else the usual one. @throws NotFound where no group counts persons */
export function groupAsked(record: Pick<ActivityRecord, 'groups' | 'roster'>, asked: string): string {
  return personGroupCodes(record).includes(asked) ? asked : usualGroup(record);
}
