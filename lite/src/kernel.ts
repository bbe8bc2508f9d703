// The kernel as JupyterLite sees it. The cells run in a worker; this is its other end, in the page.

import { PathExt } from '@jupyterlab/coreutils';
import type { KernelMessage } from '@jupyterlab/services';
import { BaseKernel, type IKernel } from '@jupyterlite/services';
import { VERSION } from '../../src/study/version';
import type { Completion, Failure, Output, Places, Reply, Request } from './protocol';

/** What the worker has to end a cell that is to stop, in milliseconds; code that never waits can't hear. */
const GRACE = 400;

type Content<T extends keyof Messages> = Messages[T];
interface Messages {
  info: KernelMessage.IInfoReplyMsg['content'];
  execute: KernelMessage.IExecuteReplyMsg['content'];
  complete: KernelMessage.ICompleteReplyMsg['content'];
  inspect: KernelMessage.IInspectReplyMsg['content'];
  isComplete: KernelMessage.IIsCompleteReplyMsg['content'];
  comm: KernelMessage.ICommInfoReplyMsg['content'];
}

/** The options that JupyterLite gives a kernel, and where the kernel's own files are. */
export interface KernelOptions extends IKernel.IOptions {
  /** Address of the script of the kernel's worker. */
  readonly script: string;
  readonly places: Places;
  /**
   * Reads a file of the site.
   *
   * @param path from the root of the site's files
   * @returns its text; null where it can't be read
   */
  readFile(path: string): Promise<string | null>;
}

/** How a cell ended. */
type Ended = Omit<Extract<Reply, { type: 'done' }>, 'type'>;

/** A kernel whose cells are studies, or TypeScript that may import the public API. */
export class TypeScriptKernel extends BaseKernel {
  private readonly options: KernelOptions;
  private worker: Worker | null = null;
  private end: ((ended: Ended) => void) | null = null;
  private completed: ((completion: Completion) => void) | null = null;
  private progressId = 0;
  private progressShown = false;

  /** Starts no worker yet. */
  constructor(options: KernelOptions) {
    super(options);
    this.options = options;
  }

  override kernelInfoRequest(): Promise<Content<'info'>> {
    return Promise.resolve({
      status: 'ok',
      protocol_version: '5.3',
      implementation: 'percolab',
      implementation_version: VERSION,
      banner: `Percolab ${VERSION}: studies and TypeScript, in the browser`,
      help_links: [],
      language_info: {
        name: 'typescript',
        version: '5',
        mimetype: 'text/typescript',
        file_extension: '.ts',
        codemirror_mode: 'typescript',
        pygments_lexer: 'typescript',
        nbconvert_exporter: 'script'
      }
    });
  }

  override async executeRequest({
    code
  }: KernelMessage.IExecuteRequestMsg['content']): Promise<Content<'execute'>> {
    const execution_count = this.executionCount;
    const { failure, next } = await this.runCell(code);
    if (failure === null) {
      const payload =
        next === null ? [] : [{ source: 'set_next_input', text: next, replace: false }];
      return { status: 'ok', execution_count, user_expressions: {}, payload };
    }
    this.publishExecuteError(failure);
    return { status: 'error', execution_count, ...failure };
  }

  /** Stops the running cell, if there is one. Code that does not stop is ended with the worker, and all names with it. */
  interrupt(): void {
    const { end } = this;
    if (end === null) return;
    this.post({ type: 'interrupt' });
    setTimeout(() => {
      if (this.end !== end) return;
      const evalue =
        'the cell did not stop, so the kernel was started anew: run the cells above again';
      this.stop({ ename: 'Interrupted', evalue, traceback: [`Interrupted: ${evalue}`] });
    }, GRACE);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.stop(null);
    super.dispose();
  }

  override completeRequest({
    code,
    cursor_pos: cursor
  }: KernelMessage.ICompleteRequestMsg['content']): Promise<Content<'complete'>> {
    return new Promise(resolve => {
      this.completed = ({ matches, start, end }) => {
        this.completed = null;
        resolve({ status: 'ok', matches, metadata: {}, cursor_start: start, cursor_end: end });
      };
      this.post({ type: 'complete', code, cursor });
    });
  }

  override inspectRequest(): Promise<Content<'inspect'>> {
    return Promise.resolve({ status: 'ok', found: false, data: {}, metadata: {} });
  }

  override isCompleteRequest(): Promise<Content<'isComplete'>> {
    return Promise.resolve({ status: 'unknown' });
  }

  override commInfoRequest(): Promise<Content<'comm'>> {
    return Promise.resolve({ status: 'ok', comms: {} });
  }

  // Nothing here asks for input, and there are no widgets.
  override inputReply(): void {}
  override commOpen(): Promise<void> {
    return Promise.resolve();
  }
  override commMsg(): Promise<void> {
    return Promise.resolve();
  }
  override commClose(): Promise<void> {
    return Promise.resolve();
  }

  private runCell(code: string): Promise<Ended> {
    return new Promise(resolve => {
      this.end = ended => {
        this.end = null;
        resolve(ended);
      };
      this.post({ type: 'run', code, count: this.executionCount });
    });
  }

  private post(request: Request): void {
    if (this.worker === null) {
      this.worker = new Worker(this.options.script);
      this.worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.take(data));
      this.worker.addEventListener('error', event => {
        event.preventDefault();
        const evalue = event.message || `${this.options.script} can't be loaded from the site`;
        this.stop({ ename: 'KernelError', evalue, traceback: [`KernelError: ${evalue}`] });
      });
      const start: Request = { type: 'start', places: this.options.places };
      this.worker.postMessage(start);
    }
    this.worker.postMessage(request);
  }

  /** Ends the worker, and with it its own, and the running cell. */
  private stop(failure: Failure | null): void {
    this.worker?.terminate();
    this.worker = null;
    if (this.progressShown) this.put({ type: 'progress', data: { 'text/plain': '' }, last: true });
    this.end?.({ failure, next: null });
    this.completed?.({ matches: [], start: 0, end: 0 });
  }

  private take(reply: Reply): void {
    switch (reply.type) {
      case 'output':
        return this.put(reply.output);
      case 'read':
        return void this.read(reply.path);
      case 'done':
        return this.end?.(reply);
      case 'completed':
        return this.completed?.(reply.completion);
    }
  }

  private async read(path: string): Promise<void> {
    const text = await this.options.readFile(PathExt.join(this.location, path));
    this.post({ type: 'file', text });
  }

  private put(output: Output): void {
    switch (output.type) {
      case 'stream':
        return this.stream({ name: output.name, text: output.text });
      case 'display':
        return this.displayData({ data: output.data, metadata: {} });
      case 'value': {
        const content = { data: output.data, metadata: {}, execution_count: this.executionCount };
        return this.publishExecuteResult(content);
      }
      case 'progress':
        return this.putProgress(output);
      case 'clear':
        return this.clearOutput({ wait: true });
    }
  }

  private putProgress({ data, last }: Extract<Output, { type: 'progress' }>): void {
    const content = {
      data,
      metadata: {},
      transient: { display_id: `percolab-${this.id}-${this.progressId}` }
    };
    if (this.progressShown) this.updateDisplayData(content);
    else this.displayData(content);
    this.progressShown = !last;
    if (last) this.progressId++;
  }
}
