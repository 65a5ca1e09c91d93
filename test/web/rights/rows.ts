import type { Records, Story } from '../../support/story.js';

/** What one request is about: records of one territory, and things that belong to the caller or to somebody else. */
export interface About extends Records {
  /** A file that was sent in by page, a session, a token: of the caller, or where foreign of somebody else. */
  file: string;
  session: number;
  token: number;
  /** Letters that went to many. */
  batch: number;
  /** A file of questions that was sent into the bank of the commune's plan. */
  gift: string;
  /** The secret of a calendar's link. */
  feed: string;
  /** What a plan is made of, by code. */
  parts: { counted: string; entered: string; objective: string; task: string; agency: string };
}

/** How the table treats the routes of one address. */
export interface Row {
  /**
   * What decides whether the address is there: the territory of the record, whose it is, or nothing but the permission.
   * What is its `author`'s is open to administrators too.
   * `plan` is a record that also a plan of the district stands beside, which a commune reads and does not change.
   */
  of: 'territory' | 'plan' | 'owner' | 'author' | 'all';
  /** What fills the address; nothing where it has no parameters. */
  params?: (about: About, story: Story) => Record<string, string | number>;
  /** What is asked besides, where a place has its code no more. */
  query?: (about: About) => string;
  /** What the browser brings of somebody who learns without an account, beside the session of whoever asks. */
  cookie?: (about: About) => string;
}

export const all: Row = { of: 'all' };
export const allOf = (params: Record<string, string>): Row => ({ of: 'all', params: () => params });
export const record = (params: (about: About) => Record<string, string | number>): Row => ({ of: 'territory', params });
export const ofPlan = (params: (about: About) => Record<string, string | number> = () => ({})): Row => ({
  of: 'plan',
  params: (about) => ({ code: about.plan, ...params(about) }),
});
export const bystander: Row = { of: 'all', params: (_, { bystander: id }) => ({ id }) };
