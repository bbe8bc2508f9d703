// What the bundler of the extension makes of compressed data: an address that holds them.

declare module '*.gz' {
  /** `data:...;base64,...` */
  const address: string;
  export default address;
}
