import { answeredWith } from '@realname/client';
import { reactive, ref, watch } from 'vue';
import { useButton } from '../kit/button.js';
import { filled, textsOf } from '../kit/language.js';
import { codeOf } from '../kit/refusals.js';
import { api, isUnfinished, onSignOut } from '../staff/sign-in.js';
import { bodyOf } from './columns.js';
import { type ImportRow, refuse } from './import-rows.js';

const t = textsOf({
  imported: ['已导入', 'Imported'],
  kept: ['已导入，保留较新的：{groups}', 'Imported; newer and kept: {groups}'],
  ended: [
    '登录已过期，导入已暂停。再按「导入」继续未完成的行。',
    'Your session ended, and the import stopped. Press Import to go on with the rows that are not done.',
  ],
});

/**
 * The table that is being imported, and what became of its rows. It is in the page's memory alone, as what was typed is, and
 * outlives a session that ends: the same person goes on with it.
 */
export const rows = reactive<ImportRow[]>([]);
export const trouble = ref('');
let owner: string | undefined;

watch(rows, () => {
  isUnfinished.value = rows.some(({ state }) => state !== 'imported');
});

export const show = (table: readonly ImportRow[], problem = ''): void => {
  rows.splice(0, rows.length, ...table);
  trouble.value = problem;
};
onSignOut(() => show([]));

/** Another person finds no table. */
export const belongTo = (person: string | undefined): void => {
  if (person !== owner) show([]);
  owner = person;
};

/** One after another: a row that is refused holds up none. A session that ends does, and its row is as if it had not begun. */
export const start = useButton(
  async (press) => {
    trouble.value = '';
    for (const row of rows.filter(({ state }) => state !== 'imported')) {
      row.state = 'running';
      const { companyCode = '', customerNumber = '' } = row.cells;
      const path = { companyCode: companyCode.trim(), customerNumber: customerNumber.trim() };
      const body = bodyOf(row.cells);
      try {
        const { data } = await answeredWith(
          press((write) =>
            api.PUT('/v1/staff/customers/{companyCode}/{customerNumber}', { params: { path }, body, ...write }),
          ),
        );
        row.state = 'imported';
        row.errors = {};
        row.note = data.kept.length > 0 ? filled(t.kept, { groups: data.kept.join(', ') }) : t.imported;
      } catch (error) {
        if (codeOf(error) === 'session.required') {
          row.state = 'new';
          trouble.value = t.ended;
          return;
        }
        refuse(row, error);
      }
    }
  },
  (error) => {
    trouble.value = String(error);
  },
);
