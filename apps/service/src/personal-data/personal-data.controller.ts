import { Controller, Delete, HttpCode, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, erasePersonalData } from '@app/database';
import { IsId } from '@app/domain';
import { FactsCache } from '@app/projections';
import { Asked, Asks } from '../http/asked.js';
import { Serves } from '../openapi/serves.js';
import { Problem } from '../problems/problem.js';
import { DATABASE } from '../tokens.js';

class OneIndividual {
  @IsId() organizationId!: string;
  @IsId() individualId!: string;
}

@ApiTags('personal data')
@Controller('v1/organizations/:organizationId/individuals/:individualId/personal-data')
export class PersonalDataController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly facts: FactsCache,
  ) {}

  @Delete()
  @HttpCode(204)
  @Asks(OneIndividual)
  @Serves({
    summary:
      "Erase an individual's name and e-mail address for good; the facts, which have neither, stay",
    roles: ['admin'],
    answers: { 204: { description: 'nothing of it is left' } },
    problems: ['organization-unknown'],
  })
  async erase(@Asked() { organizationId, individualId }: OneIndividual): Promise<void> {
    // Erased before anything is asked that may fail.
    if (await erasePersonalData(this.database, organizationId, individualId)) return;
    if ((await this.facts.factsOf(organizationId)) !== null) return;
    throw new Problem('organization-unknown', `no organization ${organizationId} is enrolled`);
  }
}
