import type { PublishedKey, TokenAnswer } from '../../src/certificates/certificate-token.js';
import { spaced } from '../../src/certificates/certificate-code.js';
import type { CarriedFacts } from '../../src/certificates/token-layout.js';

/** A sentence in both languages of the page. */
export interface Both {
  vi: string;
  en: string;
}

/** The sentence of a key, filled. */
export type Say = (key: string, params?: Record<string, string>) => Both;

/** How a state looks: the styles of messages. */
const LOOK: Record<TokenAnswer['state'], string> = {
  signed: 'flash',
  revoked_key: 'flash is-short',
  unknown_key: 'flash is-unsure',
  forged: 'flash is-short',
  malformed: 'flash is-none',
};

/** What the page says about an answer: the state, what it means, and the facts where they are signed. */
export function answerOf(say: Say, answer: TokenAnswer | 'no_code', keys: readonly PublishedKey[]): HTMLElement[] {
  if (answer === 'no_code') return [el('div', 'flash is-none', el('div', '', ...both(say('no_code'))))];
  const { state } = answer;
  const heading = el('h2', '', ...spans(say(`state.${state}`)));
  const message = el('div', LOOK[state], el('div', 'stack', heading, ...meaning(say, answer, keys)));
  return 'facts' in answer ? [message, factList(say, answer.facts)] : [message];
}

function meaning(say: Say, answer: TokenAnswer, keys: readonly PublishedKey[]): HTMLElement[] {
  if (answer.state === 'unknown_key') return both(say('text.unknown_key', { kid: answer.kid }));
  if (answer.state === 'revoked_key') return both(say('text.revoked_key', { date: day(answer.revoked_from) }));
  if (answer.state !== 'signed') return both(say(`text.${answer.state}`));
  const { facts, key_leaked_later } = answer;
  const leaked = keys.find(({ kid }) => kid === facts.kid)?.revoked_from;
  return [
    ...both(say('text.signed', { date: day(facts.issued_on) })),
    ...(key_leaked_later && leaked ? both(say('text.leaked_later', { date: day(leaked) })) : []),
    ...(facts.valid_until !== null && facts.valid_until < today() ? both(say('text.expired')) : []),
  ];
}

function factList(say: Say, facts: CarriedFacts): HTMLElement {
  const { from, to, minutes, valid_until } = facts;
  const lines: [Both, string][] = [
    [say('fact.holder'), facts.holder],
    [say('fact.title'), facts.title],
    [say('fact.days'), from === to ? day(from) : `${day(from)} – ${day(to)}`],
    ...(minutes === null ? [] : [[say('fact.minutes'), hours(minutes)] as [Both, string]]),
    [say('fact.serial'), facts.serial],
    [say('fact.body'), facts.body],
    [say('fact.issued_on'), day(facts.issued_on)],
    ...(valid_until === null ? [] : [[say('fact.valid_until'), day(valid_until)] as [Both, string]]),
    [say('fact.code'), spaced(facts.code)],
    [say('fact.kid'), facts.kid],
  ];
  const list = el('dl', 'facts');
  for (const [term, value] of lines) list.append(el('dt', '', ...spans(term)), el('dd', '', value));
  if (facts.is_child) list.querySelector('dd')?.append(el('span', 's soft', ' ', ...spans(say('fact.initials'))));
  return list;
}

/** Two paragraphs, Vietnamese first. */
const both = ({ vi, en }: Both): HTMLElement[] => [lang('p', 'vi', vi), lang('p', 'en', en)];
/** In one line. */
const spans = ({ vi, en }: Both): (Node | string)[] => [lang('span', 'vi', vi), ' / ', lang('span', 'en', en)];

function lang(tag: string, language: string, text: string): HTMLElement {
  const element = el(tag, '', text);
  element.lang = language;
  return element;
}

/** An element; text is only ever text. */
function el(tag: string, look: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (look !== '') element.className = look;
  element.append(...children);
  return element;
}

const day = (iso: string): string => iso.split('-').reverse().join('/');
const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10).replace('.', ',');
/** By the clock of the device, in Viet Nam. */
const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
