import type { OfflineVerifiers } from '../../application/audit/evidence/verifiers.js';
import type { CommonPasswords } from '../../application/identity/common-passwords.js';
import type { IdentitySettings } from '../../application/identity/configuration.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Log } from '../../application/ports/log.js';
import { Companies, strict } from '../../application/shared/companies.js';
import type { Policy } from '../../application/transparency-log/policy.js';
import { loadCompanies } from '../configuration/companies/load-companies.js';
import { loadCommonPasswords } from '../configuration/identity/load-common-passwords.js';
import { loadIdentityConfiguration } from '../configuration/identity/load-identity-configuration.js';
import { loadTlogPolicy } from '../configuration/tlog-policy.js';
import { ClockSkew } from '../observability/clock-skew.js';
import { Metrics } from '../observability/metrics.js';
import { type MetricsServer, serveMetrics } from '../observability/metrics-server.js';
import { ProviderWatch } from '../observability/provider-watch.js';
import type { Tracing } from '../observability/tracing.js';
import { WriteWatch } from '../observability/write-watch.js';
import { AnotherTreeKey, assertSameTreeKey, hasTreeKey, logIdentity } from '../postgres/settings.js';
import { openSandbox, type Sandbox } from '../sandbox/sandbox.js';
import { SystemClock } from '../system-clock/system-clock.js';
import { CheckpointsOutside } from '../transparency-log/checkpoints-outside.js';
import type { Tree } from '../transparency-log/tree.js';
import { areTreeKeysThere, fingerprintsOf, openTreeKeys } from '../transparency-log/tree-keys.js';
import { TreeTables } from '../transparency-log/tree-tables.js';
import { openAuthority, type Pki } from './authority.js';
import { checkpointKeepers, treeDirectory } from './checkpoint-keepers.js';
import type { Config } from './config.js';
import { type HeldPort, holdPort } from './held-port.js';
import type { Resources } from './resources.js';
import { openServers, type Servers } from './servers.js';
import { loadVerifiers } from './verifiers.js';

/** What adapters are made of. */
export interface Parts extends Servers, Files {
  /** With the port and the address that hold, also where any free one was asked for. */
  readonly config: Config;
  readonly log: Log;
  readonly resources: Resources;
  readonly port: HeldPort;
  readonly metrics: Metrics;
  readonly metricsServer: MetricsServer;
  /** Undefined unless traces are asked for. */
  readonly tracing: Tracing | undefined;
  readonly providers: ProviderWatch;
  readonly writes: WriteWatch;
  readonly clockSkew: ClockSkew;
  readonly realTime: Clock;
  /** Undefined where every provider is real. */
  readonly sandbox: Sandbox | undefined;
  readonly pki: Pki;
  /** Of the transparency log. */
  readonly tree: Tree;
}

/** What stands in files: the operator's, and those that come with the service. */
interface Files {
  readonly companies: Companies;
  readonly identity: IdentitySettings;
  readonly commonPasswords: CommonPasswords;
  readonly verifiers: OfflineVerifiers;
  /** Witnesses of the transparency log. */
  readonly witnesses: Policy | undefined;
}

/**
 * Reads the files and opens the servers; `resources` has whatever is to be closed again, also after a failure.
 * @throws MetricsPortTaken, what `openServers` throws, Error that names what is wrong in a file
 */
export const openParts = async (asked: Config, log: Log, resources: Resources): Promise<Parts> => {
  const files = readFiles(asked);
  const metrics = new Metrics();
  const metricsServer = resources.add(await serveMetrics(metrics, asked.metrics), (each) => each.close());
  const tracing = asked.traces && (await openTracing(asked.traces, log, resources));
  const servers = await openServers(asked, log, resources);
  const port = resources.add(await holdPort(asked.port, asked.host), (each) => each.release());
  const config = { ...asked, port: port.port, publicUrl: asked.publicUrl.replace(/:0$/, `:${port.port}`) };
  const { pool, server, keyring } = servers;
  const realTime = new SystemClock();
  const codes = files.companies.all().map(({ code }) => code);
  const sandbox = config.sandbox ? await openSandbox(pool, server, keyring, realTime, codes) : undefined;
  if (sandbox) resources.add(sandbox.clock, (each) => each.close());
  const providers = new ProviderWatch(log, metrics);
  const pki = await openAuthority(config, servers, providers, resources);
  const tree = await openTree(config, servers, log);
  return {
    ...servers,
    ...files,
    config,
    log,
    resources,
    port,
    metrics,
    metricsServer,
    tracing,
    providers,
    writes: new WriteWatch(),
    clockSkew: new ClockSkew(log),
    realTime,
    sandbox,
    pki,
    tree,
  };
};

const openTree = async (config: Config, { pool, keyring }: Servers, log: Log): Promise<Tree> => {
  const directory = treeDirectory(config);
  const isLost = config.treeKeyFile === undefined && !(await areTreeKeysThere(directory));
  if (isLost && (config.readOnly || (await hasTreeKey(pool)))) throw new AnotherTreeKey();
  const keys = await openTreeKeys(config.treeKeyFile, directory, keyring);
  await assertSameTreeKey(pool, fingerprintsOf(keys));
  const identity = await logIdentity(pool);
  const name = `${new URL(config.publicUrl).host}/log/${identity}`;
  const outside = new CheckpointsOutside(await checkpointKeepers(config, identity), log);
  return { tables: new TreeTables(pool), outside, keys, name };
};

const readFiles = (config: Config): Files => ({
  companies: new Companies(
    loadCompanies(config.companiesDir, config.reviewSecrets),
    config.sandbox ? undefined : strict,
  ),
  identity: loadIdentityConfiguration(config.identityFile),
  commonPasswords: loadCommonPasswords(config.commonPasswordsFile),
  verifiers: loadVerifiers(),
  witnesses: config.treePolicyFile === undefined ? undefined : loadTlogPolicy(config.treePolicyFile),
});

/** OpenTelemetry costs start-up time: it is loaded only where it is used. */
const openTracing = async (to: NonNullable<Config['traces']>, log: Log, resources: Resources): Promise<Tracing> => {
  const { Tracing } = await import('../observability/tracing.js');
  return resources.add(new Tracing(to, log), (each) => each.stop());
};
