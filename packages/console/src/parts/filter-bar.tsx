import { Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import './filter-bar.css';

/** A choice among few values, or all of them. */
export const FilterSelect = <Value extends string>({
  label,
  all,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  /** What it says while nothing is chosen. */
  readonly all: string;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly value: string | undefined;
  readonly onChange: (value: Value | undefined) => void;
}) => (
  <Select<Value | ''>
    className="filter-select"
    aria-label={label}
    popupMatchSelectWidth={false}
    value={(value ?? '') as Value | ''}
    options={[{ value: '', label: all }, ...options.map(([key, text]) => ({ value: key, label: text }))]}
    onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
  />
);

const TYPING_MS = 300;

/** A search for a part of a name; it is asked for when the typing pauses. */
export const FilterSearch = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}) => {
  const [typed, setTyped] = useState(value ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(value ?? ''), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(text === '' ? undefined : text), TYPING_MS);
  };
  return (
    <Input
      className="filter-search"
      type="search"
      allowClear
      maxLength={249}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={({ target }) => type(target.value)}
    />
  );
};
