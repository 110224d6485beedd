import { Hidden } from '@mqferry/core';

/** Settings by name. */
export type Settings = ReadonlyMap<string, string | Hidden>;

/** Settings that hold passwords, such as `initAuthenticationUser`; servers tell them as they are. */
const SECRET = /password|secret|credential|authenticationUser/i;

/** Settings as servers tell them: a line `name=value` for each, with nothing escaped (`MixAll.properties2String`). */
export const parseProperties = (body: Buffer): Settings =>
  new Map(
    body
      .toString()
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line): [string, string | Hidden] => {
        const at = line.indexOf('=');
        const name = line.slice(0, at);
        const value = line.slice(at + 1);
        return [name, SECRET.test(name) && value !== '' ? new Hidden(value) : value];
      }),
  );

/** What may be syntax, and what is beyond ASCII, is written as `\uXXXX`. */
const escaped = (text: string): string =>
  text.replace(/[^\w./;,-]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Settings to be changed, as `java.util.Properties` reads them. */
export const propertiesBytes = (settings: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    Object.entries(settings)
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}\n`)
      .join(''),
  );
