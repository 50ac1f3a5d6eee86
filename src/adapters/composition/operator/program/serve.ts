import { type AddCommands, example } from './tell.js';

export const serve: AddCommands = (program, _tell, environment) => {
  const how = program
    .command('serve')
    .option(
      '--read-only',
      'for auditors, on a standby or a copy of the database: no call and no worker writes, and what must be recorded is not shown',
    )
    .description('runs the service in this process until SIGTERM')
    .action(async ({ readOnly }: { readonly readOnly?: true }) => {
      const { runService } = await import('../../run-service.js');
      await runService(readOnly ? { ...environment, READ_ONLY: 'on' } : environment);
    });
  example(how, 'DATABASE_URL=postgresql://auditor@standby/realname realname serve --read-only');
};
