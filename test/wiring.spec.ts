import 'reflect-metadata';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { Command, CommandBus, Query, QueryBus } from '@nestjs/cqrs';
import type { Adapters } from '../src/adapters/composition/adapters.js';
import { given, sandboxPorts } from '../src/adapters/composition/app.module.js';
import type { Parts } from '../src/adapters/composition/parts.js';
import { ports } from '../src/adapters/composition/ports.js';
import { workers } from '../src/adapters/composition/workers.js';
import { controllers, httpProviders } from '../src/adapters/http/controllers.js';
import { handlers, processes, services } from '../src/application/application.js';
import { sourceFiles } from './support/source-files.js';

type Class = abstract new (...args: never[]) => object;

/** Every class that a module below `folder` exports, also in a list. */
const exportedClasses = async (folder: string, wanted = (_path: string) => true): Promise<ReadonlySet<Class>> => {
  const found = new Set<Class>();
  for (const { path } of sourceFiles(folder).filter((file) => wanted(file.path))) {
    const module = (await import(resolve(path.replace(/\.ts$/, '')))) as Record<string, unknown>;
    for (const each of Object.values(module).flat())
      if (typeof each === 'function' && each.prototype) found.add(each as Class);
  }
  return found;
};
/** What a class asks for; what `@Inject` names instead of a class stands under that name. */
const dependencies = (of: Class): readonly unknown[] => {
  const types: unknown[] = [...(Reflect.getMetadata('design:paramtypes', of) ?? [])];
  for (const { index, param } of Reflect.getMetadata('self:paramtypes', of) ?? []) types[index] = param;
  return types;
};
const names = (classes: Iterable<Class>) => [...classes].map(({ name }) => name).sort();
const has = (key: string, of: Class): boolean => Reflect.hasOwnMetadata(key, of);
const handled = (handler: Class): Class | undefined =>
  Reflect.getMetadata('__commandHandler__', handler) ?? Reflect.getMetadata('__queryHandler__', handler);

describe('wiring', () => {
  let application: ReadonlySet<Class>;
  beforeAll(async () => {
    application = await exportedClasses('src/application');
  });
  const those = (test: (each: Class) => boolean) => [...application].filter(test);

  it('every command and query has exactly one handler among the contents of its room', () => {
    const messages = those((each) => each.prototype instanceof Command || each.prototype instanceof Query);
    expect(messages.length).toBeGreaterThan(30);
    expect(names(handlers.map((handler) => handled(handler)!))).toEqual(names(messages));
    expect(new Set(handlers.map(handled)).size).toBe(handlers.length);
  });

  it('every handler is registered', () => {
    expect(names(handlers)).toEqual(names(those((each) => handled(each) !== undefined)));
  });

  it('every process is registered, each under a name of its own', () => {
    const found = those((each) => typeof each.prototype.handle === 'function' && has('__injectable__', each));
    expect(names(processes)).toEqual(names(found));
    const named = processes.map((each) => new (each as new (...args: unknown[]) => { name: string })().name);
    expect(new Set(named).size).toBe(processes.length);
  });

  it('whatever is injected is a service, or stands behind a port that the composition names', () => {
    const own: readonly unknown[] = [
      ...services,
      ...ports.map(({ token }) => token),
      ...[...composed, ...httpProviders].map((each) => ('provide' in each ? each.provide : each)),
    ];
    const provided = (each: unknown) => own.includes(each) || nest.includes(each);
    const missing = [...services, ...handlers, ...processes, ...controllers].flatMap((each) =>
      dependencies(each as Class)
        .filter((dependency) => !provided(dependency))
        .map((dependency) => `${each.name} needs ${String((dependency as Class)?.name ?? dependency)}`),
    );
    expect(missing).toEqual([]);
  });

  it('every port of the application has one row, but for those of the sandbox', async () => {
    const found = await exportedClasses('src/application/ports', (path) => !path.endsWith('sandbox.ts'));
    const abstract = [...found].filter((each) => !(each.prototype instanceof Error) && !values.includes(each.name));
    expect(names(ports.map(({ token }) => token as Class))).toEqual(names(abstract));
  });

  it('every service is an injectable class of the application, and nothing else stands among them', () => {
    const roles: readonly Class[] = [...handlers, ...processes];
    const injectable = those((each) => has('__injectable__', each) && !handled(each) && !roles.includes(each));
    expect(names(services)).toEqual(names(injectable));
  });

  it('every controller is registered', async () => {
    const found = await exportedClasses('src/adapters/http', (path) => path.endsWith('.controller.ts'));
    expect(names(controllers)).toEqual(names([...found].filter((each) => has('__controller__', each))));
  });
});

/** Classes beside the ports that are no ports. */
const values: readonly string[] = ['KnownLog', 'Staff'];

const nest: readonly unknown[] = [CommandBus, QueryBus, HttpAdapterHost, Reflector];
/** What the composition provides beside the ports; of what is made is of no interest here. */
const [parts, adapters] = [{ config: {} } as Parts, { of: () => ({}), checks: [] } as unknown as Adapters];
const composed = [...given(parts, adapters), ...sandboxPorts({} as never, {} as never), ...workers(parts, adapters)];
