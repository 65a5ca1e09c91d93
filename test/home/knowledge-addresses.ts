/** Pages of tests before and after and of surveys; filled as those of addresses.ts. */
export const KNOWLEDGE_PAGES: Record<string, string[] | undefined> = {
  '/knowledge': ['/knowledge', '/knowledge?plan=TD-CLD-2021'],
  '/knowledge/{code}': ['/knowledge/{training}', '/knowledge/{campaign}'],
  '/knowledge/{code}/answers/{moment}': ['/knowledge/{training}/answers/before'],
  '/knowledge/{code}/codes': ['/knowledge/{training}/codes'],
  '/knowledge/{code}/report': ['/knowledge/{training}/report'],
  // To be printed.
  '/knowledge/{code}/sheets.pdf': [],
  '/knowledge/{code}/survey': ['/knowledge/{training}/survey', '/knowledge/{campaign}/survey'],
  '/knowledge/{code}/survey/paper': ['/knowledge/{training}/survey/paper'],
  '/knowledge/{code}/survey/results': ['/knowledge/{training}/survey/results'],
  '/knowledge/{code}/test': ['/knowledge/{training}/test', '/knowledge/{campaign}/test'],
  '/k': ['/k'],
  '/k/{code}': ['/k/{personalCode}', '/k/{personalCode}?done=after', '/k/0'],
  '/k/{code}/pictures/{name}': [],
  '/k/{code}/survey': ['/k/{personalCode}/survey'],
  // Before somebody has begun it leads on.
  '/k/{code}/{moment}': [],
};
