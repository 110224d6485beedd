/** Java's hash of a text (`String.hashCode`), a 32-bit integer with a sign. */
export const textHash = (text: string): number => {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
};
