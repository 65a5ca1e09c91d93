import type { Form } from '../web/form.js';
import type { Uploads } from '../web/uploads.js';

/** The files of a form that may be looked at; what is wrong before that is noted in the form. */
export function sound(form: Form, { files, fault }: Uploads): Uploads['files'] {
  if (fault) form.refuse('file', fault.key, fault.params);
  const full = files.filter(({ size }) => size > 0);
  if (!fault && full.length === 0) form.refuse('file', 'upload.none');
  return full;
}

/** What is wrong with a form of files is wrong with its files, unless it is said of another field. */
export function onFile({ errors }: Form): Form['errors'] {
  return errors.map((error) => (error.field === '' ? { ...error, field: 'file' } : error));
}
