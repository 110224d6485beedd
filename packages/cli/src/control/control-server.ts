import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { codedErrorIn, type Language } from '@mqferry/core';
import { jsonLine } from '../render/json.ts';
import { controlErrors } from './control-errors.ts';
import {
  type ControlHello,
  type ControlReply,
  type ControlRequest,
  LONGEST_REQUEST,
} from './control-protocol.ts';
import { LONGEST_PATH, newSocketFile } from './socket-files.ts';

/** A process that listens to its operator. */
export interface ControlServer {
  readonly path: string;
  close(): Promise<void>;
}

/** Carries a request out. */
export type RequestHandler = (request: ControlRequest) => Promise<ControlReply>;

const WIRE_LANGUAGE: Language = 'en';
/** Only the owner may read and write what is made from now on. */
const OWNER_ONLY = 0o177;

const errorReply = (error: unknown): ControlReply => {
  const { code, message, parameters } = codedErrorIn(error) ?? {
    code: 'CONTROL_FAILED',
    message: String(error),
    parameters: {},
  };
  return { type: 'error', code, message, parameters };
};

/**
 * Listens on a Unix domain socket of its own in the state folder, which only this user may use: lines of JSON both
 * ways, requests of a connection answered one after the other. Throws CONTROL_UNAVAILABLE.
 */
export const serveControl = async (
  folder: string,
  who: Pick<ControlHello, 'source' | 'target'>,
  handle: RequestHandler,
): Promise<ControlServer> => {
  const { id, path } = newSocketFile(folder);
  const hello: ControlHello = { type: 'hello', id, pid: process.pid, ...who };
  const conversations = new Set<Conversation>();
  const server = createServer((socket) => {
    const conversation = new Conversation(socket, handle);
    conversations.add(conversation);
    socket.once('close', () => conversations.delete(conversation));
    // Whoever leaves early does not want the answer.
    socket.on('error', () => {});
    void conversation.run(hello);
  });
  try {
    if (Buffer.byteLength(path) > LONGEST_PATH)
      throw new Error(`its path has more than ${LONGEST_PATH} bytes`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // The socket is bound before listen returns, so nobody else's file gets this mask.
    const mask = process.umask(OWNER_ONLY);
    try {
      server.listen(path);
    } finally {
      process.umask(mask);
    }
    await once(server, 'listening');
  } catch (error) {
    throw controlErrors.CONTROL_UNAVAILABLE({ file: path, reason: (error as Error).message }, error);
  }
  return {
    path,
    close: async () => {
      server.close();
      for (const conversation of conversations) conversation.end();
      await once(server, 'close');
      await rm(path, { force: true });
    },
  };
};

/** One connection: requests are answered one after the other, a request under way also when all is to end. */
class Conversation {
  readonly #socket: Socket;
  readonly #handle: RequestHandler;
  #isBusy = false;
  #isEnding = false;

  constructor(socket: Socket, handle: RequestHandler) {
    this.#socket = socket;
    this.#handle = handle;
  }

  async run(hello: ControlHello): Promise<void> {
    this.#say(hello);
    for await (const line of createInterface({ input: this.#socket })) {
      if (this.#isEnding || line.length > LONGEST_REQUEST) break;
      this.#isBusy = true;
      this.#say(await this.#answer(line));
      this.#isBusy = false;
      if (this.#isEnding) break;
    }
    this.#socket.end();
  }

  end(): void {
    this.#isEnding = true;
    if (!this.#isBusy) this.#socket.end();
  }

  async #answer(line: string): Promise<ControlReply> {
    try {
      // The library for it is loaded when it is needed; most copies are never asked for anything.
      const { parseRequest } = await import('./parse-request.ts');
      return await this.#handle(parseRequest(line));
    } catch (error) {
      return errorReply(error);
    }
  }

  #say(reply: ControlReply): void {
    if (this.#socket.writable) this.#socket.write(`${jsonLine(reply, WIRE_LANGUAGE)}\n`);
  }
}
