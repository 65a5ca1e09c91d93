import { Injectable } from '@nestjs/common';

/** Finds how long an activity takes, in minutes; null: nobody has said it, or it is not for this room to know. */
export type LengthFinder = (activityId: number) => Promise<number | null>;

/** Asks the rooms above how long an activity takes that has no sessions, without knowing them: each brings its finder. */
@Injectable()
export class ActivityLengths {
  private readonly finders: LengthFinder[] = [];

  /** Adds a finder; called where the caller of `of` stands, inside its transaction. */
  add(finder: LengthFinder): void {
    this.finders.push(finder);
  }

  /** The length in minutes that the first who knows it says; null: nobody does. */
  async of(activityId: number): Promise<number | null> {
    for (const finder of this.finders) {
      const minutes = await finder(activityId);
      if (minutes !== null) return minutes;
    }
    return null;
  }
}
