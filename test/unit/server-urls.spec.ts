import { describe, expect, it, jest } from '@jest/globals';
import { EventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { configProblems } from '../support/config-problems.js';

describe('EVENTSTORE_URL', () => {
  const taken = [
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://127.0.0.1:2113/?tls=false',
    'esdb://n1,n2,n3',
    'esdb://n1:2113,n2:2114,n3:2115?tls=true',
    'esdb://service:p%40ss%3A%2F%23@n1:2113,n2:2113,n3:2113?tls=true&nodePreference=leader',
    'esdb+discover://cluster.example.com?tls=false',
    'esdb+discover://n1,n2?tls=false&gossip_timeout=2&keepAliveTimeout=2000',
    'kurrentdb://service:secret@127.0.0.1:2113?tls=false',
    'kurrentdb+discover://cluster.example.com:2113?tls=false',
  ];
  it.each(taken)('may be %s, and the client reads it', async (url) => {
    const warn = jest.spyOn(console, 'warn');
    expect(configProblems({ EVENTSTORE_URL: url })).toEqual([]);
    await new EventStoreDbEventStore(url).close();
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ['http://localhost:2113', /^EVENTSTORE_URL must be a connection string such as esdb:/],
    ['esdb://', /must be a connection string/],
    ['esdb://n1:2113,?tls=false', /must be a connection string/],
    ['esdb://service:hidden:word@n1', /special characters in user and password are percent-encoded/],
    ['esdb://service:hidden@n1?nodePreference=follower', /nodePreference must be leader/],
    ['esdb://service:hidden@n1?node_preference=RANDOM', /nodePreference must be leader/],
    ['esdb://service:hidden@n1?nodePreference=read_only_replica', /nodePreference must be leader/],
    ['esdb://service:hidden@n1?tlsVerifyCert=false', /tlsVerifyCert must be true: give the authority/],
    ['esdb://service:hidden@n1?keepAliveTimeout=-1', /keepAliveTimeout must be a whole number/],
    ['esdb://service:hidden@n1?hidden=1', /an option that is not known here: only connectionName, /],
    ['esdb://service:hidden@n1?throwOnAppendFailure=false', /not known here/],
  ])('is refused when it is %s, by a message without its secrets', (url, message) => {
    const [problem, ...more] = configProblems({ EVENTSTORE_URL: url });
    expect(problem).toMatch(message);
    expect(problem).not.toContain('hidden');
    expect(more).toEqual([]);
  });
});

it.each([
  ['DATABASE_URL', 'postgres://a:5432,b:5432/realname'],
  ['DATABASE_URL', 'postgres://a,b/realname'],
  ['REDIS_URL', 'redis://a:6379,b:6379'],
])('%s of several hosts (%s) is refused by what it may name', (name, url) => {
  expect(configProblems({ [name]: url })).toEqual([
    `${name} must name one host, as host or host:port; special characters are percent-encoded`,
  ]);
});
