import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { close, describeInBrowser, pageUnderTest, settled } from './browser.js';
import { VIEWS, type ViewAt } from './views.js';

/** A screen, a tablet, 200 % of a screen of 1280, a phone. */
const WIDTHS = [1280, 768, 640, 320];

describeInBrowser('every view', () => {
  const under = pageUnderTest();

  describe.each(VIEWS.map((view) => [view.name, view] as const))('%s', (_name, view) => {
    test('in English and light: axe objects to nothing, and it is named', async () => {
      const page = await under.open(view.path, { ...signedOut(view) });
      expect(await violations(page)).toEqual([]);
      await inTheDark(page);
      expect(await violations(page, ['color-contrast'])).toEqual([]);
      const [heading = '', ...others] = await page.locator('h1').allInnerTexts();
      expect(others).toEqual([]);
      const title = await page.title();
      for (const part of heading.split('–')) expect(title).toContain(part.trim());
      // A message that was given too little shows its braces.
      expect(await page.locator('body').innerText()).not.toMatch(/\{\w+[},]/);
      await close(page);
    });

    test('in French and dark: axe objects to nothing, and it fits every width', async () => {
      const look = { language: 'fr', theme: 'dark' } as const;
      const page = await under.open(view.path, { ...look, ...signedOut(view) });
      expect(await page.locator('html').getAttribute('lang')).toBe('fr');
      expect(await violations(page)).toEqual([]);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        expect([width, await overflowing(page)]).toEqual([width, []]);
      }
      // A phone has another layout, and so other things beside each other.
      expect(await violations(page, ['color-contrast', 'target-size'])).toEqual([]);
      await spaceText(page);
      expect(['text set wider', await overflowing(page)]).toEqual(['text set wider', []]);
      await close(page);
    });
  });

  test.each([
    ['Find an organization', 'Trouver une organisation', 'listbox'],
    ['Time travel', 'Voyage dans le temps', 'spinbutton'],
    ['Account', 'Compte', 'radio'],
  ] as const)('what “%s” opens is nothing that axe objects to', async (english, french, inside) => {
    const looks = [
      { name: english, language: 'en', theme: 'light' },
      { name: french, language: 'fr', theme: 'dark' },
    ] as const;
    for (const { name, ...look } of looks) {
      const page = await under.open('/organizations/northwind-traders?knownAt=1000', look);
      await page.getByRole('button', { name }).click();
      await page.getByRole(inside).first().waitFor();
      expect(await violations(page)).toEqual([]);
      await close(page);
    }
  });

  test('said nothing on the console, and nothing that the policy for content refuses', () => {
    expect(under.complaints).toEqual([]);
  });
});

type AxeOptions = Parameters<AxeBuilder['options']>[0];

const signedOut = (view: ViewAt) => (view.signedOut === true ? { signedOut: true } : {});

/** What axe leaves out by itself. */
const WCAG_22 = { rules: { 'target-size': { enabled: true } } };
/** What is right would be described, too, with a selector for each element. */
const WRONG_ALONE = { resultTypes: ['violations'] } satisfies AxeOptions;

async function violations(page: Page, rules?: string[]): Promise<string[]> {
  await settled(page);
  const axe = new AxeBuilder({ page }).setLegacyMode();
  axe.options({
    ...WRONG_ALONE,
    ...(rules === undefined ? WCAG_22 : { runOnly: { type: 'rule', values: rules } }),
  });
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** Loaded under the system's dark colours: styles that Chromium keeps while they change may be of neither. */
async function inTheDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.reload();
  await settled(page);
}

/** What reaches over the right edge, where the page can be scrolled sideways. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 5)
      .map(
        (element) => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`,
      );
  });
}

/** WCAG 2.2, 1.4.12. */
function spaceText(page: Page): Promise<void> {
  return page.evaluate(() => {
    const spaced = new CSSStyleSheet();
    spaced.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }',
    );
    document.adoptedStyleSheets.push(spaced);
  });
}
