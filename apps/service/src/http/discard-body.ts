import type { IncomingMessage } from 'node:http';

const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/**
 * Reads what is left of a body that is not wanted, so that whoever is still sending it gets to read the answer; `false` where it is
 * too much or takes longer than `maxMs`, and the connection has to be closed.
 */
export async function discardBody(request: IncomingMessage, maxMs: number): Promise<boolean> {
  if (request.complete && request.readableLength === 0) return true;
  if (request.destroyed) return false;
  let discarded = 0;
  return await new Promise<boolean>((resolve) => {
    const finish = (isWhole: boolean) => {
      clearTimeout(timer);
      request.off('readable', discard).off('end', onEnd).off('close', onEnd);
      resolve(isWhole);
    };
    const onEnd = () => {
      finish(request.complete);
    };
    const discard = () => {
      for (;;) {
        const piece = request.read() as Buffer | null;
        if (piece === null) return;
        discarded += piece.length;
        if (discarded > MAX_DISCARDED_BYTES) {
          finish(false);
          return;
        }
      }
    };
    const timer = setTimeout(finish, maxMs, false);
    request.on('readable', discard).on('end', onEnd).on('close', onEnd);
    discard();
  });
}
