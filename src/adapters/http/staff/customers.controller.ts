import { Body, Controller, HttpCode, Injectable, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CustomerForm, CustomerForms } from '../../../application/back-office/customer-form.js';
import { FileCustomerPhoto, ImportCustomer, StaffCustomers } from '../../../application/back-office/import-customer.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import {
  otherField,
  otherFieldNames,
} from '../../../application/futures/change-request/kinds/other-information-fields.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { mustActFor } from '../../../application/shared/own-scopes.js';
import type { AccountStatus, PhotoKind } from '../../../domain/customer-account/events.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { minute, plus, toInstant } from '../../../domain/shared/instant.js';
import { companyScope } from '../../../domain/shared/scope.js';
import { shanghaiDate } from '../../../domain/shared/shanghai-calendar.js';
import { CurrentStaff, Roles } from '../access.js';
import { PhotoBody } from '../body-parsers.js';
import { DateText, IdNumberText, InstantText, Nested, OneOf, PhoneText, Text, Texts } from '../fields.js';
import { Call, Problems, Shown } from '../openapi/decorators.js';
import { ThingParam } from '../params.js';
import { isPhotoKind, PhotoKindParam } from '../photos.js';
import { Context } from '../request-context.js';
import { type Sent, SentBody } from '../sent-body.js';

class ValidityFields {
  @DateText({ example: '2020-03-18' }) start!: string;
  @DateText({ example: '2040-03-18', description: '2099-12-31 is long-term (V2.1)' }) end!: string;
}

class OtherFields {
  readonly [field: string]: string | undefined;
}
for (const each of otherFieldNames) {
  const { name, length, optional = false, example, description } = otherField(each);
  Text({ ...length, optional, example, unseen: 'taken', ...(description && { description }) })(
    OtherFields.prototype,
    name,
  );
}

class CustomerBody implements CustomerForm {
  @Text({ max: 50, code: 'name.length', example: '测试0033' }) name!: string;
  @IdNumberText({ example: '410101199508130033' }) idNumber!: string;
  @Text({ max: 100, unseen: 'taken', example: '上海市浦东新区华鹏路300号' }) idAddress!: string;
  @Nested(() => ValidityFields) validity!: ValidityFields;
  @PhoneText({ optional: true }) contactMobile?: string;
  @PhoneText({ optional: true, example: '0755-1234533' }) contactPhone?: string;
  @Text({ max: 16, optional: true, example: '001' }) branchCode?: string;
  @Nested(() => OtherFields) other!: OtherFields;
  @Texts({ max: 32, min: 1, items: 16, example: ['futuresBrokerage'] }) accountTypes!: string[];
  @OneOf(['active', 'dormant', 'frozen', 'closed']) status!: AccountStatus;
  @InstantText({
    optional: true,
    description: "when the company's system knew this (F22), not in the future; now unless given",
  })
  asOf?: string;
}

class ImportedAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') customerId!: string;
  @Shown(['phones'], { description: 'groups in which an applied change is younger and stands (F22)' })
  kept!: readonly string[];
}

/** How far a company's clock may be ahead. */
const asOfTolerance = 5 * minute;

const isCompanyCode = (code: string): boolean => /^\d{4}$/.test(code);
const isCustomerNumber = (number: string): boolean => /^[A-Za-z0-9-]{1,32}$/.test(number);
const CompanyCode = () => ThingParam('companyCode', isCompanyCode, 'company.not-found');
const CustomerNumber = () => ThingParam('customerNumber', isCustomerNumber, 'customer.not-found');

/** Whose customer it is. */
@Injectable()
export class OwnCustomerCheck {
  constructor(private readonly customers: StaffCustomers) {}

  async mayUpload({ params, state }: FastifyRequest): Promise<void> {
    const { companyCode, customerNumber, kind } = params as Record<'companyCode' | 'customerNumber' | 'kind', string>;
    if (!isCompanyCode(companyCode)) throw notFound('company.not-found');
    if (!isCustomerNumber(customerNumber)) throw notFound('customer.not-found');
    if (!isPhotoKind(kind)) throw notFound('photo.not-found');
    await this.customers.own(companyCode, customerNumber, state.staff!);
  }
}

@ApiTags('Staff: customers')
@Roles('operator')
@Controller('v1/staff/customers/:companyCode/:customerNumber')
export class CustomersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly forms: CustomerForms,
  ) {}

  @Put()
  @Call('putCustomer', 'Imports a customer, or what has changed (F22)')
  @ApiResponse({ status: 200, type: ImportedAnswer })
  @ApiResponse({ status: 201, type: ImportedAnswer })
  @Problems('company.not-found', 'branch.not-found', 'customer.not-found', 'customer.already-exists')
  async import(
    @CompanyCode() companyCode: string,
    @CustomerNumber() customerNumber: string,
    @SentBody(CustomerBody) { form: body, misshapen }: Sent<CustomerBody>,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportedAnswer> {
    mustActFor(staff, companyScope(companyCode), 'company.not-found');
    const { asOf, ...form } = body;
    const isSound = asOf && !misshapen.some(({ pointer }) => pointer === '/asOf');
    const instant = isSound ? toInstant(Date.parse(asOf)) : undefined;
    const early = instant && instant > plus(context.at, asOfTolerance);
    const refused = early ? [...misshapen, { pointer: '/asOf', code: 'field.type' } as const] : misshapen;
    const customer = this.forms.read(companyCode, customerNumber, form, shanghaiDate(context.at), refused);
    const imported = await this.commands.execute(new ImportCustomer(customer, instant, staff, context));
    reply.code(imported.created ? 201 : 200);
    return { customerId: imported.customerId, kept: imported.kept };
  }

  @Put('photos/:kind')
  @Call('putCustomerPhoto', 'Files a photo of a customer')
  @PhotoBody(OwnCustomerCheck)
  @HttpCode(204)
  @ApiNoContentResponse()
  @Problems(
    'company.not-found',
    'customer.not-found',
    'photo.not-found',
    'photo.too-large',
    'photo.format',
    'photo.unreadable',
  )
  async photo(
    @CompanyCode() companyCode: string,
    @CustomerNumber() customerNumber: string,
    @PhotoKindParam() kind: PhotoKind,
    @Body() body: Buffer | undefined,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
  ): Promise<void> {
    const bytes = body ?? Buffer.alloc(0);
    await this.commands.execute(new FileCustomerPhoto(companyCode, customerNumber, kind, bytes, staff, context));
  }
}
