/**
 * Lets `node --import <this file>` run the TypeScript of the benchmarks as it is, decorators of the peers included, and takes `@app/…`
 * from what the compiler left in dist/modules, of which the built program is made: what is measured is what users run.
 */
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const built = resolve(process.env.BENCH_DIST ?? 'dist');

registerHooks({
  resolve(specifier, context, next) {
    const library = /^@app\/([^/]+)$/.exec(specifier)?.[1];
    if (library !== undefined) {
      return next(
        pathToFileURL(join(built, 'modules/libs', library, 'src/index.js')).href,
        context,
      );
    }
    if (specifier.startsWith('.') && specifier.endsWith('.js')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(fileURLToPath(source))) return next(source.href, context);
    }
    return next(specifier, context);
  },

  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    const fileName = fileURLToPath(url);
    const { outputText } = ts.transpileModule(readFileSync(fileName, 'utf8'), {
      fileName,
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        useDefineForClassFields: false,
        inlineSourceMap: true,
      },
    });
    return { format: 'module', source: outputText, shortCircuit: true };
  },
});
