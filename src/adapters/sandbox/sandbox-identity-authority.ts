import { type FourElements, IdentityAuthority } from '../../application/ports/identity-authority.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/** Plays the authority in the sandbox: a name ending in 不符 does not match, in 新换证 is not found yet, in 超时 gets no answer. */
export class SandboxIdentityAuthority extends IdentityAuthority {
  async verify({ name }: FourElements): Promise<'match' | 'mismatch' | 'not-found'> {
    if (name.endsWith('超时')) throw new DependencyUnavailable('identity authority');
    if (name.endsWith('新换证')) return 'not-found';
    return name.endsWith('不符') ? 'mismatch' : 'match';
  }
}
