import { mkdirSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { close, describeInBrowser, pageUnderTest } from './browser.js';
import { manyOrganizations } from './many-organizations.js';
import { VIEWS } from './views.js';

const SIZE = { width: 1280, height: 800 };
const PHOTOGRAPHED = VIEWS.filter(({ photographed }) => photographed !== undefined);

/** Pictures of the documents are made when somebody asks for them; that there are such views is always looked at. */
if (process.env.SCREENSHOTS === '1') {
  describeInBrowser('the pictures of the documents', () => {
    const under = pageUnderTest();

    beforeAll(async () => {
      mkdirSync('docs/images', { recursive: true });
      await under.service.fetch('/v1/events', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: manyOrganizations(240, Date.now()),
      });
    });

    test.each(PHOTOGRAPHED.map((view) => [view.name, view] as const))(
      '%s',
      async (name, { path, photographed }) => {
        const page = await under.open(path, { ...photographed, width: SIZE.width });
        await page.setViewportSize({ ...SIZE, width: photographed?.width ?? SIZE.width });
        await page.waitForLoadState('load');
        await page.waitForTimeout(500);
        await page.screenshot({ path: `docs/images/${name}.png` });
        await close(page);
      },
    );
  });
} else {
  test('views of the documents are among those that are looked at', () => {
    expect(PHOTOGRAPHED.length).toBeGreaterThan(0);
  });
}
