import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  addScimUser,
  type Database,
  deleteScimUser,
  type Key,
  replaceScimUser,
  type ScimUser,
  scimUsers,
} from '@app/database';
import { formatDay } from '@app/domain';
import { FactsCache } from '@app/projections';
import { Recorder } from '@app/recording';
import { PinoLogger } from 'nestjs-pino';
import SCIMMY from 'scimmy';
import { v4 as uuidV4 } from 'uuid';
import { Clock } from '../clock.js';
import { DATABASE } from '../tokens.js';
import { ProvisionedMembership, SCIM_SOURCE } from './provisioned-membership.js';
import { type ToldUser, type UserKeeper, versionTag } from './scim-resources.js';

/** How often a change is tried on what another request made of the user first. */
const MAX_ATTEMPTS = 5;
/** No longer than the facts' names and addresses. */
const MAX_USER_NAME = 256;
const MAX_ATTRIBUTES = 16_384;

/** The users that identity providers keep here, and the facts that are made of them. */
@Injectable()
export class ScimUsers implements OnApplicationBootstrap {
  readonly #membership: ProvisionedMembership;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    recorder: Recorder,
    facts: FactsCache,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.#membership = new ProvisionedMembership(database, recorder, facts);
  }

  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.#membership.recordOutstanding(SCIM_SOURCE);
    } catch (error) {
      // Made up for at the next start, or with the user's next change.
      this.logger.warn(
        { error: String(error) },
        'changes of provisioned users are not recorded yet',
      );
    }
  }

  /** Keeps users of `organizationId` as `key` says. A change is made only where `ifMatch`, if given, names the user's version. */
  keeperFor(organizationId: string, key: Key, ifMatch: string | undefined): UserKeeper {
    const one = async (individualId: string): Promise<ScimUser> => {
      const [user] = await scimUsers(this.database, organizationId, { individualId });
      if (user === undefined) throw scimError(404, '', `there is no user ${individualId}`);
      if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== versionTag(user)) {
        throw scimError(412, '', `the user is at ${versionTag(user)} by now`);
      }
      return user;
    };
    return {
      one,
      all: async (only) => {
        if (only?.value.includes('\0') === true) return [];
        return await scimUsers(this.database, organizationId, {
          ...(only?.attribute === 'userName' ? { userName: only.value } : {}),
          ...(only?.attribute === 'externalId' ? { externalId: only.value } : {}),
          ...(only?.attribute === 'id' ? { individualId: only.value } : {}),
        });
      },
      keep: async (told, id) => {
        checkTexts(told);
        const user =
          id === undefined
            ? await this.#added(organizationId, told)
            : await this.#replaced(await one(id), told, () => one(id));
        await this.#membership.record(user, key.id);
        return user;
      },
      remove: async (id) => {
        const user = await one(id);
        const { userName, externalId, attributes } = user;
        const gone = {
          userName,
          attributes,
          ...(externalId === undefined ? {} : { externalId }),
          active: false,
        };
        await this.#membership.record(await this.#replaced(user, gone, () => one(id)), key.id);
        await deleteScimUser(this.database, user);
      },
    };
  }

  async #added(organizationId: string, told: ToldUser): Promise<ScimUser> {
    const now = new Date().toISOString();
    const user: ScimUser = {
      ...told,
      organizationId,
      individualId: uuidV4(),
      activeSince: this.#today(),
      version: 1,
      createdAt: now,
      modifiedAt: now,
      isRecordedMember: false,
    };
    if (await addScimUser(this.database, user, nameOf(told), emailOf(told))) return user;
    throw nameTaken(told);
  }

  async #replaced(
    first: ScimUser,
    told: ToldUser,
    again: () => Promise<ScimUser>,
  ): Promise<ScimUser> {
    let before = first;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      // What a crash left behind belongs to the version that it is of.
      await this.#membership.record(before, SCIM_SOURCE);
      if (before.active !== before.isRecordedMember) before = await again();
      const { externalId: _gone, ...rest } = before;
      const after: ScimUser = {
        ...rest,
        ...told,
        activeSince: told.active === before.active ? before.activeSince : this.#today(),
        version: before.version + 1,
        modifiedAt: new Date().toISOString(),
      };
      const outcome = await replaceScimUser(this.database, after, nameOf(told), emailOf(told));
      if (outcome === 'replaced') return after;
      if (outcome === 'name-taken') throw nameTaken(told);
      before = await again();
    }
    throw scimError(503, '', 'others change the user all the time; send the request again');
  }

  #today(): string {
    return formatDay(this.clock.today());
  }
}

/** NUL as JSON writes it, behind no backslash that is one itself. No text of a database has it. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

function checkTexts(told: ToldUser): void {
  const { userName, attributes } = told;
  if (NUL.test(JSON.stringify(told))) {
    throw scimError(400, 'invalidValue', 'no text may have the character U+0000');
  }
  if (userName.trim() === '' || userName.length > MAX_USER_NAME) {
    throw scimError(400, 'invalidValue', `userName must be 1 to ${MAX_USER_NAME} characters`);
  }
  if (JSON.stringify(attributes).length <= MAX_ATTRIBUTES) return;
  throw scimError(
    400,
    'invalidValue',
    `a user's attributes are at most ${MAX_ATTRIBUTES} characters`,
  );
}

function nameTaken({ userName }: ToldUser): Error {
  return scimError(409, 'uniqueness', `there is a user ${userName} already`);
}

function scimError(status: number, scimType: string, detail: string): Error {
  return new SCIMMY.Types.Error(status, scimType, detail);
}

type Named = {
  readonly formatted?: string;
  readonly givenName?: string;
  readonly familyName?: string;
};

function nameOf({ attributes }: ToldUser): string | undefined {
  const { name, displayName } = attributes as { name?: Named; displayName?: string };
  const parts = [name?.givenName, name?.familyName].filter(
    (part) => part !== undefined && part !== '',
  );
  return textOf(displayName) ?? textOf(name?.formatted) ?? textOf(parts.join(' '));
}

function emailOf({ attributes }: ToldUser): string | undefined {
  const { emails = [] } = attributes as {
    emails?: { value?: string; primary?: boolean; type?: string }[];
  };
  const best =
    emails.find(({ primary }) => primary === true) ??
    emails.find(({ type }) => type === 'work') ??
    emails[0];
  return textOf(best?.value);
}

function textOf(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}
