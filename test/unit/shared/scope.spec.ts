import { expect, it } from '@jest/globals';
import {
  branchScope,
  companyScope,
  covers,
  everything,
  identityScope,
  type Scope,
  union,
} from '../../../src/domain/shared/scope.js';

const own = (companies: string[], branches: string[] = ['*']): Scope => ({ companies, branches });
const first = branchScope({ companyCode: '0038', branchCode: '001' });
const nowhere = branchScope({ companyCode: '0038', branchCode: null });

it.each<[string, Scope, Scope, boolean]>([
  ['a company', own(['0038']), companyScope('0038'), true],
  ['another company', own(['0039']), companyScope('0038'), false],
  ['a company of all', own(['*']), companyScope('0038'), true],
  ['the identity app', own(['identity'], []), identityScope, true],
  ['the identity app, which no company has', own(['0038', '0039']), identityScope, false],
  ['a company, which the identity app has not', own(['identity']), companyScope('0038'), false],
  ['a branch', own(['0038'], ['001']), first, true],
  ['a branch by its whole name', own(['0038'], ['0038/001']), first, true],
  ['another branch', own(['0038'], ['002']), first, false],
  ['that branch of another company', own(['0038', '0039'], ['0039/001']), first, false],
  ['a branch of all', own(['0038']), first, true],
  ['no branch', own(['0038'], ['001', '002']), nowhere, false],
  ['no branch, with every branch', own(['0038']), nowhere, true],
  ['what belongs to nobody', own(['0038', '0039', 'identity']), everything, false],
  ['what belongs to nobody, with everything', own(['*']), everything, true],
  ['nothing named', own(['*']), { companies: [], branches: [] }, false],
  ['part of several', own(['0038']), union([first, identityScope]), false],
  ['all of several', own(['0038', 'identity'], ['001']), union([first, identityScope]), true],
])('%s', (_, mine, wanted, covered) => {
  expect(covers(mine, wanted)).toBe(covered);
});
