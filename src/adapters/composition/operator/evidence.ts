import { writeFile } from 'node:fs/promises';
import { CommandBus } from '@nestjs/cqrs';
import { zipOf } from '../../../application/audit/evidence/archive.js';
import { ExportEvidence } from '../../../application/audit/evidence/export-evidence.js';
import { Clock } from '../../../application/ports/clock.js';
import { TreeGrower } from '../../transparency-log/tree-grower.js';
import { ProjectionEngine } from '../../typeorm/projection-engine.js';
import type { Config } from '../config.js';
import { withApplication } from './application.js';
import { operator, operatorContext } from './operator.js';
import type { Report } from './report.js';

interface Asked {
  readonly changeRequestId: string;
  readonly output: string;
  readonly reason: string;
}

/**
 * Writes the evidence of a request into a file, as auditors are given it; the export is a fact.
 * @throws DependencyUnavailable; DomainError `change-request.not-found`; Error with a message for the operator
 */
export const exportEvidence = (config: Config, { changeRequestId, output, reason }: Asked): Promise<Report> =>
  withApplication(config, async (app) => {
    // Where no instance runs, nobody else grows the tree and follows the log.
    const [grower, projections] = [app.get(TreeGrower), app.get(ProjectionEngine)];
    for (const worker of [grower, projections]) worker.start();
    try {
      const context = operatorContext(app.get(Clock).now());
      const command = new ExportEvidence(changeRequestId, reason, operator(), context);
      const files = await app.get(CommandBus).execute(command);
      await writeFile(output, zipOf(files, context.at), { flag: 'wx', mode: 0o600 });
      const line = `${output}: ${files.length} files; realname verify ${output} judges it`;
      return { found: false, lines: [line], data: { changeRequestId, output, files: files.length } };
    } finally {
      for (const worker of [projections, grower]) await worker.stop();
    }
  });
