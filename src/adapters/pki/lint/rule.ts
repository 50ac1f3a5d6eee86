/** One statement of RFC 5280 or of the rulebook about what leaves the authority. */
export interface Rule<Subject> {
  /** Of RFC 5280, e.g. `4.1.2.2`; of the rulebook, e.g. `F28`. */
  readonly section: string;
  readonly says: string;
  /** Whether the subject is as the rule says. What it cannot even read is not: throwing counts as false. */
  readonly check: (subject: Subject) => boolean;
}

/** Why a certificate or CRL was not let out. It tells of rules only: nothing of the subject is in it. */
export class LintViolation extends Error {
  override readonly name = 'LintViolation';
  readonly sections: readonly string[];
  /** For the log, which gives codes and no messages. */
  readonly code: string;

  constructor(what: string, broken: readonly Pick<Rule<never>, 'section' | 'says'>[]) {
    super(`${what} is held back: ${broken.map((rule) => `${citation(rule.section)} (${rule.says})`).join(', ')}`);
    this.sections = broken.map(({ section }) => section);
    this.code = this.sections.map(citation).join(', ');
  }
}

const citation = (section: string): string => (/^\d/.test(section) ? `RFC 5280 §${section}` : section);

/** @throws LintViolation that names every rule which `subject` breaks */
export const enforce = <Subject>(what: string, rules: readonly Rule<Subject>[], subject: Subject): void => {
  const broken = rules.filter((rule) => !holds(rule, subject));
  if (broken.length > 0) throw new LintViolation(what, broken);
};

const holds = <Subject>({ check }: Rule<Subject>, subject: Subject): boolean => {
  try {
    return check(subject);
  } catch {
    return false;
  }
};
