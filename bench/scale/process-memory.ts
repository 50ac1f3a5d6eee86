import { readFileSync } from 'node:fs';

/** Resident memory of a process, MiB: now, and the most it ever was (Linux). */
export const memoryOf = (pid: number): { readonly now: number; readonly peak: number } => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (name: string) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1_024);
  return { now: mib('VmRSS'), peak: mib('VmHWM') };
};
