import type { Given, Routes } from '@mqferry/api';
import { DATA_FIELDS, FEATURE_FIELDS, LIMIT_FIELDS, numbersTyped, TRAFFIC_FIELDS } from './typed-fields.ts';

type Body = Given<Routes['createAssessment']>['body'];
type Answers = NonNullable<Body['answers']>;
type Typed = Readonly<Record<string, string | undefined>>;

/** What is typed and chosen in the form. */
export interface Entered {
  readonly way: 'measured' | 'answers';
  readonly clusterId?: string;
  readonly seconds: number;
  readonly name?: string;
  readonly answers?: Pick<Answers, 'trafficIs' | 'fromOwnDataCentre' | 'transactions' | 'diskType'> & {
    readonly serverVersion?: string;
  };
  readonly limits?: Typed;
}

const given = <T>(name: keyof Answers, value: T | undefined | '' | null) =>
  value === undefined || value === '' || value === null ? {} : { [name]: value };

/** What is asked of the service. What was left out stays unknown. */
export const bodyOf = ({ way, clusterId, seconds, name, answers, limits }: Entered): Body => {
  const fields = [...TRAFFIC_FIELDS, ...DATA_FIELDS, ...FEATURE_FIELDS];
  const numbers = numbersTyped(fields, answers as Typed | undefined);
  const hasTraffic = 'peakBytesIn' in numbers || 'meanBytesIn' in numbers;
  return {
    ...(name ? { name } : {}),
    ...(way === 'measured' && clusterId !== undefined ? { measure: { clusterId, seconds } } : {}),
    answers: {
      ...numbers,
      ...(hasTraffic ? given('trafficIs', answers?.trafficIs) : {}),
      ...given('fromOwnDataCentre', answers?.fromOwnDataCentre),
      ...given('transactions', answers?.transactions),
      ...given('diskType', answers?.diskType),
      ...given('serverVersion', answers?.serverVersion?.trim()),
    },
    limits: numbersTyped(LIMIT_FIELDS, limits),
  };
};
