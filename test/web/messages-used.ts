import { parseSync } from '@swc/core';
import Handlebars from 'handlebars';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** One place in the sources where a text is written that may be a key; `*` stands for what is put in when it runs. */
export interface Written {
  text: string;
  /** What is known of the place: the name of what is called, or of the property it is given to. */
  role: string;
  file: string;
}

interface Node {
  type?: string;
  [part: string]: unknown;
}

/** Every file of these endings below a folder of the project, by its path from there. */
export function filesOf(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name).split(sep).join('/'))
    .sort();
}

/** The text of a file of the project. */
export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** All texts written in the sources, except the messages themselves and the invented district. */
export function writtenInSources(): Written[] {
  return filesOf('src', '.ts')
    .filter((file) => !/^src\/(i18n|demo)\//.test(file))
    .flatMap((file) => {
      const found: Written[] = [];
      walk(parseSync(textOf(file), { syntax: 'typescript', decorators: true }), '', (text, role) =>
        found.push({ text, role, file: relative('src', file) }),
      );
      return found;
    });
}

/** All keys that the scripts say which bring their words along: attendance without a network, and checking without us. */
export function writtenInClient(): Written[] {
  return filesOf('client', '.ts').flatMap((file) => {
    const found: Written[] = [];
    const start = file.startsWith('client/verify/') ? 'signatures.offline.' : 'offline.app.';
    walk(parseSync(textOf(file), { syntax: 'typescript' }), '', (text, role) => {
      if (role === 'say#0') found.push({ text: start + text, role, file });
    });
    return found;
  });
}

/** All keys given to the helpers of language in the views. */
export function writtenInViews(): Written[] {
  return filesOf('views', '.hbs').flatMap((file) => {
    const found: Written[] = [];
    walkView(Handlebars.parse(textOf(file)), '', (text, role) =>
      found.push({ text, role, file: relative('views', file) }),
    );
    return found;
  });
}

type Found = (text: string, role: string) => void;

function walk(value: unknown, role: string, found: Found): void {
  if (Array.isArray(value)) return value.forEach((part) => walk(part, role, found));
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  if (node.type === 'ImportDeclaration' || node.type === 'TsTypeAnnotation' || node.type === 'TsTypeAliasDeclaration') {
    return;
  }
  if (node.type === 'StringLiteral') return found(String(node.value), role);
  if (node.type === 'TemplateLiteral') {
    found(patternOf(node), role);
    return walk(node.expressions, '', found);
  }
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return walkCall(node, found);
  if (node.type === 'KeyValueProperty') return walk(node.value, `${nameOf(node.key)}:`, found);
  Object.values(node).forEach((part) => walk(part, role, found));
}

function walkCall(node: Node, found: Found): void {
  walk(node.callee, '', found);
  const called = nameOf(node.callee);
  const args = (node.arguments ?? []) as { expression: Node }[];
  args.forEach(({ expression }, at) => walk(expression, `${called}#${at}`, found));
}

/** `plan.${noun}.added` is plan.*.added. */
function patternOf(node: Node): string {
  return (node.quasis as { cooked: string }[]).map(({ cooked }) => cooked).join('*');
}

function nameOf(value: unknown): string {
  const node = value as Node;
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return typeof node.value === 'string' ? node.value : '';
}

function walkView(value: unknown, role: string, found: Found): void {
  if (Array.isArray(value)) return value.forEach((part) => walkView(part, role, found));
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node & { path?: { original?: string }; params?: Node[]; hash?: Node };
  if (node.type === 'StringLiteral') return found(String(node.value), role);
  if (node.type === 'HashPair') return walkView(node.value, `${String(node.key)}=`, found);
  const helper = node.path?.original ?? '';
  if (helper === 'concat' && node.params) {
    found(node.params.map((part) => (part.type === 'StringLiteral' ? String(part.value) : '*')).join(''), role);
  }
  if (node.params) {
    node.params.forEach((part, at) => walkView(part, `${helper}#${at}`, found));
    walkView(node.hash, role, found);
  }
  for (const part of [node.body, node.program, node.inverse, node.pairs]) walkView(part, role, found);
}
