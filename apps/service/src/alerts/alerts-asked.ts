import { RECEIVABLE_TYPES, type ReceivableType } from '@app/alerting';
import { IsBusinessDay, IsId, IsText, MayBeAbsent } from '@app/domain';
import { IsIn, Matches } from 'class-validator';
import { type Flag, IsFlag, IsOrder, type Order } from '../http/asked-words.js';
import { IsWholeNumber } from '../http/whole-number.js';

const IsAlertId = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: '$property must be the id of an alert' });

const IsAlertType = (): PropertyDecorator =>
  IsIn(RECEIVABLE_TYPES, { message: `type must be one of ${RECEIVABLE_TYPES.join(', ')}` });

const IsReceiverId = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: '$property must be the id of a receiver' });

export class AskAlertStream {
  @MayBeAbsent() @IsId() organizationId?: string;
  @MayBeAbsent() @IsAlertType() type?: ReceivableType;
}

export class AskAlerts extends AskAlertStream {
  /** The id of the last alert seen. */
  @MayBeAbsent() @IsAlertId() after?: string;
  @MayBeAbsent() @IsWholeNumber(1, 1_000) limit?: string;
  @MayBeAbsent() @IsOrder() order?: Order;
  @MayBeAbsent() @IsFlag() acknowledged?: Flag;
  @MayBeAbsent() @IsText() q?: string;
  @MayBeAbsent() @IsBusinessDay() asOf?: string;
  @MayBeAbsent() @IsText() knownAt?: string;
}

export class OneAlert {
  @IsAlertId() id!: string;
}

export class OneReceiver {
  @IsReceiverId() id!: string;
}

export class AskAttempts extends OneReceiver {
  @MayBeAbsent() @IsWholeNumber(1, 1_000) limit?: string;
}

export class OneDelivery extends OneReceiver {
  @IsAlertId() alertId!: string;
}
