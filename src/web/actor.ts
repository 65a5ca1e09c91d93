import { AsyncLocalStorage } from 'node:async_hooks';
import type { Locale } from '../i18n/locale.js';
import { may, type Permission, type Role } from './permissions.js';

/** Somebody whose rights are known, however they came in: the outcome never depends on the door. */
export interface Principal {
  user_id: number;
  name: string;
  email: string;
  role: Role;
  /** The place whose territory the rights reach; null: everywhere. */
  place_id: number | null;
  locale: Locale;
  door: 'page' | 'api' | 'command';
}

const acting = new AsyncLocalStorage<Principal | null>();

/** Runs `work` as done by `principal`. */
export function actAs<T>(principal: Principal | null, work: () => T): T {
  return acting.run(principal, work);
}

/** Who is acting, for events and authors; null on the command line and before sign-in. */
export function actor(): Principal | null {
  return acting.getStore() ?? null;
}

/** Whether whoever acts has a permission: pages show only what may be done. */
export function actorMay(permission: Permission): boolean {
  const by = actor();
  return by !== null && may(by.role, permission);
}
