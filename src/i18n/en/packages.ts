import type { Messages } from '../messages.js';

/** SCORM packages: what is wrong with one, and the frame in which it is shown. */
export const packages: Messages = {
  'errors.packages.no_manifest':
    'The ZIP file has no imsmanifest.xml, so it is no SCORM package. Publish the lesson as SCORM 1.2 or SCORM 2004 in your authoring tool and send that ZIP file',
  'errors.packages.manifest_below':
    'imsmanifest.xml lies in the folder “{folder}”. Zip the contents of that folder, not the folder itself',
  'errors.packages.aicc': 'This is a package of AICC. Publish the lesson as SCORM 1.2 or SCORM 2004',
  'errors.packages.cmi5': 'This is a package of cmi5. Publish the lesson as SCORM 1.2 or SCORM 2004',
  'errors.packages.xapi': 'This is a package of xAPI (Tin Can). Publish the lesson as SCORM 1.2 or SCORM 2004',
  'errors.packages.no_scorm':
    'imsmanifest.xml does not say that this is SCORM 1.2 or SCORM 2004. Publish the lesson as one of these',
  'errors.packages.no_organization': 'imsmanifest.xml has no organization. Publish the package again',
  'errors.packages.no_item': 'The organization in imsmanifest.xml has nothing to open. Publish the package again',
  'errors.packages.many_items': 'The package has more than {most} parts. Divide it into several packages',
  'errors.packages.same_id': 'Two parts in imsmanifest.xml have the same identifier. Publish the package again',
  'errors.packages.no_resource':
    'The part “{item}” in imsmanifest.xml names no file to open. Publish the package again',
  'errors.packages.absolute':
    'imsmanifest.xml names “{address}”, which lies outside the package. Put all files into the package',
  'errors.packages.leads_out':
    'imsmanifest.xml names “{address}”, which leads out of the package. Put all files into the package',
  'errors.packages.missing':
    'imsmanifest.xml names the file “{name}”, which is not in the package. Publish the package again',
  'errors.packages.xml_large': 'imsmanifest.xml is larger than {megabytes} MB',
  'errors.packages.xml_deep': 'imsmanifest.xml has too many elements, or too many within one another',
  'errors.packages.xml_doctype':
    'imsmanifest.xml has a DOCTYPE. Remove it, or publish the package again with another tool',
  'errors.packages.xml_encoding':
    'imsmanifest.xml cannot be read in the encoding {encoding}. Save it in UTF-8 and pack it again',
  'errors.packages.xml_broken': 'imsmanifest.xml is not valid XML: line {line}, {detail}. Publish the package again',
  'errors.packages.state': 'What the package wanted kept is too large or is damaged. Load the page again',
  'packages.content.none': 'There is nothing here. Go back to the lesson and load its page again.',
  'packages.content.expired': 'This lesson has been open for a long time. Load its page again to go on where you were.',
  'packages.frame.items': 'Parts of the lesson',
  'packages.frame.needs_script':
    'This lesson is a program and needs JavaScript. Switch it on in your browser, or ask the trainer for another way.',
  'packages.frame.saving': 'Saving…',
  'packages.frame.saved': 'Saved.',
  'packages.frame.waiting': 'Not saved yet: no connection. It is tried again by itself; leave this page open.',
  'packages.frame.elsewhere': 'The lesson was continued in another window. Load this page again.',
  'packages.frame.refused': 'Not saved. Load this page again; you may have to sign in again.',
};
