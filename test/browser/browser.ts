import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ADMIN_KEY, RunningService } from '../support/service.js';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A suite in a real browser; where there is none, it says so and is skipped by name. The browser shares its processors with the service and
 * with other suites: a test is tried a second time where it fails once, and what it failed of is printed.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  jest.retryTimes(1, { logErrorsBeforeRetry: true });
  if (existsSync(CHROMIUM)) return describe(name, tests);
  process.stderr.write(`SKIPPED: ${name}: there is no Chromium at ${CHROMIUM}\n`);
  describe.skip(name, tests);
}

export interface PageOptions {
  readonly key?: string;
  readonly language?: 'en' | 'fr';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly signedOut?: boolean;
}

/** What the service begins with: the demonstration where nothing else is said, and settings besides those of every test. */
interface UnderTest {
  readonly demonstration?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The built service with the page, and a browser before it, for the tests of one file. */
export class PageUnderTest {
  #service: RunningService | undefined;
  #browser: Browser | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'assay-browser-'));
  /** What a page said that it should not have: errors, refusals of the policy for content. */
  readonly complaints: string[] = [];

  get service(): RunningService {
    if (this.#service === undefined) throw new Error('the service was not started');
    return this.#service;
  }

  async start({ demonstration = true, environment = {} }: UnderTest = {}): Promise<void> {
    this.#service = await RunningService.start({
      dataDirectory: this.#folder,
      environment: { ASSAY_RATE_LIMIT: '0', ...environment },
    });
    if (demonstration) await this.assay('demo');
    this.#browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.#service?.stop('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs the command against the service. */
  async assay(...words: string[]): Promise<void> {
    const environment = { ASSAY_URL: this.service.url, ASSAY_API_KEY: ADMIN_KEY };
    await promisify(execFile)(process.execPath, ['dist/apps/cli/src/main.js', ...words], {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
    });
  }

  /** A window of its own: nobody else's cookies. Signed in with the administrator's key where nothing else is said. */
  async open(path: string, options: PageOptions = {}): Promise<Page> {
    const { key = ADMIN_KEY, language = 'en', theme = 'light', width = 1280, signedOut } = options;
    const contextOptions: BrowserContextOptions = {
      baseURL: this.service.url,
      viewport: { width, height: 900 },
      locale: language === 'fr' ? 'fr-FR' : 'en-US',
      colorScheme: theme,
      reducedMotion: 'reduce',
    };
    if (this.#browser === undefined) throw new Error('the browser was not started');
    const context = await this.#browser.newContext(contextOptions);
    context.setDefaultTimeout(10_000);
    if (signedOut !== true) {
      const answer = await context.request.post('/v1/session', { data: { key } });
      if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
    }
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`${path}: ${String(error)}`));
    page.on('console', (message) => {
      const said = message.text();
      // The browser says so of every answer that is an error, also where the page then shows it.
      if (/^Failed to load resource: the server responded with a status of 4/.test(said)) return;
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(`${path}: ${said}`);
      }
    });
    await page.goto(path);
    await settled(page);
    return page;
  }
}

/** Until the view has its heading and nothing of it is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && document.querySelector('.loading') === null,
  );
}

/** Closes a page with its window. */
export async function close(page: Page): Promise<void> {
  await page.context().close();
}

/** Starts before the tests of a suite and ends behind them. */
export function pageUnderTest(options?: UnderTest): PageUnderTest {
  const under = new PageUnderTest();
  beforeAll(() => under.start(options), 60_000);
  afterAll(() => under.stop());
  return under;
}
