// What goes wrong while the engine process serves a request, as the errors of its protocol.

import { ResponseError } from 'vscode-jsonrpc/node';
import { HostError } from '../host/host';
import { StudyError } from '../study/diagnostic';
import { Code, type DiagnosticData } from './protocol';

/**
 * The answer to a request that failed. Faults of the engine itself also go to standard error, with their stack.
 *
 * @param error whatever was thrown
 */
export function failure(error: unknown): ResponseError<unknown> {
  if (error instanceof StudyError) {
    const diagnostics = error.diagnostics.map(({ at, key, message }): DiagnosticData => ({
      line: at?.line ?? null,
      column: at?.column ?? null,
      key,
      message
    }));
    return new ResponseError(Code.mistake, error.message, { diagnostics });
  }
  if (error instanceof HostError) {
    return new ResponseError(Code.fault, error.message);
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return new ResponseError(Code.fault, String(error));
}
