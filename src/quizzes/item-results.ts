import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Scopes } from '../territory/scope.js';
import type { Answer } from './answers.js';
import { analyse, type ItemAnalysis, type ItemResult, LEAST_ATTEMPTS } from './item-analysis.js';
import type { Question } from './question.js';
import type { Quiz } from './quiz.js';

/** One wording of a question, with what the attempts that kept it say. */
export interface AnalysedVersion {
  question: Question;
  /** Where it stood in the attempt that asked it last, from 1. */
  position: number;
  /** When an attempt with this wording was handed in last. */
  latest: string | null;
  /** Null: fewer than five attempts, or of fewer than five people. */
  analysis: ItemAnalysis | null;
}

/** A quiz of an activity with its questions, in the order in which the last attempt asked them; shuffled ones in that of the quiz. */
export interface AnalysedPart {
  title: string;
  versions: AnalysedVersion[];
}

/** A quiz that somebody has answered, as the last attempt has it. */
export interface AnsweredPart {
  part: string;
  title: string;
  /** As JSON. */
  quiz: string;
}

interface AttemptRow {
  id: number;
  holder_id: number;
  submitted_at: string | null;
  total: number;
}

interface AnswerRow {
  attempt_id: number;
  position: number;
  ref: string;
  question: string;
  points: number;
  answer: string | null;
  points_hundredths: number | null;
}

interface Gathered {
  text: string;
  ref: string;
  position: number;
  latest: string | null;
  last: number;
  people: Set<number>;
  results: ItemResult[];
}

const MARKED = `FROM attempts t JOIN activities a ON a.id = t.activity_id JOIN people pe ON pe.id = t.person_id
  WHERE t.state = 'marked'`;
/** How many attempts are read at once: each row carries its question. */
const AT_ONCE = 200;

/**
 * Reads marked attempts for item analysis. Attempts keep their own copies of questions, so answers are put together by the
 * copy: a question that was changed is another one. Points are taken as they were given, in hundredths.
 */
@Injectable()
export class ItemResults {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /** What attempts of activities of the reader's territory say about a question of a plan: each wording, the newest first. */
  async ofQuestion(planId: number, ref: string): Promise<AnalysedVersion[]> {
    const place = (await this.scopes.mine()).wherePlace('a.place_id');
    const attempts = await this.attempts(
      `a.plan_id = ? AND ${place.sql} AND EXISTS (SELECT 1 FROM attempt_answers x WHERE x.attempt_id = t.id AND x.ref = ?)`,
      [planId, ...place.params, ref],
    );
    return (await this.gather(attempts, ref)).map(analysed);
  }

  /** What the attempts at a quiz of an activity say; null: none is marked. The caller has opened the activity. */
  async ofPart(activityId: number, part: string): Promise<AnalysedPart | null> {
    const found = (await this.parts(activityId)).find((each) => each.part === part);
    if (!found) return null;
    const attempts = await this.attempts('t.activity_id = ? AND t.part = ?', [activityId, part]);
    const { shuffle_questions, items } = JSON.parse(found.quiz) as Quiz;
    const named = items.map((item) => ('question' in item ? item.question : null));
    const placeOf = ({ ref, position }: Gathered): number => {
      if (!shuffle_questions) return position;
      return named.includes(ref) ? named.indexOf(ref) : named.length;
    };
    const versions = (await this.gather(attempts, null)).sort((a, b) => placeOf(a) - placeOf(b) || b.last - a.last);
    return { title: found.title, versions: versions.map(analysed) };
  }

  /** The quizzes of an activity that have marked attempts, each by the title that it had last. */
  async parts(activityId: number): Promise<AnsweredPart[]> {
    return this.database.rows<AnsweredPart>(
      `SELECT t.part, t.title, t.quiz FROM attempts t JOIN (SELECT MAX(id) AS id FROM attempts
         WHERE activity_id = ? AND state = 'marked' GROUP BY part) last ON last.id = t.id ORDER BY t.id`,
      [activityId],
    );
  }

  private attempts(condition: string, params: (string | number)[]): Promise<AttemptRow[]> {
    return this.database.rows<AttemptRow>(
      `SELECT t.id, t.submitted_at, COALESCE(pe.merged_into_id, pe.id) AS holder_id,
         (SELECT SUM(w.points_hundredths) FROM attempt_answers w WHERE w.attempt_id = t.id) AS total
       ${MARKED} AND ${condition} ORDER BY t.id`,
      params,
    );
  }

  /** By wording, what was asked last first. @param ref only this question */
  private async gather(attempts: readonly AttemptRow[], ref: string | null): Promise<Gathered[]> {
    const found = new Map<string, Gathered>();
    for (let from = 0; from < attempts.length; from += AT_ONCE) {
      const some = new Map(attempts.slice(from, from + AT_ONCE).map((attempt) => [attempt.id, attempt]));
      const rows = await this.database.rowsIn<AnswerRow>(
        `SELECT attempt_id, position, ref, question, points, answer, points_hundredths FROM attempt_answers
         WHERE ${ref === null ? '' : 'ref = ? AND '}attempt_id IN (?) ORDER BY attempt_id, position`,
        [...some.keys()],
        ref === null ? [] : [ref],
      );
      for (const row of rows) {
        const attempt = some.get(row.attempt_id);
        if (attempt) add(found, row, attempt);
      }
    }
    return [...found.values()].sort((a, b) => b.last - a.last);
  }
}

function add(found: Map<string, Gathered>, row: AnswerRow, { id, holder_id, submitted_at, total }: AttemptRow): void {
  const { ref, question: text, position, points } = row;
  const empty = { text, ref, position, latest: null, last: id, people: new Set<number>(), results: [] };
  const kept: Gathered = found.get(text) ?? empty;
  const isLatest = kept.latest === null || (submitted_at ?? '') > kept.latest;
  found.set(text, { ...kept, position, last: id, latest: isLatest ? submitted_at : kept.latest });
  kept.people.add(holder_id);
  kept.results.push({
    ...{ points, total: Number(total) / 100 },
    answer: row.answer === null ? null : (JSON.parse(row.answer) as Answer),
    share: { right: row.points_hundredths ?? 0, of: 100 * points },
  });
}

function analysed({ text, position, latest, people, results }: Gathered): AnalysedVersion {
  const question = JSON.parse(text) as Question;
  return { question, position, latest, analysis: people.size < LEAST_ATTEMPTS ? null : analyse(question, results) };
}
