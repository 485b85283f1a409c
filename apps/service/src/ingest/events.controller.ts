import type { IncomingMessage } from 'node:http';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Key } from '@app/database';
import { MayBeAbsent } from '@app/domain';
import { factOfText } from '@app/ingestion';
import { type Outcome, Recorder, type RecordingRequest } from '@app/recording';
import { IsIn } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asked, Asks, Incoming } from '../http/asked.js';
import { mediaTypeOf, readBody, textOf } from '../http/read-body.js';
import { Shutdown } from '../http/shutdown.js';
import { SUBMISSION } from '../openapi/submission.js';
import { Serves } from '../openapi/serves.js';
import { Problem } from '../problems/problem.js';
import { BatchSummary } from './batch-summary.js';
import { factOfBinaryMode } from './binary-mode.js';
import { type Item, itemsOfBatch, itemsOfLines } from './items.js';
import { SingleFacts, textOfFact } from './single-facts.js';
import { SubmitFacts, SubmitFactsTogether } from './submit-facts.js';
import { untilAborted } from './until-aborted.js';
import { Vocabulary } from './vocabulary.js';

const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const MAX_ATOMIC_BYTES = 512 * 1024;

class SubmissionOptions {
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'atomic must be true or false' })
  atomic?: 'true' | 'false';
}

@ApiTags('facts in')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly singles: SingleFacts,
    private readonly recorder: Recorder,
    private readonly vocabulary: Vocabulary,
    private readonly shutdown: Shutdown,
  ) {}

  @Post()
  @HttpCode(200)
  @Asks(SubmissionOptions)
  @Serves(SUBMISSION)
  async submit(
    @Incoming() body: IncomingMessage,
    @Asked() { atomic }: SubmissionOptions,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const key = request.key as Key;
    const mediaType = mediaTypeOf(body);
    const together = atomic === 'true';
    switch (mediaType.name) {
      case 'application/cloudevents+json':
      case 'application/json': {
        const text = await textOfFact(body);
        const isBinary = mediaType.name === 'application/json';
        const read = isBinary ? factOfBinaryMode(body.headers, text) : factOfText(text);
        const answer = await this.singles.record(read, key);
        void reply.code(answer.status);
        return answer.body;
      }
      case 'application/cloudevents-batch+json': {
        const limit = together ? MAX_ATOMIC_BYTES : MAX_BATCH_BYTES;
        const text = textOf(await readBody(body, limit, together ? atomicTooLarge : batchTooLarge));
        const { pages, isOnePage } = itemsOfBatch(text);
        if (together) return await this.#recordTogether(pages, key);
        return isOnePage
          ? await this.#recordMany(pages, key)
          : await this.#recordRequest(pages, key);
      }
      case 'application/x-ndjson': {
        const bytes = untilAborted(
          together ? limited(body) : piecesOf(body),
          this.shutdown.deadline,
        );
        const pages = itemsOfLines(bytes);
        return together
          ? await this.#recordTogether(pages, key)
          : await this.#recordRequest(pages, key);
      }
      default:
        throw new Problem(
          'media-type-unsupported',
          'facts come as application/cloudevents+json, application/cloudevents-batch+json, application/x-ndjson, ' +
            'or in binary mode as application/json with ce- headers',
        );
    }
  }

  /** Pages of one request, of which nobody sees the middle. */
  async #recordRequest(
    pages: AsyncIterable<Item[]> | Iterable<Item[]>,
    key: Key,
  ): Promise<BatchSummary> {
    const request = this.recorder.begin();
    try {
      return await this.#recordMany(pages, key, request);
    } finally {
      request.end();
    }
  }

  async #recordMany(
    pages: AsyncIterable<Item[]> | Iterable<Item[]>,
    key: Key,
    request?: RecordingRequest,
  ): Promise<BatchSummary> {
    const summary = new BatchSummary();
    let recording = Promise.resolve();
    try {
      for await (const page of pages) {
        await recording;
        // The next page is read while this one is on its way to the disk.
        recording = this.#recordPage(page, key, summary, request);
        recording.catch(() => undefined); // whoever awaits it is told
      }
    } finally {
      await recording;
    }
    return summary;
  }

  async #recordPage(
    page: readonly Item[],
    key: Key,
    summary: BatchSummary,
    request?: RecordingRequest,
  ): Promise<void> {
    const facts = page.flatMap(({ read }) => (read.fact === undefined ? [] : [read.fact]));
    const outcomes = (await this.commands.execute(new SubmitFacts(facts, key, request))).values();
    for (const item of page) this.#note(item, () => outcomes.next().value as Outcome, summary);
  }

  async #recordTogether(
    pages: AsyncIterable<Item[]> | Iterable<Item[]>,
    key: Key,
  ): Promise<BatchSummary> {
    const items: Item[] = [];
    for await (const page of pages) items.push(...page);
    const facts = items.flatMap(({ read }) => (read.fact === undefined ? [] : [read.fact]));
    const summary = new BatchSummary();
    if (facts.length < items.length) {
      for (const { index, read } of items) {
        if (read.problem !== undefined) summary.addProblem(index, read.id, read.problem);
      }
      throw nothingRecorded(summary);
    }
    if (facts.length === 0) return summary;
    const streams = new Set(
      facts.map((fact) => ('organizationId' in fact.data ? fact.data.organizationId : null)),
    );
    if (streams.size > 1) {
      const detail = 'the facts are of several organizations; send a batch for each';
      throw new Problem('atomic-several-organizations', detail);
    }
    const answer = await this.commands.execute(new SubmitFactsTogether(facts, key));
    if (answer.tooLarge) throw atomicTooLarge();
    const outcomes = answer.outcomes.values();
    for (const item of items) this.#note(item, () => outcomes.next().value as Outcome, summary);
    if (!answer.recorded) throw nothingRecorded(summary);
    return summary;
  }

  #note({ index, read }: Item, outcomeOf: () => Outcome, summary: BatchSummary): void {
    if (read.fact === undefined) summary.addProblem(index, read.id, read.problem);
    else {
      summary.addOutcome(index, read.fact.id, outcomeOf(), this.vocabulary.warningsFor(read.fact));
    }
  }
}

/** The body as it arrives; whoever stops reading it leaves the connection as it is, for the answer. */
function piecesOf(body: IncomingMessage): AsyncIterable<Buffer> {
  return body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

async function* limited(body: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of piecesOf(body)) {
    bytes += piece.length;
    if (bytes > MAX_ATOMIC_BYTES) throw atomicTooLarge();
    yield piece;
  }
}

function batchTooLarge(): Problem {
  const detail = `a batch is at most ${MAX_BATCH_BYTES} bytes; send application/x-ndjson, which may be of any length`;
  return new Problem('body-too-large', detail);
}

function atomicTooLarge(): Problem {
  const detail = `what is recorded together is at most ${MAX_ATOMIC_BYTES} bytes; nothing was recorded`;
  return new Problem('atomic-too-large', detail);
}

function nothingRecorded(summary: BatchSummary): Problem {
  return new Problem('atomic-rejected', 'a fact was rejected, so nothing was recorded', {
    members: { ...summary.rejects },
  });
}
