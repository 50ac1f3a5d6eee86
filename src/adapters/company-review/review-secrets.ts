const prefix = 'COMPANY_REVIEW_SECRET_';

/** Secrets by company code. Each thing that is wrong adds a line to `problems`, none of which shows a secret. */
export const readReviewSecrets = (
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): ReadonlyMap<string, string> => {
  const secrets = new Map<string, string>();
  for (const name of Object.keys(env).filter((each) => each.startsWith(prefix))) {
    const secret = env[name]?.trim();
    const code = name.slice(prefix.length);
    if (!secret) continue;
    if (!/^\d{4}$/.test(code)) problems.push(`${name} must end in a company's four digits`);
    else if (secret.length < 32) problems.push(`${name} must have at least 32 characters`);
    else secrets.set(code, secret);
  }
  return secrets;
};
