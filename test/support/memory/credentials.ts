import { Credentials } from '../../../src/application/ports/credentials.js';

export class MemoryCredentials extends Credentials {
  private readonly users = new Map<string, Map<string, string>>();

  async put(userId: string, credentialId: string, hash: string) {
    const own = this.users.get(userId) ?? new Map<string, string>();
    this.users.set(userId, own.set(credentialId, hash));
  }

  async replace(userId: string, credentialId: string, hash: string) {
    if (this.users.get(userId)?.has(credentialId)) await this.put(userId, credentialId, hash);
  }

  async get(userId: string, credentialId: string) {
    return this.users.get(userId)?.get(credentialId);
  }

  async delete(userId: string, credentialId: string) {
    this.users.get(userId)?.delete(credentialId);
  }

  async deleteAll(userId: string) {
    this.users.delete(userId);
  }
}
