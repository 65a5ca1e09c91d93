import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { messages } from '../../src/i18n/messages.js';
import type { Locale } from '../../src/i18n/locale.js';
import type { World } from './world.js';

const require = createRequire(import.meta.url);
const machine = require('./machine.cjs') as { chromium(): string | undefined };
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** How somebody looks at pages. */
export interface Look {
  locale: Locale;
  width: number;
  dark: boolean;
  /** Session cookies, as the world's members have them: `lan-toa=…; …`; nobody where it is missing. */
  cookie?: string;
  javaScript?: boolean;
}

/** Real Chromium before a world that listens. */
export class Site {
  private isCut = false;

  private constructor(
    readonly url: string,
    private readonly browser: Browser,
    private readonly server: Server,
  ) {
    server.on('connection', (socket) => {
      if (this.isCut) socket.destroy();
    });
  }

  /** @param at the port, where an address of the world names it; else any that is free */
  static async open(world: World, at = 0): Promise<Site> {
    await world.app.listen(at, '127.0.0.1');
    const server: Server = world.app.getHttpServer();
    const { port } = server.address() as AddressInfo;
    const browser = await chromium.launch({ executablePath: machine.chromium(), args: ['--no-sandbox'] });
    return new Site(`http://127.0.0.1:${port}`, browser, server);
  }

  /** A browser window of its own. */
  async window({ locale, width, dark, cookie, javaScript = true }: Look): Promise<BrowserContext> {
    const context = await this.browser.newContext(this.options({ locale, width, dark, javaScript }));
    await this.giveCookies(context, locale, cookie);
    return context;
  }

  /** A browser of its own with what it keeps on a disk: closed and opened again it is the same telephone. */
  async device(folder: string, { cookie, ...look }: Look): Promise<BrowserContext> {
    const context = await chromium.launchPersistentContext(folder, {
      ...this.options(look),
      ...{ executablePath: machine.chromium(), args: ['--no-sandbox'] },
    });
    await this.giveCookies(context, look.locale, cookie);
    return context;
  }

  /**
   * Cuts the network of a device, or mends it. The server answers nobody then: a browser that was started again has
   * let requests through although it was told that it has no network.
   */
  async cut(device: BrowserContext, isCut: boolean): Promise<void> {
    if (isCut) await device.setOffline(true);
    this.isCut = isCut;
    if (isCut) this.server.closeAllConnections();
    else await device.setOffline(false);
  }

  private options({ locale, width, dark, javaScript = true }: Look): object {
    return {
      baseURL: this.url,
      viewport: { width, height: 900 },
      colorScheme: dark ? 'dark' : 'light',
      locale: locale === 'vi' ? 'vi-VN' : 'en-GB',
      javaScriptEnabled: javaScript,
      reducedMotion: 'reduce',
    };
  }

  private async giveCookies(context: BrowserContext, locale: Locale, cookie: string | undefined): Promise<void> {
    const cookies = [`lan-toa-locale=${locale}`, ...(cookie?.split('; ') ?? [])].map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return { name, value, url: this.url };
    });
    await context.addCookies(cookies);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** A port for an address that has to be known before anybody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** What the browser itself complains of, as it comes: errors of the page and what the content policy stopped. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That a page is an error page is no complaint: some are looked at on purpose.
    const isStatus = /the server responded with a status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !isStatus) complaints.push(message.text());
  });
  return complaints;
}

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeResults {
  violations: { id: string; nodes: { target: string[] }[] }[];
}

/** What axe finds against WCAG 2.2 AA and good practice: rule and place. The page's policy lets no script in but this. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const options = JSON.stringify({ runOnly: AXE_TAGS, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
}

const ROOTS = [...new Set([...messages.vi.keys()].map((key) => key.split('.')[0] ?? ''))].join('|');
const KEY = new RegExp(`\\b(?:${ROOTS})\\.(?!(?:csv|json|xlsx|hbs)\\b)[a-z_]+(?:\\.[a-z_0-9]+)*`, 'g');

/** All that a page says, also to those who hear it. */
const SAID = `[
  document.title,
  document.body.innerText,
  ...[...document.querySelectorAll('*')].flatMap((node) =>
    ['aria-label', 'title', 'alt', 'placeholder', 'data-label'].map((name) => node.getAttribute(name) ?? ''),
  ),
].join('\\n')`;

/** Keys without a sentence and braces that nothing filled, in what is read or read out. */
export async function unsaid(page: Page): Promise<string[]> {
  const text = await page.evaluate<string>(SAID);
  // How numbers of certificates are made is typed with braces, and shown so.
  return [...(text.match(KEY) ?? []), ...(text.match(/\{(?!year\}|number\})\w+(\|[^}]*)?\}/g) ?? [])];
}

/** By how many pixels the page is wider than the window at this width. */
export async function overflowAt(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
