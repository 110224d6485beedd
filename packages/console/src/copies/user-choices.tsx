import type { OperationInput } from '@mqferry/api';
import { Hidden } from '@mqferry/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import type { NewPassword } from './generated-passwords.tsx';
import { generatedPassword } from './password.ts';
import './copy-choices.css';

type CopyUsers = Extract<OperationInput, { readonly operation: 'copyUsers' }>;

/** The users that are copied, with the passwords that were made up for those who were given none. */
export interface ChosenUsers {
  readonly users: CopyUsers['users'];
  readonly generated: readonly NewPassword[];
}

/** The new passwords of users: brokers do not give out the old ones. */
export const UserChoices = ({
  names,
  onPlan,
}: {
  readonly names: readonly string[];
  readonly onPlan: (chosen: ChosenUsers) => void;
}) => {
  const { t } = useTexts();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const plan = (): void => {
    const passwords = names.map((user) => {
      const password = typed[user] ?? '';
      return password === ''
        ? { user, password: generatedPassword(), isGenerated: true }
        : { user, password, isGenerated: false };
    });
    onPlan({
      users: passwords.map(({ user, password }) => ({ user, password: new Hidden(password) })),
      generated: passwords
        .filter(({ isGenerated }) => isGenerated)
        .map(({ user, password }) => ({ user, password })),
    });
  };
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        plan();
      }}
    >
      <p>{t('copy.passwordsText')}</p>
      <ul className="copy-choices copy-passwords">
        {names.map((user) => (
          <li key={user}>
            <code className="break">{user}</code>
            <Input.Password
              size="small"
              autoComplete="new-password"
              maxLength={1000}
              placeholder={t('copy.generated')}
              aria-label={t('copy.passwordOf', { user })}
              value={typed[user] ?? ''}
              onChange={({ target }) => setTyped({ ...typed, [user]: target.value })}
            />
          </li>
        ))}
      </ul>
      <div className="row copy-foot">
        <Button type="primary" htmlType="submit">
          {t('copy.showPlan')}
        </Button>
        <span className="soft">{t('wizard.nothingYet')}</span>
      </div>
    </form>
  );
};
