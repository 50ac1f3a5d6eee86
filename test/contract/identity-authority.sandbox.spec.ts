import { SandboxIdentityAuthority } from '../../src/adapters/sandbox/sandbox-identity-authority.js';
import { identityAuthorityContract } from './identity-authority.contract.js';

const person = (name: string) => ({
  name,
  idNumber: '110101199003072113',
  validity: { start: '2020-03-18', end: '2040-03-18' },
});

identityAuthorityContract('the sandbox', () => new SandboxIdentityAuthority(), {
  match: person('张三'),
  mismatch: person('张不符'),
  notFound: person('张新换证'),
  unavailable: person('张超时'),
});
