import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { paths } from '../api/schema.js';
import type { AccessSearch } from './search.js';

type Asked = paths['/v1/access-records']['get']['responses'][200]['content']['application/json'];
export type AccessRecord = Asked['records'][number];

const PAGE = 200;

/** Who asked for what, in pages, the newest first. */
export function accessQuery({ from, to, key, organization, route, address }: AccessSearch) {
  const asked = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(key === undefined ? {} : { key }),
    ...(organization === undefined ? {} : { organizationId: organization }),
    ...(route === undefined ? {} : { route }),
    ...(address === undefined ? {} : { address }),
    order: 'newest' as const,
  };
  return infiniteQueryOptions({
    queryKey: ['access', asked],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...asked, limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) };
      return answer(api.GET('/v1/access-records', { params: { query }, signal }));
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => (next === undefined ? null : Number(next)),
    staleTime: 0,
  });
}
