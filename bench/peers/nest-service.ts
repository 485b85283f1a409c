/**
 * A plain service that takes the same bookings: NestJS on Fastify, class-validator through the ValidationPipe with the very decorators of the
 * product's declarations, duplicates told by source and id, every commit flushed.
 */
import 'reflect-metadata';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Module,
  Post,
  Req,
  Res,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  IsAmount,
  IsBusinessDay,
  IsId,
  IsRate,
  IsReference,
  IsRevenueType,
  IsText,
  MayBeAbsent,
} from '@app/domain';
import { Type } from 'class-transformer';
import { IsIn, IsObject, ValidateNested } from 'class-validator';
import { openStore } from './nest-stores.mjs';

class Booking {
  @IsId() organizationId!: string;
  @IsReference() bookingId!: string;
  @IsReference() customerId!: string;
  @IsId() product!: string;
  @IsRevenueType() revenueType!: string;
  @IsAmount() amount!: string;
  @IsId() currency!: string;
  @IsBusinessDay() bookedOn!: string;
  @MayBeAbsent() @IsRate() usdPerUnit?: string;
}

class BookingEvent {
  @IsIn(['1.0']) specversion!: string;
  @IsText() id!: string;
  @IsText() source!: string;
  @IsIn(['RevenueBooked']) type!: string;
  @IsObject() @ValidateNested() @Type(() => Booking) data!: Booking;
}

const LINES_PER_PAGE = 2_000;
const pipe = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  validationError: { target: false, value: false },
});
const store = await openStore(process.env.STORE, process.env.DIRECTORY);

/** Dollars have cents; the pipe knows nothing of currencies. */
function isWithinCurrency({ data }: BookingEvent): boolean {
  return data.currency === 'USD' && (data.amount.split('.')[1] ?? '').length <= 2;
}

@Controller('v1/events')
class EventsController {
  @Post()
  async one(@Body() event: BookingEvent, @Res({ passthrough: true }) reply: any) {
    if (!isWithinCurrency(event)) return reply.code(422).send({ code: 'invalid-data' });
    const { duplicates } = await store.record([event]);
    reply.code(duplicates === 0 ? 201 : 200);
    return { status: duplicates === 0 ? 'accepted' : 'duplicate' };
  }

  @Post('lines')
  @HttpCode(200)
  async lines(@Req() request: { body: Readable }) {
    const summary = { accepted: 0, duplicates: 0, rejected: 0 };
    let page: BookingEvent[] = [];
    const flush = async () => {
      const { accepted, duplicates } = await store.record(page);
      summary.accepted += accepted;
      summary.duplicates += duplicates;
      page = [];
    };
    for await (const line of createInterface({ input: request.body })) {
      try {
        const event = await pipe.transform(JSON.parse(line), {
          type: 'body',
          metatype: BookingEvent,
        });
        if (isWithinCurrency(event)) page.push(event);
        else summary.rejected += 1;
      } catch {
        summary.rejected += 1;
      }
      if (page.length === LINES_PER_PAGE) await flush();
    }
    await flush();
    return summary;
  }

  /** What is kept, read from where it is kept. */
  @Get('sum')
  sum() {
    return store.sum();
  }
}

@Module({ controllers: [EventsController] })
class AppModule {}

const adapter = new FastifyAdapter({ bodyLimit: 2 ** 31 });
adapter
  .getInstance()
  .addContentTypeParser('application/x-ndjson', (_request: any, body: any, done: any) =>
    done(null, body),
  );
const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger: false });
app.useGlobalPipes(pipe);
await app.listen(0, '127.0.0.1');
process.send?.({ url: await app.getUrl() });
