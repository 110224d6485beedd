import { Form, Input } from 'antd';
import type { PlainKey } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { patternOf, type TypedField } from './typed-fields.ts';
import './number-fields.css';

export interface NumberFieldsProps<Field extends TypedField> {
  readonly fields: readonly Field[];
  /** What they are part of in the form. */
  readonly part: string;
  readonly labelOf: (name: Field['name']) => PlainKey;
  /** What holds where nothing is typed, as it would be typed. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** Numbers that may be left out, with their units. Fields of a form. */
export const NumberFields = <Field extends TypedField>({
  fields,
  part,
  labelOf,
  defaults,
}: NumberFieldsProps<Field>) => {
  const { t } = useTexts();
  const unitOf = ({ unit }: Field): string | undefined =>
    unit === 'days' || unit === 'cores' ? t(`assess.unit.${unit}`) : unit;
  return (
    <div className="number-fields">
      {fields.map((field) => {
        const { name } = field;
        const label = t(labelOf(name));
        const suffix = unitOf(field);
        const placeholder = defaults?.[name];
        return (
          <Form.Item
            key={name}
            name={[part, name]}
            label={label}
            rules={[{ pattern: patternOf(field), message: t('assess.numberWrong') }]}
          >
            <Input
              inputMode="decimal"
              {...(suffix === undefined ? {} : { suffix })}
              {...(placeholder === undefined ? {} : { placeholder })}
            />
          </Form.Item>
        );
      })}
    </div>
  );
};
