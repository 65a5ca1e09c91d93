/** Pages of participants, and of what is written to them and to organizers; filled as those of addresses.ts. */
export const PARTICIPANT_PAGES: Record<string, string[] | undefined> = {
  '/activities/{code}/letters': ['/activities/{training}/letters'],
  '/activities/{code}/letters/{kind}': [
    '/activities/{training}/letters/invitation',
    '/activities/{training}/letters/certificate?way=paper',
    '/activities/{training}/letters/change',
  ],
  // To be printed.
  '/activities/{code}/letters/{kind}/print.pdf': [],
  '/letters/digest': ['/letters/digest'],
  '/mine/{token}': ['/mine/{ownPage}', '/mine/{ownPage}?done=choices', '/mine/none'],
  // For telephones, and no page.
  '/mine/{token}/calendar.ics': [],
  '/mine/{token}/certificates/{code}.jwt': [],
  '/mine/{token}/certificates/{code}.pdf': [],
  '/mine/{token}/correction': ['/mine/{ownPage}/correction'],
  '/mine/{token}/withdrawal': ['/mine/{ownPage}/withdrawal'],
  '/people/corrections': ['/people/corrections', '/people/corrections?mine=1'],
  '/people/corrections/{correction}': ['/people/corrections/{correction}'],
  '/people/{id}/link': ['/people/{person}/link', '/people/{another}/link'],
  // It leads on to the page.
  '/mine/{token}/mail': [],
};
