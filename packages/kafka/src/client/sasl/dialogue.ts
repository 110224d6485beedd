/**
 * One login as a dialogue: `next` gets the broker's last answer (undefined at first) and gives the bytes to
 * send, or undefined when the mechanism is content. It throws an Error with a plain reason to refuse the broker.
 */
export interface SaslDialogue {
  next(challenge: Buffer | undefined): Promise<Buffer | undefined>;
}
