import type { Messages } from '../messages.js';

/** Signatures of certificates, and the keys they are made with. */
export const signatures: Messages = {
  'signatures.keys': 'Signing keys',
  'signatures.lede':
    'The QR code of a certificate carries a signature, so that anyone can check it without asking this system. Retired keys stay published: certificates issued before can still be checked.',
  'signatures.key': 'Signing key {kid}',
  'signatures.kid': 'Key',
  'signatures.created': 'Made',
  'signatures.retired': 'Retired',
  'signatures.state': 'State',
  'signatures.state.current': 'In use',
  'signatures.state.retired': 'Retired',
  'signatures.state.leaked': 'Leaked, not trusted from {date}',
  'signatures.reason': 'Reason',
  'signatures.rotate': 'Change the key',
  'signatures.rotate_hint':
    'Makes a new key that signs from now on; the one in use is retired and its private half deleted. Certificates issued before stay as they are.',
  'signatures.rotated': 'Key changed: {kid} signs from now on.',
  'signatures.none': 'No signing key yet',
  'signatures.none_text': 'The first one is made when the server starts or the first certificate is issued.',
  'signatures.published': 'Public keys',
  'signatures.offline_page': 'Page for checking without a network',
  'signatures.leak_hint': 'If a key has leaked, open it in the table and declare the day.',
  'signatures.leak': 'Declare the key leaked',
  'signatures.leak_text':
    'Signatures dated on or after this day are no longer trusted when checked without a network; the register stays as it is. If the key is in use, a new one is made at once. This cannot be taken back; the day can only be moved back.',
  'signatures.leaked_from': 'Not trusted from',
  'signatures.leaked_from_hint': 'The earliest day on which somebody else may have had the key.',
  'signatures.leak_declare': 'Declare the key leaked',
  'signatures.revoked': 'Key {kid} declared leaked.',

  'signatures.credential.description': 'Completed “{title}”, {from} to {to}.',
  'signatures.credential.criteria': 'Attended the required part of a training of {planned} {planned|session|sessions}.',
  'signatures.credential.hours': 'Length: {hours} hours.',

  'signatures.credential.text.unknown_key':
    'The credential names a key that is not in this set. It is from somewhere else, or its key is newer: use newer keys, or check at the address in the credential.',
  'signatures.credential.text.forged': 'The credential was not signed by the issuing body, or it has been changed.',
  'signatures.credential.text.malformed': 'This is no whole credential. Download it again.',
  'signatures.offline.title': 'Check a certificate without a network',
  'signatures.offline.lede':
    'This page checks the signature in the QR code by itself and sends nothing anywhere. It can be saved as a file and used without a network.',
  'signatures.offline.save': 'Save this page as a file',
  'signatures.offline.text': 'Text of the QR code',
  'signatures.offline.text_hint':
    'Scan the QR code on the paper with a telephone, copy the whole address and paste it here.',
  'signatures.offline.check': 'Check',
  'signatures.offline.photo': 'Or choose a photo of the QR code',
  'signatures.offline.keys': 'Public keys in this page: as of {date}. For keys changed since, a newer page is needed.',
  'signatures.offline.no_script': 'JavaScript is switched off in this browser; this page needs it to check anything.',
  'signatures.offline.no_code':
    'No QR code was found in the photo. Take it closer and sharper, or scan it with a telephone and paste the text.',
  'signatures.offline.state.signed': 'The signature is right',
  'signatures.offline.state.revoked_key': 'This signature cannot be trusted',
  'signatures.offline.state.unknown_key': 'There is no key to check it with',
  'signatures.offline.state.forged': 'The signature is wrong',
  'signatures.offline.state.malformed': 'This text cannot be read',
  'signatures.offline.text.signed':
    'What follows is as it was issued on {date}. Compare it with the paper, line by line. Whether the certificate has been revoked or replaced since then can only be seen at the address on the paper.',
  'signatures.offline.text.leaked_later':
    'The key of this certificate leaked later (not trusted from {date}). Somebody else may have written an earlier date: check at the address on the paper.',
  'signatures.offline.text.expired': 'By the date of this device the certificate has expired.',
  'signatures.offline.text.as_of_issue':
    'The above is as it was issued on {date}. Whether the certificate has been revoked or replaced since then can only be seen at the address on the paper.',
  'signatures.offline.text.revoked_key':
    'The signing key has leaked: signatures dated {date} or later are not trusted. Check at the address on the paper.',
  'signatures.offline.text.unknown_key':
    'This page does not have the key {kid}. The certificate is from somewhere else, or its key is newer than this page: use a newer page, or check at the address on the paper.',
  'signatures.offline.text.forged':
    'The text of the QR code was not signed by the issuing body, or it has been changed.',
  'signatures.offline.text.malformed':
    'This is not the whole text of the QR code of a certificate. Scan and copy it again.',
  'signatures.offline.fact.holder': 'Holder',
  'signatures.offline.fact.initials': 'A child: initials only',
  'signatures.offline.fact.title': 'Training',
  'signatures.offline.fact.days': 'Dates',
  'signatures.offline.fact.minutes': 'Hours',
  'signatures.offline.fact.serial': 'Number',
  'signatures.offline.fact.body': 'Issuing body',
  'signatures.offline.fact.issued_on': 'Issued on',
  'signatures.offline.fact.valid_until': 'Valid until',
  'signatures.offline.fact.code': 'Verification code',
  'signatures.offline.fact.kid': 'Signing key',

  'events.signing_key.made': 'Signing key made',
  'events.signing_key.retired': 'Signing key retired',
  'events.signing_key.revoked': 'Signing key declared leaked',

  'errors.signatures.key_closed':
    'The signing key {kid} cannot be opened: SECRET_KEY is not the one it was made with. Put the old SECRET_KEY back; if it is lost, change the key on the page Signing keys or with “lantoa certificates keys rotate”.',
  'errors.signatures.revoked_in_future': 'Enter a day that is not later than today.',
  'errors.signatures.revoked_later': 'An earlier day has been declared; the day can only be moved back.',
  'errors.signatures.no_credential': 'The file {file} cannot be read.',
  'errors.signatures.no_keys': 'The file {file} holds no set of public keys that can be read.',
};
