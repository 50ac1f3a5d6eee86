import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { GetStreamDiff } from '../../../application/audit/diff.js';
import type { Bound } from '../../../application/audit/folds.js';
import { GetStateAsOf } from '../../../application/audit/state.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { invalidFields } from '../../../domain/shared/domain-error.js';
import { CurrentStaff, Roles } from '../access.js';
import { InstantText, RevisionOrInstant, RevisionText } from '../fields.js';
import { Call, Problems } from '../openapi/decorators.js';
import { DiffAnswer, StateAnswer } from './answers.js';
import { boundOf, StreamName } from './bounds.js';

class StateQuery {
  @RevisionText({ optional: true, example: '3', description: 'this, or `at`' }) revision?: string;
  @InstantText({ optional: true, description: 'this, or `revision`' }) at?: string;
}

class DiffQuery {
  @RevisionOrInstant({ example: '0', description: 'revision, or instant' }) from!: string;
  @RevisionOrInstant({ example: '3', description: 'revision, or instant; not before `from`' }) to!: string;
}

@ApiTags('Audit')
@Roles('auditor')
@Controller('v1/audit/streams/:stream')
export class StreamStatesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('state')
  @Call('getStreamState', 'An aggregate as of a revision or an instant')
  @ApiOkResponse({ type: StateAnswer })
  @Problems('stream.not-found')
  state(@StreamName() name: string, @Query() query: StateQuery, @CurrentStaff() staff: Staff): Promise<StateAnswer> {
    return this.queries.execute(new GetStateAsOf(name, asOf(query), staff));
  }

  @Get('diff')
  @Call('getStreamDiff', 'What differs between two revisions, and which events set it')
  @ApiOkResponse({ type: DiffAnswer })
  @Problems('stream.not-found')
  diff(@StreamName() name: string, @Query() query: DiffQuery, @CurrentStaff() staff: Staff): Promise<DiffAnswer> {
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
