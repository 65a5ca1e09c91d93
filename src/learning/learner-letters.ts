import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { ActivityLetters, type ToldActivity } from '../letters/activity-letters.js';
import type { Addressee } from '../letters/addressees.js';
import { type Letter, writeLetter } from '../mail/mail-template.js';
import type { Message } from '../mail/outbox.js';
import { mailPathOf, ParticipantLinks } from '../mine/participant-links.js';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { EnrolledLearner } from './enrolment-records.js';
import { isOverdue } from './progress-rows.js';

/** Somebody who learns a course, with how they are reached. */
export interface ReachedLearner {
  learner: EnrolledLearner;
  person: Addressee;
}

/** What a trainer writes; what is empty is said in the language of the reader. */
export interface LearnerText {
  subject: string;
  text: string;
}

/**
 * Writes to those who learn a course. How to come in is said by the door of learners, which mails a link for ten minutes or
 * takes the code on paper: no letter says a key.
 */
@Injectable()
export class LearnerLetters {
  constructor(
    private readonly letters: ActivityLetters,
    private readonly links: ParticipantLinks,
    private readonly holder: SettingsHolder,
  ) {}

  /** That the due date comes near, or is over; in the caller's transaction. */
  async reminder(told: ToldActivity, to: ReachedLearner): Promise<Pick<Message, 'letter' | 'unsubscribe_url'>> {
    const letter = writeLetter('due-reminder', to.person.locale, await this.values(told, to));
    return { letter, unsubscribe_url: await this.refusal(to) };
  }

  /** What a trainer has to say; in the caller's transaction. */
  async message(
    told: ToldActivity,
    to: ReachedLearner,
    text: LearnerText,
  ): Promise<Pick<Message, 'letter' | 'unsubscribe_url'>> {
    return { letter: await this.preview(told, to, text), unsubscribe_url: await this.refusal(to) };
  }

  /** The same to look at. */
  async preview(told: ToldActivity, to: ReachedLearner, { subject, text }: LearnerText): Promise<Letter> {
    const { locale } = to.person;
    const { title } = told.activity;
    return writeLetter('learner-message', locale, {
      ...(await this.values(told, to)),
      subject: subject || translate(locale, 'course_letters.standard_subject', { title }),
      lines: (text || translate(locale, 'course_letters.standard_text')).split('\n'),
    });
  }

  /** Where learners come in, short enough to be typed. */
  get address(): string {
    return this.site + paths.learning();
  }

  /** The door of learners, which leads on to a course. */
  door({ activity }: ToldActivity): string {
    return this.site + paths.learnerSignIn({ next: paths.learningCourse(activity.code) });
  }

  private async values(told: ToldActivity, { learner, person }: ReachedLearner) {
    const { enrolment } = learner;
    const { locale } = person;
    return {
      site: this.site,
      ...(await this.letters.facts('due_reminder', told, locale)),
      name: person.salutation,
      due: enrolment.due_on === null ? '' : formatDate(locale, enrolment.due_on),
      over: isOverdue(enrolment, today()) ? 'yes' : '',
      missing: missingLessons(locale, learner),
      link: this.door(told),
    };
  }

  /** Where the reader says that no such letters are wanted. */
  private async refusal({ person }: ReachedLearner): Promise<string> {
    return this.site + mailPathOf(await this.links.make(person.id));
  }

  private get site(): string {
    return this.holder.settings.publicUrl;
  }
}

/** "Còn 2 trong 5 bài" */
export function missingLessons(locale: Locale, { progress }: Pick<EnrolledLearner, 'progress'>): string {
  const { required: total, done } = progress;
  const key = progress.touched_at === null ? 'course_letters.not_begun' : 'course_letters.missing';
  return translate(locale, key, { left: total - done, total });
}
