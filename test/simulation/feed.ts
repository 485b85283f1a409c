import { type Day, type Fact, formatDay, type OrganizationFact } from '@app/domain';
import type { Random } from './random.js';

/** A source of facts about one organization: they come late, twice and out of order, and some are taken back. */
export class Feed {
  readonly #sent: OrganizationFact[] = [];
  #count = 0;

  constructor(
    readonly organizationId: string,
    private readonly random: Random,
  ) {}

  enrolment(today: Day): Fact {
    return this.#new('OrganizationEnrolled', {
      name: 'Contoso',
      market: 'developed',
      effectiveOn: formatDay(today - this.random.integer(-3, 40)),
    });
  }

  /** The facts of one request. */
  facts(today: Day, count: number): Fact[] {
    const facts = Array.from({ length: count }, () => this.#next(today));
    return this.random.chance(0.3) ? facts.reverse() : facts;
  }

  #next(today: Day): Fact {
    const { random } = this;
    const near = () => formatDay(today + random.integer(-30, 12));
    const individualId = `p${random.integer(0, 2)}`;
    switch (random.integer(0, 13)) {
      case 0:
        return this.#new('IndividualLeft', { individualId, effectiveOn: near() });
      case 1:
      case 2:
        return this.#new('IndividualJoined', { individualId, effectiveOn: near() });
      case 3:
      case 4: {
        const passedOn = today + random.integer(-30, 5);
        const expires = random.chance(0.6);
        return this.#new('ExamPassed', {
          individualId,
          exam: 'E1',
          passedOn: formatDay(passedOn),
          ...(expires ? { expiresOn: formatDay(passedOn + random.integer(1, 60)) } : {}),
        });
      }
      case 5:
        return this.#new('PartnerOfRecordDissociated', {
          customerId: `c${random.integer(0, 1)}`,
          effectiveOn: near(),
        });
      case 6:
        return this.#new('PartnerOfRecordAssociated', {
          customerId: `c${random.integer(0, 1)}`,
          effectiveOn: formatDay(today - random.integer(0, 400)),
        });
      case 7:
        return this.#new('MarketReassigned', {
          market: random.one(['developed', 'developing']),
          effectiveOn: near(),
        });
      case 8:
        return random.chance(0.5)
          ? this.#new('OrganizationCorrected', { effectiveOn: near() })
          : this.#verdict();
      case 9:
        return this.#verdict();
      case 10:
        // Feeds send again what they have sent.
        return random.one(this.#sent);
      default: {
        // Most of them are about to leave the window.
        const age = random.chance(0.7) ? random.integer(340, 372) : random.integer(-10, 340);
        return this.#new('RevenueBooked', {
          bookingId: `b${this.#count}`,
          customerId: `c${random.integer(0, 1)}`,
          product: 'crm',
          revenueType: 'net-new',
          amount: `${random.chance(0.15) ? '-' : ''}${random.integer(20, 120)}.00`,
          currency: 'USD',
          bookedOn: formatDay(today - age),
        });
      }
    }
  }

  #verdict(): Fact {
    const named = this.random.one(this.#sent);
    const type = this.random.chance(0.7) ? 'FactRetracted' : 'FactReinstated';
    return this.#new(type, { factSource: 'feed', factId: named.id, reason: 'a mistake' });
  }

  #new(type: Fact['type'], data: object): Fact {
    this.#count += 1;
    const fact = {
      type,
      source: 'feed',
      id: `${this.organizationId}-${this.#count}`,
      data: { organizationId: this.organizationId, ...data },
    } as OrganizationFact;
    this.#sent.push(fact);
    return fact;
  }
}
