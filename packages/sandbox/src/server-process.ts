import { type Daemon, type DaemonPlan, startDaemon, untilReady } from './daemon.ts';
import { sendSignal } from './process-identity.ts';
import type { StateFile } from './sandbox-state.ts';

/** A process of a sandbox, which can be ended and started again. */
export interface SandboxServer {
  /** Of the present process, or of the last one. */
  readonly pid: number;
  /** What it wrote to stdout and stderr, its own log included. */
  readonly logFile: string;
  readonly running: boolean;
  /** Starts it again with the same data and ports; resolves when it is ready and known to all. */
  start(): Promise<void>;
  /** Orderly: SIGTERM, then SIGKILL after `graceMs` (30 s). */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and answers nothing. */
  suspend(): void;
  /** SIGCONT. */
  resume(): void;
}

const GRACE_MS = 30_000;

/** The process behind a server; who derives from it says when it is ready. */
export abstract class ServerProcess implements SandboxServer {
  readonly logFile: string;
  readonly #plan: DaemonPlan;
  readonly #state: StateFile;
  #daemon: Daemon | undefined;
  #running = false;
  #suspended = false;

  constructor(plan: DaemonPlan, state: StateFile) {
    this.logFile = plan.logFile;
    this.#plan = plan;
    this.#state = state;
  }

  /** Rejects as long as it cannot be used. */
  protected abstract requireReady(): Promise<void>;

  get pid(): number {
    return this.#daemon?.identity.pid ?? 0;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Whether it runs and is not suspended. */
  get awake(): boolean {
    return this.#running && !this.#suspended;
  }

  /** Starts the process; `untilReady` then tells when it can be used. */
  async launch(): Promise<void> {
    const daemon = await startDaemon(this.#plan, this.#state);
    this.#daemon = daemon;
    this.#running = true;
    this.#suspended = false;
    daemon.exited.then(() => {
      this.#running = false;
    });
  }

  /** Throws SANDBOX_PROCESS_DIED, SANDBOX_START_TIMEOUT, SANDBOX_PORT_IN_USE. */
  untilReady(): Promise<void> {
    return untilReady(this.#plan, this.#daemon!, () => this.requireReady());
  }

  async start(): Promise<void> {
    if (this.#running) return;
    await this.launch();
    await this.untilReady();
  }

  async stop(graceMs = GRACE_MS): Promise<void> {
    if (this.#running) await this.#daemon!.end(graceMs);
  }

  async kill(): Promise<void> {
    await this.stop(0);
  }

  suspend(): void {
    this.#suspended = this.#running && sendSignal(this.#daemon!.identity, 'SIGSTOP');
  }

  resume(): void {
    if (this.#suspended) sendSignal(this.#daemon!.identity, 'SIGCONT');
    this.#suspended = false;
  }
}
