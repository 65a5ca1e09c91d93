import { z } from 'zod';

const STATUSES = ['present', 'late', 'excused', 'absent'] as const;
const text = (max: number): z.ZodString => z.string().trim().min(1).max(max);
const rowId = z.number().int().min(1).max(2_147_483_647);

const head = {
  /** Made by the device, never again. */
  id: z.string().regex(/^[\w-]{16,64}$/),
  session: rowId,
  /** By the clock of the device. */
  at: z.iso.datetime(),
};

/** One act as a device sends it. `seen` is what stood on its screen before. */
export const act = z.discriminatedUnion('kind', [
  z.object({
    ...head,
    kind: z.literal('mark'),
    person: rowId,
    seen: z.enum(STATUSES).nullable(),
    status: z.enum(STATUSES),
  }),
  z.object({ ...head, kind: z.literal('walk_in'), full_name: text(190), unit: text(64), group: text(64) }),
  z.object({
    ...head,
    kind: z.literal('headcount'),
    unit: text(64),
    group: text(64),
    seen: z.number().int().nullable(),
    count: z.number().int().min(1).max(1_000_000),
    method: z.enum(['counted', 'estimated']),
    note: z.string().trim().max(2000).nullable(),
  }),
]);

export type Act = z.infer<typeof act>;
export type MarkAct = Extract<Act, { kind: 'mark' }>;
export type WalkInAct = Extract<Act, { kind: 'walk_in' }>;
export type HeadcountAct = Extract<Act, { kind: 'headcount' }>;

/** Acts of one sending: read one by one, so that one that cannot be read keeps nothing else back. */
export const sending = z.object({
  /** The clock of the device at the moment of sending. */
  sent_at: z.iso.datetime(),
  acts: z.array(z.unknown()).max(500),
});

/** What became of an act; `refused`: it cannot be taken, now or later. */
export interface Outcome {
  id: string;
  outcome: 'done' | 'difference' | 'refused';
}
