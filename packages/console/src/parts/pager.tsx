import { Pagination } from 'antd';
import { usePhone } from '../layout/use-phone.ts';
import { useTexts } from '../texts/use-texts.ts';
import { PAGE_SIZES, type TableState } from '../url/table-state.ts';
import './pager.css';

export interface PagerProps<Sort extends string, Filter extends string> {
  /** How many are on this page. */
  readonly shown: number;
  readonly total: number;
  readonly state: TableState<Sort, Filter>;
  readonly onState: (state: TableState<Sort, Filter>) => void;
}

/** Leads to the other pages of a list, where it has any. */
export const Pager = <Sort extends string, Filter extends string>({
  shown,
  total,
  state,
  onState,
}: PagerProps<Sort, Filter>) => {
  const { t } = useTexts();
  const phone = usePhone();
  if (total <= shown && state.page === 1) return null;
  return (
    <div className="pager">
      <Pagination
        size="small"
        current={state.page}
        pageSize={state.size}
        total={total}
        pageSizeOptions={[...PAGE_SIZES]}
        showSizeChanger={!phone}
        simple={phone}
        showTotal={(_, [from, to]) => t('table.range', { from, to, total })}
        onChange={(page, size) => onState({ ...state, page: size === state.size ? page : 1, size })}
      />
    </div>
  );
};
