import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Schemas } from './client.js';

export type Connection = 'connecting' | 'live' | 'reconnecting';

/** An organization has further facts, or an alert more. */
type Change = Schemas['Change'];
/** What tabs say to each other. */
type Told =
  | { readonly change: Change }
  | { readonly connection: Connection }
  | { readonly opened: true }
  | { readonly asksWhetherLive: true };

const AGAIN_MS = 2_000;
/** What has something of every organization: asked for anew once it was answered and so long has passed, however fast facts arrive. */
const LISTS = [['directory'], ['alerts']];
const LISTS_PAUSE_MS = 500;

let connection: Connection = 'connecting';
const listeners = new Set<() => void>();

function show(now: Connection): void {
  connection = now;
  for (const listener of listeners) listener();
}

/** Whether what is shown is kept up with what is recorded. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
}

/**
 * Follows what changes and has the queries it concerns asked anew, until the returned function is called. A browser opens
 * six connections to a service at most: of its tabs one listens, and tells the others.
 */
export function followChanges(queries: QueryClient): () => void {
  const ended = new AbortController();
  const tabs = new BroadcastChannel('assay-changes');
  const invalidate = invalidator(queries);
  let isListener = false;
  const take = (told: Told) => {
    if ('change' in told) invalidate(told.change);
    else if ('connection' in told) show(told.connection);
    else if ('opened' in told) {
      // What was recorded while nobody listened is not told of.
      if (connection !== 'connecting') void queries.invalidateQueries();
      show('live');
    } else if (isListener) tabs.postMessage({ connection });
  };
  const tell = (told: Told) => {
    if (ended.signal.aborted) return;
    take(told);
    tabs.postMessage(told);
  };
  tabs.onmessage = ({ data }: MessageEvent<Told>) => take(data);
  tabs.postMessage({ asksWhetherLive: true });
  void whileAlone(ended.signal, () => {
    isListener = true;
    return listen(tell, ended.signal);
  });
  return () => {
    ended.abort();
    tabs.close();
    show('connecting');
  };
}

/** Runs `work` while no other tab does. Locks are there on https and on this machine; elsewhere every tab works for itself. */
async function whileAlone(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) return work();
  await locks.request('assay-changes', { signal }, work).catch(() => undefined);
}

/** Settles when `signal` aborts. The browser comes again by itself, except where it was refused. */
function listen(tell: (told: Told) => void, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((settle) => {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource('/v1/changes/stream');
      source.onopen = () => tell({ opened: true });
      source.onmessage = ({ data }: MessageEvent<string>) =>
        tell({ change: JSON.parse(data) as Change });
      source.onerror = () => {
        tell({ connection: 'reconnecting' });
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      };
    };
    open();
    // A connection that is gone may look open for minutes: where the network comes or goes, it is asked for anew.
    const anew = () => {
      tell({ connection: 'reconnecting' });
      clearTimeout(again);
      source.close();
      open();
    };
    window.addEventListener('offline', anew, { signal });
    window.addEventListener('online', anew, { signal });
    signal.addEventListener('abort', () => {
      clearTimeout(again);
      source.close();
      settle();
    });
  });
}

function invalidator(queries: QueryClient): (change: Change) => void {
  let isAsking = false;
  let changedMeanwhile = false;
  const refreshLists = async () => {
    isAsking = true;
    do {
      changedMeanwhile = false;
      await Promise.all(LISTS.map((queryKey) => queries.invalidateQueries({ queryKey })));
      await new Promise((rested) => setTimeout(rested, LISTS_PAUSE_MS));
    } while (changedMeanwhile);
    isAsking = false;
  };
  return ({ organizationId }) => {
    void queries.invalidateQueries({ queryKey: ['organization', organizationId] });
    changedMeanwhile = true;
    if (!isAsking) void refreshLists();
  };
}
