/**
 * Runs `start`, which resolves when the program works. What keeps it from that is said on the standard error behind `failed`, a sentence, and the
 * process ends with 1 when nothing of it runs any more. Never rejects.
 */
export async function startProgram(failed: string, start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${failed}\n${reason}\n`);
    process.exitCode = 1;
  }
}

/** Runs `stop`, behind which nothing is open any more: the process then ends, with 0 where that went well. Never rejects. */
export async function stopProgram(stop: () => Promise<void>): Promise<void> {
  try {
    await stop();
    process.exitCode = 0;
  } catch (error) {
    process.stderr.write(`could not stop cleanly: ${String(error)}\n`);
    process.exitCode = 1;
  }
}
