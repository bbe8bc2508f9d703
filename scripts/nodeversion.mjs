// Stops with a clear message on a Node that is too old. Written in old syntax, and imported first by every
// command, so that the message shows instead of a syntax error in the files that follow.

var oldest = 20;
if (parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    'percolab: this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      '), and Percolab needs Node ' +
      oldest +
      ' or newer. Install one from https://nodejs.org and run the same command again.\n'
  );
  process.exit(1);
}
