/** Pages of question banks; filled as those of addresses.ts, `{gift}` from what the visitor sent in. */
export const BANK_PAGES: Record<string, string[] | undefined> = {
  '/quizzes': ['/quizzes'],
  '/quizzes/{code}': [
    '/quizzes/TD-CLD-2021',
    '/quizzes/TD-CLD-2021?q=kh%C3%B4ng%20c%C3%B3',
    '/quizzes/TD-CLD-2021?withdrawn=1',
  ],
  '/quizzes/analysis/{activity}/{part}': ['/quizzes/analysis/{training}/{answeredPart}'],
  '/quizzes/{code}/import': ['/quizzes/TD-CLD-2021/import'],
  '/quizzes/{code}/import/{hash}': ['/quizzes/TD-CLD-2021/import/{gift}'],
  // Files, and no pages.
  '/quizzes/{code}/import/{hash}/faulty.gift': [],
  '/quizzes/{code}/questions.gift': [],
  // A picture, which the page of its question shows.
  '/quizzes/{code}/media/{name}': [],
  '/quizzes/{code}/pictures': ['/quizzes/TD-CLD-2021/pictures'],
  '/quizzes/{code}/questions/new': ['single', 'short', 'numerical', 'matching', 'ordering', 'true_false', 'essay'].map(
    (kind) => `/quizzes/TD-CLD-2021/questions/new?kind=${kind}`,
  ),
  '/quizzes/{code}/questions/{id}': ['/quizzes/TD-CLD-2021/questions/{question}'],
  '/quizzes/{code}/questions/{id}/analysis': ['/quizzes/TD-CLD-2021/questions/{question}/analysis'],
  '/quizzes/{code}/questions/{id}/edit': ['/quizzes/TD-CLD-2021/questions/{question}/edit'],
};
