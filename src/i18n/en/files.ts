import type { Messages } from '../messages.js';

/** Uploaded files: photos of sessions, materials of activities. */
export const files: Messages = {
  'errors.upload.none': 'Choose at least one file',
  'errors.upload.too_large':
    'A file is larger than {most} MB and was not taken. Choose a smaller one, or make it smaller',
  'errors.upload.too_many': 'At most {most} files at once. Send them in several goes',
  'errors.files.heic':
    '{name} is a HEIC photo, which cannot be read here. Send JPEG: on an iPhone open Settings, Camera, Formats, choose Most Compatible and take it again',
  'errors.files.no_photo': '{name} is no JPEG, PNG or WebP picture. Save it as JPEG and send it again',
  'errors.files.broken_picture':
    '{name} is damaged or was not sent to its end. Open it to have a look, then send it again',
  'errors.files.too_many_pixels': '{name} has more than {most} million pixels. Make it smaller and send it again',
  'errors.files.no_pictures_here':
    'This server cannot read pictures. Ask its operator to install the packages of the program again.',
  'errors.files.too_many_photos':
    'A session keeps at most {most} photos, and has {count}. Remove old ones or choose fewer',
  'errors.files.no_material':
    '{name} is damaged or of a kind that is not taken. Taken are PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT (UTF-8), JPEG, PNG, WebP; save old Word, Excel and PowerPoint files in the new format',
  'errors.files.programs': '{name} has macros or programs in it. Save it without macros and send it again',
  'errors.files.too_many_materials':
    'An activity keeps at most {most} materials, and has {count}. Remove old ones or choose fewer',
  'errors.files.zip.broken': 'The ZIP file is damaged or was not sent to its end: {name}. Pack it again and send it',
  'errors.files.zip.encrypted': '{name} in the ZIP file has a password. Pack it again without one',
  'errors.files.zip.method':
    '{name} is packed in a way that cannot be read here. Pack it again as an ordinary ZIP file',
  'errors.files.zip.link': '{name} in the ZIP file is a link and no file. Put the file itself there and pack it again',
  'errors.files.zip.duplicate':
    'The ZIP file has two files of the name {name}, upper and lower case ignored. Rename one and pack it again',
  'errors.files.zip.name':
    'The name {name} in the ZIP file cannot be used: it must lie in the packed folder and have no "..", "\\" or control character. Rename it and pack it again',
  'errors.files.zip.name_letters':
    'The name {name} in the ZIP file is not written in UTF-8. Rename it in plain letters or pack it with another program',
  'errors.files.zip.name_long':
    'The name {name} in the ZIP file is longer than {most} bytes. Make it shorter and pack it again',
  'errors.files.zip.too_deep':
    '{name} lies deeper than {most} folders. Use fewer folders in one another and pack it again',
  'errors.files.zip.too_many': 'The ZIP file has more than {most} files and folders. Remove some, or send it in parts',
  'errors.files.zip.too_large':
    'The ZIP file is larger than {most} MB and was not taken. Make it smaller and send it again',
  'errors.files.zip.unpacked_too_large':
    'The files in the ZIP file are larger than {most} MB when unpacked and were not taken',
  'events.file.added': 'A file was added',
  'events.file.removed': 'A file was removed',

  'activities.photos.title': 'Photos of the hall and the sheet',
  'activities.photos.page_title': 'Photos of session {number}: {title}',
  'activities.photos.heading': 'Photos of session {number}',
  'activities.photos.hint':
    'They stand behind the number of people without a name. Time, position and device are removed from a photo; only who may see the roster sees it.',
  'activities.photos.none': 'This session has no photo yet.',
  'activities.photos.one': 'Photo {number}',
  'activities.photos.by': '{name}, {at}',
  'activities.photos.at': '{at}',
  'activities.photos.note': 'Note for the photos',
  'activities.photos.file': 'Choose photos',
  'activities.photos.file_hint': 'JPEG, PNG or WebP, at most {megabytes} MB each, at most {most} at once.',
  'activities.photos.add': 'Add photos',
  'activities.photos.remove': 'Remove',
  'activities.photos.added': '{count} {count|photo was|photos were} added.',
  'activities.photos.there_already': 'This session has this photo already.',
  'activities.photos.removed': 'The photo was removed.',
  'activities.photos.told': 'Photo, session {number}',

  'activities.materials.title': 'Materials',
  'activities.materials.page_title': 'Materials: {title}',
  'activities.materials.hint': 'Whoever sees the activity can download them. Attach no lists of participants here.',
  'activities.materials.none': 'This activity has no materials yet.',
  'activities.materials.file': 'Choose materials',
  'activities.materials.file_hint':
    'PDF, Word, Excel, PowerPoint, OpenDocument, pictures or plain text; at most {megabytes} MB each, at most {most} at once.',
  'activities.materials.add': 'Attach',
  'activities.materials.remove': 'Remove',
  'activities.materials.added': '{count} {count|material was|materials were} attached.',
  'activities.materials.there_already': 'This material is attached already.',
  'activities.materials.removed': 'The material was removed.',
};
