import { type Act, type PackedSession, sent } from './queue.js';

/** What the server gives to take along. */
export interface Packet {
  user: { id: number; name: string };
  token: string;
  differences: number;
  now: string;
  today: string;
  sessions: PackedSession[];
}

/** What became of an act. */
export interface Outcome {
  id: string;
  outcome: 'done' | 'difference' | 'refused';
}

/** Why nothing was exchanged. */
export class NotReached extends Error {
  constructor(readonly why: 'no_network' | 'signed_out' | 'failed') {
    super(why);
  }
}

const PATIENCE_MS = 20_000;

/** Fetches what is to be taken along. @throws NotReached */
export async function fetchPacket(): Promise<Packet> {
  return (await exchange('/offline/packet.json', {})) as Packet;
}

/** Sends what was noted, in order. @throws NotReached */
export async function sendActs(acts: readonly Act[], token: string): Promise<Outcome[]> {
  const body = JSON.stringify({ sent_at: new Date().toISOString(), acts: acts.map(sent) });
  const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
  const answer = (await exchange('/offline/acts', { method: 'POST', body, headers })) as { outcomes: Outcome[] };
  return answer.outcomes;
}

async function exchange(address: string, init: RequestInit): Promise<unknown> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let response: Response;
  try {
    response = await fetch(address, {
      ...init,
      signal,
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'same-origin',
    });
  } catch {
    throw new NotReached('no_network');
  }
  // Whoever is not signed in is sent to the door.
  if (response.type === 'opaqueredirect' || response.status === 403) throw new NotReached('signed_out');
  if (!response.ok) throw new NotReached('failed');
  try {
    return (await response.json()) as unknown;
  } catch {
    throw new NotReached('no_network');
  }
}
