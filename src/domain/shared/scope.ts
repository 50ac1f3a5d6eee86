/** Whose something is, or where a member of staff may act: companies by code, `identity` for the identity app, `*` for all. */
export interface Scope {
  readonly companies: readonly string[];
  /** Branch codes, `<company>/<branch>` where a code stands in two companies, `*` for every branch. */
  readonly branches: readonly string[];
}

/** The identity app, which is a scope like a company and has no branches. */
export const identityScope: Scope = { companies: ['identity'], branches: [] };

/** Of what belongs to no company. */
export const everything: Scope = { companies: ['*'], branches: [] };

export const companyScope = (companyCode: string): Scope => ({ companies: [companyCode], branches: [] });

/** Of a branch; of no branch is what only those see who have every branch. */
export const branchScope = ({
  companyCode,
  branchCode,
}: {
  readonly companyCode: string;
  readonly branchCode: string | null;
}): Scope => ({ companies: [companyCode], branches: [branchCode ?? '*'] });

/** Deny by default: whether every company and every branch of `wanted` is among one's own. */
export const covers = (own: Scope, wanted: Scope): boolean => {
  const has = (list: readonly string[], ...names: readonly string[]) =>
    ['*', ...names].some((name) => list.includes(name));
  const hasBranch = (branch: string) => {
    const qualified = wanted.companies.map((company) => `${company}/${branch}`);
    return has(own.branches, branch) || qualified.every((each) => own.branches.includes(each));
  };
  return (
    wanted.companies.length > 0 &&
    wanted.companies.every((company) => has(own.companies, company)) &&
    wanted.branches.every(hasBranch)
  );
};

/** One scope of several. */
export const union = (scopes: Iterable<Scope>): Scope => {
  const all = [...scopes];
  return {
    companies: [...new Set(all.flatMap(({ companies }) => companies))],
    branches: [...new Set(all.flatMap(({ branches }) => branches))],
  };
};
