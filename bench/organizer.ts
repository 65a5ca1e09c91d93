import { connect, createContext } from '#src/app.js';
import { Sessions } from '#src/accounts/sessions.js';
import { readSettings } from '#src/config/settings.js';
import type { Engine } from './engines.ts';
import { staffCookie } from './server.ts';

/** The cookie of a session of the demonstration's organizer, made beside the server. */
export async function organizerCookie({ env }: Engine): Promise<string> {
  const settings = readSettings({ ...env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  const app = await createContext(settings, database);
  const user = await database.row<{ id: number }>("SELECT id FROM users WHERE role = 'organizer'");
  const token = await database.transaction(() =>
    app.get(Sessions, { strict: false }).open(user?.id ?? 0, 'full', '', 'bench'),
  );
  await app.close();
  await database.close();
  return staffCookie(token);
}
