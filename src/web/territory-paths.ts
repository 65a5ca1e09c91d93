import { query, seg } from './address.js';

/** Places, successions, groups and baselines. */
export const territoryPaths = {
  territory: (asOf?: string) => `/territory${query({ as_of: asOf })}`,
  territoryCsv: (asOf?: string) => `/territory/list.csv${query({ as_of: asOf })}`,
  place: (id: number, asOf?: string) => `/territory/places/${seg(id)}${query({ as_of: asOf })}`,
  placeNew: (parentCode?: string) => `/territory/places/new${query({ parent: parentCode })}`,
  placeEdit: (id: number) => `/territory/places/${seg(id)}/edit`,
  placeRemoval: (id: number) => `/territory/places/${seg(id)}/removal`,
  successions: () => '/territory/successions',
  successionNew: (kind?: string, from?: string) => `/territory/successions/new${query({ kind, from })}`,
  succession: (id: number) => `/territory/successions/${seg(id)}`,
  successionMain: (id: number) => `/territory/successions/${seg(id)}/main`,
  successionRemoval: (id: number) => `/territory/successions/${seg(id)}/removal`,
  reformUndoing: (id: number) => `/territory/reforms/${seg(id)}/undoing`,
  groups: () => '/territory/groups',
  groupNew: () => '/territory/groups/new',
  group: (code: string) => `/territory/groups/${seg(code)}`,
  baselines: (filter: Record<string, string | number | undefined> = {}) => `/territory/baselines${query(filter)}`,
  baselineNew: (filter: Record<string, string | number | undefined> = {}) => `/territory/baselines/new${query(filter)}`,
  baselineHistory: (unit: string, group: string, year: number) =>
    `/territory/baselines/${seg(unit)}/${seg(group)}/${seg(year)}`,
};
