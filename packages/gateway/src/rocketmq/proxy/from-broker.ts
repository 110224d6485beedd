import { decodeFrame, ONEWAY_FLAG, RESPONSE_FLAG, type RemotingCommand } from '@mqferry/rocketmq';
import { type BrokerNames, namesInAnswer, namesInRequest, renamed } from '../both-sides/broker-names.ts';
import { otherOf } from '../both-sides/joined-answers.ts';
import type { FrameHead } from './frame-head.ts';
import type { FrameHandler, FrameVerdict } from './frame-stream.ts';
import { type Awaited, frameOf, type LinkState, withoutSize } from './link-state.ts';

/** What a broker sends: answers, and what it asks its clients. */
export class FromBroker implements FrameHandler {
  readonly #state: LinkState;

  constructor(state: LinkState) {
    this.#state = state;
  }

  write(bytes: Buffer): void {
    this.#state.toClient(bytes);
  }

  judge(head: FrameHead, bytes: number): FrameVerdict {
    if (!(head.flag & RESPONSE_FLAG)) return this.#judgeCall(head);
    const awaited = this.#state.awaited.take(head.opaque);
    if (awaited === undefined) return 'pass';
    const { code, traffic, joined } = awaited;
    if (traffic) {
      traffic.answers += 1;
      traffic.answerBytes += bytes;
    }
    if (joined) return (frame) => void this.#join(frame, joined);
    if (this.#names && namesInAnswer(code)) {
      return (frame) => this.write(frameOf(this.#shown(decodeFrame(withoutSize(frame)), code)));
    }
    return 'pass';
  }

  get #names(): BrokerNames | undefined {
    return this.#state.info.side === 'target' ? this.#state.world.names() : undefined;
  }

  #judgeCall({ code, opaque, flag }: FrameHead): FrameVerdict {
    const names = this.#names;
    if (names === undefined) return 'pass';
    if (!(flag & ONEWAY_FLAG) && namesInAnswer(code)) this.#state.calls.set(opaque, code);
    const rewrite = namesInRequest(code);
    if (rewrite === undefined) return 'pass';
    return (frame) => this.write(frameOf(renamed(decodeFrame(withoutSize(frame)), rewrite, names.toShown)));
  }

  /** An answer with the names that clients know. */
  #shown(answer: RemotingCommand, code: number, side = this.#state.info.side): RemotingCommand {
    const names = side === 'target' ? this.#state.world.names() : undefined;
    const rewrite = namesInAnswer(code);
    return names && rewrite ? renamed(answer, rewrite, names.toShown) : answer;
  }

  async #join(frame: Buffer, { request, question }: NonNullable<Awaited['joined']>): Promise<void> {
    const { info, world } = this.#state;
    const other = otherOf(info.side);
    const answers = await world.otherSide.ask(other, question);
    try {
      const own = this.#shown(decodeFrame(withoutSize(frame)), question.code);
      const others = answers.map((answer) => this.#shown(answer, question.code, other));
      this.write(frameOf(request.join(own, others)));
    } catch {
      // An answer that cannot be read is the client's to judge.
      this.write(frame);
    }
  }
}
