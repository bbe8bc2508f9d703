// What JupyterLab's builder adds to its own configuration when it bundles lib/ into percolab/labextension:
//   node node_modules/@jupyter/builder/lib/build-labextension.js \
//     --core-package-file node_modules/@jupyterlab/core-meta/core.package.json .

const path = require('node:path');
const { DefinePlugin } = require('@rspack/core');
const { buildConstants } = require('./scripts/build/buildhash.cjs');
const { RuntimePlugin } = require('./scripts/build/runtime.cjs');

module.exports = {
  plugins: [new RuntimePlugin(), new DefinePlugin(buildConstants())],
  output: {
    // Jupyter's server lets browsers keep what has a version; the name has the real one.
    filename: '[name].[contenthash:6].js?v=1'
  },
  module: {
    rules: [
      {
        // The worker is a complete script already: it is copied, not bundled.
        test: path.join(__dirname, 'lib', 'worker.js'),
        type: 'asset/resource',
        generator: { filename: '[name].[contenthash].js' }
      }
    ]
  },
  resolve: {
    // Plotly's core names this style sheet for its maps, which no figure of ours has.
    alias: { 'maplibre-gl/dist/maplibre-gl.css': false }
  }
};
