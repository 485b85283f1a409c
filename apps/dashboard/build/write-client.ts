import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

type Operation = Record<string, unknown> & { responses: Record<string, unknown> };

const PROBLEM = {
  description: 'what is wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/**
 * The types of what the page may ask, from the service's OpenAPI document. Every problem is one shape, so that `default`
 * stands for all of them; ids of operations are left out, since the page asks by path.
 */
export async function clientTypes(document: string): Promise<string> {
  const { paths, ...rest } = JSON.parse(document) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const asked = Object.entries(paths).filter(([path]) => path.startsWith('/v1/'));
  const types = await openapiTS({ ...rest, paths: mapped(asked) } as unknown as OpenAPI3, {
    alphabetize: true,
  });
  return `// Made from the service's OpenAPI document by \`npm run page:client\`.\n${astToString(types)}`;
}

function mapped(paths: readonly [string, Record<string, Operation>][]): object {
  return Object.fromEntries(
    paths.map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, { operationId: _, responses, ...operation }]) => [
          method,
          { ...operation, responses: { ...answersOf(responses), default: PROBLEM } },
        ]),
      ),
    ]),
  );
}

function answersOf(responses: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(responses).filter(([status]) => Number(status) < 400));
}

export const CLIENT_TYPES = new URL('../src/api/schema.ts', import.meta.url);

if (import.meta.main) {
  const [source = ''] = process.argv.slice(2);
  await writeFile(CLIENT_TYPES, await clientTypes(await readFile(source, 'utf8')));
}
