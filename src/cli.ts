#!/usr/bin/env node
import 'reflect-metadata';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// What is loaded from here on is compiled once, and kept beside this program where that may be written.
enableCompileCache(join(import.meta.dirname, 'compiled'));

const { runCommand } = await import('./adapters/composition/operator/program/program.js');

process.exitCode = await runCommand(process.argv.slice(2), process.env);
