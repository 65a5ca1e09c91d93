import type { Messages } from '../messages.js';

/** Signatures of certificates, and the keys they are made with. */
export const signatures: Messages = {
  'events.signing_key.made': 'Signing key made',
  'events.signing_key.retired': 'Signing key retired',
  'events.signing_key.revoked': 'Signing key declared leaked',

  'errors.signatures.key_closed':
    'The signing key {kid} cannot be opened: SECRET_KEY is not the one it was made with. Put the old SECRET_KEY back; if it is lost, change the key on the page Signing keys or with “lantoa certificates keys rotate”.',
  'errors.signatures.revoked_in_future': 'Enter a day that is not later than today.',
  'errors.signatures.revoked_later': 'An earlier day has been declared; the day can only be moved back.',
};
