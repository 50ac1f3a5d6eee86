import type { Device } from './main-job.js';

const password = '730162';

/** The main job of one customer among many: the steps in their order, while others take the calls. */
export class Walk {
  /** Known once the step that makes it is done. */
  requestId = '';
  ticketId = '';
  private serial = '';

  /** @param phone proposed, and @param seed of the signature's picture: both of this customer alone */
  constructor(
    readonly device: Device,
    private readonly phone: string,
    private readonly seed: number,
  ) {}

  readonly steps: readonly (readonly [name: string, take: () => Promise<unknown>])[] = [
    ['sign-in', () => this.device.signIn()],
    ['request, photos and letter', () => this.photographed()],
    ['phone', () => this.device.proposePhone(this.requestId, this.phone)],
    ['queue to passed', () => this.passed()],
    ['certificate', () => this.certified()],
    ['agreements', () => this.device.signAgreements(this.requestId, password, this.serial)],
    ['consent and submission to applied', () => this.applied()],
  ];

  private async photographed(): Promise<void> {
    this.requestId = (await this.device.open()).id;
    await this.device.photosAndLetter(this.requestId, this.seed);
  }

  private async passed(): Promise<void> {
    this.ticketId = (await this.device.joinQueue()).id;
    let status = 'waiting';
    for await (const { event, data } of this.device.watch(this.ticketId)) if (event === 'queue') status = data.status;
    if (status !== 'passed') throw new Error(`a call ended ${status}`);
  }

  private async certified(): Promise<void> {
    this.serial = (await this.device.installCertificate(this.ticketId, password)).serial;
  }

  private async applied(): Promise<void> {
    await this.device.consent(this.requestId);
    await this.device.submit(this.requestId);
    const { status } = await this.device.applied(this.requestId);
    if (status !== 'applied') throw new Error(`a request ended ${status}`);
  }
}
