import { cleanText, textFault } from '../web/text.js';
import { COURSE_FILE, type CourseFile, type FileRef, LARGEST_COURSE_FILE, LONGEST_TITLE } from './course-file.js';
import { type FileFault, wholeFile } from './file-fault.js';
import { type Entries, type Entry, YamlNodes } from './yaml-nodes.js';
import { LessonYaml } from './lesson-yaml.js';

const KEYS = ['format', 'code', 'title', 'language', 'minutes', 'summary', 'sections', 'questions'];
/** What this program reads and writes. */
export const COURSE_FORMAT = 1;
/** As for activities. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const LONGEST_SUMMARY = 20_000;
const LONGEST_MINUTES = 6_000;

/** A `course.yml` that was read, or everything that is wrong with it; null together with at least one fault. */
export interface ReadYaml {
  course: CourseFile | null;
  faults: FileFault[];
}

/**
 * Reads a `course.yml` (docs/course-files.md). Pure: whether the files are there that it names, others look.
 * @param text as it stands in the file
 */
export function readCourseYaml(text: string): ReadYaml {
  if (Buffer.byteLength(text) > LARGEST_COURSE_FILE) {
    return { course: null, faults: [wholeFile(COURSE_FILE, 'too_large', { most: LARGEST_COURSE_FILE / 1024 })] };
  }
  const nodes = new YamlNodes(COURSE_FILE);
  const root = nodes.parse(text);
  if (nodes.faults.length > 0) return { course: null, faults: nodes.faults };
  const course = new CourseYaml(nodes).course(nodes.map(root, 0, KEYS));
  return { course: nodes.faults.length === 0 ? course : null, faults: inOrder(nodes.faults) };
}

class CourseYaml {
  private readonly lessons: LessonYaml;

  constructor(private readonly nodes: YamlNodes) {
    this.lessons = new LessonYaml(nodes);
  }

  course(entries: Entries): CourseFile {
    const format = this.needed(entries, 'format');
    if (format && this.nodes.whole(format, 1, 1_000_000) !== COURSE_FORMAT) {
      this.nodes.fault(format.at, 'format', { format: COURSE_FORMAT });
    }
    return {
      code: this.code(entries.get('code')),
      title: this.title(entries),
      language: this.language(this.needed(entries, 'language')),
      minutes: this.minutes(entries.get('minutes')),
      summary: this.summary(entries.get('summary')),
      sections: this.sections(this.needed(entries, 'sections')),
      questions: this.questions(entries.get('questions')),
    };
  }

  private code(entry: Entry | undefined): string | null {
    if (!entry) return null;
    const code = this.nodes.line(entry, LONGEST_TITLE);
    if (code !== null && !CODE.test(code)) this.nodes.fault(entry.at, 'code', { code: code.slice(0, 60) });
    return code;
  }

  private title(entries: Entries): string {
    const entry = this.needed(entries, 'title');
    return cleanText((entry && this.nodes.line(entry, LONGEST_TITLE)) ?? '');
  }

  private language(entry: Entry | undefined): 'vi' | 'en' {
    const language = entry && this.nodes.line(entry, LONGEST_TITLE);
    if (language === 'vi' || language === 'en') return language;
    if (entry && language) this.nodes.fault(entry.at, 'language', { language: language.slice(0, 20) });
    return 'vi';
  }

  private minutes(entry: Entry | undefined): number | null {
    return entry ? this.nodes.whole(entry, 1, LONGEST_MINUTES) : null;
  }

  private summary(entry: Entry | undefined): string | null {
    const text = entry ? this.nodes.text(entry, LONGEST_SUMMARY) : null;
    if (entry && text !== null && textFault(cleanText(text), true)) this.nodes.fault(entry.at, 'no_text');
    return text === null ? null : cleanText(text) || null;
  }

  private sections(entry: Entry | undefined): CourseFile['sections'] {
    if (!entry) return [];
    const sections = this.nodes.list(entry).map((each) => this.section(each));
    if (sections.length === 0) this.nodes.fault(entry.at, 'no_sections');
    return sections;
  }

  private section({ value, at }: Entry): CourseFile['sections'][number] {
    const entries = this.nodes.map(value, at, ['title', 'lessons']);
    const title = this.needed(entries, 'title', at);
    const lessons = entries.get('lessons');
    return {
      title: cleanText((title && this.nodes.line(title, LONGEST_TITLE)) ?? ''),
      lessons: lessons ? this.nodes.list(lessons).map((each) => this.lessons.lesson(each)) : [],
    };
  }

  private questions(entry: Entry | undefined): FileRef[] {
    if (!entry) return [];
    return this.nodes.list(entry).flatMap((each) => this.lessons.path(each, /\.gift$/i) ?? []);
  }

  private needed(entries: Entries, name: string, at = 0): Entry | undefined {
    const entry = entries.get(name);
    if (!entry) this.nodes.fault(at, 'missing', { name });
    return entry;
  }
}

function inOrder(faults: readonly FileFault[]): FileFault[] {
  return [...faults].sort((one, two) => one.line - two.line || one.column - two.column);
}
