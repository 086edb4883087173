/**
 * What React 18 wrote in a piece of page, without the bytes that it left unwritten: when a character of several bytes
 * would not fit at the end of its buffer, the whole buffer is sent, the last bytes at zero (react/react#26228, mended
 * in React 19). A browser would show the replacement character there, in a form's field too. No page holds a zero.
 */
export function writtenBytes(piece: Uint8Array): Uint8Array {
  return piece.includes(0) ? piece.filter((byte) => byte !== 0) : piece;
}
