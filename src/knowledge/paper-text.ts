import { printable } from '../certificates/certificate-sentences.js';

/** Marks of Markdown that mean nothing on paper. */
const EMPHASIS = /(\*\*|__|~~|`)(.+?)\1/gu;
const SLANTED = /(?<![\p{L}\p{N}*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu;

/**
 * A text in Markdown as the paragraphs of a paper: without marks, links as their words, and for a picture what it shows in
 * square brackets. Letters that no typeface has become a question mark.
 */
export function paperText(markdown: string): string[] {
  return markdown
    .split(/\n+/)
    .map((line) =>
      line
        .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, '[$1]')
        .replaceAll(/(?<!!)\[([^\]]+)\]\([^)]*\)/g, '$1')
        .replace(/^\s{0,3}(?:#{1,6}|>)\s+/, '')
        .replace(/^\s*[-*+]\s+/, '– ')
        .replaceAll(EMPHASIS, '$2')
        .replaceAll(SLANTED, '$2')
        .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1'),
    )
    .map(printable)
    .filter((line) => line !== '');
}
