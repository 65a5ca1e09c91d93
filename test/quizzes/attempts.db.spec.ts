import { PersonMerges } from '../../src/people/person-merges.js';
import { AttemptsSweep } from '../../src/quizzes/attempts-sweep.js';
import { interleave } from '../support/interleave.js';
import { AttemptField, essay, HALF, QUIZ, RIGHT, single, WRONG } from './attempt-field.js';

let field: AttemptField;
const { at } = AttemptField;

beforeEach(async () => (field = await AttemptField.create()));
afterEach(() => field.close());

const give = (position: number, answer = RIGHT, sequence?: number) => ({
  ...{ position, answer },
  ...(sequence === undefined ? {} : { sequence }),
});
const rows = () => field.field.world.database.rows<Record<string, unknown>>('SELECT * FROM attempts ORDER BY id');
const refused = (key: string) => expect.objectContaining({ key });

describe('beginning', () => {
  it('copies the quiz and its questions, which later changes of the bank leave alone', async () => {
    const id = await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    field.bank = [single('z')];
    await field.attempts.save(id, field.holder(), [give(1)]);
    const { quiz, questions } = await field.attempts.whole(id, field.holder());
    expect(quiz).toEqual(QUIZ);
    expect(questions.map(({ question }) => question.text)).toEqual(['Câu a', 'Câu b']);
    expect((await field.attempts.submit(id, field.holder())).attempt).toMatchObject({ state: 'marked', score: 5000 });
  });

  it('gives the open attempt again: pressed twice, in two tabs, on two devices at once', async () => {
    const begin = () => field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    const ids = await Promise.all([begin(), begin(), begin(), begin()]);
    expect(new Set([...ids, await begin()]).size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });

  it('waits for a beginning that is not committed yet', async () => {
    const ids: number[] = [];
    const begin = async () => void ids.push(await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra'));
    await interleave(field.field.world.database, begin, begin);
    expect(new Set(ids).size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });

  it('keeps people, parts and their numbers apart', async () => {
    await field.done([RIGHT]);
    await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    await field.attempts.begin(field.holder('p2'), QUIZ, 'Bài kiểm tra');
    await field.attempts.begin(field.holder('p1', 'after'), QUIZ, 'Bài kiểm tra');
    expect((await rows()).map(({ part, number }) => `${String(part)} ${String(number)}`)).toEqual([
      ...['kiem-tra 1', 'kiem-tra 2', 'kiem-tra 1', 'after 1'],
    ]);
  });

  it('is refused when no attempt is left, or nothing can be gained', async () => {
    const quiz = { ...QUIZ, attempts: 2 };
    await field.done([WRONG], quiz);
    await field.done([RIGHT], quiz);
    await expect(field.attempts.begin(field.holder(), quiz, 'Bài kiểm tra')).rejects.toEqual(
      refused('attempts.none_left'),
    );
    await field.done([RIGHT, RIGHT], QUIZ, field.holder('p2'));
    await expect(field.attempts.begin(field.holder('p2'), QUIZ, 'Bài kiểm tra')).rejects.toEqual(
      refused('attempts.nothing_to_gain'),
    );
  });

  it('is refused where right answers were shown at the end, unless more than the pass mark is wanted', async () => {
    const quiz = { ...QUIZ, review: 'end' as const };
    await field.done([RIGHT, WRONG], quiz);
    await expect(field.attempts.begin(field.holder(), quiz, 'Bài kiểm tra')).rejects.toEqual(
      refused('attempts.answers_shown'),
    );
    await expect(field.attempts.begin(field.holder(), quiz, 'Bài kiểm tra', 8000)).resolves.toEqual(expect.any(Number));
  });

  it('names the topic of which the bank has too few', async () => {
    const quiz = { ...QUIZ, items: [{ topic: 'Nhận biết', draw: 4, points: 1 }] };
    await expect(field.attempts.begin(field.holder(), quiz, 'Bài kiểm tra')).rejects.toMatchObject({
      params: { topic: 'Nhận biết', wanted: 4, count: 3 },
    });
    expect(await rows()).toEqual([]);
  });
});

describe('saving', () => {
  it('keeps a part of the answers, and the same save again changes nothing', async () => {
    const id = await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    const save = () => field.attempts.save(id, field.holder(), [give(2, WRONG, 40)]);
    await save();
    const before = await field.attempts.whole(id, field.holder());
    at('2025-05-01T03:00:09.000Z');
    await save();
    expect(await field.attempts.whole(id, field.holder())).toEqual(before);
    expect(await field.kept(id)).toEqual([null, JSON.stringify(WRONG)]);
  });

  it('never lets a save that was late replace what was answered after it', async () => {
    const id = await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    const save = (answer: typeof RIGHT, sequence?: number) =>
      field.attempts.save(id, field.holder(), [give(1, answer, sequence)]);
    await save(RIGHT, 50);
    await save(WRONG, 30);
    expect((await field.kept(id))[0]).toBe(JSON.stringify(RIGHT));
    // Changed to and fro: what is kept already is newer than what was under way between.
    await save(RIGHT, 80);
    await save(WRONG, 70);
    expect((await field.kept(id))[0]).toBe(JSON.stringify(RIGHT));
    await save(HALF);
    expect((await field.kept(id))[0]).toBe(JSON.stringify(HALF));
  });

  it('is refused for somebody else’s attempt, as if there were none', async () => {
    const id = await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    const others = [field.holder('p2'), field.holder('p1', 'after'), { ...field.holder(), activity_id: 99 }];
    for (const holder of others) {
      await expect(field.attempts.save(id, holder, [give(1)])).rejects.toEqual(refused('not_found'));
      await expect(field.attempts.submit(id, holder, [give(1)])).rejects.toEqual(refused('not_found'));
      await expect(field.attempts.whole(id, holder)).rejects.toEqual(refused('not_found'));
    }
    expect(await field.kept(id)).toEqual([null, null]);
  });

  it('is refused for a question that is not in it, and for an answer that is none', async () => {
    const id = await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    const save = (...answers: ReturnType<typeof give>[]) => field.attempts.save(id, field.holder(), answers);
    await expect(save(give(1), give(3))).rejects.toEqual(refused('attempts.no_such_question'));
    const none = { kind: 'single' as const, choice: 3 };
    await expect(save(give(1), give(2, none))).rejects.toEqual(refused('attempts.no_such_answer'));
    expect(await field.kept(id)).toEqual([null, null]);
  });
});

describe('the time limit', () => {
  const quiz = { ...QUIZ, minutes: 10 };

  it('is what the server’s clock says, with a little grace for what was under way', async () => {
    const id = await field.attempts.begin(field.holder(), quiz, 'Bài kiểm tra');
    at('2025-05-01T03:10:10.000Z');
    await field.attempts.save(id, field.holder(), [give(1)]);
    at('2025-05-01T03:10:16.000Z');
    await expect(field.attempts.save(id, field.holder(), [give(2)])).rejects.toEqual(refused('attempts.time_over'));
    await field.attempts.save(id, field.holder(), [give(1)]);
    expect((await field.attempts.submit(id, field.holder(), [give(2)])).late).toBe(true);
    const [done] = (await field.attempts.results(field.holder(), quiz)).attempts;
    expect(done).toMatchObject({ score: 5000, submitted_at: '2025-05-01T03:10:00.000Z' });
  });

  it('hands in what was left open, at the next look and by the sweep', async () => {
    const first = await field.attempts.begin(field.holder(), quiz, 'Bài kiểm tra');
    const second = await field.attempts.begin(field.holder('p2'), quiz, 'Bài kiểm tra');
    await field.attempts.save(first, field.holder(), [give(1)]);
    at('2025-05-01T04:00:00.000Z');
    expect((await field.attempts.whole(first, field.holder())).attempt).toMatchObject({ state: 'marked', score: 5000 });
    expect(await field.field.world.get(AttemptsSweep).sweep()).toBe(1);
    expect(await field.field.world.get(AttemptsSweep).sweep()).toBe(0);
    expect((await rows())[1]).toMatchObject({ state: 'marked', score: 0, submitted_at: '2025-05-01T03:10:00.000Z' });
    expect(field.told.map(({ attempt_id }) => attempt_id)).toEqual([first, second]);
    expect(await field.attempts.begin(field.holder(), quiz, 'Bài kiểm tra')).not.toBe(first);
  });

  it('is not moved by a clock that is set back', async () => {
    const id = await field.attempts.begin(field.holder(), quiz, 'Bài kiểm tra');
    await field.attempts.save(id, field.holder(), [give(1, WRONG, 900)]);
    at('2025-05-01T02:00:00.000Z');
    await field.attempts.save(id, field.holder(), [give(1, RIGHT)]);
    const { attempt } = await field.attempts.submit(id, field.holder());
    expect(attempt).toMatchObject({ score: 5000, submitted_at: '2025-05-01T03:00:00.000Z' });
    at('2025-05-01T05:00:00.000Z');
    expect((await field.attempts.submit(id, field.holder(), [give(2)])).attempt).toMatchObject({ score: 5000 });
  });
});

describe('handing in', () => {
  it('marks once, also when it is pressed twice at once', async () => {
    const id = await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    const submit = () => field.attempts.submit(id, field.holder(), [give(1), give(2, HALF)]);
    const both = await Promise.all([submit(), submit(), submit()]);
    expect(both.map(({ attempt }) => attempt.score)).toEqual([7500, 7500, 7500]);
    expect((await field.attempts.submit(id, field.holder(), [give(2, RIGHT)])).attempt.score).toBe(7500);
    await expect(field.attempts.save(id, field.holder(), [give(2, RIGHT)])).rejects.toEqual(
      refused('attempts.handed_in'),
    );
    await field.attempts.save(id, field.holder(), [give(1)]);
    const { person_id } = field.holder();
    expect(field.told).toEqual([
      { attempt_id: id, activity_id: field.holder().activity_id, person_id, part: 'kiem-tra' },
    ]);
  });

  it('waits for a trainer where something was written, and for nobody where nothing was', async () => {
    const quiz = { ...QUIZ, items: [...QUIZ.items, { question: 'e', points: 2 }] };
    await field.done([RIGHT, RIGHT], quiz);
    await field.done([RIGHT, RIGHT, { kind: 'essay', text: 'Em bé' }], quiz, field.holder('p2'));
    expect((await rows()).map(({ state, score }) => [state, score])).toEqual([
      ['marked', 5000],
      ['waiting', null],
    ]);
    expect(field.told).toHaveLength(1);
    expect(await field.attempts.results(field.holder('p2'), quiz)).toMatchObject({ waits: true, passed_on: null });
    expect(essay('e').question.kind).toBe('essay');
  });

  it('is one with what it tells: where a listener refuses it is not handed in', async () => {
    const { Bus } = await import('../../src/events/domain-events.js');
    const id = await field.attempts.begin(field.holder(), QUIZ, 'Bài kiểm tra');
    field.field.world.get(Bus).on('quizzes.marked', () => Promise.reject(new Error('no')));
    await expect(field.attempts.submit(id, field.holder(), [give(1)])).rejects.toThrow('no');
    expect((await rows())[0]).toMatchObject({ state: 'open', score: null });
    expect(await field.kept(id)).toEqual([null, null]);
  });
});

describe('the attempts of records that are one person', () => {
  it('belong to the person, and go back with a record that is separated again', async () => {
    const merges = field.field.world.get(PersonMerges);
    await field.done([RIGHT], QUIZ, field.holder('p2'));
    const open = await field.attempts.begin(field.holder('p1'), QUIZ, 'Bài kiểm tra');
    const { id } = await merges.merge('p1', 'p2', null);
    await expect(field.attempts.save(open, field.holder('p1'), [give(1)])).rejects.toEqual(refused('not_found'));
    await field.attempts.save(open, field.holder('p2'), [give(1)]);
    expect(await field.attempts.begin(field.holder('p2'), QUIZ, 'Bài kiểm tra')).toBe(open);
    // Whoever still knows the old record begins for the person.
    expect(await field.attempts.begin(field.holder('p1'), QUIZ, 'Bài kiểm tra')).toBe(open);
    await field.attempts.submit(open, field.holder('p2'), [give(2)]);
    expect(field.told.at(-1)?.person_id).toBe(field.holder('p2').person_id);
    const { attempts, best, passed_on } = await field.attempts.results(field.holder('p2'), QUIZ);
    expect(attempts.map(({ number, score }) => [number, score])).toEqual([
      [1, 5000],
      [2, 10000],
    ]);
    expect([best, passed_on]).toEqual([10000, '2025-05-01']);
    await merges.undo(id);
    expect((await field.attempts.results(field.holder('p1'), QUIZ)).best).toBe(10000);
    expect((await field.attempts.results(field.holder('p2'), QUIZ)).best).toBe(5000);
  });
});
