import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { GetStreamDiff } from '../../../application/audit/diff.js';
import type { Bound } from '../../../application/audit/folds.js';
import { GetStateAsOf } from '../../../application/audit/state.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { invalidFields } from '../../../domain/shared/domain-error.js';
import { Problems, Shown } from '../documentation.js';
import { InstantText, RevisionOrInstant, RevisionText } from '../fields.js';
import { CurrentStaff, Roles } from '../guards.js';
import { boundOf, StreamName } from './bounds.js';

class StateQuery {
  @RevisionText({ optional: true, example: '3', description: 'this, or `at`' }) revision?: string;
  @InstantText({ optional: true, description: 'this, or `revision`' }) at?: string;
}

class DiffQuery {
  @RevisionOrInstant({ example: '0', description: 'revision, or instant' }) from!: string;
  @RevisionOrInstant({ example: '3', description: 'revision, or instant; not before `from`' }) to!: string;
}

const stream = 'CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';
const instant = '2026-11-22T08:00:00.000Z';

class StateAnswer {
  @Shown(stream) stream!: string;
  @Shown(3) revision!: number;
  @Shown(instant, { description: 'when that revision was written' }) at!: string;
  @Shown({ is: 'registered', companyCode: '0038', contactPhone: '***' }, { description: 'personal fields masked' })
  state!: object;
}

class DiffAnswer {
  @Shown(stream) stream!: string;
  @Shown(0) from!: number;
  @Shown(3) to!: number;
  @Shown(
    [
      {
        path: '/contactPhone',
        before: '***',
        after: '***',
        event: {
          id: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e',
          type: 'PhoneChanged',
          revision: 3,
          at: instant,
          actor: { kind: 'system', id: 'apply-approved-changes' },
          correlationId: 'c0ffee',
        },
      },
    ],
    { description: '`path`: JSON Pointer into the state; absent values are null, personal ones masked' },
  )
  changes!: object[];
}

@ApiTags('Audit')
@Roles('auditor')
@Controller('v1/audit/streams/:stream')
export class StreamStatesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('state')
  @ApiOkResponse({ type: StateAnswer })
  @Problems('stream.not-found')
  state(@StreamName() name: string, @Query() query: StateQuery, @CurrentStaff() staff: Staff) {
    return this.queries.execute(new GetStateAsOf(name, asOf(query), staff));
  }

  @Get('diff')
  @ApiOkResponse({ type: DiffAnswer })
  @Problems('stream.not-found')
  diff(@StreamName() name: string, @Query() query: DiffQuery, @CurrentStaff() staff: Staff) {
    const [from, to] = [boundOf(query.from), boundOf(query.to)];
    if (typeof from === typeof to && from > to) throw invalidFields({ pointer: '/to', code: 'field.conflict' });
    return this.queries.execute(new GetStreamDiff(name, from, to, staff));
  }
}

/** Exactly one of the two. */
const asOf = ({ revision, at }: StateQuery): Bound => {
  if (revision !== undefined && at !== undefined) throw invalidFields({ pointer: '/at', code: 'field.conflict' });
  const bound = revision ?? at;
  if (bound === undefined) throw invalidFields({ pointer: '/revision', code: 'field.required' });
  return boundOf(bound);
};
