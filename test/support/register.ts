import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { NameCorrections } from '../../src/mine/name-corrections.js';
import { ParticipantLinks } from '../../src/mine/participant-links.js';
import { newFormKey } from '../../src/web/form-key.js';
import { COMMUNES } from './communes.js';
import type { Member, World } from './world.js';

async function idOf(world: World, table: 'people' | 'organisations', ref: string): Promise<number> {
  const row = await world.database.row<{ id: number }>(`SELECT id FROM ${table} WHERE ref = ?`, [ref]);
  return Number(row?.id);
}

async function latest(world: World, table: 'consents' | 'organisation_members' | 'person_merges'): Promise<number> {
  const row = await world.database.row<{ id: number }>(`SELECT MAX(id) AS id FROM ${table}`);
  return Number(row?.id);
}

/** Records by page that somebody belongs to an organisation. @returns the id */
export async function joined(world: World, by: Member, person: string, organisation: string): Promise<number> {
  const body = { person: String(await idOf(world, 'people', person)), role: 'member' };
  const id = await idOf(world, 'organisations', organisation);
  await by.post(`/organisations/${id}/members/new`, body).expect(303);
  return latest(world, 'organisation_members');
}

/** Records by page a consent to photographs of a child, whose name stays kept back. @returns the id */
export async function agreed(world: World, by: Member, child: string): Promise<number> {
  const given = { representative: 'Người đại diện', relation: 'guardian', given_on: '2025-01-05', way: 'paper' };
  const body = { ...given, purposes: 'photograph' };
  await by.post(`/people/${await idOf(world, 'people', child)}/consents/new`, body).expect(303);
  return latest(world, 'consents');
}

/** The link of somebody's own page, and a correction asked for there. @returns the token and the id */
export async function participated(world: World, person: string): Promise<{ ownPage: string; correction: number }> {
  const links = world.get(ParticipantLinks);
  const ownPage = (await links.make(await idOf(world, 'people', person))).replace('/mine/', '');
  const wanted = { wanted_name: 'Tên Viết Lại', remark: null };
  await world.get(NameCorrections).ask(await links.open(ownPage, ''), wanted, newFormKey(), false);
  const row = await world.database.row<{ id: number }>('SELECT MAX(id) AS id FROM name_corrections');
  return { ownPage, correction: Number(row?.id) };
}

/** Two records of one more person of a commune that were merged. @returns the id of the merge */
export async function merged(world: World, by: Member, mark: string): Promise<number> {
  const { unit, person } = Object.values(COMMUNES).find((commune) => commune.mark === mark) ?? COMMUNES.own;
  const full_name = `${person} Hai`;
  const records = ['M', 'N'].map((one) => ({ ref: `${one}-${mark}`, full_name, unit }));
  await world.get(RowsRunner).run('people', records);
  const body = { into: `M-${mark}`, reason: 'Trùng' };
  await by.api('post', `/api/v1/people/N-${mark}/merge`).send(body).expect(201);
  return latest(world, 'person_merges');
}
