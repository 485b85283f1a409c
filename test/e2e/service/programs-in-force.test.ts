import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  BUILT_IN,
  casesText,
  CRM_RESELLER,
  editionText,
  OPTIONS,
  OwnPrograms,
} from '../../support/own-programs.js';
import { association, booking, enrolment, event, Stage } from './support.js';

let own: OwnPrograms;
beforeEach(() => {
  own = new OwnPrograms();
});
afterEach(() => {
  own.dispose();
});
// A test that fails leaves its service behind.
afterAll(() => Stage.disposeAll());

/** By the built-in rules a reseller is silver at 100,000 dollars. */
const STRICTER = { crmSilver: 120_000 };
const HOUSE = { id: 'house/2020', competencyPrefix: 'house-' };
const HOUSE_RESELLER = `house-${CRM_RESELLER}`;
const [HOUSE_COMPETENCY] = HOUSE_RESELLER.split('/');

const silverReseller = [
  enrolment('contoso'),
  association('contoso'),
  booking('contoso', 'b1', { amount: '110000', product: 'crm-online' }),
  ...['MB2-714', 'MB2-710', 'MB2-712'].flatMap((exam, place) => {
    const individualId = `p${Math.floor(place / 2)}`;
    return [
      event('IndividualJoined', {
        organizationId: 'contoso',
        individualId,
        effectiveOn: '2016-01-01',
      }),
      event('ExamPassed', {
        organizationId: 'contoso',
        individualId,
        exam,
        passedOn: '2016-02-01',
      }),
    ];
  }),
];

/** The service with one silver reseller on 2017-09-14, and its own programs. */
async function staged(): Promise<Stage> {
  const stage = await Stage.open({ ASSAY_PROGRAMS: own.folder, ASSAY_LOG_LEVEL: 'info' });
  const { body } = await stage.submit(silverReseller, 'application/cloudevents-batch+json');
  expect(body).toMatchObject({ rejected: 0 });
  return stage;
}

async function tier(stage: Stage): Promise<unknown> {
  const { body } = await stage.get(
    `/v1/organizations/contoso/standing?asOf=2017-09-14&option=${CRM_RESELLER}`,
  );
  return (body['standings'] as { tier: unknown }[])[0]?.tier;
}

const readiness = async (stage: Stage) => (await stage.get('/readyz')).body;

async function until(what: () => Promise<unknown>, expected: unknown): Promise<number> {
  const start = performance.now();
  let found: unknown;
  do {
    found = await what();
    if (JSON.stringify(found) === JSON.stringify(expected)) return performance.now() - start;
    await new Promise((wake) => setTimeout(wake, 50));
  } while (performance.now() - start < 60_000);
  expect(found).toEqual(expected);
  return Number.NaN;
}

/** What the program writes when it cannot start, and how it ends. */
async function refusal(programs: string): Promise<{ exitCode: number | null; errors: string }> {
  const child = spawn(process.execPath, [resolve('dist/apps/service/src/main.js')], {
    env: {
      PATH: process.env['PATH'],
      ASSAY_PORT: '0',
      ASSAY_DATA_DIR: join(own.folder, '.data'),
      ASSAY_PROGRAMS: programs,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(child, 'exit');
  let errors = '';
  for await (const piece of child.stderr.setEncoding('utf8')) errors += String(piece);
  await gone;
  return { exitCode: child.exitCode, errors };
}

test('a folder that is not a good set is refused at the start, with every problem and its place', async () => {
  own.write({ id: 'house/2020' });
  const text = readFileSync(own.pathOf('house/2020.yaml'), 'utf8').split('\n');
  const places = text.flatMap((line, place) =>
    line.includes('- competency: ') ? [place + 1] : [],
  );
  const problems = places.map(
    (line, place) =>
      `${own.folder}/house/2020.yaml:${line}:5: the built-in program microsoft-partner-network has an option ${String(OPTIONS[place])} too; ` +
      "an option belongs to one program. A program of the folder named microsoft-partner-network takes the built-in one's place\n",
  );
  expect(problems).toHaveLength(3);
  expect(await refusal(own.folder)).toEqual({
    exitCode: 1,
    errors: `Assay could not start.\nthe program editions are refused:\n${problems.join('')}`,
  });
});

test('a folder that is not there is refused at the start', async () => {
  const nowhere = join(own.folder, 'nowhere');
  expect(await refusal(nowhere)).toEqual({
    exitCode: 1,
    errors: `Assay could not start.\nthe program editions are refused:\n${nowhere}:1:1: there is no such folder; expected one with a folder for each program\n`,
  });
});

test('a good set takes over while the service runs: standings, programs, the directory and warnings', async () => {
  const stage = await staged();
  expect(await tier(stage)).toBe('silver');
  expect(await readiness(stage)).toEqual({ status: 'ready' });
  const silver = async () => {
    const { body } = await stage.get(`/v1/organizations?option=${HOUSE_RESELLER}`);
    return body['code'] ?? (body['organizations'] as unknown[]).length;
  };
  expect(await silver()).toBe('option-unknown');
  let day = 10;
  const warned = async () => {
    day += 1;
    const { body } = await stage.submit(
      event('MembershipPurchased', {
        organizationId: 'contoso',
        competency: HOUSE_COMPETENCY,
        tier: 'silver',
        purchasedOn: `2017-01-${day}`,
      }),
    );
    return [body['status'], body['warnings'] ?? null];
  };
  expect(await warned()).toMatchObject(['accepted', [{ code: 'competency-unknown' }]]);

  own.write(STRICTER);
  own.write(HOUSE);
  const tookMs = await until(() => tier(stage), null);
  expect(tookMs).toBeLessThan(15_000);
  const { body } = await stage.get('/v1/programs');
  expect(body['programs']).toMatchObject([{ id: 'microsoft-partner-network' }, { id: 'house' }]);
  expect(await warned()).toEqual(['accepted', null]);
  await until(silver, 1);
  const { body: listed } = await stage.get('/v1/organizations');
  const [contoso] = listed['organizations'] as { standings: { competency: string }[] }[];
  expect(contoso?.standings).toHaveLength(6);
  expect(stage.service.output()).toContain('the program editions are in force');
  expect(stage.service.output()).not.toContain('"level":50');

  rmSync(own.pathOf('house'), { recursive: true });
  rmSync(own.pathOf('microsoft-partner-network'), { recursive: true });
  await until(() => tier(stage), 'silver');
  await until(silver, 'option-unknown');
  await until(async () => {
    const { body: again } = await stage.get('/v1/organizations');
    return (again['organizations'] as { standings: unknown[] }[])[0]?.standings.length;
  }, 3);
  await stage.dispose();
});

test('a wrong set is refused while the last good one goes on, and operators are told until it is mended', async () => {
  own.write(STRICTER);
  const stage = await staged();
  const problems = async () => {
    const metrics = await (await stage.service.fetch('/metrics')).text();
    return Number(/^assay_program_problems (\d+)$/m.exec(metrics)?.[1]);
  };
  expect(await tier(stage)).toBeNull();
  expect(await problems()).toBe(0);

  own.writeFile(`${BUILT_IN}.yaml`, editionText().replace('window: by-day', 'window: by-week'));
  own.writeFile(`${BUILT_IN}.cases.yaml`, casesText().replace(': none', ': bronze'));
  await until(() => readiness(stage), { status: 'degraded', programProblems: 2 });
  expect((await stage.get('/readyz')).status).toBe(200);
  expect(await problems()).toBe(2);
  expect(await tier(stage)).toBeNull();
  const refused = stage.service
    .output()
    .split('\n')
    .filter((line) => line.includes('the program editions are refused'));
  expect(refused).toHaveLength(1);
  expect(JSON.parse(refused[0] ?? '')).toMatchObject({
    level: 50,
    folder: own.folder,
    problems: [
      expect.stringMatching(/2017-09-15\.yaml:\d+:\d+: .*by-week.*by-day/),
      expect.stringMatching(/2017-09-15\.cases\.yaml:\d+:\d+: "bronze" is no expectation/),
    ],
  });

  own.write({ crmSilver: 105_000 });
  await until(() => tier(stage), 'silver');
  expect(await readiness(stage)).toEqual({ status: 'ready' });
  expect(await problems()).toBe(0);
  await stage.dispose();
});

test('facts that are recorded while sets change end up under the last one', async () => {
  const stage = await staged();
  let isOver = false;
  const recording = (async () => {
    let n = 0;
    for (; !isOver; n += 1) {
      const organizationId = `contoso-${n}`;
      await stage.submit(enrolment(organizationId));
      await new Promise((wake) => setTimeout(wake, 5));
    }
    return n;
  })();
  own.write(STRICTER);
  await new Promise((wake) => setTimeout(wake, 2_500));
  own.write(HOUSE);
  await new Promise((wake) => setTimeout(wake, 3_500));
  isOver = true;
  const organizations = 1 + (await recording);
  await until(async () => {
    let found = 0;
    for (let next: unknown = ''; next !== undefined;) {
      const after = next === '' ? '' : `&after=${String(next)}`;
      const { body } = await stage.get(
        `/v1/organizations?option=${HOUSE_RESELLER}&limit=500${after}`,
      );
      found += (body['organizations'] as unknown[]).length;
      next = body['next'];
    }
    return found;
  }, organizations);
  await stage.dispose();
});
