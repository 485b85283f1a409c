import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { overConnections, requestBytes } from '../support/connections.js';
import { atMost } from '../support/lines.js';
import { median, timed } from '../support/measuring.js';
import { catchUp } from '../support/read-models.js';
import type { Row } from '../support/row.js';
import { ADMIN_KEY, residentMb, startAssay } from '../support/service.js';
import { fillLog } from '../support/stored-log.js';
import { organizationIdOf, storyOf } from '../support/story.js';

const BOOKINGS = 1_000;
/** More than the service's cache has room for. */
const ASKED = 1_200;
const REST_MS = 5_000;

export const row: Row = async ({ size, seed, rounds, dist, directory, report }) => {
  const organizations = size(10_000, 20);
  const stories = function* () {
    for (let number = 0; number < organizations; number += 1) {
      yield storyOf(seed, number, BOOKINGS);
    }
  };
  const events = await fillLog(directory, stories());
  await catchUp(dist, directory, organizations - 1);
  const ready: number[] = [];
  const idle: number[] = [];
  const filled: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { ms, result: service } = await timed(() => startAssay(dist, directory));
    await pause(REST_MS);
    const pid = service.process.pid ?? 0;
    const atRest = residentMb(pid);
    await askForStandings(service.url, Math.min(ASKED, organizations));
    await pause(REST_MS);
    const afterWork = residentMb(pid);
    assert.equal(await service.stop(), 0, service.output());
    if (round === 0) continue;
    ready.push(ms);
    idle.push(atRest);
    filled.push(afterWork);
  }
  const what = `${events.toLocaleString('en')} stored events`;
  report(atMost(`ready with ${what}`, 'ms', median(ready), 2_000));
  report(atMost(`idle with ${what}`, 'MB', median(idle), 300));
  const asked = Math.min(ASKED, organizations).toLocaleString('en');
  report(atMost(`idle after standings of ${asked} organizations`, 'MB', median(filled), 300));
};

async function askForStandings(url: string, organizations: number): Promise<void> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const requests = Array.from({ length: organizations }, (_, number) => {
    const path = `/v1/organizations/${organizationIdOf(number)}/standing`;
    return requestBytes({ method: 'GET', path, headers });
  });
  const answers = await overConnections(url, 1, requests);
  assert(answers.every(({ status }) => status === 200));
}
