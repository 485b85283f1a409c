import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Another one whenever a file of the set was written, added, removed, renamed over, or is another one behind a link. */
export async function fingerprintOf(folder: string): Promise<string> {
  const seen: string[] = [];
  for (const name of await visibleNamesIn(folder)) {
    seen.push(await signOf(join(folder, name)));
    for (const inner of await visibleNamesIn(join(folder, name))) {
      seen.push(await signOf(join(folder, name, inner)));
    }
  }
  return seen.join('\n');
}

async function visibleNamesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    // A file has no names in it; that a folder is gone or closed to us is a change as well.
    return codeOf(error) === 'ENOTDIR' ? [] : [`?${codeOf(error)}`];
  }
}

async function signOf(path: string): Promise<string> {
  try {
    const found = await stat(path, { bigint: true });
    // A folder's own times change with every file that an editor puts beside the set.
    if (found.isDirectory()) return `${path} folder`;
    return `${path} ${found.dev} ${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
  } catch (error) {
    return `${path} ${codeOf(error)}`;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
