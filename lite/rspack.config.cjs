// What JupyterLab's builder adds to its own configuration when it bundles lite/lib into lite/labextension: worker
// scripts are complete already, and digits are data. Both are copied.

module.exports = {
  module: {
    rules: [
      {
        test: /[\\/]lib[\\/](\w*worker\.js|digits-.*\.gz)$/,
        type: 'asset/resource',
        generator: { filename: '[name].[contenthash][ext]' }
      }
    ]
  }
};
