import type { ErrorParams } from '../errors.js';
import { cleanText, textFault } from '../web/text.js';
import { mediaOf as picturesIn } from '../web/markdown.js';
import type { CourseContent, Lesson, LessonBody } from './course-content.js';
import {
  COURSE_FILE,
  type CourseAbout,
  type CourseFile,
  type FileRef,
  LARGEST_COURSE_FILE,
  LARGEST_QUESTIONS,
  LARGEST_TEXT,
  type LessonEntry,
} from './course-file.js';
import { type BankTopics, CourseQuestions, picturesOf, type PlacedQuestion } from './course-questions.js';
import type { CourseSource } from './course-source.js';
import { readCourseYaml } from './course-yaml.js';
import { type FileFault, type FileFaultKey, wholeFile } from './file-fault.js';

/** A course as its files say it. */
export interface CourseFiles {
  about: CourseAbout;
  content: CourseContent;
  questions: PlacedQuestion[];
  /** The files of `media/` that it uses, without that folder. */
  media: string[];
}

/** A course that was read, or everything that is wrong with it; null together with at least one fault. */
export interface ReadCourse {
  course: CourseFiles | null;
  faults: FileFault[];
}

/** Folders in which every file is used: one that is not is misspelt somewhere. */
const OWN_FOLDERS = /^(lessons|media|quizzes)\//;

/**
 * Reads a course that lies somewhere as files (docs/course-files.md). Media are only looked for, not looked at.
 * @param bank questions that a quiz may name though the files do not have them
 */
export async function readCourseFolder(source: CourseSource, bank: BankTopics = new Map()): Promise<ReadCourse> {
  if (!source.names().includes(COURSE_FILE)) return { course: null, faults: [wholeFile(COURSE_FILE, 'no_course')] };
  const text = await source.text(COURSE_FILE, LARGEST_COURSE_FILE);
  if (text === null)
    return { course: null, faults: [wholeFile(COURSE_FILE, 'no_text', { most: LARGEST_COURSE_FILE / 1024 })] };
  const { course, faults } = readCourseYaml(text);
  return course ? new FolderReader(source, bank).read(course) : { course: null, faults };
}

class FolderReader {
  private readonly faults: FileFault[] = [];
  private readonly used = new Set<string>([COURSE_FILE]);
  private readonly names: ReadonlySet<string>;

  constructor(
    private readonly source: CourseSource,
    private readonly bank: BankTopics,
  ) {
    this.names = new Set(source.names());
  }

  async read(file: CourseFile): Promise<ReadCourse> {
    const sections: CourseContent['sections'] = [];
    for (const { title, lessons } of file.sections) {
      const read: Lesson[] = [];
      for (const entry of lessons) read.push(await this.lesson(entry));
      sections.push({ title, lessons: read });
    }
    const questions = await this.questions(file);
    for (const name of this.names) {
      if (OWN_FOLDERS.test(name) && !this.used.has(name)) this.faults.push(wholeFile(name, 'file_unused'));
    }
    if (this.faults.length > 0) return { course: null, faults: this.faults };
    const { code, title, language, minutes, summary } = file;
    const media = [...this.used].filter((name) => name.startsWith('media/')).map((name) => name.slice('media/'.length));
    return {
      course: {
        about: { code, title, language, minutes, summary },
        content: { sections },
        questions,
        media: media.sort(),
      },
      faults: [],
    };
  }

  private async lesson({ key, title, is_optional, rule, parts }: LessonEntry): Promise<Lesson> {
    return { key, title, is_optional, rule, body: await this.body(parts) };
  }

  private async body(parts: LessonEntry['parts']): Promise<LessonBody> {
    const told = parts.kind === 'text' ? parts.text : parts.about;
    const markdown = told ? await this.markdown(told) : '';
    switch (parts.kind) {
      case 'text':
        return { kind: 'text', markdown };
      case 'quiz':
        return { kind: 'quiz', quiz: parts.quiz, markdown };
      case 'link':
        return { kind: 'link', url: parts.url, markdown };
      case 'video':
      case 'audio': {
        const captions = parts.captions.map(({ language, media }) => ({ language, media: this.media(media) }));
        return { kind: parts.kind, media: this.media(parts.media), captions, markdown };
      }
      default:
        return { kind: parts.kind, media: this.media(parts.media), markdown };
    }
  }

  /** A file of Markdown; its pictures are files of the course. */
  private async markdown(ref: FileRef): Promise<string> {
    const raw = await this.text(ref, LARGEST_TEXT);
    if (raw === null) return '';
    const markdown = cleanText(raw);
    if (textFault(markdown, true)) this.faults.push(wholeFile(ref.path, 'no_text', { most: LARGEST_TEXT / 1000 }));
    for (const name of picturesIn(markdown)) this.picture(name, ref.path, lineOf(raw, `media/${name}`));
    return markdown;
  }

  private async questions(file: CourseFile): Promise<PlacedQuestion[]> {
    const all = new CourseQuestions(this.bank, (fault) => this.faults.push(fault));
    for (const ref of file.questions) {
      const text = await this.text(ref, LARGEST_QUESTIONS);
      if (text !== null) await all.read(ref.path, text);
    }
    for (const { question, file: from, line } of all.placed) {
      for (const name of picturesOf(question)) this.picture(name, from, line);
    }
    for (const { parts } of file.sections.flatMap(({ lessons }) => lessons)) {
      if (parts.kind === 'quiz') all.checkQuiz(parts.quiz, parts.lines);
    }
    return all.placed;
  }

  private picture(name: string, file: string, line: number): void {
    const path = `media/${name}`;
    this.used.add(path);
    if (!this.names.has(path)) this.faults.push({ file, line, column: 0, key: 'picture_missing', params: { path } });
  }

  private media(ref: FileRef): string {
    if (this.there(ref)) this.used.add(ref.path);
    return ref.path.slice('media/'.length);
  }

  private async text(ref: FileRef, limit: number): Promise<string | null> {
    if (!this.there(ref)) return null;
    if (this.used.has(ref.path)) this.atLine(ref, 'file_twice');
    this.used.add(ref.path);
    const text = await this.source.text(ref.path, limit);
    if (text === null) this.faults.push(wholeFile(ref.path, 'no_text', { most: Math.floor(limit / 1000) }));
    return text;
  }

  private there(ref: FileRef): boolean {
    if (this.names.has(ref.path)) return true;
    this.atLine(ref, 'file_missing');
    return false;
  }

  private atLine({ path, line }: FileRef, key: FileFaultKey, params: ErrorParams = { path }): void {
    this.faults.push({ file: COURSE_FILE, line, column: 0, key, params });
  }
}

/** The line in which something stands first; 0 where it is written otherwise. */
function lineOf(text: string, part: string): number {
  const at = text.normalize('NFC').indexOf(part);
  return at < 0 ? 0 : text.normalize('NFC').slice(0, at).split('\n').length;
}
