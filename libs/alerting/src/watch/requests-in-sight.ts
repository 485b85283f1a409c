import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, isInShare, requestsUnderWay, type Share } from '@app/database';
import type { EventStore } from '@app/event-store';
import { type RecentFacts, type RequestsUnderWay, streamOfOrganization } from '@app/recording';

/** How the watch learns where a request ends whose end does not stand in the log yet. */
export interface RequestsInSight {
  /** To be called before an organization's stream is read. */
  lookOnto(organizationId: string): Onlooker;
  /** Organizations in which requests have ended since it was asked last. */
  ended(): Promise<readonly string[]>;
}

export interface Onlooker {
  /**
   * Up to which revision the stream is to be read at least, so that `isEnd` can tell; `Infinity` = to its end. The log is known to go up to
   * `told`. To be asked when the stream is read.
   */
  readUpTo(told: number): number;
  /** Whether `revision`, up to which the stream was read, is the end of requests and not the middle of one. */
  isEnd(revision: number): Promise<boolean>;
  leave(): void;
}

/** The requests of this process, where nobody else records any; `recent` is what it recorded. */
export function requestsHere(requests: RequestsUnderWay, recent: RecentFacts): RequestsInSight {
  const ended = new Set<string>();
  requests.onEnded((organizationIds) => {
    for (const organizationId of organizationIds) {
      ended.add(organizationId);
      // It may have ended with an append of which nobody knows whether it was stored: then what is known of is its middle.
      recent.forgetHead(organizationId);
    }
  });
  return {
    lookOnto: (organizationId) => {
      const onlooker = requests.onlookerOf(streamOfOrganization(organizationId));
      return {
        readUpTo: (told) => {
          const head = recent.headOf(organizationId);
          return head === null || head < told ? Infinity : head;
        },
        isEnd: () => Promise.resolve(onlooker.isQuiet),
        leave: () => {
          onlooker.leave();
        },
      };
    },
    ended: () => {
      const organizationIds = [...ended];
      ended.clear();
      return Promise.resolve(organizationIds);
    },
  };
}

/** The requests of all processes that share the database, as far as the watch's share of the organizations goes. */
export function requestsAnywhere(
  { db }: Database,
  store: EventStore,
  share: Share,
): RequestsInSight {
  const isUnderWay = askedTogether((organizationIds) => requestsUnderWay(db, organizationIds));
  return {
    lookOnto: (organizationId) => ({
      readUpTo: (told) => told,
      isEnd: async (revision) => {
        if (await isUnderWay(organizationId)) return false;
        // A request is in the database before its first facts are in the stream. What came while we asked may be the beginning of another one.
        const head = await store.head(streamOfOrganization(organizationId));
        return head?.revision === revision;
      },
      leave: () => undefined,
    }),
    ended: async () => {
      const rows = await db
        .selectFrom('watches')
        .select('organization_id')
        .where('request_under_way', '=', 1)
        .where(isInShare(share))
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('requests_under_way')
                .select('instance')
                .whereRef('requests_under_way.organization_id', '=', 'watches.organization_id'),
            ),
          ),
        )
        .execute();
      return rows.map(({ organization_id }) => organization_id);
    },
  };
}

/** Whether something is in a set that is asked for with all that are asked about in one turn of the event loop: each by a question that begins behind its own. */
function askedTogether(
  ask: (asked: readonly string[]) => Promise<ReadonlySet<string>>,
): (one: string) => Promise<boolean> {
  let asked = new Set<string>();
  let answer: Promise<ReadonlySet<string>> | null = null;
  return async (one) => {
    asked.add(one);
    answer ??= nextTurn().then(() => {
      const all = [...asked];
      asked = new Set();
      answer = null;
      return ask(all);
    });
    return (await answer).has(one);
  };
}
