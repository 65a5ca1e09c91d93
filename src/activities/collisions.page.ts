import type { ActivityWords } from './activity-words.js';
import { type Collision, isOfOneActivity } from './collisions.js';

/** "Buổi 2, 02/09/2026: Quốc khánh" */
export function collisionWords(words: ActivityWords, collision: Collision): string {
  const { at } = collision;
  const session = words.t('planning.collision_at', { number: String(at.number), when: words.when(at) });
  return `${session}: ${whatOf(words, collision)}`;
}

function whatOf(words: ActivityWords, collision: Collision): string {
  if (collision.kind === 'holiday') return words.t(`planning.holiday.${collision.holiday}`);
  const { at, other, kind } = collision;
  const time = words.time(other);
  if (isOfOneActivity(at, other)) {
    const number = String(other.number);
    if (time === '') return words.t(`planning.collision_own_all_day.${kind}`, { number });
    return words.t(`planning.collision_own.${kind}`, { number, time });
  }
  if (time === '') return words.t(`planning.collision_all_day.${kind}`, { title: other.title });
  return words.t(`planning.collision.${kind}`, { title: other.title, time });
}
