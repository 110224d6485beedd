import type { Writer } from '@mqferry/replication';
import { ConsumerSettings } from './consumer-settings.ts';
import { ProxiedConsumers } from './proxied-consumers.ts';

/** Whether a topic is static changes with an administrator's commands only; it is asked for again after this, in milliseconds. */
const STATIC_MS = 5 * 60_000;

const endsText = (ends: ReadonlyMap<string, bigint>): string =>
  [...ends].map(([queue, end]) => `${queue}=${end}`).join(' ');

/** What need not be asked for at every look at one side: a task may have a thousand topics. */
export class SideMemory {
  readonly settings = new ConsumerSettings();
  readonly proxied = new ProxiedConsumers();
  readonly #writers = new Map<string, { readonly ends: string; readonly writers: readonly Writer[] }>();
  readonly #static = new Map<string, { readonly at: number; readonly isStatic: boolean }>();

  /** Who wrote a topic, if it still ends there; undefined: it has to be asked. */
  writers(topic: string, ends: ReadonlyMap<string, bigint>): readonly Writer[] | undefined {
    const known = this.#writers.get(topic);
    return known?.ends === endsText(ends) ? known.writers : undefined;
  }

  keepWriters(topic: string, ends: ReadonlyMap<string, bigint>, writers: readonly Writer[]): void {
    this.#writers.set(topic, { ends: endsText(ends), writers });
  }

  /** Undefined: it has to be asked. */
  isStatic(topic: string): boolean | undefined {
    const known = this.#static.get(topic);
    return known && Date.now() - known.at < STATIC_MS ? known.isStatic : undefined;
  }

  keepStatic(topic: string, isStatic: boolean): void {
    this.#static.set(topic, { at: Date.now(), isStatic });
  }
}
