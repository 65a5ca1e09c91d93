import type { CourseContent, Lesson, LessonBody } from './course-content.js';

/** A picture of the course in Markdown, its name apart. */
const PICTURE = /(!\[[^\]]*\]\(\s*<?media\/)([^)\s>]+)/g;

/** What a course teaches, with other names for its files: intake names them by what they are. @param names by the old name */
export function renamedMedia(content: CourseContent, names: ReadonlyMap<string, string>): CourseContent {
  const nameOf = (name: string): string => names.get(name) ?? name;
  if ([...names].every(([old, name]) => old === name)) return content;
  return {
    sections: content.sections.map(({ title, lessons }) => ({
      title,
      lessons: lessons.map((lesson): Lesson => ({ ...lesson, body: renamed(lesson.body, nameOf) })),
    })),
  };
}

function renamed(body: LessonBody, nameOf: (name: string) => string): LessonBody {
  const markdown = body.markdown.replaceAll(
    PICTURE,
    (_, before: string, name: string) => before + encoded(nameOf(decoded(name))),
  );
  if (body.kind === 'video' || body.kind === 'audio') {
    const captions = body.captions.map(({ language, media }) => ({ language, media: nameOf(media) }));
    return { ...body, markdown, media: nameOf(body.media), captions };
  }
  return 'media' in body ? { ...body, markdown, media: nameOf(body.media) } : { ...body, markdown };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name).normalize('NFC');
  } catch {
    return name;
  }
}

/** Names that intake gives need no escapes; others stay as they were written. */
function encoded(name: string): string {
  return /^[\x21-\x7e]+$/.test(name) ? name : encodeURIComponent(name);
}
