import { Injectable } from '@nestjs/common';
import { second } from '../../domain/shared/instant.js';
import { DependencyUnavailable } from '../ports/unavailable.js';

/** Work that goes on after its command has its outcome. */
@Injectable()
export class Background {
  private readonly running = new Set<Promise<void>>();

  /** Lets the work go on by itself. Only `failed` hears of an error. */
  add(work: Promise<unknown>, failed: (error: Error) => void): void {
    const done: Promise<void> = work.then(() => {}, failed).finally(() => this.running.delete(done));
    this.running.add(done);
  }

  /** Resolves when all work is done: at the end of the process, and before the sandbox looks. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}

const pause = second / 2;
const attempts = 20;

/** Work in the background has no caller to retry it, so it is retried here while a server is away, for up to 10 s. */
export const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !(error instanceof DependencyUnavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
};
