import type { Client } from '@mqferry/api';
import { codedErrorIn, pause } from '@mqferry/core';
import { lengthOfTime } from '../arguments/length-of-time.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withInterrupts } from '../interrupts.ts';
import { printJson } from '../render/json.ts';
import { LiveDisplay } from '../render/live-display.ts';
import { assessmentLines, assessmentProgress, assessmentTable } from '../render/service/assessments.ts';
import { momentText } from '../render/service/moment.ts';
import { readAnswers } from './answers-file.ts';
import { withService } from './connect.ts';
import { type Assessment, allPages, find, findCluster } from './find.ts';
import { serviceErrors } from './service-errors.ts';

export interface AssessOptions {
  readonly for?: string;
  readonly answers?: string;
  readonly follow?: true;
  readonly json?: true;
}
export interface ShowOptions {
  readonly json?: true;
  readonly markdown?: true;
}

const DEFAULT_MS = 600_000;
const LEAST_MS = 60_000;
const MOST_MS = 604_800_000;
const ASK_MS = 2_000;

const secondsOf = (text: string | undefined): number => {
  const ms = text === undefined ? DEFAULT_MS : (lengthOfTime(text) ?? 0);
  if (ms < LEAST_MS || ms > MOST_MS)
    throw serviceErrors.CLI_LENGTH_INVALID({ option: '--for', value: text! });
  return Math.round(ms / 1000);
};

const print = (one: Assessment, json: true | undefined, context: Context): void => {
  if (json) printJson(context, one);
  else context.out.print(...assessmentLines(one, context));
};

const codeOf = ({ state }: Assessment): ExitCode => (state === 'failed' ? EXIT.FAILED : EXIT.OK);

/** Asks again and again until it does not run any more, or the signal comes; a service that is away is asked again. */
const followed = async (
  client: Client,
  id: string,
  seen: (one: Assessment) => void,
  signal: AbortSignal,
): Promise<Assessment | undefined> => {
  while (!signal.aborted) {
    try {
      const one = await client.getAssessment({ params: { id } }, { signal });
      seen(one);
      if (one.state !== 'running') return one;
    } catch (error) {
      if (!signal.aborted && !codedErrorIn(error)?.retriable) throw error;
    }
    await pause(ASK_MS, signal).catch(() => undefined);
  }
  return undefined;
};

const follow = async (
  client: Client,
  id: string,
  { json }: AssessOptions,
  context: Context,
): Promise<ExitCode> => {
  const { t, world } = context;
  let now: Assessment | undefined;
  const line = () => (now ? assessmentProgress(now, t) : t('assess.waiting'));
  const display = json
    ? undefined
    : new LiveDisplay(context, false, { line, object: () => ({ type: 'status' }) });
  const handlers = { onFirst: () => undefined, onSecond: () => undefined };
  const seen = (one: Assessment): void => {
    now = one;
  };
  const last = await withInterrupts(world, handlers, (signal) => followed(client, id, seen, signal)).finally(
    () => display?.stop(),
  );
  if (!last) return EXIT.OK;
  print(last, json, context);
  return codeOf(last);
};

/** `mqferry assess [CLUSTER]`: exit code 1 when it was waited for in vain. */
export const assess = async (
  cluster: string | undefined,
  options: AssessOptions,
  context: Context,
): Promise<ExitCode> => {
  if (cluster === undefined && options.answers === undefined) throw serviceErrors.CLI_ASSESS_WHAT({});
  const given =
    options.answers === undefined ? { answers: {}, limits: {} } : await readAnswers(options.answers);
  const seconds = secondsOf(options.for);
  return withService(context, async (client) => {
    if (cluster === undefined) {
      print(await client.createAssessment({ body: given }), options.json, context);
      return EXIT.OK;
    }
    const { id: clusterId } = await findCluster(client, cluster);
    const begun = await client.createAssessment({ body: { ...given, measure: { clusterId, seconds } } });
    const { id, measurement } = begun;
    if (options.follow) return follow(client, id, options, context);
    if (options.json) printJson(context, begun);
    else {
      const until = momentText(measurement?.endsAt ?? null);
      context.out.print(context.t('assess.begun', { id, until }), context.t('assess.see', { id }));
    }
    return EXIT.OK;
  });
};

const all = (client: Client) => allPages((query) => client.listAssessments({ query }));

/** Throws CLI_ASSESSMENT_UNKNOWN. */
const findId = async (client: Client, wanted: string): Promise<string> => {
  const listed = (await all(client)).items.map(({ id, name }) => ({
    id,
    ...(name === null ? {} : { name }),
  }));
  return find(wanted, listed, serviceErrors.CLI_ASSESSMENT_UNKNOWN).id;
};

/** `mqferry assess list`. */
export const listAssessments = ({ json }: ShowOptions, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const assessments = await all(client);
    if (json) printJson(context, assessments);
    else context.out.print(...assessmentTable(assessments.items, context.t, context.out.colors));
    return EXIT.OK;
  });

/** `mqferry assess show`. */
export const showAssessment = (wanted: string, options: ShowOptions, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const params = { id: await findId(client, wanted) };
    if (options.markdown) {
      const { markdown } = await client.getAssessmentMarkdown({
        params,
        query: { language: context.language },
      });
      context.out.write(markdown);
    } else print(await client.getAssessment({ params }), options.json, context);
    return EXIT.OK;
  });

/** `mqferry assess stop`. */
export const stopAssessment = (wanted: string, options: ShowOptions, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const one = await client.stopAssessment({ params: { id: await findId(client, wanted) } });
    print(one, options.json, context);
    return codeOf(one);
  });

/** `mqferry assess delete`. */
export const deleteAssessment = (
  wanted: string,
  { json }: ShowOptions,
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const id = await findId(client, wanted);
    await client.deleteAssessment({ params: { id } });
    if (json) printJson(context, { id });
    else context.out.print(context.t('assess.deleted', { id }));
    return EXIT.OK;
  });
