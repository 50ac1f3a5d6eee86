import { afterEach, beforeEach } from '@jest/globals';
import type { Limits, ProviderWatch } from '../../src/adapters/resilience/provider-policy.js';
import { TencentCloudCalls } from '../../src/adapters/tencent-cloud/api.js';
import { type Account, faceIdClient, smsClient } from '../../src/adapters/tencent-cloud/clients.js';
import { TencentCloudServer, testAccount } from '../support/servers/tencent-cloud-server.js';

export const testLimits: Limits = { timeoutMs: 2_000, retryAfterMs: 1, breakAfter: 3, breakMs: 10_000 };

export interface Choice {
  readonly repeatable: boolean;
  readonly account?: Account;
  readonly limits?: Partial<Limits>;
  readonly endpoint?: URL;
}

/** A server of its own for each test, and what the operator was told. */
export class OnTencentCloud {
  server!: TencentCloudServer;
  told: string[] = [];
  private readonly watch: ProviderWatch = {
    breaker: (of, state) => void this.told.push(`${of} ${state}`),
    refused: (of, action, code) => void this.told.push(`${of} ${action} ${code}`),
  };

  constructor(
    private readonly product: 'sms' | 'faceid',
    private readonly dependency: string,
  ) {
    beforeEach(async () => {
      this.server = await TencentCloudServer.start();
      this.told = [];
    });
    afterEach(() => this.server.close());
  }

  calls({ repeatable, account = testAccount, limits, endpoint = this.server.url }: Choice): TencentCloudCalls {
    const client = this.product === 'sms' ? smsClient(account, endpoint) : faceIdClient(account, endpoint);
    const api = { dependency: this.dependency, client, repeatable, watch: this.watch };
    return new TencentCloudCalls({ ...api, limits: { ...testLimits, ...limits } });
  }
}
