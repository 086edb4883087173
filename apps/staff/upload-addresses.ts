/** The paths whose form carries a file: everywhere else the server takes text alone. */
export const uploadAddresses: readonly RegExp[] = [
  /^\/personnes\/[0-9a-f-]{36}\/documents$/,
  /^\/personnes\/import$/,
];
