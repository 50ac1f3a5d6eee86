/** F28: one customer's certificates on one device; the newest is the one that counts. */
export class CertificatesModel {
  readonly issued: { readonly serial: string; readonly notAfter: number; revoked: boolean }[] = [];

  get current() {
    return this.issued.at(-1)!;
  }

  install(serial: string, notAfter: number): void {
    this.issued.push({ serial, notAfter, revoked: false });
  }

  state(now: number): 'active' | 'revoked' | 'expired' {
    if (this.current.revoked) return 'revoked';
    return now > this.current.notAfter ? 'expired' : 'active';
  }

  usable(now: number): boolean {
    return this.state(now) === 'active';
  }

  turns(): readonly number[] {
    return [this.current.notAfter];
  }
}
