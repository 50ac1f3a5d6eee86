/**
 * Tells the operator what happened: a fixed message, and in `details` what it is about. Nothing of it is personal (P4);
 * of an error the service's log shows class, code and place alone.
 */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  details?: Readonly<Record<string, unknown>>,
) => void;
