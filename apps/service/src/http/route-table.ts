import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Which methods each path has, to tell a wrong method from a wrong path. */
@Injectable()
export class RouteTable {
  readonly #routes: { readonly method: string; readonly pattern: RegExp }[] = [];

  /** Takes in every route that `fastify` is given from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      const pattern = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:[^/]+/g, '[^/]+')}$`);
      for (const one of [method].flat()) this.#routes.push({ method: one, pattern });
    });
  }

  /** The methods of the route that `url` (with or without a query) is the address of, in order; none where there is no route. */
  methodsOf(url: string): string[] {
    const [path = ''] = url.split('?');
    const methods = this.#routes
      .filter(({ pattern }) => pattern.test(path))
      .map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}
