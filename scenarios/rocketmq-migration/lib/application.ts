import type {
  ClientKind,
  ConsumerOptions,
  LiveClients,
  LiveMember,
  LiveProducer,
  Pace,
  ProducerOptions,
} from './live-clients.ts';
import { MessageBooks } from './message-books.ts';
import { startClients } from './start-clients.ts';
import type { AppTopic } from './topics.ts';

/** What an application does with its topic; names of topic, groups and clients come from `name`. */
export interface ApplicationPlan {
  readonly name: string;
  readonly kind: ClientKind;
  readonly producer?: Omit<ProducerOptions, 'name' | 'group'>;
  readonly consumer?: Omit<ConsumerOptions, 'name' | 'group'>;
  /** Its messages have an order that is to be kept. */
  readonly ordered?: boolean;
  /** How many consumers share the topic; 2. */
  readonly consumers?: number;
  /** At each broker; 4. */
  readonly queues?: number;
}

/** An application that runs: one producer, and consumers that share a group. */
export interface Application {
  readonly plan: ApplicationPlan;
  readonly books: MessageBooks;
  readonly group: string;
  readonly clients: LiveClients;
  readonly producer: LiveProducer;
  readonly consumers: readonly LiveMember[];
  /** Names of the consumers, as deliveries have them. */
  readonly consumerNames: readonly string[];
}

const groupOf = ({ name }: ApplicationPlan): string => `${name}-group`;

/** The topic of an application, to be created. */
export const topicOf = (plan: ApplicationPlan): AppTopic => ({
  ...{ name: plan.name, groups: [groupOf(plan)] },
  ...(plan.queues === undefined ? {} : { queues: plan.queues }),
});

/** Programs with clients, one for each kind, and the applications in them. */
export class Applications {
  readonly all: readonly Application[];
  readonly #programs: readonly LiveClients[];

  private constructor(all: readonly Application[], programs: readonly LiveClients[]) {
    this.all = all;
    this.#programs = programs;
  }

  /** Starts consumers, then producers; the topics are there. */
  static async start(
    plans: readonly ApplicationPlan[],
    nameServers: string,
    pace?: Pace,
  ): Promise<Applications> {
    const kinds = [...new Set(plans.map(({ kind }) => kind))];
    const programs = await Promise.all(kinds.map((kind) => startClients(kind, nameServers, pace)));
    try {
      const all = await Promise.all(
        plans.map((plan) => startApplication(plan, programs[kinds.indexOf(plan.kind)]!)),
      );
      return new Applications(all, programs);
    } catch (error) {
      await Promise.allSettled(programs.map((program) => program.end()));
      throw error;
    }
  }

  /** Does the same with each. */
  async each(work: (application: Application) => Promise<unknown>): Promise<void> {
    await Promise.all(this.all.map(work));
  }

  /** Has producers send no more, and waits until all they sent is processed. */
  async settle(): Promise<void> {
    await this.each(({ producer }) => producer.rest());
    await this.each(({ books }) => books.untilProcessed());
  }

  async end(): Promise<void> {
    for (const program of this.#programs) await program.end();
  }
}

const startApplication = async (plan: ApplicationPlan, clients: LiveClients): Promise<Application> => {
  const { name, consumers: count = 2 } = plan;
  const books = new MessageBooks(name);
  const group = groupOf(plan);
  const consumerNames = Array.from({ length: count }, (_, index) => `${name}-c${index + 1}`);
  const consumers: LiveMember[] = [];
  for (const consumerName of consumerNames) {
    consumers.push(await clients.consumer(books, { ...plan.consumer, name: consumerName, group }));
  }
  const producer = await clients.producer(books, {
    ...{ ...plan.producer, name: `${name}-p`, group: `${name}-producers` },
  });
  return { plan, books, group, clients, producer, consumers, consumerNames };
};
