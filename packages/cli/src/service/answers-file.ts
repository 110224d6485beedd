import { readFile } from 'node:fs/promises';
import { assessmentAnswers, misfitOf, routes, targetLimits } from '@mqferry/api';
import { parse } from 'yaml';
import { z } from 'zod';
import { lengthOfTime } from '../arguments/length-of-time.ts';
import { serviceErrors } from './service-errors.ts';

const BYTES = /^\s*(\d{1,12}(?:\.\d{1,3})?)\s*([kmgtp]?)(i?)b(?:\/s)?\s*$/i;

/** `20MB` and `20MB/s` are powers of 1000, `20MiB` of 1024; what is neither is left to the contract to refuse. */
const bytesOf = (value: unknown): unknown => {
  const [, amount, unit, binary] = (typeof value === 'string' && BYTES.exec(value)) || [];
  if (amount === undefined) return value;
  const power = ['', 'k', 'm', 'g', 't', 'p'].indexOf(unit!.toLowerCase());
  return Math.round(Number(amount) * (binary ? 1024 : 1000) ** power);
};

const timeOf = (value: unknown): unknown =>
  typeof value === 'string' ? (lengthOfTime(value) ?? value) : value;

const isBytes = (name: string): boolean => /bytes/i.test(name);

/** Numbers as people write them: sizes and times with their units. */
const plain = (given: unknown): unknown =>
  typeof given !== 'object' || given === null || Array.isArray(given)
    ? given
    : Object.fromEntries(
        Object.entries(given).map(([name, value]) => {
          if (isBytes(name)) return [name, bytesOf(value)];
          return [name, name.endsWith('Ms') ? timeOf(value) : value];
        }),
      );

const { name } = routes.createAssessment.body.shape;

/** What a file of answers says. */
const declaration = z.strictObject({
  name,
  answers: z.preprocess(plain, assessmentAnswers).default({}),
  limits: z.preprocess(plain, targetLimits).default({}),
});

export type AnswersFile = z.output<typeof declaration>;

/** Reads a YAML file of answers and limits. Throws CLI_DECLARATION_UNREADABLE, …_MALFORMED and CLI_ANSWERS_INVALID. */
export const readAnswers = async (file: string): Promise<AnswersFile> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw serviceErrors.CLI_DECLARATION_UNREADABLE({ file, reason }, error);
  }
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0]!.replace(/:$/, '');
    throw serviceErrors.CLI_DECLARATION_MALFORMED({ file, reason }, error);
  }
  const parsed = declaration.safeParse(content ?? {});
  if (parsed.success) return parsed.data;
  throw serviceErrors.CLI_ANSWERS_INVALID({ file, reason: misfitOf(parsed.error, 'file') }, parsed.error);
};
