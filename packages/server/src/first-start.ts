import { timingSafeEqual } from 'node:crypto';
import { apiErrors } from '@mqferry/api';
import { bearerHash, newBearerSecret, type Settings, type Users } from '@mqferry/store';

const SETTING = 'first-start-token';

/** The one-time token that makes the first administrator. */
export class FirstStart {
  readonly #settings: Settings;
  readonly #users: Users;

  constructor(settings: Settings, users: Users) {
    this.#settings = settings;
    this.#users = users;
  }

  /** Whether there is an administrator; one who logs in by a provider of identities before is none by that. */
  async isDone(): Promise<boolean> {
    return (await this.#users.list()).some(({ role }) => role === 'administrator');
  }

  /**
   * A new token while there is no administrator, to be printed once; the one before it is worthless then, so that a lost one is
   * replaced by another start. Undefined as soon as there is one.
   */
  async token(): Promise<string | undefined> {
    if (await this.isDone()) return undefined;
    const token = newBearerSecret();
    await this.#settings.set(SETTING, bearerHash(token));
    return token;
  }

  /** Throws API_TOKEN_REFUSED unless it is the one that was printed last, and nobody has used it. */
  async redeem(token: string): Promise<void> {
    const expected = Buffer.from((await this.#settings.get(SETTING)) ?? '');
    const given = Buffer.from(bearerHash(token));
    const isRight = expected.length === given.length && timingSafeEqual(expected, given);
    if (!isRight || (await this.isDone())) throw apiErrors.API_TOKEN_REFUSED({});
  }

  /** It was used. */
  async done(): Promise<void> {
    await this.#settings.delete(SETTING);
  }
}
