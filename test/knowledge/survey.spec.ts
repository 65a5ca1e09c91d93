import { mayJoin, type PaperCounts, type SurveyAnswers, surveyResult } from '../../src/knowledge/survey.js';

const QUESTIONS = { statements: ['Hữu ích'], texts: ['Góp ý'] };
const phones = (...values: (number | null)[]): SurveyAnswers[] =>
  values.map((value) => ({ statements: [value], texts: [''] }));
const papers = (people: number, ...counts: number[]): PaperCounts => ({ people, counts: [counts], texts: [[]] });

describe('what came of a survey', () => {
  it('leaves out telephones or papers of fewer than five: who knows the one would have the other', () => {
    expect(surveyResult(QUESTIONS, phones(1), papers(4, 0, 0, 0, 0, 4))).toBeNull();
    const many = surveyResult(QUESTIONS, phones(1), papers(6, 0, 0, 0, 0, 6));
    expect(many).toMatchObject({ people: 6, statements: [{ result: { people: 6, mean: 5 } }] });
    const both = surveyResult(QUESTIONS, phones(1, 1, 1, 1, 1), papers(5, 0, 0, 0, 0, 5));
    expect(both).toMatchObject({ people: 10, statements: [{ result: { people: 10, mean: 3 } }] });
  });

  it('judges each statement so, of those who answered it', () => {
    const one = surveyResult(QUESTIONS, phones(1, null, null, null, null), papers(5, 0, 0, 0, 0, 5));
    expect(one).toMatchObject({ people: 10, statements: [{ result: { people: 5, mean: 5 } }] });
    const none = surveyResult(QUESTIONS, phones(1, null, null, null, null), papers(5, 0, 0, 0, 0, 4));
    expect(none?.statements[0]?.result).toBeNull();
  });
});

describe('answers that came after results were shown', () => {
  it.each([
    ['the first, however few', [], [1, 2], true],
    ['few more where there was no result yet', [1, 2, 3], [4, 5], true],
    ['one more', [1, 2, 3, 4, 5], [1], false],
    ['four more', [1, 2, 3, 4, 5], [1, 2, 3, 4], false],
    ['five more', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], true],
    ['five more of whom one answered the statement', [1, 2, 3, 4, 5], [1, null, null, null, null], false],
    ['five more of whom nobody did', [1, 2, 3, 4, 5], [null, null, null, null, null], true],
  ] as const)('may join them: %s', (_, shown, fresh, is) => {
    expect(mayJoin(phones(...shown), phones(...fresh))).toBe(is);
  });
});
