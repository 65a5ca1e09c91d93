import { createHash } from 'node:crypto';

/**
 * The code of a record that a form makes: the same however often the form is sent, and another one where something else
 * stands in it. Being a hash it is nobody else's code, whatever key is made up.
 */
export function refOfForm(formKey: string, record: object): string {
  const digest = createHash('sha256')
    .update(`${formKey} ${JSON.stringify(record)}`)
    .digest('hex');
  return `n-${digest.slice(0, 16)}`;
}
