// The plugin of the static site: it offers the kernel to JupyterLite.

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IKernelClient, IKernelSpecs } from '@jupyterlite/services';
import type { TypeScriptKernel } from './kernel';

const NAME = 'percolab';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'percolab-lite:kernel',
  description: 'A kernel for studies and TypeScript that runs in the browser.',
  autoStart: true,
  requires: [IKernelSpecs, IKernelClient],
  activate: ({ serviceManager }, specs: IKernelSpecs, client: IKernelClient) => {
    const kernels = new Map<string, TypeScriptKernel>();
    specs.register({
      spec: {
        name: NAME,
        display_name: 'TypeScript (Percolab)',
        language: 'typescript',
        argv: [],
        resources: {}
      },
      create: async options => {
        const { TypeScriptKernel } = await import('./kernel');
        const kernel = new TypeScriptKernel({
          ...options,
          script: new URL('./kernelworker.js', import.meta.url).href,
          places: {
            shards: new URL('./worker.js', import.meta.url).href,
            images: new URL('./digits-images-idx3-ubyte.gz', import.meta.url).href,
            labels: new URL('./digits-labels-idx1-ubyte.gz', import.meta.url).href
          },
          readFile: async path => {
            try {
              const { content } = await serviceManager.contents.get(path, {
                content: true,
                format: 'text'
              });
              return typeof content === 'string' ? content : null;
            } catch {
              // The kernel says that there is none.
              return null;
            }
          }
        });
        kernels.set(kernel.id, kernel);
        kernel.disposed.connect(() => kernels.delete(kernel.id));
        return kernel;
      }
    });
    // JupyterLite's own interrupt only drops the cells that wait, and tells no kernel.
    const drop = client.interrupt.bind(client);
    client.interrupt = async id => {
      await drop(id);
      kernels.get(id)?.interrupt();
    };
  }
};

export default plugin;
