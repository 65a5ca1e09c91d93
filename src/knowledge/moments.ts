/** When a test is taken: the parts under which attempts are kept. */
export const MOMENTS = ['before', 'after'] as const;
export type Moment = (typeof MOMENTS)[number];

/** The moment of a word in an address or a form; undefined: another word. */
export function momentAsked(asked: string): Moment | undefined {
  return MOMENTS.find((each) => each === asked);
}
