import { readFile } from 'node:fs/promises';
import { misfitOf, routes, type SelectionText, selection } from '@mqferry/api';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { parsePattern } from '../arguments/pattern.ts';
import { serviceErrors } from './service-errors.ts';

const { body } = routes.createMigration;

/** A migration as a file declares it: what the API takes, with clusters by their names, and numbers as YAML has them. */
const declaration = body.omit({ sourceId: true, targetId: true }).extend({
  source: body.shape.name,
  target: body.shape.name,
  selection: selection.extend({ mostHoles: z.int().min(0).transform(BigInt).optional() }),
});

/** A declared migration. */
export interface Declaration {
  readonly name: string;
  /** Names of clusters. */
  readonly source: string;
  readonly target: string;
  readonly selection: SelectionText;
  readonly bytesPerSecond: number | null;
}

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw serviceErrors.CLI_DECLARATION_UNREADABLE({ file, reason }, error);
  }
};

/**
 * The migrations that a YAML file declares, one a document; empty documents count for nothing. Throws
 * CLI_DECLARATION_UNREADABLE, …_MALFORMED, …_INVALID, …_TWICE and …_EMPTY, and CLI_PATTERN_INVALID.
 */
export const readDeclarations = async (file: string): Promise<Declaration[]> => {
  const documents = parseAllDocuments(await textOf(file));
  const declared: Declaration[] = [];
  for (const [index, document] of [...documents].entries()) {
    const [error] = document.errors;
    if (error) {
      // The library shows the place in further lines.
      const reason = error.message.split('\n')[0]!.replace(/:$/, '');
      throw serviceErrors.CLI_DECLARATION_MALFORMED({ file, reason }, error);
    }
    const content: unknown = document.toJS();
    if (content === null) continue;
    const parsed = declaration.safeParse(content);
    if (!parsed.success) {
      const reason = misfitOf(parsed.error, 'migration');
      throw serviceErrors.CLI_DECLARATION_INVALID({ file, document: index + 1, reason }, parsed.error);
    }
    const { name } = parsed.data;
    if (declared.some((other) => other.name === name))
      throw serviceErrors.CLI_DECLARATION_TWICE({ file, name });
    for (const [member, value] of Object.entries(parsed.data.selection))
      if (typeof value === 'string') parsePattern(`selection.${member}`, value);
    declared.push(parsed.data);
  }
  if (declared.length === 0) throw serviceErrors.CLI_DECLARATION_EMPTY({ file });
  return declared;
};
