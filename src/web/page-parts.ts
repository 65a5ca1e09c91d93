import { Injectable } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';

/** A section that a feature adds to a page of a folder below it. */
export interface PagePart {
  /** What the section is known by in its page. */
  id: string;
  title: string;
  lines: string[];
  /** Whether something waits for the reader here: the lines then stand out. */
  waiting?: boolean;
  links?: { text: string; href: string }[];
  /** Buttons, each a form of its own. */
  buttons?: { text: string; action: string; risk?: boolean }[];
}

/** The pages that others add to, with what they are about. */
export interface OpenPages {
  person: { id: number };
  activity: { id: number; code: string };
  my_sessions: object;
  course: { activity_id: number; code: string };
  /** A course as whoever learns it sees it. */
  learner_course: { activity_id: number; code: string };
  /** The own page of a participant, by the ids of all records of the person. */
  mine: { records: readonly number[] };
}

/** Makes a part of a page as far as the person acting may see it; null: nothing to say. */
export type PartMaker<K extends keyof OpenPages> = (about: OpenPages[K], locale: Locale) => Promise<PagePart | null>;

/** Carries parts of pages downwards without the lower folder knowing who adds them. */
@Injectable()
export class PageParts {
  private readonly makers = new Map<keyof OpenPages, PartMaker<never>[]>();

  /** Adds a part to a page, behind those that were added before. */
  add<K extends keyof OpenPages>(page: K, maker: PartMaker<K>): void {
    this.makers.set(page, [...(this.makers.get(page) ?? []), maker]);
  }

  /** The parts that others have added to a page. */
  async of<K extends keyof OpenPages>(page: K, about: OpenPages[K], locale: Locale): Promise<PagePart[]> {
    const made = (this.makers.get(page) ?? []).map((maker) => (maker as PartMaker<K>)(about, locale));
    return (await Promise.all(made)).filter((part) => part !== null);
  }
}
