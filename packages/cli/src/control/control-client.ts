import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { CodedError } from '@mqferry/core';
import { controlErrorOf, controlErrors } from './control-errors.ts';
import type { ControlHello, ControlReply, ControlRequest } from './control-protocol.ts';
import { type SocketFile, socketFiles } from './socket-files.ts';

const HELLO_MS = 5_000;

/** A connection to a running process. */
export interface ControlConnection {
  readonly hello: ControlHello;
  /** Throws what the process answers as an error, CONTROL_UNREACHABLE when it goes away. */
  ask(request: ControlRequest): Promise<ControlReply>;
  /** Resolves when the process has ended the connection. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens a socket; undefined when its process is gone, whose file is then removed. */
const open = async ({ path }: SocketFile): Promise<Socket | undefined> => {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') await rm(path, { force: true });
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return undefined;
    throw controlErrors.CONTROL_UNREACHABLE({ file: path, reason: code ?? message }, error);
  }
};

const connectTo = async (file: SocketFile): Promise<ControlConnection | undefined> => {
  const socket = await open(file);
  if (!socket) return undefined;
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const reply = async (): Promise<ControlReply> => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value) as ControlReply;
    throw controlErrors.CONTROL_UNREACHABLE({ file: file.path, reason: 'it ended the connection' });
  };
  const silence = setTimeout(() => socket.destroy(), HELLO_MS);
  const hello = (await reply().finally(() => clearTimeout(silence))) as ControlHello;
  return {
    hello,
    ended,
    ask: async (request) => {
      socket.write(`${JSON.stringify(request)}\n`);
      const answer = await reply();
      if (answer.type !== 'error') return answer;
      const { code, parameters, message } = answer;
      throw controlErrorOf(String(code), parameters as CodedError['parameters'], String(message));
    },
    close: () => socket.destroy(),
  };
};

const listOf = (connections: readonly ControlConnection[]): string =>
  connections
    .map(({ hello: { id, pid, source, target } }) => `${id} (pid ${pid}, ${source} → ${target})`)
    .join(', ');

/**
 * Connects to the process whose control socket lies in `folder`, to the one with this id if there may be several.
 * Throws CONTROL_NOTHING_RUNS, CONTROL_SEVERAL_RUN, CONTROL_ID_UNKNOWN, CONTROL_UNREACHABLE.
 */
export const connectControl = async (folder: string, id?: string): Promise<ControlConnection> => {
  const files = (await socketFiles(folder)).filter((file) => id === undefined || file.id === id);
  const found = (await Promise.all(files.map(connectTo))).filter((one) => one !== undefined);
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  for (const connection of found) connection.close();
  if (first) throw controlErrors.CONTROL_SEVERAL_RUN({ list: listOf(found) });
  if (id === undefined) throw controlErrors.CONTROL_NOTHING_RUNS({ folder });
  throw await unknownId(folder, id);
};

const unknownId = async (folder: string, id: string): Promise<CodedError> => {
  const running = (await Promise.all((await socketFiles(folder)).map(connectTo))).filter(
    (one) => one !== undefined,
  );
  const list = listOf(running) || '–';
  for (const connection of running) connection.close();
  return controlErrors.CONTROL_ID_UNKNOWN({ id, list });
};
