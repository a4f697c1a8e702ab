/** Files from this size on are streamed instead of being held in memory. */
export const largeFileBytes = 2 * 1024 * 1024;
