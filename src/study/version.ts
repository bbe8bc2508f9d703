// The version that results, the command line and the wheel carry; the build checks that it equals package.json's.

export const VERSION = '0.1.0';
