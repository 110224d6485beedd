import { Button, Form, Input } from 'antd';
import type { Rule } from 'antd/es/form';
import { Fragment, type ReactNode, useState } from 'react';
import { patternFault } from '../../parts/pattern-fault.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './selection-fields.css';

const PATTERN_FIELDS = ['topics', 'exclude', 'groups'] as const;
const RARE_FIELDS = ['acceptGaps', 'mapped'] as const;

/**
 * What is moved: topics and groups by patterns, how fast, and what is rarely needed. Fields of a form. `preview` stands
 * below those that choose topics.
 */
export const SelectionFields = ({ preview }: { readonly preview?: ReactNode }) => {
  const { t } = useTexts();
  const form = Form.useFormInstance();
  const [more, setMore] = useState(false);
  const patternRule: Rule = {
    validator: async (_, text: string | undefined) => {
      const reason = patternFault(text);
      if (reason !== undefined) throw new Error(t('wizard.patternWrong', { reason }));
    },
  };
  return (
    <div className="selection-fields">
      {PATTERN_FIELDS.map((name) => (
        <Fragment key={name}>
          <Form.Item
            name={name}
            label={t(`wizard.${name}`)}
            extra={t(`wizard.${name}Text`)}
            rules={[patternRule]}
          >
            <Input className="mono" spellCheck={false} maxLength={4000} placeholder={EXAMPLES[name]} />
          </Form.Item>
          {name === 'exclude' && preview}
        </Fragment>
      ))}
      <div className="selection-all-groups">
        <Button size="small" onClick={() => form.setFieldsValue({ groups: '.*' })}>
          {t('wizard.allGroups')}
        </Button>
      </div>
      <Form.Item
        name="rate"
        label={t('wizard.rate')}
        extra={t('wizard.rateText')}
        rules={[{ pattern: /^\s*(?:\d{1,7}(?:\.\d{1,3})?)?\s*$/u, message: t('wizard.numberWrong') }]}
      >
        <Input inputMode="decimal" suffix="MiB/s" style={{ maxWidth: 200 }} />
      </Form.Item>
      <div>
        <Button type="link" aria-expanded={more} onClick={() => setMore(!more)} style={{ paddingInline: 0 }}>
          {t('wizard.more')} {more ? '▴' : '▾'}
        </Button>
      </div>
      <div hidden={!more}>
        {RARE_FIELDS.map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`wizard.${name}`)}
            extra={t(`wizard.${name}Text`)}
            rules={[patternRule]}
          >
            <Input className="mono" spellCheck={false} maxLength={4000} />
          </Form.Item>
        ))}
        <Form.Item
          name="mostHoles"
          label={t('wizard.mostHoles')}
          extra={t('wizard.mostHolesText')}
          rules={[{ pattern: /^\s*(?:[1-9]\d{0,17})?\s*$/u, message: t('wizard.numberWrong') }]}
        >
          <Input inputMode="numeric" style={{ maxWidth: 200 }} />
        </Form.Item>
      </div>
    </div>
  );
};

const EXAMPLES = { topics: 'orders\\..*', exclude: '.*\\.tmp', groups: 'orders-.*' } as const;
