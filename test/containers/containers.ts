import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';

export const eventStoreImage = 'eventstore/eventstore:23.10.1-bookworm-slim';
export const postgresImage = 'postgres:18-alpine';
export const redisImage = 'redis:7-alpine';

const started: StartedTestContainer[] = [];

/** @throws Error when there is no container engine: a run that was asked for never skips */
export const startContainers = async (): Promise<{ eventStore: string; database: string; redis: string }> => {
  await requireEngine();
  try {
    const [eventStore, postgres, redis] = await Promise.all([startEventStore(), startPostgres(), startRedis()]);
    return { eventStore: eventStore.url, database: postgres.url, redis: redis.url };
  } catch (error) {
    await stopContainers();
    throw error;
  }
};

export const stopContainers = async (): Promise<void> => {
  for (const container of started.splice(0)) await container.stop();
};

const requireEngine = async (): Promise<void> => {
  try {
    await getContainerRuntimeClient();
  } catch (cause) {
    throw new Error(
      'npm run test:containers needs a container engine that answers (Docker, Podman, …), and found none. With servers ' +
        'of your own, run: EVENTSTORE_URL=esdb://… DATABASE_URL=postgresql://… REDIS_URL=redis://… npm test',
      { cause },
    );
  }
};

/** An EventStoreDB without TLS that keeps its port and its data when it is restarted. */
export const startEventStore = async () => {
  const port = await freePort();
  const container = await new GenericContainer(eventStoreImage)
    .withEnvironment({
      EVENTSTORE_INSECURE: 'true',
      EVENTSTORE_CLUSTER_SIZE: '1',
      EVENTSTORE_RUN_PROJECTIONS: 'None',
    })
    .withExposedPorts({ container: 2113, host: port })
    .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCodeMatching((code) => code >= 200 && code < 300))
    .withStartupTimeout(120_000)
    .start();
  started.push(container);
  return { url: `esdb://${container.getHost()}:${port}?tls=false`, container };
};

const startPostgres = async () => {
  const container = await new GenericContainer(postgresImage)
    .withEnvironment({ POSTGRES_PASSWORD: 'containers' })
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .withStartupTimeout(120_000)
    .start();
  started.push(container);
  return { url: `postgresql://postgres:containers@${container.getHost()}:${container.getMappedPort(5432)}/postgres` };
};

const startRedis = async () => {
  const container = await new GenericContainer(redisImage)
    .withExposedPorts(6379)
    .withWaitStrategy(Wait.forLogMessage('Ready to accept connections'))
    .withStartupTimeout(120_000)
    .start();
  started.push(container);
  return { url: `redis://${container.getHost()}:${container.getMappedPort(6379)}` };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
