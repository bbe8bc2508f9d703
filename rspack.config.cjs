// What JupyterLab's builder adds to its own configuration when it bundles lib/ into percolab/labextension:
//   node node_modules/@jupyter/builder/lib/build-labextension.js \
//     --core-package-file node_modules/@jupyterlab/core-meta/core.package.json .

const path = require('node:path');

module.exports = {
  // Without the builder's `?v=HASH`, by which start-up would carry each hash twice.
  output: { chunkFilename: '[name].[contenthash].js' },
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
