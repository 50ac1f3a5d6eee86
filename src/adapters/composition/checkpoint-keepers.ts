import { join } from 'node:path';
import { CheckpointFile } from '../transparency-log/checkpoint-file.js';
import { CheckpointKeeper } from '../transparency-log/checkpoint-keeper.js';
import type { Config } from './config.js';

/** Where the transparency log is kept outside the database. */
export const treeDirectory = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'tlog');

/** Who keeps the last checkpoint of a log outside the database: a file of this machine, and the bucket where there is one. */
export const checkpointKeepers = async (config: Config, logIdentity: string): Promise<readonly CheckpointKeeper[]> => {
  const file = new CheckpointKeeper(new CheckpointFile(treeDirectory(config)));
  if (!config.s3) return [file];
  const { S3Text } = await import('../objects/s3/s3-text.js');
  return [file, new CheckpointKeeper(new S3Text(config.s3, `tlog/${logIdentity}/checkpoint`))];
};
