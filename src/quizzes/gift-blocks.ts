/** What a comment says about the question that follows. */
export interface Remarks {
  id: string | null;
  tags: string[];
  /** For who marks an essay. */
  guide: string;
}

/** A question of a file before it is understood: the lines between two blank ones. */
export interface Block {
  /** As in the file, comments included: to be shown and mended. */
  source: string;
  /** Without comments. */
  text: string;
  /** The number in the file of each line of `text`, from 1. */
  lines: number[];
  topic: string;
  remarks: Remarks;
}

/**
 * Splits a file at its blank lines, as GIFT does: so one bad question spoils no other, and lines are those of the file.
 * `$CATEGORY:` sets the topic of what follows; comments belong to the question below them.
 */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let topic = '';
  let open = emptyBlock('');
  const close = () => {
    // A comment alone says something about the next question.
    if (open.text !== '' || open.lines.length > 0) {
      blocks.push(open);
      open = emptyBlock(topic);
    } else open.topic = topic;
  };
  file.split('\n').forEach((line, index) => {
    const category = /^[ \t]*\$CATEGORY:(.*)$/.exec(line);
    if (category) {
      close();
      topic = topicOf(category[1] ?? '');
      open = { ...emptyBlock(topic), remarks: open.remarks };
    } else if (/^[ \t]*$/.test(line)) close();
    else addLine(open, line, index + 1);
  });
  close();
  return blocks;
}

/** The topic that a category is: without what Moodle puts before its own. */
export function topicOf(category: string): string {
  const path = category.trim().replace(/^\$[A-Za-z0-9]{1,20}\$\//, '');
  return path === 'top' ? '' : path.replace(/^top\//, '').trim();
}

/** The category that a topic is, read back by `topicOf`. */
export function categoryOf(topic: string): string {
  if (topic === '') return '$course$/top';
  return topic === 'top' || /^(\$|top\/)/.test(topic) ? `$course$/top/${topic}` : topic;
}

/** A comment of ours about a question; other readers pass over what they do not know. */
export function writeRemarks({ id, tags, guide }: Remarks): string {
  const about = [`[id:${id ?? ''}]`, ...tags.map((tag) => `[tag:${tag}]`)].join(' ');
  return `// ${about}\n${guide === '' ? '' : `// [guide:${guideLine(guide)}]\n`}`;
}

const GUIDE: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '[': '\\(', ']': '\\)' };
const GUIDE_BACK = new Map(Object.entries(GUIDE).map(([sign, written]) => [written, sign]));

/** On one line, and without brackets: another reader could take one for a tag. */
function guideLine(guide: string): string {
  return guide.replaceAll(/[\\\n[\]]/g, (sign) => GUIDE[sign] ?? sign);
}

function emptyBlock(topic: string): Block {
  return { source: '', text: '', lines: [], topic, remarks: { id: null, tags: [], guide: '' } };
}

function addLine(block: Block, line: string, number: number): void {
  block.source += block.source === '' ? line : `\n${line}`;
  const comment = /^[ \t]*\/\/(.*)$/.exec(line)?.[1];
  if (comment !== undefined) return readComment(block.remarks, comment);
  block.text += block.lines.length === 0 ? line : `\n${line}`;
  block.lines.push(number);
}

function readComment(remarks: Remarks, comment: string): void {
  const guide = /^ ?\[guide:(.*)\]\s*$/.exec(comment)?.[1];
  if (guide !== undefined) {
    remarks.guide = guide.replaceAll(/\\[\\n()]/g, (written) => GUIDE_BACK.get(written) ?? written);
    return;
  }
  const id = /\[id:([^\]]{1,200})\]/.exec(comment)?.[1];
  if (id !== undefined) remarks.id = id.trim();
  for (const [, tag = ''] of comment.matchAll(/\[tag:([^\]]{1,200})\]/g)) remarks.tags.push(tag.trim());
}
