/** Account id of the embedded AWS for every caller; AWS reserves it for documentation. */
export const emulatorAccountId = "123456789012";
