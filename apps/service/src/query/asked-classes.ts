import {
  EVIDENCE_REASONS,
  FACT_TYPES,
  type FactType,
  IsBusinessDay,
  IsId,
  IsMarket,
  IsReference,
  IsText,
  IsTier,
  type Language,
  LANGUAGES,
  type Market,
  MayBeAbsent,
  type Paths,
  type Tier,
} from '@app/domain';
import { Query } from '@nestjs/cqrs';
import type { RecordedFact, RevenueSteps, TierInterval } from '@app/domain';
import {
  type AskedForWhatIf,
  type CompetenciesAnswer,
  type DependenciesAnswer,
  DIRECTORY_SORTS,
  type DirectoryEntry,
  type DirectorySort,
  type EvidenceAnswer,
  type ExplanationAnswer,
  type PeopleAnswer,
  type StandingAnswer,
  type WhatIfAnswer,
  type WindowAnswer,
} from '@app/projections';
import type { QuarantinedFact } from '@app/recording';
import { IsIn, Matches } from 'class-validator';
import { type Flag, IsFlag, IsOrder, type Order } from '../http/asked-words.js';
import { IsWholeNumber } from '../http/whole-number.js';

/**
 * What each route may be asked: the parameters of its path and query, the query that the bus carries, and the parameters in the
 * OpenAPI document are one declaration.
 */

const HIGHEST_REVISION = 999_999_999;

const IsOption = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
    message: '$property must be an option in full: competency/option',
  });

const IsRevision = (): PropertyDecorator => IsWholeNumber(0, HIGHEST_REVISION);

class OfOrganization<R> extends Query<R> {
  @IsId() organizationId!: string;
  /** Waits, up to 5 seconds, for the organization's stream to have this revision. */
  @MayBeAbsent() @IsRevision() minRevision?: string;
}

class AsKnown<R> extends OfOrganization<R> {
  @MayBeAbsent() @IsText() knownAt?: string;
  @MayBeAbsent()
  @Matches(/^sha256:[0-9a-f]{64}$/, {
    message: '$property must be the content hash of an edition: sha256: and 64 hexadecimal digits',
  })
  edition?: string;
}

const IsRequirement = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
    message: '$property must be the id of a requirement',
  });

const IsLanguage = (): PropertyDecorator =>
  IsIn(LANGUAGES, { message: `language must be one of ${LANGUAGES.join(', ')}` });

const IsPosition = (): PropertyDecorator =>
  Matches(/^[^\p{C}\p{Zl}\p{Zp}]{1,128}$/u, {
    message: '$property must be the next of another page',
  });

/** What may be asked of evidence by its reason: `none` has what counts. */
const REASONS = ['none', ...EVIDENCE_REASONS];
const IsReasons = (): PropertyDecorator =>
  Matches(new RegExp(`^(?:${REASONS.join('|')})(?:,(?:${REASONS.join('|')}))*$`), {
    message: `$property must be one or more of ${REASONS.join(', ')}, with commas between them`,
  });

class OfDay<R> extends AsKnown<R> {
  @MayBeAbsent() @IsBusinessDay() asOf?: string;
}

export class AskStanding extends OfDay<StandingAnswer> {
  @MayBeAbsent() @IsOption() option?: string;
}

class OverRange<R> extends AsKnown<R> {
  @IsOption() option!: string;
  @MayBeAbsent() @IsBusinessDay() from?: string;
  @MayBeAbsent() @IsBusinessDay() to?: string;
}

export class AskHistory extends OverRange<{ readonly intervals: readonly TierInterval[] }> {}

export class AskRevenue extends OverRange<RevenueSteps> {
  @IsRequirement() requirement!: string;
}

export class AskCompetencies extends OfDay<CompetenciesAnswer> {}

export class AskIndividuals extends OfDay<PeopleAnswer> {
  /** `next` of the page before. */
  @MayBeAbsent() @IsId() after?: string;
  @MayBeAbsent() @IsWholeNumber(1, 1_000) limit?: string;
  @MayBeAbsent() @IsFlag() all?: Flag;
}

export class AskEvidence extends OfDay<EvidenceAnswer> {
  @IsOption() option!: string;
  @IsRequirement() requirement!: string;
  @MayBeAbsent() @IsTier() tier?: Tier;
  /** `next` of the page before. */
  @MayBeAbsent() @IsPosition() after?: string;
  @MayBeAbsent() @IsWholeNumber(1, 10_000) limit?: string;
  @MayBeAbsent() @IsReasons() reason?: string;
  @MayBeAbsent() @IsOrder() order?: Order;
  @MayBeAbsent() @IsFlag() counts?: Flag;
  @MayBeAbsent() @IsLanguage() language?: Language;
}

export class AskWindow extends AsKnown<WindowAnswer> {
  @IsOption() option!: string;
  @IsRequirement() requirement!: string;
  @IsBusinessDay() from!: string;
  @IsBusinessDay() to!: string;
  @MayBeAbsent() @IsWholeNumber(1, 1_000) limit?: string;
}

export class AskExplanation extends OfDay<ExplanationAnswer> {
  @IsOption() option!: string;
  @MayBeAbsent() @IsRequirement() requirement?: string;
  @MayBeAbsent() @IsTier() tier?: Tier;
  @MayBeAbsent() @IsLanguage() language?: Language;
}

export class AskPath extends OfDay<Paths> {
  @IsOption() option!: string;
  @IsTier() tier!: Tier;
}

export class AskDependencies extends OfDay<DependenciesAnswer> {
  @MayBeAbsent() @IsBusinessDay() until?: string;
}

/** Of which organization it is supposed; what is supposed is in the body. */
export class SupposedOf {
  @IsId() organizationId!: string;
}

export class AskWhatIf extends Query<WhatIfAnswer> {
  constructor(readonly asked: AskedForWhatIf) {
    super();
  }
}

export class AskFacts extends OfOrganization<{
  readonly facts: readonly RecordedFact[];
  /** Of the revisions that the page spans. */
  readonly quarantined: readonly QuarantinedFact[];
  /** Of `order`: the `after` of the next page. */
  readonly next?: number;
}> {
  @MayBeAbsent()
  @IsWholeNumber(0, HIGHEST_REVISION, '; leave it out to begin with the first fact')
  after?: string;
  @MayBeAbsent() @IsWholeNumber(1, 1_000) limit?: string;
  @MayBeAbsent()
  @IsIn(FACT_TYPES, { message: `type must be one of ${FACT_TYPES.join(', ')}` })
  type?: FactType;
  @MayBeAbsent() @IsId() individualId?: string;
  @MayBeAbsent() @IsReference() customerId?: string;
  @MayBeAbsent() @IsOrder() order?: Order;
  @MayBeAbsent() @IsText() knownAt?: string;
}

export class AskOrganizations extends Query<{
  readonly organizations: readonly DirectoryEntry[];
  readonly next?: string;
  readonly total?: number;
}> {
  /** `next` of the page before. */
  @MayBeAbsent()
  @Matches(/^[A-Za-z0-9_-]{1,4000}$/, { message: '$property must be the next of another page' })
  after?: string;
  @MayBeAbsent() @IsWholeNumber(1, 1_000) limit?: string;
  @MayBeAbsent() @IsBusinessDay() lapsingBefore?: string;
  @MayBeAbsent()
  @IsIn(['silver', 'gold', 'none'], { message: 'tier must be one of silver, gold, none' })
  tier?: 'silver' | 'gold' | 'none';
  @MayBeAbsent() @IsOption() option?: string;
  @MayBeAbsent() @IsMarket() market?: Market;
  @MayBeAbsent()
  @IsIn(DIRECTORY_SORTS, { message: `sort must be one of ${DIRECTORY_SORTS.join(', ')}` })
  sort?: DirectorySort;
  @MayBeAbsent() @IsText() q?: string;
  /** Set from the key: only these are listed. */
  only?: readonly string[];
}

export class AskPrograms extends Query<object> {}
