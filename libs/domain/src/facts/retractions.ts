import { IsId, IsReason, IsText } from './fields.js';

/** From this fact's revision on, the fact it names counts as never recorded. */
export class FactRetracted {
  @IsId() organizationId!: string;
  @IsText() factSource!: string;
  @IsText() factId!: string;
  @IsReason() reason!: string;
}

/** From this fact's revision on, the retraction of the fact it names is undone. */
export class FactReinstated extends FactRetracted {}
