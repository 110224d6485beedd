/**
 * Writes src/protocol/generated and docs/protocol-versions.md from the message definitions of the Kafka releases.
 * With --check nothing is written: it fails if a file differs from what would be.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { emitErrors } from './generator/emit-errors.ts';
import { emitApis, emitIndex, emitVersionTable, pairApis } from './generator/emit-index.ts';
import { emitMessage } from './generator/emit-message.ts';
import { RELEASES, readSchemas, runJava } from './generator/jars.ts';
import { mergeReleases } from './generator/merge.ts';
import { kebab } from './generator/names.ts';

const repository = resolve(import.meta.dirname, '../../..');
const folder = resolve(import.meta.dirname, '../src/protocol/generated');
const errorTable = resolve(import.meta.dirname, 'vectors/ErrorTable.java');

const generate = (): Map<string, string> => {
  const releases = RELEASES.map((release) => ({ release, messages: readSchemas(release) }));
  const messages = mergeReleases(releases[0]!.messages, releases[1]!.messages);
  const apis = pairApis(messages);
  return new Map([
    ...messages.map((message) => [join(folder, `${kebab(message.name)}.ts`), emitMessage(message)] as const),
    [join(folder, 'error-table.ts'), emitErrors(runJava(RELEASES[1], errorTable))],
    [join(folder, 'apis.ts'), emitApis(apis)],
    [join(folder, 'index.ts'), emitIndex(messages, apis)],
    [join(repository, 'docs/protocol-versions.md'), emitVersionTable(releases, apis)],
  ]);
};

const files = generate();
const existing = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
const surplus = existing.filter((path) => !files.has(path));

if (process.argv.includes('--check')) {
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  const differing = [...stale.map(([path]) => path), ...surplus].map((path) => relative(repository, path));
  if (differing.length > 0) {
    console.error(
      `Not as generated: ${differing.join(', ')}. Run: npm run generate --workspace=@mqferry/kafka`,
    );
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const path of surplus) rmSync(path);
  for (const [path, text] of files) writeFileSync(path, text);
}
