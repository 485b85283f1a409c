import { Controller, Delete, Get, HttpCode, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FactsCache } from '@app/projections';
import type { FastifyReply, FastifyRequest } from 'fastify';
import SCIMMY from 'scimmy';
import { Asked, Asks } from '../http/asked.js';
import { readJson } from '../http/read-body.js';
import { Serves } from '../openapi/serves.js';
import {
  SCIM_DESCRIPTION,
  SCIM_LIST,
  SCIM_MADE,
  SCIM_USER,
  SCIM_USER_BODY,
  SCIM_PATCH_BODY,
} from '../openapi/scim-answers.js';
import { SCIM_MEDIA_TYPE } from '../problems/scim-error.js';
import { BODY_PROBLEMS } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { ListedUsers, OneDefinition, OneUser, Shown } from './scim-asked.js';
import { asMeant, operationsAsMeant } from './provider-spellings.js';
import {
  BASE_PATH,
  MAX_LISTED,
  resourceOf,
  type UserKeeper,
  UserResource,
} from './scim-resources.js';
import { ScimUsers } from './scim-users.js';
import { userFilter } from './user-filter.js';

const ROLES = ['ingest'] as const;
const SCIM_TYPES = ['application/scim+json', 'application/json'] as const;
const MAX_BODY = 64 * 1024;
/** Bodies are judged by SCIM itself. */
const SCIM_BODY_PROBLEMS = BODY_PROBLEMS.filter((code) => code !== 'invalid-body');

/** SCIM 2.0 (RFC 7644): identity providers keep the users of one organization, whose comings and goings become facts. */
@ApiTags('provisioning')
@Controller('scim/v2')
export class ScimController {
  constructor(
    private readonly users: ScimUsers,
    private readonly facts: FactsCache,
  ) {}

  @Get('ServiceProviderConfig')
  @Serves({ summary: 'What of SCIM is supported', roles: ROLES, answers: SCIM_DESCRIPTION })
  async config(@Res() reply: FastifyReply): Promise<void> {
    await answered(reply, 200, await new SCIMMY.Resources.ServiceProviderConfig().read());
  }

  @Get('ResourceTypes')
  @Serves({ summary: 'The types of resources: users', roles: ROLES, answers: SCIM_DESCRIPTION })
  async resourceTypes(@Res() reply: FastifyReply): Promise<void> {
    await answered(reply, 200, await new SCIMMY.Resources.ResourceType().read());
  }

  @Get('Schemas')
  @Serves({ summary: 'The schemas of users', roles: ROLES, answers: SCIM_DESCRIPTION })
  async schemas(@Res() reply: FastifyReply): Promise<void> {
    await answered(reply, 200, await new SCIMMY.Resources.Schema().read());
  }

  @Get('ResourceTypes/:name')
  @Asks(OneDefinition)
  @Serves({
    summary: 'One type of resources',
    roles: ROLES,
    answers: SCIM_DESCRIPTION,
    problems: ['scim-refused'],
  })
  async resourceType(@Asked() { name }: OneDefinition, @Res() reply: FastifyReply): Promise<void> {
    const type = await scim(() => new SCIMMY.Resources.ResourceType(name).read());
    await answered(reply, 200, type);
  }

  @Get('Schemas/:name')
  @Asks(OneDefinition)
  @Serves({
    summary: 'One schema, by its URN',
    roles: ROLES,
    answers: SCIM_DESCRIPTION,
    problems: ['scim-refused'],
  })
  async schema(@Asked() { name }: OneDefinition, @Res() reply: FastifyReply): Promise<void> {
    await answered(reply, 200, await scim(() => new SCIMMY.Resources.Schema(name).read()));
  }

  @Get('Users')
  @Asks(ListedUsers)
  @Serves({
    summary: 'The users that an identity provider keeps, the oldest first, by filter and in pages',
    roles: ROLES,
    answers: SCIM_LIST,
    problems: ['scim-refused'],
  })
  async list(
    @Req() request: FastifyRequest,
    @Asked() { filter, ...asked }: ListedUsers,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const keeper = await this.#keeperFor(request);
    const users = await scim(() => {
      const filtered = filter === undefined ? {} : { filter: userFilter(filter) };
      return new UserResource(undefined, configOf(asked)).read({ ...keeper, ...filtered });
    });
    await answered(reply, 200, users);
  }

  @Post('Users')
  @Asks(Shown)
  @Serves({
    summary: 'Take a user in: an active one has joined today',
    description: `Of a user Assay keeps name, addresses, \`userName\`, \`externalId\`, \`active\` and the enterprise extension's employee number, department, organization and manager; the rest is taken and forgotten. The individual's id is the server's own.`,
    roles: ROLES,
    answers: SCIM_MADE,
    requestBody: SCIM_USER_BODY,
    problems: [...SCIM_BODY_PROBLEMS, 'scim-refused', 'organization-unknown'],
  })
  async add(
    @Req() request: FastifyRequest,
    @Asked() asked: Shown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const keeper = await this.#keeperFor(request);
    const body = asMeant(await bodyOf(request)) as object;
    const user = await scim(() => new UserResource(undefined, configOf(asked)).write(body, keeper));
    await answeredUser(reply, 201, user);
  }

  @Get('Users/:userId')
  @Asks(OneUser)
  @Serves({ summary: 'A user', roles: ROLES, answers: SCIM_USER, problems: ['scim-refused'] })
  async show(
    @Req() request: FastifyRequest,
    @Asked() asked: OneUser,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const keeper = await this.#keeperFor(request);
    const user = await scim(() => new UserResource(asked.userId, configOf(asked)).read(keeper));
    const known = request.headers['if-none-match'];
    if (known !== undefined && known === versionOf(user)) {
      await reply.code(304).header('etag', known).send();
      return;
    }
    await answeredUser(reply, 200, user);
  }

  @Put('Users/:userId')
  @Asks(OneUser)
  @Serves({
    summary: 'Replace a user',
    roles: ROLES,
    answers: SCIM_USER,
    requestBody: SCIM_USER_BODY,
    problems: [...SCIM_BODY_PROBLEMS, 'scim-refused'],
  })
  async replace(
    @Req() request: FastifyRequest,
    @Asked() asked: OneUser,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const keeper = await this.#keeperFor(request);
    const body = asMeant(await bodyOf(request)) as object;
    const user = await scim(() =>
      new UserResource(asked.userId, configOf(asked)).write(body, keeper),
    );
    await answeredUser(reply, 200, user);
  }

  @Patch('Users/:userId')
  @Asks(OneUser)
  @Serves({
    summary: 'Change a user: who is no longer active has left today',
    roles: ROLES,
    answers: SCIM_USER,
    requestBody: SCIM_PATCH_BODY,
    problems: [...SCIM_BODY_PROBLEMS, 'scim-refused'],
  })
  async change(
    @Req() request: FastifyRequest,
    @Asked() asked: OneUser,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const keeper = await this.#keeperFor(request);
    const body = await bodyOf(request);
    const user = await scim(async () => {
      const present = resourceOf(await keeper.one(asked.userId));
      const { Operations = [], ...rest } = body as { Operations?: unknown };
      const message = {
        ...rest,
        Operations: Array.isArray(Operations) ? operationsAsMeant(Operations, present) : Operations,
      };
      const changed = await new UserResource(asked.userId, configOf(asked)).patch(
        message as never,
        keeper,
      );
      return changed ?? (await new UserResource(asked.userId, configOf(asked)).read(keeper));
    });
    await answeredUser(reply, 200, user);
  }

  @Delete('Users/:userId')
  @HttpCode(204)
  @Asks(OneUser)
  @Serves({
    summary: 'Take a user away, with all that is personal of them: they have left today',
    roles: ROLES,
    answers: { 204: { description: 'gone; the facts, which have no names, stay' } },
    problems: ['scim-refused'],
  })
  async remove(@Req() request: FastifyRequest, @Asked() { userId }: OneUser): Promise<void> {
    const keeper = await this.#keeperFor(request);
    await scim(() => new UserResource(userId).dispose(keeper));
  }

  /** Whose users they are is the key's to say: providers have one address and one token to configure. */
  async #keeperFor({ key, headers }: FastifyRequest): Promise<UserKeeper> {
    const [organizationId, ...others] = key?.organizations ?? [];
    if (key === null || organizationId === undefined || others.length > 0) {
      throw new Problem(
        'organization-not-allowed',
        'users are kept with a key that is limited to their one organization: make one with POST /v1/keys',
      );
    }
    if ((await this.facts.factsOf(organizationId)) === null) {
      throw new Problem(
        'organization-unknown',
        `no organization ${organizationId} is enrolled: record its OrganizationEnrolled first`,
      );
    }
    return this.users.keeperFor(organizationId, key, headers['if-match']);
  }
}

async function bodyOf({ raw }: FastifyRequest): Promise<object> {
  const body = await readJson(raw, MAX_BODY, SCIM_TYPES);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new Problem('scim-refused', 'the body must be an object', {
    members: { scimType: 'invalidSyntax' },
  });
}

/** The library's errors are SCIM's own; everything else passes. */
async function scim<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SCIMMY.Types.Error)) throw error;
    const { status, scimType, message } = error as Error & { status: number; scimType?: string };
    throw new Problem('scim-refused', message, {
      status: Number(status),
      ...(scimType === undefined || scimType === '' ? {} : { members: { scimType } }),
      cause: error,
    });
  }
}

function configOf({ count, startIndex, ...texts }: Partial<ListedUsers>): object {
  const given = Object.fromEntries(
    Object.entries(texts).filter(([name, value]) => name !== 'userId' && value !== undefined),
  );
  return {
    ...given,
    startIndex: Math.max(1, Number(startIndex ?? 1)),
    count: Math.min(MAX_LISTED, Math.max(0, Number(count ?? 100))),
  };
}

function versionOf(user: unknown): string | undefined {
  return (user as { meta?: { version?: string } }).meta?.version;
}

async function answeredUser(reply: FastifyReply, status: number, user: unknown): Promise<void> {
  const version = versionOf(user);
  if (version !== undefined) void reply.header('etag', version);
  if (status === 201)
    void reply.header(
      'location',
      `${originOf(reply)}${BASE_PATH}/Users/${(user as { id: string }).id}`,
    );
  await answered(reply, status, user);
}

async function answered(reply: FastifyReply, status: number, body: unknown): Promise<void> {
  await reply
    .code(status)
    .header('content-type', SCIM_MEDIA_TYPE)
    .send(
      JSON.stringify(shown(JSON.parse(JSON.stringify(body)) as Representation, originOf(reply))),
    );
}

/** Where the caller found the service, by the word of the proxies that are trusted; empty where the request names no host. */
function originOf({ request: { protocol, host } }: FastifyReply): string {
  return host ? `${protocol}://${host}` : '';
}

type Representation = {
  readonly schemas?: unknown;
  readonly meta?: { readonly location?: string };
  readonly Resources?: readonly Representation[];
};

/** Whatever attributes were asked for, a representation says which schemas it is of (RFC 7643, section 3), and where it is by a URI that is whole (RFC 7644, section 3.3). */
function shown(body: Representation, origin: string): object {
  const { Resources, meta, ...rest } = body;
  const isWithin = meta?.location?.startsWith('/') === true;
  const located = isWithin ? { ...meta, location: `${origin}${meta.location}` } : meta;
  const schemas = { schemas: [SCIMMY.Schemas.User.definition.id] };
  return {
    ...(rest.schemas === undefined ? schemas : {}),
    ...rest,
    ...(located === undefined ? {} : { meta: located }),
    ...(Resources === undefined ? {} : { Resources: Resources.map((one) => shown(one, origin)) }),
  };
}
