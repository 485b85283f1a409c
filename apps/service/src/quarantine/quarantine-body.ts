import { IsReason } from '@app/domain';
import { IsInt, Max, Min } from 'class-validator';

/** The decision to go on without a fact. */
export class QuarantineBody {
  @IsInt({ message: 'revision must be a whole number' })
  @Min(0, { message: 'revision must be 0 or more' })
  @Max(999_999_999, { message: 'revision must be at most 999999999' })
  revision!: number;

  @IsReason() reason!: string;
}
