import { query, seg } from './address.js';

/** Signing in, one's own account, and users. */
export const accountPaths = {
  signIn: () => '/sign-in',
  signInCode: () => '/sign-in/code',
  signOut: () => '/sign-out',
  passwordForgotten: () => '/password/forgotten',
  passwordReset: (token?: string) => `/password/reset${query({ token })}`,
  account: () => '/account',
  accountPassword: () => '/account/password',
  accountSecondFactor: (again?: boolean) => `/account/second-factor${query({ again: again ? 1 : undefined })}`,
  accountSecondFactorRemoval: () => '/account/second-factor/removal',
  accountRecoveryCodes: () => '/account/recovery-codes',
  accountSessions: () => '/account/sessions',
  accountSessionsEnd: () => '/account/sessions/closure',
  accountSessionEnd: (id: number) => `/account/sessions/${seg(id)}/closure`,
  accountTokens: () => '/account/tokens',
  accountTokenRevocation: (id: number) => `/account/tokens/${seg(id)}/revocation`,
  accountConfirm: (next?: string) => `/account/confirm${query({ next })}`,
  users: () => '/users',
  userNew: () => '/users/new',
  user: (id: number) => `/users/${seg(id)}`,
  userEdit: (id: number) => `/users/${seg(id)}/edit`,
  userAct: (id: number, act: string) => `/users/${seg(id)}/${seg(act)}`,
};
