import type { Problem } from '@mqferry/api';
import { Button, type ButtonProps, Tooltip } from 'antd';
import { useId } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import './reasoned-button.css';

export interface ReasonedButtonProps
  extends Pick<ButtonProps, 'type' | 'danger' | 'icon' | 'children' | 'onClick' | 'size' | 'loading'> {
  /** Why it cannot be used now; it can when this is absent. */
  readonly reason?: Problem | string | null | undefined;
}

/**
 * A button that says why it cannot be used. It keeps its place in the order of focus then, and the reason is shown when it
 * is pointed at or focused, and told to screen readers.
 */
export const ReasonedButton = ({ reason, onClick, type, danger, ...rest }: ReasonedButtonProps) => {
  const { t, language } = useTexts();
  const id = useId();
  if (!reason) {
    return (
      <Button {...rest} type={type ?? 'default'} danger={danger ?? false} {...(onClick ? { onClick } : {})} />
    );
  }
  const text = typeof reason === 'string' ? reason : `${reason.message[language]} ${reason.advice[language]}`;
  return (
    <Tooltip title={text} trigger={['hover', 'focus', 'click']}>
      <span className="reasoned-button">
        <Button {...rest} aria-disabled="true" aria-describedby={id} />
        <span id={id} className="visually-hidden">
          {t('button.blocked', { reason: text })}
        </span>
      </span>
    </Tooltip>
  );
};
