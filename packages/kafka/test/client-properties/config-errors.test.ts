import { describe, expect, test } from 'vitest';
import { configErrors } from '../../src/client-properties/config-errors.ts';
import { configWarnings } from '../../src/client-properties/config-warnings.ts';
import { oauthErrors } from '../../src/client-properties/oauth/oauth-errors.ts';

const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

describe('errors and warnings', () => {
  test.each(Object.entries({ ...configErrors, ...configWarnings, ...oauthErrors }))(
    '%s says the same in both languages',
    (_code, create) => {
      // Without parameters the places stay in the text.
      const error = (
        create as (parameters: object) => ReturnType<typeof configErrors.CONFIG_BOOTSTRAP_MISSING>
      )({});
      for (const part of ['text', 'advice'] as const) {
        expect(error[part]('zh')).toMatch(/\p{Script=Han}/u);
        expect(placesOf(error[part]('zh'))).toEqual(placesOf(error[part]('en')));
      }
    },
  );
});
