import type { SeamlessTopic } from '../api/types.ts';
import { perSecond } from '../format/numbers.ts';
import { useTexts } from '../texts/use-texts.ts';

type Side = keyof SeamlessTopic['traffic'];

/** Messages a second that are written and read on one side. */
export const InOut = ({ traffic }: { readonly traffic: SeamlessTopic['traffic'][Side] }) => {
  const { language } = useTexts();
  return (
    <span className="nowrap">
      {perSecond(traffic.in, language)} / {perSecond(traffic.out, language)}
    </span>
  );
};
