import {
  decodeFrame,
  MQ_VERSION,
  NO_BODY,
  ONEWAY_FLAG,
  RESPONSE,
  RESPONSE_FLAG,
  type RemotingCommand,
} from '@mqferry/rocketmq';
import { namesInAnswer, namesInRequest, renamed } from '../both-sides/broker-names.ts';
import { JOINED } from '../both-sides/joined-answers.ts';
import { isOfClients } from './client-codes.ts';
import { LinkObserver } from './client-seen.ts';
import type { FrameHead } from './frame-head.ts';
import type { FrameHandler, FrameVerdict } from './frame-stream.ts';
import { type Awaited, frameOf, type LinkState, withoutSize } from './link-state.ts';
import { signAgain } from './sign-again.ts';
import type { Traffic } from './traffic.ts';
import { type WriteVerdict, writeOf } from './write-fence.ts';

const HEART_BEAT = 34;
/** A heartbeat with 10,000 subscriptions is smaller; a larger one goes on unread. */
const MOST_HEARTBEAT_BYTES = 4 * 1024 * 1024;

const REFUSED = 'mqferry gateway: producers may not write this topic in this cluster now';

const ADMINISTRATIVE = 'mqferry gateway: this is for administrators, who ask the broker itself';

type AwaitedHead = Pick<FrameHead, 'opaque' | 'flag' | 'code'>;

/** CONSUMER_SEND_MSG_BACK calls it otherwise. */
const topicOf = (head: FrameHead): string | undefined => head.field('topic') ?? head.field('originTopic');

/** What a client sends: requests, and its answers to what brokers ask. */
export class FromClient implements FrameHandler {
  readonly observer: LinkObserver;
  readonly #state: LinkState;

  constructor(state: LinkState) {
    this.#state = state;
    this.observer = new LinkObserver(state.info, state.world.onClientSeen);
  }

  write(bytes: Buffer): void {
    this.#state.toBroker(bytes);
  }

  judge(head: FrameHead, bytes: number): FrameVerdict {
    if (head.flag & RESPONSE_FLAG) return this.#judgeAnswer(head);
    const { code } = head;
    if (!isOfClients(code)) {
      this.#say(head.command(), ADMINISTRATIVE);
      return 'drop';
    }
    const { side } = this.#state.info;
    const { world } = this.#state;
    const write = writeOf(head);
    const topic = write?.topic ?? topicOf(head);
    const traffic = topic === undefined ? undefined : world.traffic.of(side, topic);
    if (traffic) {
      traffic.requests += 1;
      traffic.requestBytes += bytes;
    }
    this.observer.request(head, write);
    if (write !== undefined) {
      const judge = () => world.fence.judge(side, write.topic);
      const verdict = judge();
      if (verdict !== 'pass') return this.#stop(head.command(), bytes, traffic!, verdict, judge);
    }
    if (code === HEART_BEAT && bytes <= MOST_HEARTBEAT_BYTES) return (frame) => this.#heartbeat(frame);
    if (JOINED.has(code) || (this.#names && namesInRequest(code)))
      return (frame) => this.#change(frame, traffic);
    this.#await(head, { code, traffic, joined: undefined });
    return 'pass';
  }

  /** Only the target's brokers may have other names. */
  get #names() {
    return this.#state.info.side === 'target' ? this.#state.world.names() : undefined;
  }

  #judgeAnswer({ opaque }: FrameHead): FrameVerdict {
    const code = this.#state.calls.take(opaque);
    const names = this.#names;
    const rewrite = code === undefined ? undefined : namesInAnswer(code);
    if (names === undefined || rewrite === undefined) return 'pass';
    return (frame) => this.write(frameOf(renamed(decodeFrame(withoutSize(frame)), rewrite, names.toOwn)));
  }

  #await({ opaque, flag, code }: AwaitedHead, awaited: Awaited): void {
    if (flag & ONEWAY_FLAG) return;
    if (awaited.traffic || awaited.joined || (this.#names && namesInAnswer(code))) {
      this.#state.awaited.set(opaque, awaited);
    }
  }

  /** A write that does not go on, or not now. */
  #stop(
    head: RemotingCommand,
    bytes: number,
    traffic: Traffic,
    verdict: WriteVerdict,
    judge: () => WriteVerdict,
  ): FrameVerdict {
    const { held } = this.#state.world;
    const owner = this.#state;
    if (verdict === 'refuse' || !held.reserve(owner, bytes)) {
      this.#refuse(head, traffic);
      return 'drop';
    }
    traffic.held += 1;
    return (frame) => {
      const forward = () => {
        this.#await(head, { code: head.code, traffic, joined: undefined });
        this.write(frame);
      };
      held.add({ owner, frame, judge, forward, refuse: () => this.#refuse(head, traffic) });
    };
  }

  /**
   * NO_PERMISSION is what brokers say to writes that their permission does not allow. After it, producers of Java 4.9.7 and
   * 5.5.0, Go and ours write to another broker.
   */
  #refuse(request: RemotingCommand, traffic: Traffic): void {
    traffic.refused += 1;
    if (request.flag & ONEWAY_FLAG) traffic.lost += 1;
    this.#say(request, REFUSED);
  }

  #say({ opaque, flag, serialization }: RemotingCommand, remark: string): void {
    if (flag & ONEWAY_FLAG) return;
    this.#state.toClient(
      frameOf({
        ...{ code: RESPONSE.NO_PERMISSION, language: 'OTHER', version: MQ_VERSION.V5_5_0, opaque, remark },
        ...{ flag: RESPONSE_FLAG, fields: {}, body: NO_BODY, serialization },
      }),
    );
  }

  #heartbeat(frame: Buffer): void {
    this.observer.heartbeat(decodeFrame(withoutSize(frame)));
    this.write(frame);
  }

  /** A request in which names are replaced, or that is asked on the other side too. */
  #change(frame: Buffer, traffic: Traffic | undefined): void {
    const { world } = this.#state;
    const request = decodeFrame(withoutSize(frame));
    const { code } = request;
    const [names, rewrite] = [this.#names, namesInRequest(code)];
    const changed = names && rewrite ? renamed(request, rewrite, names.toOwn) : request;
    const signed = signAgain(request, changed, world.secretKeyOf);
    if ('remark' in signed) {
      this.#say(request, signed.remark);
    } else {
      this.#await(request, { code, traffic, joined: this.#joined(request) });
      this.write(signed.request === request ? frame : frameOf(signed.request));
    }
  }

  #joined(request: RemotingCommand): Awaited['joined'] {
    const joined = JOINED.get(request.code);
    if (joined === undefined) return undefined;
    const question = joined.question(request);
    const sides = joined.sides(this.#state.world.fence.table, question);
    return sides.length > 1 ? { request: joined, question } : undefined;
  }
}
