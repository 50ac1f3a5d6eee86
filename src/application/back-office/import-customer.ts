import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ClaimHeld } from '../../domain/claim/decider.js';
import { customerAccount, keptGroups } from '../../domain/customer-account/decider.js';
import type { CustomerRecord, PhotoKind, ProfileGroup } from '../../domain/customer-account/events.js';
import type { CustomerAccount } from '../../domain/customer-account/state.js';
import { conflict, notFound, rule } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { branchScope, companyScope } from '../../domain/shared/scope.js';
import { type ClaimKey, Claims } from '../core/claims.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { derivedId, ownerId } from '../core/ids.js';
import { ReadYourWrites } from '../core/read-your-writes.js';
import { customerSubject } from '../futures/account/customers.js';
import { ShutOut } from '../futures/account/shut-out.js';
import { ImageReader } from '../ports/image-reader.js';
import type { Staff } from '../ports/staff-tokens.js';
import { CustomerScopes } from '../shared/customer-scopes.js';
import { mustActFor } from '../shared/own-scopes.js';
import { SealedObjects } from '../shared/sealed-objects.js';

export interface Imported {
  readonly customerId: string;
  readonly kept: readonly ProfileGroup[];
  readonly created: boolean;
}

export class ImportCustomer extends Command<Imported> {
  constructor(
    readonly customer: CustomerRecord,
    /** When the company's system knew this; an applied change that is younger stands (F22). */
    readonly asOf: Instant | undefined,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class FileCustomerPhoto extends Command<void> {
  constructor(
    readonly companyCode: string,
    readonly customerNumber: string,
    readonly kind: PhotoKind,
    readonly bytes: Uint8Array,
    readonly staff: Staff,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ImportCustomer)
export class ImportCustomerHandler implements ICommandHandler<ImportCustomer> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly claims: Claims,
    private readonly shutOut: ShutOut,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ customer, asOf, staff, context }: ImportCustomer): Promise<Imported> {
    mustActFor(staff, branchScope(customer), 'branch.not-found');
    const id = await this.idOf(customer, context);
    const before = (await this.runner.load(customerAccount, id)).state;
    if (before.is === 'registered') mustActFor(staff, branchScope(before), 'customer.not-found');
    if (before.is === 'registered' && before.restriction) throw rule('customer.restricted');
    if (before.is === 'registered' && before.idNumber !== customer.idNumber) throw conflict('customer.already-exists');
    const instant = asOf ?? context.at;
    const kept = before.is === 'registered' ? keptGroups(before, customer, instant) : [];
    await this.claimAccountTypes(before, customer, id, context);
    const command = { type: 'ImportCustomer', customer, asOf: instant } as const;
    const subject = customerSubject(customer.companyCode, id);
    const { state, revision, position } = await this.runner.run(customerAccount, id, command, context, subject);
    await this.releaseAccountTypes(before, customer, id, context);
    if (shutsOut(before, state)) await this.shutOut.of(id, context);
    await this.readYourWrites.settle(context);
    return { customerId: id, kept, created: position !== undefined && revision === 0n };
  }

  /** The customer number is claimed once; whoever loses the race updates what the winner made. */
  private async idOf({ companyCode, customerNumber }: CustomerRecord, context: CommandContext): Promise<string> {
    const key = ['customerNumber', companyCode, customerNumber] as const;
    const known = await this.claims.holder(key);
    if (known) return known;
    const id = derivedId(context.commandId, 'customer');
    try {
      await this.claims.take(key, streamOf(id), context);
      return id;
    } catch (error) {
      if (error instanceof ClaimHeld) return ownerId(error.owner);
      throw error;
    }
  }

  /** (company, ID number, account type) is unique. A refusal keeps none of the claims that were new. */
  private async claimAccountTypes(
    before: CustomerAccount,
    customer: CustomerRecord,
    id: string,
    context: CommandContext,
  ): Promise<void> {
    const fresh: ClaimKey[] = [];
    for (const accountType of customer.accountTypes) {
      const key = typeKey(customer, accountType);
      try {
        await this.claims.take(key, streamOf(id), context);
      } catch (error) {
        if (!(error instanceof ClaimHeld)) throw error;
        for (const each of fresh) await this.claims.release(each, streamOf(id), partOf(context, 'undo'));
        throw conflict('customer.already-exists');
      }
      if (before.is !== 'registered' || !before.accountTypes.includes(accountType)) fresh.push(key);
    }
  }

  private async releaseAccountTypes(
    before: CustomerAccount,
    customer: CustomerRecord,
    id: string,
    context: CommandContext,
  ): Promise<void> {
    if (before.is !== 'registered') return;
    const gone = before.accountTypes.filter((accountType) => !customer.accountTypes.includes(accountType));
    for (const accountType of gone)
      await this.claims.release(typeKey(customer, accountType), streamOf(id), partOf(context, 'release'));
  }
}

/**
 * F4: an import that freezes or closes an account, or changes its mobile, ends what is open, a pass of a video call among it:
 * that was somebody's with the other mobile. A shut account has nothing to keep, whenever it was shut.
 */
const shutsOut = (before: CustomerAccount, after: CustomerAccount): boolean => {
  if (before.is !== 'registered' || after.is !== 'registered') return false;
  return after.status === 'frozen' || after.status === 'closed' || before.contactMobile !== after.contactMobile;
};

const streamOf = (id: string): string => `${customerAccount.category}-${id}`;
const typeKey = ({ companyCode, idNumber }: CustomerRecord, accountType: string): ClaimKey =>
  ['customer', companyCode, accountType, idNumber] as const;

/** Customers as the staff of their company find them. */
@Injectable()
export class StaffCustomers {
  constructor(
    private readonly claims: Claims,
    private readonly scopes: CustomerScopes,
  ) {}

  /** The customer's id. @throws DomainError `customer.not-found`, also for another scope's */
  async own(companyCode: string, customerNumber: string, staff: Staff): Promise<string> {
    mustActFor(staff, companyScope(companyCode), 'customer.not-found');
    const id = await this.claims.holder(['customerNumber', companyCode, customerNumber]);
    if (!id) throw notFound('customer.not-found');
    mustActFor(staff, await this.scopes.of(id), 'customer.not-found');
    return id;
  }
}

@CommandHandler(FileCustomerPhoto)
export class FileCustomerPhotoHandler implements ICommandHandler<FileCustomerPhoto> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly customers: StaffCustomers,
    private readonly images: ImageReader,
    private readonly objects: SealedObjects,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ companyCode, customerNumber, kind, bytes, staff, context }: FileCustomerPhoto): Promise<void> {
    const id = await this.customers.own(companyCode, customerNumber, staff);
    const image = await this.images.read(bytes);
    const photoId = derivedId(context.commandId, 'photo');
    const subject = customerSubject(companyCode, id);
    await this.objects.put(subject, photoId, image.bytes);
    const photo = { kind, photoId, sha256: image.sha256, mediaType: image.mediaType };
    await this.runner.run(customerAccount, id, { type: 'FilePhoto', photo }, context, subject);
    await this.readYourWrites.settle(context);
  }
}
