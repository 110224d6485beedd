import type { Phrase } from '../sentence.ts';
import type { Motion } from './moves.ts';

interface MotionText {
  readonly name: Phrase;
  /** What is to be known before it. */
  readonly note: Phrase;
}

export const STEP_NOTE: Phrase = {
  en: 'Clients follow as they ask for their routes, within 30 s by default; no message is lost meanwhile, some may come twice.',
  zh: '客户端在下次获取路由时生效，默认 30 秒内；其间不丢消息，个别消息可能重复。',
};

export const MOTION_TEXTS: Readonly<Record<Motion, MotionText>> = {
  forward: {
    name: { en: 'Forward one state', zh: '前进一步' },
    note: STEP_NOTE,
  },
  back: {
    name: { en: 'Back one state', zh: '回退一步' },
    note: STEP_NOTE,
  },
  hold: {
    name: { en: 'Switch with writes held', zh: '暂停写入并切换' },
    note: {
      en: 'Sends to the topic wait for two seconds and then fail, until writes are released or the step is done. An application to which order matters sends again what failed before anything else. In return nobody writes to the side that is left.',
      zh: '在放行写入或完成该步之前，对该主题的发送最多等待两秒，然后失败。要求顺序的应用须先重发失败的消息，再发送后续消息。作为交换，离开的一端不会再有写入。',
    },
  },
  release: {
    name: { en: 'Release writes', zh: '放行写入' },
    note: {
      en: 'Producers write to the side that is entered; what they write waits there until the other side is drained.',
      zh: '生产者写入进入的一端；在另一端读完之前，这些消息等待消费。',
    },
  },
};
