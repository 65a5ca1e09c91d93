import { cleanText } from '../web/text.js';
import { isWebAddress } from './course-checks.js';
import { type CompletionRule, RULES_OF } from './course-content.js';
import { type CaptionsRef, type FileRef, type LessonEntry, type LessonParts, LONGEST_TITLE } from './course-file.js';
import { isLessonKey } from './lesson-key.js';
import { QuizYaml } from './quiz-yaml.js';
import type { Entries, Entry, YamlNodes } from './yaml-nodes.js';

/** The key that says of which kind a lesson is. */
const KIND_KEYS = ['text', 'file', 'video', 'audio', 'package', 'quiz', 'link'] as const;
const KEYS = ['key', 'title', ...KIND_KEYS, 'captions', 'about', 'rule', 'optional'];
const MEDIA_PATH = /^media\/[^/]+$/;
const LONGEST_PATH = 300;
const LONGEST_LINK = 2000;
/** What is asked of films and packages whose lesson does not say it. */
const USUAL_PERCENT = { watched: 90, score: 50 };

/** Reads the lessons of a `course.yml`. */
export class LessonYaml {
  private readonly keys = new Set<string>();
  private readonly quizzes: QuizYaml;

  constructor(private readonly nodes: YamlNodes) {
    this.quizzes = new QuizYaml(nodes);
  }

  lesson({ value, at }: Entry): LessonEntry {
    const entries = this.nodes.map(value, at, KEYS);
    const parts = this.parts(entries, at);
    const optional = entries.get('optional');
    return {
      key: this.key(entries.get('key'), at),
      title: this.title(entries.get('title'), at),
      is_optional: optional ? (this.nodes.flag(optional) ?? false) : false,
      rule: this.rule(entries.get('rule'), parts),
      parts,
      line: this.nodes.lineOf(at),
    };
  }

  /** A file in the folder of the course. @param ending what its name must end with @returns null with a fault where it cannot be */
  path(entry: Entry, ending: RegExp): FileRef | null {
    const path = this.nodes.line(entry, LONGEST_PATH)?.normalize('NFC') ?? null;
    if (path === null) return null;
    const fits = path.split('/').every((part) => !['', '.', '..'].includes(part)) && !/[\\:]/.test(path);
    if (fits && ending.test(path)) return { path, line: this.nodes.lineOf(entry.at) };
    this.nodes.fault(entry.at, ending === MEDIA_PATH ? 'path_media' : 'path', { path: path.slice(0, 100) });
    return null;
  }

  private key(entry: Entry | undefined, at: number): string {
    if (!entry) this.nodes.fault(at, 'missing', { name: 'key' });
    const key = entry ? this.nodes.line(entry, LONGEST_TITLE) : null;
    if (!entry || key === null) return '';
    if (!isLessonKey(key)) this.nodes.fault(entry.at, 'key', { key: key.slice(0, 80) });
    if (this.keys.has(key)) this.nodes.fault(entry.at, 'key_twice', { key });
    this.keys.add(key);
    return key;
  }

  private title(entry: Entry | undefined, at: number): string {
    if (!entry) this.nodes.fault(at, 'missing', { name: 'title' });
    return cleanText((entry && this.nodes.line(entry, LONGEST_TITLE)) ?? '');
  }

  private parts(entries: Entries, at: number): LessonParts {
    const kinds = KIND_KEYS.filter((kind) => entries.has(kind));
    const [kind] = kinds;
    const entry = kind && entries.get(kind);
    if (!kind || !entry) {
      this.nodes.fault(at, 'kind_missing', { kinds: KIND_KEYS.join(', ') });
      return { kind: 'text', text: { path: '', line: 0 } };
    }
    if (kinds.length > 1) this.nodes.fault(entry.at, 'kind_twice', { kinds: kinds.join(', ') });
    for (const [name, fits] of [
      ['captions', kind === 'video' || kind === 'audio'],
      ['about', kind !== 'text'],
    ] as const) {
      const other = entries.get(name);
      if (other && !fits) this.nodes.fault(other.at, 'unknown_key', { name });
    }
    return this.body(kind, entry, entries);
  }

  private body(kind: (typeof KIND_KEYS)[number], entry: Entry, entries: Entries): LessonParts {
    if (kind === 'text') return { kind, text: this.path(entry, /\.md$/i) ?? NOWHERE };
    const told = entries.get('about');
    const about = told ? this.path(told, /\.md$/i) : null;
    if (kind === 'quiz') return { kind, ...this.quizzes.quiz(entry), about };
    if (kind === 'link') return { kind, url: this.link(entry), about };
    const media = this.path(entry, MEDIA_PATH) ?? NOWHERE;
    if (kind === 'file' || kind === 'package') return { kind, media, about };
    return { kind, media, captions: this.captions(entries.get('captions')), about };
  }

  private link(entry: Entry): string {
    const url = this.nodes.line(entry, LONGEST_LINK);
    if (url !== null && !isWebAddress(url)) this.nodes.fault(entry.at, 'link');
    return url ?? '';
  }

  private captions(entry: Entry | undefined): CaptionsRef[] {
    if (!entry) return [];
    const entries = this.nodes.map(entry.value, entry.at, ['vi', 'en']);
    return [...entries].flatMap(([language, each]) => {
      const media = this.path(each, MEDIA_PATH);
      return media ? [{ language: language === 'en' ? 'en' : 'vi', media }] : [];
    });
  }

  /** `opened`, `read`, `watched 90`, `score 50`, `completed`; what is usual for the kind where nothing is said. */
  private rule(entry: Entry | undefined, parts: LessonParts): CompletionRule {
    const rules = RULES_OF[parts.kind];
    if (!entry) return ruleOf(rules[0] ?? 'opened', parts.kind === 'quiz' ? parts.quiz.pass_mark : undefined);
    const written = this.nodes.line(entry, LONGEST_TITLE) ?? '';
    const [, kind, percent] = /^(opened|read|completed|watched|score)(?: (\d{1,3}))?$/.exec(written) ?? [];
    const rule = readRule(kind, percent);
    if (!rule) this.nodes.fault(entry.at, 'rule', { rule: written.slice(0, 40) });
    else if (!rules.includes(rule.kind)) this.nodes.fault(entry.at, 'rule_unfit', { rules: rules.join(', ') });
    return rule ?? { kind: 'opened' };
  }
}

/** Instead of a path that was refused: the fault is noted, and nothing is made of the whole. */
const NOWHERE: FileRef = { path: '', line: 0 };

function readRule(kind: string | undefined, percent: string | undefined): CompletionRule | null {
  if (kind === 'watched' || kind === 'score') {
    const number = Number(percent);
    const fits = percent !== undefined && number <= 100 && number >= (kind === 'watched' ? 1 : 0);
    return fits ? { kind, percent: number } : null;
  }
  const isPlain = kind === 'opened' || kind === 'read' || kind === 'completed';
  return isPlain && percent === undefined ? { kind } : null;
}

function ruleOf(kind: CompletionRule['kind'], percent?: number): CompletionRule {
  return kind === 'watched' || kind === 'score' ? { kind, percent: percent ?? USUAL_PERCENT[kind] } : { kind };
}
