import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';

export type ImportRecord = Schemas['Import'];
export type Summary = NonNullable<ImportRecord['summary']>;

/** How often imports are looked at anew while one of them is on its way. */
const LOOK_AGAIN_MS = 2_000;

function isOnItsWay({ status }: ImportRecord): boolean {
  return status === 'recording' || status === 'undoing';
}

/** Imports, the newest first. */
export const importsQuery = queryOptions({
  queryKey: ['imports', 'list'],
  queryFn: async ({ signal }) => (await answer(api.GET('/v1/imports', { signal }))).imports,
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.some(isOnItsWay) === true ? LOOK_AGAIN_MS : false),
});

const LOOK_AT_PROGRESS_MS = 1_000;

/** How far the import of these files has come, `null` = it has not begun; asked anew every second, for its answer comes when it is done. */
export function progressQuery(files: readonly File[]) {
  const names = files.map(({ name }) => name).join('\n');
  return queryOptions({
    queryKey: ['imports', 'progress', names],
    queryFn: async ({ signal }) => {
      const { imports } = await answer(
        api.GET('/v1/imports', { params: { query: { limit: 10 } }, signal }),
      );
      const under = imports.find(
        ({ status, file }) => status === 'recording' && file.names.join('\n') === names,
      );
      return under?.progress ?? null;
    },
    gcTime: 0,
    staleTime: 0,
    refetchInterval: LOOK_AT_PROGRESS_MS,
  });
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/imports/{id}', { params: { path: { id } }, signal })),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data !== undefined && isOnItsWay(state.data) ? LOOK_AGAIN_MS : false,
  });
}

export function undoImport(id: string): Promise<Schemas['UndoneImport']> {
  return answer(api.POST('/v1/imports/{id}/undo', { params: { path: { id } } }));
}
