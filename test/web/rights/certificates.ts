import { all, record, type Row } from './rows.js';

const activity = record(({ activity: code }) => ({ code }));
const certificate = record(({ certificate: id }) => ({ id }));
/** Certificates: issuing, the register, the paper, and checking one. */
export const CERTIFICATES: Record<string, Row> = {
  '/activities/{code}/certificates': activity,
  '/activities/{code}/certificates/automatic': activity,
  '/activities/{code}/certificates/unearned': activity,
  '/activities/{code}/certificates/all.pdf': activity,
  '/activities/{code}/certificates/all.zip': activity,
  '/certificates': all,
  '/certificates/{id}': certificate,
  '/certificates/{id}/certificate.pdf': certificate,
  '/certificates/{id}/credential.jwt': certificate,
  '/certificates/{id}/picture.svg': certificate,
  '/certificates/{id}/replacement': certificate,
  '/certificates/{id}/revocation': certificate,
  '/verify': all,
  '/verify/{code}': { of: 'all', params: ({ certificateCode: code }) => ({ code }) },
  '/api/v1/certificates': all,
  '/api/v1/activities/{code}/certificates': activity,
};
