import { all, record, type Row } from './rows.js';

const activity = record(({ activity: code }) => ({ code }));
const moment = record(({ activity: code }) => ({ code, moment: 'before' }));
const onRoster = record(({ activity: code, personId: person }) => ({ code, person }));
const personal: Row = { of: 'all', params: ({ personalCode: code }) => ({ code }) };
const answers: Row = { of: 'all', params: ({ personalCode: code }) => ({ code, moment: 'after' }) };

/** The test before and after and the survey: of the staff, and of whoever has a personal code. */
export const KNOWLEDGE: Record<string, Row> = {
  '/knowledge': all,
  '/knowledge/{code}': activity,
  '/knowledge/{code}/answers/{moment}': moment,
  '/knowledge/{code}/codes': activity,
  '/knowledge/{code}/codes/{person}/replacement': onRoster,
  '/knowledge/{code}/opening': activity,
  '/knowledge/{code}/report': activity,
  '/knowledge/{code}/report.csv': activity,
  '/knowledge/{code}/sheets.pdf': activity,
  '/knowledge/{code}/survey': activity,
  '/knowledge/{code}/survey/paper': activity,
  '/knowledge/{code}/survey/results': activity,
  '/knowledge/{code}/survey/results.csv': activity,
  '/knowledge/{code}/test': activity,
  '/k': all,
  '/k/{code}': personal,
  // Of the questions asked none has a picture.
  '/k/{code}/pictures/{name}': { of: 'all', params: ({ personalCode: code }) => ({ code, name: 'none.png' }) },
  '/k/{code}/survey': personal,
  '/k/{code}/{moment}': answers,
  '/k/{code}/{moment}/beginning': answers,
  '/k/{code}/{moment}/submission': answers,
};
