import { mediaOf } from '../web/markdown.js';
import type { Question } from './question.js';

/** The pictures in all texts of a question, each once: some texts stand on lines of their own, others within one. */
export function picturesOf(question: Question): string[] {
  const texts: string[] = [];
  JSON.stringify(question, (_key, value: unknown) => {
    if (typeof value === 'string' && value.includes('![')) texts.push(value);
    return value;
  });
  return [...new Set(texts.flatMap((text) => [...mediaOf(text), ...mediaOf(text, 'inline')]))];
}
