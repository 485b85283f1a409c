import { pauseFor } from '@app/event-store';
import { type ProgramsInForce, renderProblem } from '@app/programs';
import type { Log } from './log.js';
import type { WorkMetrics } from './work-metrics.js';

const LOOK_MS = 1_000;

/** Looks at the folder of the users' editions while the process runs, and tells operators what became of a change. */
export class ProgramsWatch {
  readonly #stop = new AbortController();
  #work: Promise<void> = Promise.resolve();

  constructor(
    private readonly programs: ProgramsInForce,
    private readonly metrics: WorkMetrics,
    private readonly log: Log,
  ) {}

  start(): void {
    if (this.programs.folder !== undefined) this.#work = this.#watch();
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await pauseFor(LOOK_MS, signal);
      try {
        await this.#look();
      } catch (error) {
        const stack = error instanceof Error ? error.stack : String(error);
        this.log.error({ stack }, 'the programs could not be looked at; the ones before stay');
      }
    }
  }

  async #look(): Promise<void> {
    const { folder } = this.programs;
    const look = await this.programs.look();
    if (look === 'nothing-new') return;
    const { problems } = this.programs;
    this.metrics.setProgramProblems(problems.length);
    if (look === 'refused') {
      this.log.error(
        { folder, problems: problems.map(renderProblem) },
        'the program editions are refused; the last good ones stay in force',
      );
      return;
    }
    const editions = this.programs
      .current()
      .flatMap((program) => program.editions.map(({ id, contentHash }) => ({ id, contentHash })));
    this.log.info({ folder, editions }, 'the program editions are in force');
  }
}
