import { type Client, createClient, type OperationInput } from '@mqferry/api';
import type { Pair } from './clusters.ts';
import { type Mqferry, startMqferry } from './mqferry.ts';
import { until } from './until.ts';

const START_MS = 120_000;
const PASSWORD = 'correct horse battery';

/** A running `mqferry serve`, and its API as an administrator sees it. */
export interface ServiceProcess {
  readonly process: Mqferry;
  readonly url: string;
  readonly api: Client;
}

/** A running `mqferry serve` that nobody is logged in to. */
interface Served {
  readonly process: Mqferry;
  readonly url: string;
}

const served = async (folder: string, more: readonly string[]): Promise<Served> => {
  const process = startMqferry('serve', '--data', folder, '--listen', '127.0.0.1:0', ...more);
  let url: string | undefined;
  await until('the service is up', START_MS, async () => {
    url = /http:\/\/[\d.:]+/u.exec(process.text)?.[0];
    return url !== undefined;
  });
  return { process, url: url! };
};

/** Makes the first administrator with the token that was printed; gives an API token of the same role. */
export const administrator = async (url: string, token: string): Promise<string> => {
  let cookie = '';
  const api = createClient({
    url,
    fetch: async (input, init) => {
      const answer = await fetch(input, { ...init, headers: { ...init?.headers, cookie } });
      cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return answer;
    },
  });
  await api.claim({ body: { token, name: 'admin', password: PASSWORD } });
  return (await api.createToken({ body: { name: 'scenario', role: 'administrator' } })).secret;
};

/** Starts the service for the first time in a folder; gives the token that it prints for the first administrator. */
export const serveFirst = async (
  folder: string,
  ...more: string[]
): Promise<Served & { readonly firstToken: string }> => {
  const { process, url } = await served(folder, more);
  await until('the first token is told', START_MS, async () => /^ {2}\S+$/mu.test(process.text));
  return { process, url, firstToken: /^ {2}(\S+)$/mu.exec(process.text)![1]! };
};

/** The same, with an administrator; gives a token of that role. */
export const startFirstService = async (
  folder: string,
  ...more: string[]
): Promise<ServiceProcess & { readonly token: string }> => {
  const { process, url, firstToken } = await serveFirst(folder, ...more);
  const secret = await administrator(url, firstToken);
  return { process, url, api: createClient({ url, token: secret }), token: secret };
};

/** Starts it again in the same folder. */
export const startService = async (
  folder: string,
  token: string,
  ...more: string[]
): Promise<ServiceProcess> => {
  const { process, url } = await served(folder, more);
  return { process, url, api: createClient({ url, token }) };
};

/** Adds both clusters of a pair to a service; gives their ids as a migration takes them. */
export const addPair = async (
  api: Client,
  { source, target }: Pick<Pair, 'source' | 'target'>,
): Promise<{ readonly sourceId: string; readonly targetId: string }> => {
  const add = (name: string, at: Pair['source']) =>
    api.addCluster({ body: { name, properties: `bootstrap.servers=${at.bootstrap.PLAINTEXT}` } });
  return { sourceId: (await add('old', source)).id, targetId: (await add('new', target)).id };
};

/** Plans a change, confirms it by its hash, and applies it; gives the verbs of its steps. */
export const change = async (api: Client, wanted: OperationInput): Promise<string[]> => {
  const { hash, steps } = await api.planOperation({ body: { change: wanted } });
  await api.applyOperation({ body: { change: wanted, hash } });
  return steps.map(({ verb }) => verb);
};

/** Waits until a migration has as many topics in step, and compared up to date, as it has in total. */
export const untilInStep = async (api: Client, id: string, topics: number): Promise<void> => {
  await until('the migration is in step and verified', 2 * 60_000, async () => {
    const { migration } = await api.getMigration({ params: { id } });
    return migration.topics.inStep === topics && migration.topics.verified === topics;
  });
};
